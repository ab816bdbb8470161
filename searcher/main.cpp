// dateline-search: joins options, command and exit status.
#include "common/run_main.hpp"
#include "searcher/commands.hpp"
#include "searcher/options.hpp"

int main(int argc, char** argv) {
  return dateline::run_main("dateline-search", [&] {
    dateline::SearchArguments arguments;
    if (const auto over = dateline::parse_search_arguments(argc, argv, arguments)) return *over;
    return dateline::run_search_command(arguments);
  });
}

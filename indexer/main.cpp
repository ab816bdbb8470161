// dateline-index: joins options, command and exit status.
#include "common/run_main.hpp"
#include "indexer/commands.hpp"
#include "indexer/options.hpp"

int main(int argc, char** argv) {
  return dateline::run_main("dateline-index", [&] {
    dateline::IndexArguments arguments;
    if (const auto over = dateline::parse_index_arguments(argc, argv, arguments)) return *over;
    return dateline::run_index_command(arguments);
  });
}

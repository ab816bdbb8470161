// The command line of dateline-search: as typed, then checked and resolved.
#pragma once

#include "common/run_main.hpp"
#include "common/terminal.hpp"
#include "searcher/search_types.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dateline {

enum class SearchCommand { query, show, batch, explain, eval };

/// As typed.
struct SearchArguments {
  SearchCommand command = SearchCommand::query;
  std::string db{};
  std::vector<std::string> words{};
  std::size_t limit = 10;
  bool has_limit = false;
  std::size_t offset = 0;
  std::string sort = "relevance";
  std::string since{};
  std::string until{};
  std::string date{};
  std::vector<std::string> authors{};
  std::vector<std::string> tags{};
  std::vector<std::string> sources{};
  std::vector<std::string> languages{};
  std::string format = "text";
  std::string colour = "auto";
  bool strict = false;
  bool plain = false;
  bool no_snippets = false;
  double timeout_seconds = 2;
  std::string queries{};
  std::string qrels{};
  std::string baseline{};
};

/// A status when the run is over already (help, version). Throws Error(usage).
std::optional<ExitStatus> parse_search_arguments(int argc, char** argv, SearchArguments& arguments);

/// The request that the options make, without the query's words. Throws Error(usage).
SearchRequest make_request(const SearchArguments& arguments, std::chrono::sys_days today);

/// The words as one query: what the shell passed, joined by spaces.
std::string join_words(const std::vector<std::string>& words);

ColourChoice colour_choice(const SearchArguments& arguments);

}  // namespace dateline

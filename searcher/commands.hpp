// The commands of dateline-search.
#pragma once

#include "common/run_main.hpp"
#include "searcher/options.hpp"

namespace dateline {

ExitStatus run_search_command(const SearchArguments& arguments);

}  // namespace dateline

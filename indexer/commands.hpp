// The commands of dateline-index.
#pragma once

#include "common/run_main.hpp"
#include "indexer/options.hpp"

namespace dateline {

ExitStatus run_index_command(const IndexArguments& arguments);

}  // namespace dateline

// The command line of dateline-index: as typed, then checked and resolved.
#pragma once

#include "common/run_main.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

enum class IndexCommand { update, read, status };

/// As typed.
struct IndexArguments {
  IndexCommand command = IndexCommand::update;
  std::string db{};
  std::vector<std::string> paths{};
  std::string max_file_size = "64M";
  unsigned lock_timeout_seconds = 10;
  bool allow_empty_root = false;
  bool new_generation = false;
  bool quiet = false;
  int verbose = 0;  // how often -v was given
  bool json = false;
  bool rejections = false;
  std::string format = "text";
};

/// A status when the run is over already (help, version). Throws Error(usage).
std::optional<ExitStatus> parse_index_arguments(int argc, char** argv, IndexArguments& arguments);

/// "64M", "2G", "500k", "1000": bytes. Throws Error(usage).
std::uint64_t parse_size(const std::string& text);

}  // namespace dateline

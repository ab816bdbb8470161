// The command line of dateline-index: as typed, then checked and resolved.
#pragma once

#include "common/run_main.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

enum class IndexCommand {
  update,
  rebuild,
  read,
  status,
  check,
  export_articles,
  backup,
  restore,
  compact,
  watch,
  remove,
};

/// As typed.
struct IndexArguments {
  IndexCommand command = IndexCommand::update;
  std::string db{};
  std::vector<std::string> paths{};
  std::vector<std::string> include{};
  bool has_include = false;
  std::vector<std::string> exclude{};
  bool has_exclude = false;
  std::string links{};  // empty: as remembered
  std::string files0_from{};
  std::string max_file_size = "64M";
  unsigned lock_timeout_seconds = 10;
  bool allow_empty_root = false;
  bool keep_removed = false;
  std::string builder = "bulk";
  unsigned threads = 0;  // 0: as many as the machine has cores
  std::string memory = "1G";
  bool retry_rejected = false;
  bool dry_run = false;
  std::string transaction_size{};  // "": chosen by the size of the index
  bool from_stored = false;        // rebuild
  bool quiet = false;
  int verbose = 0;  // how often -v was given
  bool json = false;
  bool rejections = false;
  std::string format = "text";
  std::uint64_t since_revision = 0;
  std::string backup{};  // a directory
  // remove; its arguments are `paths`
  bool purge = false;
  bool undo = false;
  // watch
  double settle_seconds = 2;
  double settle_max_seconds = 30;
  double rescan_seconds = 300;
};

/// A status when the run is over already (help, version). Throws Error(usage).
std::optional<ExitStatus> parse_index_arguments(int argc, char** argv, IndexArguments& arguments);

/// "64M", "2G", "500k", "1000": bytes. Throws Error(usage) that names `option`.
std::uint64_t parse_size(const std::string& option, const std::string& text);

}  // namespace dateline

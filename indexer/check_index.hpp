// Checks an index from its stub to its last posting: `dateline-index check`.
#pragma once

#include "indexer/check/children.hpp"
#include "indexer/report/progress.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

struct CheckOptions {
  std::filesystem::path directory{};
  std::chrono::seconds lock_timeout{10};  // waited for only when the index will not stand still
};

struct CheckReport {
  std::filesystem::path directory{};
  std::uint64_t generation = 0;
  std::uint64_t articles = 0;
  std::uint64_t files = 0;
  std::vector<Damage> damages{};
  std::vector<std::string> notes{};  // leftovers: harmless
  std::chrono::duration<double> elapsed{0};

  [[nodiscard]] bool is_sound() const { return damages.empty(); }
};

/// Reads the whole index, also while a writer runs: what it left behind meanwhile is read again, at last
/// under the writer lock. Throws Error(not_found) without an index, Error(busy) when the lock cannot be had.
CheckReport check_index(const CheckOptions& options, Progress& progress);

std::string text_check(const CheckReport& report);
/// Version 1: {"version","sound","articles","files","generation","damages":[{"part","what"}],"repair":[],
/// "notes":[],"seconds"}.
std::string json_check(const CheckReport& report);

}  // namespace dateline

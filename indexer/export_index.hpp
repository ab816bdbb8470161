// Prints the articles of an index as JSON lines that dateline-index reads back: `dateline-index export`.
#pragma once

#include "indexer/report/progress.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace dateline {

struct ExportOptions {
  std::filesystem::path directory{};
  std::uint64_t since_revision = 0;  // only articles of later ingest revisions
};

/// Calls `print` with every article as one line of JSON (print_article.hpp, with its "\n"), sorted by the
/// bytes of their ids. All are of one revision of the index, whoever writes meanwhile. Stops when `print`
/// returns false. Returns how many were printed. Throws Error as `open_index` does.
std::uint64_t export_index(const ExportOptions& options,
                           const std::function<bool(std::string_view line)>& print, Progress& progress);

}  // namespace dateline

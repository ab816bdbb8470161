// See corpus_index.hpp.
#include "tests/support/corpus_index.hpp"

#include "tests/support/temp_dir.hpp"

namespace dateline::tests {

namespace {

struct BuiltIndex {
  TempDir directory;
  std::filesystem::path index;
  UpdateSummary summary;

  BuiltIndex() : index(directory.path() / "index") {
    using namespace std::chrono;
    Progress progress(ProgressKind::quiet);
    summary = update_index({.directory = index,
                            .paths = {corpus_directory() / "articles"},
                            .reading = {.today = sys_days{2026y / November / 24}}},
                           progress);
  }
};

const BuiltIndex& built() {
  static const BuiltIndex index;
  return index;
}

}  // namespace

std::filesystem::path corpus_directory() {
  return std::filesystem::path(DATELINE_SOURCE_DIR) / "corpus";
}
const std::filesystem::path& corpus_index() {
  return built().index;
}
const UpdateSummary& corpus_summary() {
  return built().summary;
}

}  // namespace dateline::tests

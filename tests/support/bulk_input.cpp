// See bulk_input.hpp.
#include "tests/support/bulk_input.hpp"

#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <xapian.h>

namespace dateline::tests {

BulkInput input_of(const std::vector<BulkArticle>& articles, std::size_t segment_articles,
                   std::map<std::string, std::string> metadata) {
  return {.segments = (articles.size() + segment_articles - 1) / segment_articles,
          .read =
              [&articles, segment_articles](std::size_t segment, const auto& take) {
                const std::size_t end = std::min(articles.size(), (segment + 1) * segment_articles);
                for (std::size_t i = segment * segment_articles; i < end; ++i) take(articles[i]);
              },
          .metadata = std::move(metadata)};
}

std::string check_of(const std::filesystem::path& path) {
  std::ostringstream told;
  const auto errors = Xapian::Database::check(path.string(), 0, &told);
  return errors == 0 ? "" : told.str();
}

std::map<std::string, std::string> files_of(const std::filesystem::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(directory))
    files[file.path().filename().string()] = read_file(file.path());
  return files;
}

}  // namespace dateline::tests

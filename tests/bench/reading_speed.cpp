// Reads every file under the given paths as the indexer would and tells how fast, what was refused and where
// the dates came from. `--print` writes the articles as JSON lines to standard output.
//   reading_speed [--print] PATH…
#include "common/error.hpp"
#include "indexer/enrich/date.hpp"
#include "indexer/formats/print_article.hpp"
#include "indexer/formats/registry.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

namespace {

using namespace dateline;
using Clock = std::chrono::steady_clock;

struct Tally {
  std::size_t files = 0;
  std::size_t articles = 0;
  std::size_t bytes = 0;
  std::map<std::string, std::size_t> rejections;
  std::map<std::string, std::size_t> evidence;
  double seconds = 0;
};

void read_one(const std::filesystem::path& path, bool prints, Tally& tally) {
  std::ifstream in(path, std::ios::binary);
  std::string contents{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  ++tally.files;
  tally.bytes += contents.size();
  const auto begin = Clock::now();
  ByteStream bytes(std::move(contents));
  SourceFile file{.path = path.string(), .bytes = bytes};
  const ArticleSink sink{
      .article =
          [&](Article&& article, std::size_t record) {
            if (article.id.empty() && record > 0) article.id = file.path + "#" + std::to_string(record);
            complete_date(article, file.path, {.today = file.today});
            ++tally.articles;
            ++tally.evidence[std::string(evidence_name(article.published_from))];
            if (prints) std::puts(print_article(article, file.path).c_str());
          },
      .reject = [&](const std::string&, const std::string& reason) { ++tally.rejections[reason]; }};
  try {
    find_format(file).read(file, sink);
  } catch (const Error& error) {
    ++tally.rejections[error.what()];
    if (prints) std::cerr << path.string() << ": " << error.what() << '\n';
  }
  tally.seconds += std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  Tally tally;
  bool prints = false;
  for (int i = 1; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    if (path == "--print") {
      prints = true;
    } else if (std::filesystem::is_directory(path)) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) read_one(entry.path(), prints, tally);
      }
    } else {
      read_one(path, prints, tally);
    }
  }
  std::fprintf(stderr, "%zu files, %zu articles, %.1f MB in %.2f s: %.1f MB/s\n", tally.files, tally.articles,
               static_cast<double>(tally.bytes) / 1e6, tally.seconds,
               static_cast<double>(tally.bytes) / 1e6 / tally.seconds);
  for (const auto& [name, count] : tally.evidence)
    std::fprintf(stderr, "  dated by %s: %zu\n", name.empty() ? "nothing" : name.c_str(), count);
  for (const auto& [reason, count] : tally.rejections)
    std::fprintf(stderr, "  rejected, %s: %zu\n", reason.c_str(), count);
  return 0;
}

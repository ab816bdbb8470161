// What reading costs: every file of the paths named goes through the whole reading step, date and language
// included, as `dateline-index` has it; articles are counted and dropped. Tells processor time, so that runs
// on a shared machine compare.
//   read_speed PATH…
#include "common/error.hpp"
#include "indexer/formats/read_file.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <vector>

namespace {

using namespace dateline;

struct Tally {
  std::size_t files = 0;
  std::size_t articles = 0;
  std::size_t rejections = 0;
  std::size_t text_bytes = 0;  // of what is searched: headlines, summaries, texts and captions
};

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// In the order of their names, so that runs read the same bytes at the same time.
std::vector<std::filesystem::path> files_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

void read_one(const std::filesystem::path& path, const ReadOptions& options, Tally& tally) {
  const auto count = [&tally](Article&& article) {
    tally.text_bytes +=
        article.title.size() + article.summary.size() + article.text.size() + article.captions.size();
  };
  const FileReading reading = read_source_file(path, path.string(), options, count);
  ++tally.files;
  tally.articles += reading.articles;
  tally.rejections += reading.rejections.size();
}

void report(const Tally& tally, double seconds) {
  const double megabytes = static_cast<double>(tally.text_bytes) / 1e6;
  std::printf("%zu files, %zu articles, %zu rejections, %.1f MB of text: %.3f CPU s, %.1f MB per CPU s\n",
              tally.files, tally.articles, tally.rejections, megabytes, seconds, megabytes / seconds);
}

}  // namespace

int main(int argc, char** argv) {
  const ReadOptions options{.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  try {
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i) {
      for (auto& path : files_of(argv[i])) files.push_back(std::move(path));
    }
    Tally tally;
    const double begin = processor_seconds();
    for (const auto& path : files) read_one(path, options, tally);
    report(tally, processor_seconds() - begin);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}

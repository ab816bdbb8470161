// The articles of one source file on their way into an index: held back until all of the file is read, so
// that a disk that fails in the middle leaves its last good state.
#pragma once

#include "indexer/build/article_writer.hpp"
#include "indexer/build/run.hpp"
#include "indexer/formats/read_file.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dateline {

class FileWriter {
 public:
  /// `before_writing` is called before anything is written while the file is still read: only a file of more
  /// text than the run's memory plan lets it hold comes to that. `writer` and `run` outlive it and are not
  /// touched before.
  FileWriter(
      ArticleWriter& writer, Run& run, FileSource source, std::string id_path,
      std::function<void()> before_writing = [] {});

  /// What it takes: the file's articles. For one call of `read_source_file`; lives as long as this.
  [[nodiscard]] ArticleTarget target();
  /// Writes what is held, unless the file could not be read to its end; then what it held before stays.
  void finish(const FileReading& reading, RevisionRule rule, RestOfFile rest);

  /// Articles that the file has in the database now, while no other file takes ids of it; none when it must
  /// be counted there.
  [[nodiscard]] std::optional<std::uint64_t> documents() const {
    return was_streamed_ ? std::nullopt : std::optional(placed_);
  }

 private:
  /// Throws Error(interrupted) when the run is to stop.
  void take(PreparedArticle&& prepared);
  void write_held();
  void write(const PreparedArticle& article);

  ArticleWriter& writer_;
  Run& run_;
  FileSource source_;
  std::string id_path_;
  std::string shown_path_;
  std::function<void()> before_writing_;
  std::vector<PreparedArticle> held_{};
  std::unordered_map<std::string, std::size_t> place_of_id_{};
  std::size_t held_bytes_ = 0;
  bool is_begun_ = false;
  bool was_streamed_ = false;
  std::uint64_t placed_ = 0;
  std::uint64_t withheld_ = 0;
};

}  // namespace dateline

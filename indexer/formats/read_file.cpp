// The per-file step: whatever goes wrong with one file is a rejection and the run goes on; see read_file.hpp.
#include "indexer/formats/read_file.hpp"

#include "common/error.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/utf8.hpp"
#include "indexer/enrich/clean.hpp"
#include "indexer/enrich/date.hpp"
#include "indexer/enrich/language.hpp"
#include "indexer/formats/json.hpp"
#include "indexer/formats/read_pieces.hpp"
#include "indexer/formats/record_limit.hpp"
#include "indexer/formats/registry.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

namespace dateline {

namespace {

// An open regular file that hashes what is read of it.
class HashedFile {
 public:
  explicit HashedFile(const std::filesystem::path& path) {
    // O_NONBLOCK: opening a FIFO that took a file's place must not wait for a writer.
    file_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file_ < 0)
      throw Error(ErrorKind::bad_input, "cannot be read: " + std::generic_category().message(errno));
    struct stat status {};
    if (fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) {
      close(file_);
      throw Error(ErrorKind::bad_input, "not a regular file");
    }
    hash_ = XXH3_createState();
    XXH3_64bits_reset(hash_);
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~HashedFile() {
    XXH3_freeState(hash_);
    close(file_);
  }
  HashedFile(const HashedFile&) = delete;
  HashedFile& operator=(const HashedFile&) = delete;

  std::size_t read_some(char* to, std::size_t size) {
    ssize_t got = 0;
    do {
      got = read(file_, to, size);
    } while (got < 0 && errno == EINTR);
    has_failed_ = got < 0;
    if (has_failed_)
      throw Error(ErrorKind::bad_input, "cannot be read: " + std::generic_category().message(errno));
    is_at_end_ = got == 0;
    XXH3_64bits_update(hash_, to, static_cast<std::size_t>(got));
    return static_cast<std::size_t>(got);
  }

  [[nodiscard]] bool has_failed() const { return has_failed_; }
  /// When it was opened.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Reads what is left, so that the hash is of all bytes.
  std::uint64_t finish_hash() {
    if (!is_at_end_) {
      std::array<char, 65536> buffer;  // not cleared: most files are shorter
      while (read_some(buffer.data(), buffer.size()) > 0) {
      }
    }
    return XXH3_64bits_digest(hash_);
  }

 private:
  int file_ = -1;
  XXH3_state_t* hash_ = nullptr;
  std::uint64_t size_ = 0;
  bool is_at_end_ = false;
  bool has_failed_ = false;  // the system refused the last read
};

std::string id_of_contents(const Article& article) {
  const std::string contents = article.title + '\0' + article.text + '\0' + article.url;
  return "stdin:" + hash_digits(XXH3_64bits(contents.data(), contents.size()));
}

void finish_article(Article& article, std::size_t record, const std::string& relative_path,
                    const FormatRow& format, const ReadOptions& options) {
  clean_article(article);
  if (article.title.empty() && article.text.empty() && article.summary.empty()) {
    throw Error(ErrorKind::bad_input, "no title and no text in it");
  }
  if (article.id.empty() && relative_path.empty()) article.id = id_of_contents(article);
  if (article.id.empty())
    article.id = record == 0 ? relative_path : relative_path + "#" + std::to_string(record);
  if (article.format.empty()) article.format = format.mime;
  complete_date(article, relative_path, {.today = options.today});
  article.lang =
      detect_language(article.title, article.text.empty() ? article.summary : article.text, article.lang);
}

/// One file on its way through its reader: whatever is wrong with it is a rejection; what the target throws
/// passes.
class FileStep {
 public:
  FileStep(const std::filesystem::path& path, const std::string& relative_path, const ReadOptions& options,
           const ArticleTarget& target, SpareThreads* spare)
      : path_(path),
        relative_path_(relative_path),
        shown_path_(relative_path.empty() ? "standard input" : to_valid_utf8(path.native())),
        options_(options),
        target_(target),
        spare_(spare) {}

  FileReading run() {
    std::optional<HashedFile> file;
    try {
      file.emplace(path_);
      read_articles(*file);
      reading_.content_hash = file->finish_hash();
      if (reading_.articles == 0 && reading_.rejections.empty()) reject("", "no article in it");
    } catch (const Error& error) {
      if (has_target_failed_ || error.kind() != ErrorKind::bad_input) throw;
      reject("", error.what());
    }
    reading_.was_read = file && !file->has_failed();
    return std::move(reading_);
  }

 private:
  void read_articles(HashedFile& file) {
    ByteStream bytes([&file](char* to, std::size_t size) { return file.read_some(to, size); });
    SourceFile source{.path = relative_path_,
                      .bytes = bytes,
                      .max_article_bytes = options_.max_file_bytes,
                      .today = options_.today};
    const FormatRow& format = relative_path_.empty() ? jsonl_format() : find_format(source);
    const bool has_pieces = spare_ != nullptr && &format == &jsonl_format() && file.size() > whole_bytes;
    try {
      has_pieces ? read_in_pieces(source, file.size(), format) : read_whole(source, format);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      const auto* ours = dynamic_cast<const Error*>(&error);
      if (has_target_failed_ || (ours != nullptr && ours->kind() != ErrorKind::bad_input)) throw;
      if (file.has_failed()) throw;
      reject("", error.what());
    }
  }

  void read_whole(SourceFile& source, const FormatRow& format) {
    format.read(source, sink_to(format, [this](Outcome&& outcome) { take(std::move(outcome)); }));
  }

  void read_in_pieces(SourceFile& source, std::uint64_t file_bytes, const FormatRow& format) {
    JsonLineCutter cutter(source);
    RecordLimit limit;
    const PieceSteps steps{.cut = [&cutter](FilePiece& piece) { return cutter.next(piece.lines); },
                           .bytes = [](const FilePiece& piece) { return piece.lines.bytes.size(); },
                           .most_bytes = std::min(file_bytes, options_.max_file_bytes),
                           .read = [&](FilePiece& piece) { read_piece(piece, source, format); },
                           .take =
                               [&](FilePiece& piece) {
                                 for (Outcome& outcome : piece.outcomes) {
                                   const auto* refusal = std::get_if<Refusal>(&outcome);
                                   const bool is_bad = refusal != nullptr && refusal->is_bad_record;
                                   if (!is_bad) limit.count_good();
                                   take(std::move(outcome));
                                   if (is_bad) limit.count_bad();
                                 }
                                 if (piece.lines.failure) std::rethrow_exception(piece.lines.failure);
                               }};
    read_pieces(steps, *spare_);
  }

  // What fails does so when the piece is taken.
  void read_piece(FilePiece& piece, const SourceFile& source, const FormatRow& format) const {
    try {
      read_line_piece(piece.lines, source, sink_to(format, [&piece](Outcome&& outcome) {
                        piece.outcomes.push_back(std::move(outcome));
                      }));
    } catch (...) {
      piece.lines.failure = std::current_exception();
    }
  }

  template <typename Take>
  [[nodiscard]] ArticleSink sink_to(const FormatRow& format, Take take_outcome) const {
    return {.article = [this, &format, take_outcome](
                           Article&& article,
                           std::size_t record) { take_outcome(finish(std::move(article), record, format)); },
            .reject =
                [take_outcome](const std::string& where, const std::string& reason) {
                  take_outcome(Refusal{.where = where, .reason = reason, .is_bad_record = true});
                },
            .exported = [this, take_outcome](Article&& article,
                                             std::size_t) { take_outcome(prepare(std::move(article))); }};
  }

  [[nodiscard]] Outcome finish(Article&& article, std::size_t record, const FormatRow& format) const {
    try {
      finish_article(article, record, relative_path_, format, options_);
    } catch (const Error& error) {
      return Refusal{.where = record == 0 ? "" : "record " + std::to_string(record), .reason = error.what()};
    }
    return prepare(std::move(article));
  }

  [[nodiscard]] PreparedArticle prepare(Article&& article) const {
    StoredParts stored = target_.store ? target_.store(article) : StoredParts{};
    return {.article = std::move(article), .stored = std::move(stored)};
  }

  void take(Outcome&& outcome) {
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return reject(refusal->where, refusal->reason);
    ++reading_.articles;
    try {
      target_.take(std::get<PreparedArticle>(std::move(outcome)));
    } catch (...) {
      has_target_failed_ = true;
      throw;
    }
  }

  void reject(const std::string& where, const std::string& reason) {
    reading_.rejections.push_back({.path = shown_path_, .where = where, .reason = reason});
    reading_.was_limited = reading_.was_limited || reason.find("larger than") != std::string::npos;
  }

  static constexpr std::uint64_t whole_bytes = std::uint64_t{1} << 20;  // too little to share

  const std::filesystem::path& path_;
  const std::string& relative_path_;  // empty: spooled from standard input
  const std::string shown_path_;
  const ReadOptions& options_;
  const ArticleTarget& target_;
  SpareThreads* spare_;  // may be null
  FileReading reading_{};
  bool has_target_failed_ = false;  // which is not the file's fault, whatever kind the error is
};

}  // namespace

FileReading read_source_file(const std::filesystem::path& path, const std::string& relative_path,
                             const ReadOptions& options, const std::function<void(Article&&)>& sink) {
  const ArticleTarget target{
      .take = [&sink](PreparedArticle&& prepared) { sink(std::move(prepared.article)); }};
  return FileStep(path, relative_path, options, target, nullptr).run();
}

FileReading read_source_file(const std::filesystem::path& path, const std::string& relative_path,
                             const ReadOptions& options, const ArticleTarget& target, SpareThreads& spare) {
  return FileStep(path, relative_path, options, target, &spare).run();
}

FileReading read_standard_input(const std::filesystem::path& spool, const ReadOptions& options,
                                const ArticleTarget& target, SpareThreads& spare) {
  const std::string no_path;
  return FileStep(spool, no_path, options, target, &spare).run();
}

std::uint64_t hash_file(const std::filesystem::path& path) {
  try {
    return HashedFile(path).finish_hash();
  } catch (const Error&) {
    return 0;
  }
}

}  // namespace dateline

// One source file on its way to a format's reader: its name and its bytes, read once from front to back.
#pragma once

#include "common/article.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace dateline {

/// Bytes from a file or from inside an archive, buffered. One pass; not for two threads.
class ByteStream {
 public:
  /// Fills at most `size` bytes at `to` and returns how many; 0 at the end. Throws Error(io) or
  /// Error(bad_input).
  using Fill = std::function<std::size_t(char* to, std::size_t size)>;

  explicit ByteStream(Fill fill);
  /// For tests and for bytes already at hand: a stream over a copy of `bytes`.
  explicit ByteStream(std::string bytes);

  /// The next bytes without taking them, at most `size`; fewer only at the end. Lives until the next call.
  std::string_view peek(std::size_t size);
  /// What is there without reading more.
  [[nodiscard]] std::string_view buffered() const { return std::string_view(buffer_).substr(begin_); }
  /// Takes `size` bytes that `peek` showed.
  void skip(std::size_t size);
  /// All that is left. Throws Error(bad_input) "larger than N MiB" beyond `max_bytes`.
  std::string read_all(std::size_t max_bytes);
  /// The next line without its "\n" or "\r\n"; false at the end. A line beyond `max_bytes` throws
  /// Error(bad_input) after the stream has moved behind it, so that a reader can go on with the next.
  bool read_line(std::string& line, std::size_t max_bytes);

 private:
  std::size_t fill_more();

  Fill fill_;
  std::string buffer_;
  std::size_t begin_ = 0;
  bool has_begun_ = false;
  bool is_at_end_ = false;
};

struct SourceFile {
  std::string path;  // as found, UTF-8 (invalid bytes as U+FFFD): for messages, dates in the name, a fallback
                     // headline
  ByteStream& bytes;
  std::size_t max_article_bytes = std::size_t{64} << 20;
  /// Dates later than the day after are none. Tests and long runs fix it.
  std::chrono::sys_days today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
};

/// What a reader hands on. Readers leave `id` empty, or set it to a record's own id; `record` counts from 1
/// in files that can hold several articles and is 0 otherwise.
struct ArticleSink {
  std::function<void(Article&& article, std::size_t record)> article;
  /// One record is bad, the file goes on. `where` names it: "line 17", "record 3".
  std::function<void(const std::string& where, const std::string& reason)> reject;
  /// An article that an index held already, whole and as it is to be: only readers of `export` know such.
  /// Without it they hand it to `article`.
  std::function<void(Article&& article, std::size_t record)> exported{};
};

}  // namespace dateline

// Cuts a JSON file into records and hands each to JsonRecordReader; see json.hpp.
#include "indexer/formats/json.hpp"

#include "common/error.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/guess_charset.hpp"
#include "indexer/formats/json_record.hpp"
#include "indexer/formats/record_limit.hpp"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

namespace dateline {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::size_t chunk_bytes = std::size_t{64} << 10;

bool is_json_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(utf8_mark)) text.remove_prefix(utf8_mark.size());
  return text;
}

// Follows the nesting of JSON byte by byte; right also for records that are not valid otherwise.
class NestingScanner {
 public:
  /// Where the value that begins at the first byte fed ends; npos while it has not.
  std::size_t feed(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (step(bytes[i])) return i + 1;
    }
    return std::string_view::npos;
  }

  [[nodiscard]] bool is_too_deep() const { return deepest_ > simdjson_depth; }

 private:
  bool step(char c) {
    if (is_inside_string_) {
      if (is_escaped_) {
        is_escaped_ = false;
      } else if (c == '\\') {
        is_escaped_ = true;
      } else if (c == '"') {
        is_inside_string_ = false;
      }
      return false;
    }
    if (c == '"') is_inside_string_ = true;
    if (c == '{' || c == '[') deepest_ = std::max(deepest_, ++depth_);
    return (c == '}' || c == ']') && --depth_ == 0;
  }

  static constexpr std::size_t simdjson_depth = 1024;

  std::size_t depth_ = 0;
  std::size_t deepest_ = 0;
  bool is_inside_string_ = false;
  bool is_escaped_ = false;
};

// The values of a file one by one: of the outer array, or at top level.
class RecordStream {
 public:
  RecordStream(ByteStream& bytes, std::size_t max_bytes) : bytes_(bytes), max_bytes_(max_bytes) {
    if (bytes_.peek(utf8_mark.size()) == utf8_mark) bytes_.skip(utf8_mark.size());
    if (next_sign() == '[') {
      is_array_ = true;
      bytes_.skip(1);
    }
  }

  /// False at the end of the file or the array. Throws Error(bad_input) for a record over the limit or cut
  /// short, after which nothing more comes.
  bool next(std::string& record) {
    for (;;) {
      const char sign = next_sign();
      if (sign == '\0') {
        if (is_array_) throw Error(ErrorKind::bad_input, "cut short: the array has no end");
        return false;
      }
      if (sign == ',') {
        bytes_.skip(1);
        continue;
      }
      if (sign == ']') return false;
      sign == '{' || sign == '[' ? take_nested(record) : take_plain(record);
      return true;
    }
  }

 private:
  // The next byte that is no white space, not taken; NUL at the end.
  char next_sign() {
    for (;;) {
      const std::string_view seen = bytes_.peek(chunk_bytes);
      if (seen.empty()) return '\0';
      const std::string_view rest = without_space(seen);
      bytes_.skip(seen.size() - rest.size());
      if (!rest.empty()) return rest.front() == '\0' ? ' ' : rest.front();
    }
  }

  void take_nested(std::string& record) {
    record.clear();
    NestingScanner scanner;
    for (;;) {
      const std::string_view seen = bytes_.peek(chunk_bytes);
      if (seen.empty()) {
        const bool is_too_deep = scanner.is_too_deep();
        throw Error(ErrorKind::bad_input,
                    is_too_deep ? "not valid JSON: nested too deep" : "not valid JSON: cut short");
      }
      const std::size_t end = scanner.feed(seen);
      const std::size_t size = std::min(end, seen.size());
      record.append(seen, 0, size);
      bytes_.skip(size);
      if (record.size() > max_bytes_)
        throw Error(ErrorKind::bad_input,
                    "a record larger than " + std::to_string(max_bytes_ >> 20) + " MiB");
      if (end != std::string_view::npos) return;
    }
  }

  // A value that is no object: up to the next comma, bracket or line end.
  void take_plain(std::string& record) {
    const std::string_view seen = bytes_.peek(chunk_bytes);
    const std::size_t end = std::max<std::size_t>(std::min(seen.find_first_of(",]\n{"), seen.size()), 1);
    record.assign(seen, 0, end);
    bytes_.skip(end);
  }

  ByteStream& bytes_;
  std::size_t max_bytes_;
  bool is_array_ = false;
};

// A file in UTF-16 or UTF-32 is decoded as a whole: their bytes know no lines and no brackets. Its NULs show
// it; JSON has none.
std::optional<ByteStream> decode_wide(SourceFile& file) {
  constexpr std::size_t head_bytes = 4096;
  const std::string_view head = file.bytes.peek(head_bytes);
  const bool has_mark = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  const bool is_wide =
      has_mark || head.starts_with(std::string_view("\0\0\xFE\xFF", 4)) || !guess_utf16(head).empty();
  if (!is_wide) return std::nullopt;
  return std::optional<ByteStream>(decode_text(file.bytes.read_all(file.max_article_bytes)).text);
}

void hand_on(Article&& article, std::size_t record, RecordKind kind, const ArticleSink& sink) {
  const bool is_exported = kind == RecordKind::exported && sink.exported;
  (is_exported ? sink.exported : sink.article)(std::move(article), record);
}

struct LineReading {
  std::size_t first_line = 1;
  std::size_t max_line_bytes = 0;
  std::chrono::sys_days today{};
};

std::string line_name(std::size_t number) {
  return "line " + std::to_string(number);
}

void read_lines(ByteStream& bytes, const LineReading& reading, const ArticleSink& sink) {
  JsonRecordReader reader({.today = reading.today});
  std::string line;
  std::size_t number = reading.first_line;
  const JsonRecordReader::Refuse refuse = [&](const std::string& reason) {
    sink.reject(line_name(number), reason);
  };
  const JsonRecordReader::Take take = [&](Article&& article, RecordKind kind) {
    if (kind == RecordKind::ordinary) article.format = "application/jsonl";
    hand_on(std::move(article), number, kind, sink);
  };
  for (;; ++number) {
    try {
      if (!bytes.read_line(line, reading.max_line_bytes)) return;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::bad_input) throw;
      refuse(error.what());
      continue;
    }
    const std::string_view record = without_space(number == 1 ? without_mark(line) : std::string_view(line));
    if (!record.empty()) reader.read(record, take, refuse);
  }
}

std::size_t count_lines(std::string_view bytes) {
  std::size_t lines = 0;
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1))
    ++lines;
  return lines;
}

}  // namespace

void read_jsonl(SourceFile& file, const ArticleSink& sink) {
  std::optional<ByteStream> decoded = decode_wide(file);
  RecordLimit limit;
  ArticleSink limited{.article =
                          [&](Article&& article, std::size_t record) {
                            limit.count_good();
                            sink.article(std::move(article), record);
                          },
                      .reject =
                          [&](const std::string& where, const std::string& reason) {
                            sink.reject(where, reason);
                            limit.count_bad();
                          }};
  if (sink.exported) {
    limited.exported = [&](Article&& article, std::size_t record) {
      limit.count_good();
      sink.exported(std::move(article), record);
    };
  }
  read_lines(decoded ? *decoded : file.bytes, {.max_line_bytes = file.max_article_bytes, .today = file.today},
             limited);
}

JsonLineCutter::JsonLineCutter(SourceFile& file)
    : decoded_(decode_wide(file)),
      bytes_(decoded_ ? *decoded_ : file.bytes),
      max_line_bytes_(file.max_article_bytes) {}

bool JsonLineCutter::next(LinePiece& piece) {
  if (has_failed_) return false;
  piece.first_line = next_line_;
  try {
    cut(piece);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (...) {  // whole lines that came before are read all the same
    const std::string_view left = bytes_.buffered();
    piece.bytes = left.substr(0, left.rfind('\n') + 1);
    piece.failure = std::current_exception();
    has_failed_ = true;
  }
  next_line_ += count_lines(piece.bytes) + (piece.refused.empty() ? 0 : 1);
  return !piece.bytes.empty() || !piece.refused.empty() || has_failed_;
}

void JsonLineCutter::cut(LinePiece& piece) {
  constexpr std::size_t piece_bytes = std::size_t{256} << 10;
  const std::string_view seen = bytes_.peek(piece_bytes);
  const std::size_t last = seen.rfind('\n');
  if (last == std::string_view::npos && seen.size() == piece_bytes) return cut_long_line(piece);
  piece.bytes = seen.substr(0, last == std::string_view::npos ? seen.size() : last + 1);
  bytes_.skip(piece.bytes.size());
}

void JsonLineCutter::cut_long_line(LinePiece& piece) {
  try {
    bytes_.read_line(piece.bytes, max_line_bytes_);
    piece.bytes += '\n';
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input) throw;
    piece.refused = error.what();
  }
}

void read_line_piece(LinePiece& piece, const SourceFile& file, const ArticleSink& sink) {
  const std::size_t behind = piece.first_line + (piece.refused.empty() ? 0 : count_lines(piece.bytes));
  ByteStream bytes(std::move(piece.bytes));
  read_lines(bytes,
             {.first_line = piece.first_line, .max_line_bytes = file.max_article_bytes, .today = file.today},
             sink);
  if (!piece.refused.empty()) sink.reject(line_name(behind), piece.refused);
}

void read_json(SourceFile& file, const ArticleSink& sink) {
  JsonRecordReader reader({.today = file.today});
  std::optional<ByteStream> decoded = decode_wide(file);
  RecordStream records(decoded ? *decoded : file.bytes, file.max_article_bytes);
  RecordLimit limit;
  std::string record;
  std::size_t number = 0;
  std::string first_reason;  // told of the file when it holds no other record, else of record 1
  const auto reject_first = [&] {
    if (!first_reason.empty()) sink.reject("record 1", first_reason);
    first_reason.clear();
  };
  const auto take = [&](Article&& article, RecordKind kind) {
    ++number;
    reject_first();
    limit.count_good();
    hand_on(std::move(article), number, kind, sink);
  };
  const auto refuse = [&](const std::string& reason) {
    if (++number == 1) {
      first_reason = reason;
      return;
    }
    reject_first();
    sink.reject("record " + std::to_string(number), reason);
    limit.count_bad();
  };
  bool has_more = true;
  while (has_more) {
    try {
      has_more = records.next(record);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::bad_input || number == 0) throw;
      refuse(error.what());
      return;
    }
    if (has_more) reader.read(record, take, refuse);
  }
  if (!first_reason.empty()) throw Error(ErrorKind::bad_input, first_reason);
  if (number == 0) throw Error(ErrorKind::bad_input, "no record in it");
}

bool looks_like_json(std::string_view head) {
  head = without_space(without_mark(head));
  if (head.starts_with('[')) {
    head = without_space(head.substr(1));
    return head.starts_with('{') || head.starts_with(']');
  }
  if (!head.starts_with('{')) return false;
  head = without_space(head.substr(1));
  return head.starts_with('"') || head.starts_with('}');
}

bool looks_like_jsonl(std::string_view head) {
  head = without_space(without_mark(head));
  if (!head.starts_with('{') || !looks_like_json(head)) return false;
  NestingScanner scanner;
  const std::size_t end = scanner.feed(head);
  const std::size_t line_end = head.find('\n');
  if (end == std::string_view::npos) return line_end == std::string_view::npos;  // a first line over 4 KiB
  if (line_end == std::string_view::npos || end > line_end) return false;
  return without_space(head.substr(line_end)).starts_with('{');
}

bool has_record_line(std::string_view head) {
  head = without_mark(head);
  while (!head.empty()) {
    const std::size_t line_end = std::min(head.find('\n'), head.size());
    const std::string_view line = without_space(head.substr(0, line_end));
    if (line.starts_with('{')) {
      NestingScanner scanner;
      return scanner.feed(line) != std::string_view::npos || line_end == head.size();
    }
    head.remove_prefix(std::min(line_end + 1, head.size()));
  }
  return false;
}

}  // namespace dateline

// Articles as JSON records: lines, an array, one object or objects in a row.
#pragma once

#include "indexer/formats/source_file.hpp"

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>

namespace dateline {

/// One record a line. A bad line is rejected as "line N" and the file goes on.
void read_jsonl(SourceFile& file, const ArticleSink& sink);

/// Whole lines of a JSON-lines file: they can be read without those before them.
struct LinePiece {
  std::string bytes{};
  std::size_t first_line = 1;
  std::string refused{};         // why the line behind them is none; empty when there is no such
  std::exception_ptr failure{};  // of the system, behind them: there are no more
};

/// Cuts a JSON-lines file, about 256 KB at a time.
class JsonLineCutter {
 public:
  /// `file` outlives it.
  explicit JsonLineCutter(SourceFile& file);

  /// False at the end. Throws nothing but bad_alloc: see `failure`.
  bool next(LinePiece& piece);

 private:
  void cut(LinePiece& piece);
  void cut_long_line(LinePiece& piece);

  std::optional<ByteStream> decoded_;
  ByteStream& bytes_;
  std::size_t max_line_bytes_;
  std::size_t next_line_ = 1;
  bool has_failed_ = false;
};

/// As `read_jsonl`, of one piece of `file`, whose bytes are not touched; but never gives up. Empties
/// `piece.bytes`.
void read_line_piece(LinePiece& piece, const SourceFile& file, const ArticleSink& sink);

/// An array of records, one object, several objects in a row, or an object whose member "articles", "items",
/// "data" … is such an array. A bad record is rejected as "record N". Read piece by piece: memory is bounded
/// by one record, not by the file.
void read_json(SourceFile& file, const ArticleSink& sink);

/// Whether `head` begins as JSON with an object or an array of objects; and with an object to a line.
bool looks_like_json(std::string_view head);
bool looks_like_jsonl(std::string_view head);
/// Enough where the name says JSON lines: a line among the first that holds a whole object. Lines before it
/// that hold none, and what comes behind it, are the reader's to refuse.
bool has_record_line(std::string_view head);

}  // namespace dateline

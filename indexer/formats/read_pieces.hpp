// One large file read by several threads: pieces are cut off one after the other, read side by side, and what
// came of them is taken in order.
#pragma once

#include "indexer/formats/json.hpp"
#include "indexer/formats/prepared_article.hpp"
#include "indexer/parallel/spare_threads.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace dateline {

/// A record that is no article.
struct Refusal {
  std::string where;
  std::string reason;
  bool is_bad_record = false;  // its reader found so
};

/// What came of one record.
using Outcome = std::variant<PreparedArticle, Refusal>;

struct FilePiece {
  LinePiece lines{};
  std::vector<Outcome> outcomes{};
};

struct PieceSteps {
  /// False when there is no piece left. By one thread at a time. What it throws may keep earlier pieces from
  /// being taken.
  std::function<bool(FilePiece& piece)> cut{};
  /// What reading a piece takes in memory; all that are read or wait to be taken share `most_bytes`.
  std::function<std::uint64_t(const FilePiece& piece)> bytes{};
  std::uint64_t most_bytes = 0;
  /// By several threads at once. As above.
  std::function<void(FilePiece& piece)> read{};
  /// By one thread at a time, in the order of cutting.
  std::function<void(FilePiece& piece)> take{};
};

/// Reads on this thread and on those that are spare, also such as become so on the way; each holds one piece.
/// Throws the first exception of a step; no later piece is taken then.
void read_pieces(const PieceSteps& steps, SpareThreads& spare);

}  // namespace dateline

// Entries as Xapian metadata, version 1, in the pieces of ledger_format.cpp:
//
//   "rejections:" hash(path, 16 digits) ":" number = string(path) string(reason)* fixed(XXH3 of all before)
//
// Numbers begin at 0, without a gap; a piece is ended by the reason that makes it a megabyte or more.
// History: 1 (2026-11) first.
#include "indexer/scan/rejections_apart.hpp"

#include "common/text/hash_digits.hpp"
#include "indexer/scan/ledger_format.hpp"

#include <utility>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t full_piece_bytes = std::size_t{1} << 20;

std::string key_of(std::string_view path, std::size_t number) {
  return rejections_apart_prefix_of(path) + std::to_string(number);
}

}  // namespace

std::string rejections_apart_prefix_of(std::string_view path) {
  return rejections_apart_prefix + hash_digits(XXH3_64bits(path.data(), path.size())) + ":";
}

RejectionPieces pack_rejections(std::string_view path, std::span<const std::string> reasons) {
  RejectionPieces pieces;
  std::string piece;
  for (const auto& reason : reasons) {
    if (piece.empty()) append_string(piece, path);
    append_string(piece, reason);
    if (piece.size() < full_piece_bytes) continue;
    pieces.push_back(with_checksum(piece));
    piece.clear();
  }
  if (!piece.empty()) pieces.push_back(with_checksum(piece));
  return pieces;
}

void write_rejections_apart(const MetadataStore& metadata, std::string_view path,
                            const RejectionPieces& pieces) {
  std::size_t number = 0;
  for (; number < pieces.size(); ++number) metadata.put(key_of(path, number), pieces[number]);
  for (; !metadata.get(key_of(path, number)).empty(); ++number) metadata.put(key_of(path, number), "");
}

std::vector<std::string> read_rejections_apart(const Xapian::Database& db, std::string_view path) {
  std::vector<std::string> reasons;
  for (std::size_t number = 0;; ++number) {
    std::string piece = db.get_metadata(key_of(path, number));
    if (piece.empty()) return reasons;
    const std::string bytes = without_checksum(std::move(piece));
    LedgerReader reader(bytes);
    if (reader.string() != path) throw_damaged_ledger();
    while (!reader.rest().empty()) reasons.emplace_back(reader.string());
  }
}

}  // namespace dateline

// The reasons of a file that are more than its entry in the ledger keeps: in entries of their own, which no
// run loads, so that `status --rejections` names every one (grammar in rejections_apart.cpp).
#pragma once

#include "indexer/scan/metadata_store.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline {

/// What all their keys begin with.
inline constexpr const char* rejections_apart_prefix = "rejections:";
/// What the keys of one file begin with.
std::string rejections_apart_prefix_of(std::string_view path);

/// Reasons as they are written, in pieces of bounded size; none for no reasons.
using RejectionPieces = std::vector<std::string>;
RejectionPieces pack_rejections(std::string_view path, std::span<const std::string> reasons);

/// Puts them in the place of what is there of the file; none only remove it. Throws what Xapian throws.
void write_rejections_apart(const MetadataStore& metadata, std::string_view path,
                            const RejectionPieces& pieces);

/// All reasons of a file that are there. Throws Error(bad_input) on damage.
std::vector<std::string> read_rejections_apart(const Xapian::Database& db, std::string_view path);

}  // namespace dateline

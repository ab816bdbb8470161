// What a user means by the arguments of `remove`.
#pragma once

#include "indexer/publish/sources.hpp"
#include "indexer/remove/pending_removal.hpp"
#include "indexer/scan/ledger.hpp"

#include <functional>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// The index that arguments are looked up in.
struct KnownIndex {
  const Xapian::Database& db;
  const Ledger& ledger;
  const IndexSources& sources;
};

using AskSearch = std::function<std::vector<std::string>(const std::vector<std::string>& words)>;

/// Paths of files, of directories above them, of roots, "-" for standard input, and ids of articles mean
/// those; when none of the arguments is one, they are the words of one query, which `ask` answers by ids. An
/// article that is all its file holds goes as that file. Empty when nothing matches. Throws Error(usage) for
/// a mixture: a mistyped path must not be taken for a word.
PendingRemoval select_articles(const std::vector<std::string>& arguments, const KnownIndex& index,
                               const AskSearch& ask);

/// The spellings under which a path may be known, absolute and without a slash at the end: as typed, and with
/// links resolved. Only "-" for standard input.
std::vector<std::filesystem::path> spellings_of(const std::string& path);

}  // namespace dateline

// The articles that an index holds already, read back from it.
#pragma once

#include "common/schema/stored.hpp"

#include <cstdint>
#include <functional>
#include <string>

#include <xapian.h>

namespace dateline {

struct OldArticle {
  StoredArticle stored{};  // without its text: see read_stored_text
  std::string data{};      // what is stored of it
  std::string file_term{};
  std::uint64_t revision = 0;  // ingest revision
};

/// Throws Xapian's errors, and Error(bad_input) when what is stored is damaged.
OldArticle read_old_article(const Xapian::Document& document);

/// Calls `use` for each article, by docid, going on after damaged ones; how many those were. What `use`
/// throws passes.
std::uint64_t for_each_old_article(const Xapian::Database& db,
                                   const std::function<void(OldArticle&& article)>& use);

/// The same for the articles of one source file. Throws Xapian's errors, and Error(bad_input) for a damaged
/// one.
void for_each_old_article_of(const Xapian::Database& db, const std::string& path,
                             const std::function<void(OldArticle&& article)>& use);

}  // namespace dateline

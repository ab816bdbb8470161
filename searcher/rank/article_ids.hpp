// Ids of articles found, read only for those that tie in everything else.
#pragma once

#include <string>

#include <xapian.h>

namespace dateline {

/// The id that an article was given. Throws Xapian's errors, and Error(bad_input) when what is stored of it
/// is damaged.
std::string id_of(const Xapian::Document& document);

/// The docid of the article with that id; 0 when there is none.
Xapian::docid docid_of(const Xapian::Database& db, const std::string& id);

}  // namespace dateline

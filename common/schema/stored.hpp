// The stored article: what the database keeps to show an article (grammar in stored.cpp).
#pragma once

#include "common/article.hpp"

#include <string>
#include <string_view>

namespace dateline {

inline constexpr int stored_version = 2;

/// All of an article but its text and captions, and where it came from.
struct StoredArticle {
  Article article;   // text and captions empty until `read_stored_text`
  std::string path;  // of the source file, absolute, as UTF-8 where it is
};

/// Bytes for Xapian's document data: plain metadata lines, then text and captions compressed by zstd.
std::string write_stored(const Article& article, std::string_view path);

/// Reads the metadata only; never inflates. Throws Error(bad_input) on damage, Error(wrong_version) on a
/// newer version.
StoredArticle read_stored(std::string_view data);

/// Fills `text` and `captions`. Throws Error(bad_input) on damage.
void read_stored_text(std::string_view data, Article& article);

}  // namespace dateline

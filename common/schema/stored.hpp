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

/// What is stored, before its text is compressed.
struct StoredParts {
  std::string metadata{};  // plain lines
  std::string text{};      // and captions

  friend bool operator==(const StoredParts&, const StoredParts&) = default;
};

StoredParts stored_parts(const Article& article, std::string_view path);
/// Bytes for Xapian's document data: plain metadata lines, then text and captions compressed by zstd.
std::string pack_stored(const StoredParts& parts);
inline std::string write_stored(const Article& article, std::string_view path) {
  return pack_stored(stored_parts(article, path));
}
/// Whether `pack_stored` would write the same version.
bool has_current_version(std::string_view data);

/// Reads the metadata only; never inflates. Throws Error(bad_input) on damage, Error(wrong_version) on a
/// newer version.
StoredArticle read_stored(std::string_view data);
/// Fills `text` and `captions`. Throws Error(bad_input) on damage.
void read_stored_text(std::string_view data, Article& article);

/// The parts that were packed as `data`. Throws Error(bad_input) on damage.
StoredParts unpack_stored(std::string_view data);
/// The bytes of what `unpack_stored` would give; never inflates. Throws as `read_stored`.
struct UnpackedSizes {
  std::size_t metadata = 0;
  std::size_t text = 0;
};
UnpackedSizes unpacked_sizes(std::string_view data);
/// The same as `read_stored` and `read_stored_text`, of parts. `text` may be moved into the article.
StoredArticle read_parts(StoredParts&& parts);

}  // namespace dateline

// A web page as flat arrays: one walk over libxml2's parser events turns it into blocks of text and the
// block-level elements around them, so that every later question ("how much prose is in this element?") is a
// subtraction of prefix sums. Step "read" of the indexing journey.
#pragma once

#include "indexer/formats/html/tags.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

enum class Visibility : std::uint8_t { shown, hidden, noscript };

/// A run of text between two block-level tags or `<br><br>`, white space folded; one `<br>` is "\n".
struct Block {
  std::uint32_t begin = 0;  // [begin, end): bytes of Page::text
  std::uint32_t end = 0;
  std::uint32_t chars = 0;       // code points
  std::uint32_t wide_chars = 0;  // of these Han, kana, hangul, Thai: each worth three of another script
  std::uint32_t link_chars = 0;  // of these inside links
  std::uint32_t node = 0;        // the innermost block-level element
  Tag heading = Tag::other;      // h1 to h6 when inside one
  Visibility visibility = Visibility::shown;
  bool continues = false;  // the rest of a paragraph that a hidden part interrupted

  [[nodiscard]] std::uint32_t width() const { return chars + 2 * wide_chars; }
  [[nodiscard]] double link_share() const {
    return chars == 0 ? 0.0 : static_cast<double>(link_chars) / static_cast<double>(chars);
  }
};

/// A block-level element.
struct Node {
  Tag tag = Tag::other;
  std::uint32_t parent = 0;  // node 0 is the whole page and its own parent
  std::uint32_t first = 0;   // [first, end): blocks inside
  std::uint32_t end = 0;
  std::uint32_t class_value = 0;  // index into Page::class_values
  std::uint32_t meaning = 0;      // ClassMeaning
  bool is_furniture_role = false;
  bool is_article_body = false;  // itemprop="articleBody"
};

/// An element that may carry metadata, of any kind: its values and where its text lies.
struct Mark {
  Tag tag = Tag::other;
  std::uint32_t meaning = 0;  // ClassMeaning
  std::uint32_t node = 0;     // the innermost block-level element around it (or itself)
  std::uint32_t first = 0;    // the block it begins in
  std::uint32_t begin = 0;    // [begin, end): bytes of Page::text
  std::uint32_t end = 0;
  bool is_pubdate = false;
  bool is_rel_author = false;
  bool is_author_link = false;  // a link whose address speaks of a person's page
  bool is_elsewhere = false;    // inside a sidebar, comments, related articles or the footer
  bool is_updated = false;      // inside an element whose class says so
  bool is_in_author = false;    // inside an element whose class speaks of an author
  std::string itemprop;         // lower case
  std::string value;            // content, datetime, or an abbreviation's title
  std::string href;
};

struct MetaTag {
  std::string name;  // name, property or http-equiv, lower case
  std::string content;
};

struct Page {
  std::string text;  // of all blocks, in order, separated by "\n\n"
  std::vector<Block> blocks;
  std::vector<Node> nodes;  // parents stand before their children
  std::vector<std::string> class_values;
  std::vector<Mark> marks;
  std::vector<MetaTag> metas;
  std::vector<std::string> json_ld;     // contents of each such script
  std::vector<std::string> image_alts;  // of images that are not hidden
  std::string title;                    // of <title>
  std::string lang;                     // of <html lang>
  std::string canonical;

  [[nodiscard]] std::string_view text_of(const Block& block) const {
    return std::string_view(text).substr(block.begin, block.end - block.begin);
  }
  /// The first content of a meta of this name; empty when there is none.
  [[nodiscard]] std::string_view meta(std::string_view name) const;
};

/// `utf8` must be valid UTF-8. Never fails: what cannot be parsed is left out. Time and memory are in
/// proportion to the page, whatever it holds.
Page parse_page(std::string_view utf8);

}  // namespace dateline::html

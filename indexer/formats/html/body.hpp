// The article's own text out of a page: selected blocks, its standfirst, JSON-LD's word where it is whole.
#pragma once

#include "indexer/formats/html/page.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

struct Body {
  std::string text;               // paragraphs, as Article::text
  std::string standfirst;         // first paragraph of `text` when it was found apart from it; else empty
  std::string captions;           // of images in or beside the text
  std::uint32_t first_block = 0;  // where the text begins; the number of blocks when nothing was found
};

/// `descriptions`: what the page says of itself in meta tags; a paragraph before the text that begins as one
/// of them is its standfirst. `json_ld_body`: articleBody as found, perhaps with tags; may be empty.
Body find_body(const Page& page, const std::vector<std::string_view>& descriptions,
               std::string_view json_ld_body);

/// All visible text of a page that is nothing but an article (a feed entry, Markdown): no furniture expected.
Body whole_text(const Page& page);

/// A value that may hold tags, entities and line ends, as one line of text.
std::string plain_text(std::string_view value);

}  // namespace dateline::html

// What site generators put into Markdown besides Markdown: Hugo shortcodes, Liquid, Zola and Jinja tags,
// kramdown attributes, footnote marks, Obsidian embeds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::markdown {

struct PlainMarkdown {
  std::string text;                   // without such marks; what stood between a pair of them is kept
  std::vector<std::string> captions;  // of pictures put in by a shortcode: their `alt` and `caption`
};

/// Code is left as it is.
PlainMarkdown without_template_marks(std::string_view markdown);

}  // namespace dateline::markdown

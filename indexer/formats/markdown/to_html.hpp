// Markdown to HTML, by md4c: what the page reader then takes apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::markdown {

struct RenderedMarkdown {
  std::string html;
  std::vector<std::string> image_alts;  // not in `html`
};

/// None when the text is built to blow up (a table of very many columns).
std::optional<RenderedMarkdown> render_html(std::string_view markdown);

}  // namespace dateline::markdown

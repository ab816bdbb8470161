// The attributes of an HTML element that say something about its text.
#pragma once

#include "indexer/formats/html/parser.hpp"

#include <string_view>

namespace dateline::html {

/// Views of the parser's own: they live until its event returns.
struct Attributes {
  std::string_view class_name, id, role, itemprop, rel, href, content, datetime, title, style, name, property,
      http_equiv, lang, type, alt;
  bool is_hidden = false;
  bool is_aria_hidden = false;
  bool is_pubdate = false;

  explicit Attributes(const AttributeList& list);

  [[nodiscard]] bool is_hidden_by_style() const;
  /// Navigation, banner, dialogue …: a role that only furniture has.
  [[nodiscard]] bool is_furniture_role() const;
  /// A link to a person's page.
  [[nodiscard]] bool is_author_address() const;
};

/// Whether a list parted by spaces holds the word.
bool has_word(std::string_view list, std::string_view word);

}  // namespace dateline::html

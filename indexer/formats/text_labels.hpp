// The words that plain-text articles label their parts with, in many languages: part of read_text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dateline {

enum class TextField : std::uint8_t {
  date,
  modified,
  author,
  title,
  summary,
  source,
  tags,
  url,
  language,
  caption,
};

/// No label is longer.
inline constexpr std::size_t max_label_bytes = 60;

/// The field that `label` ("Published on", "ТЕГИ", "作者"; without the colon) names; none for other words.
std::optional<TextField> field_of_label(std::string_view label);

/// A label with its colon at the begin of `text`: the field, and in `end` where its value begins.
std::optional<TextField> take_label(std::string_view text, std::size_t& end);

/// "By ", "Von ", "Автор " … at the begin of `line`: how many bytes; 0 when it does not begin so.
std::size_t byline_word_bytes(std::string_view line);

/// Whether a short line may be the name of a newspaper, agency or institute: "Harbour Gazette".
bool is_outlet_name(std::string_view line);

/// Whether a line of a head says nothing of the article: "FOR IMMEDIATE RELEASE", "News Room",
/// "Contact: …", "Washington Office".
bool is_release_furniture(std::string_view line);

/// How many bytes of the line's begin are such words with the headline behind ("PRESS RELEASE  NELSON …").
std::size_t release_prefix_bytes(std::string_view line);

/// Whether a short line opens what follows an article on its page: "Related posts", "Support us", "Share".
bool is_furniture_heading(std::string_view line);

/// Whether a paragraph asks for support or states rights: "… please support …", "All rights reserved".
bool is_furniture_sentence(std::string_view paragraph);

/// "-30-", "###", "END": the wire's sign that the article is over.
bool is_end_mark(std::string_view line);

}  // namespace dateline

// See attributes.hpp.
#include "indexer/formats/html/attributes.hpp"

#include <algorithm>
#include <array>

namespace dateline::html {

namespace {

struct Slot {
  std::string_view key;
  std::string_view Attributes::*member;
};

void take(Attributes& attributes, std::string_view key, std::string_view value) {
  static constexpr auto slots = std::to_array<Slot>({
      {"alt", &Attributes::alt},
      {"class", &Attributes::class_name},
      {"content", &Attributes::content},
      {"datetime", &Attributes::datetime},
      {"href", &Attributes::href},
      {"http-equiv", &Attributes::http_equiv},
      {"id", &Attributes::id},
      {"itemprop", &Attributes::itemprop},
      {"lang", &Attributes::lang},
      {"name", &Attributes::name},
      {"property", &Attributes::property},
      {"rel", &Attributes::rel},
      {"role", &Attributes::role},
      {"style", &Attributes::style},
      {"title", &Attributes::title},
      {"type", &Attributes::type},
  });
  for (const Slot& slot : slots) {
    if (slot.key == key) attributes.*slot.member = value;
  }
  if (key == "hidden") attributes.is_hidden = value != "until-found";
  if (key == "aria-hidden") attributes.is_aria_hidden = value == "true";
  if (key == "pubdate") attributes.is_pubdate = true;
}

/// Whether the style gives `property` the `value`.
bool has_style(std::string_view style, std::string_view property, std::string_view value) {
  const auto at = style.find(property);
  if (at == std::string_view::npos) return false;
  const auto rest = style.substr(at + property.size());
  const auto begin = rest.find_first_not_of(" :");
  return begin != std::string_view::npos && rest.substr(begin).starts_with(value);
}

}  // namespace

Attributes::Attributes(const AttributeList& list) {
  for (const auto& [key, value] : list) take(*this, key, value);
}

bool Attributes::is_hidden_by_style() const {
  return has_style(style, "display", "none") || has_style(style, "visibility", "hidden");
}

bool Attributes::is_furniture_role() const {
  constexpr auto roles = std::to_array<std::string_view>(
      {"navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alert"});
  return std::ranges::find(roles, role) != roles.end();
}

bool Attributes::is_author_address() const {
  constexpr auto words = std::to_array<std::string_view>({"author", "autor", "auteur", "profile", "profil",
                                                          "people", "staff", "contributor", "journalist",
                                                          "writer", "columnist", "redak", "byline"});
  return std::ranges::any_of(
      words, [&](std::string_view word) { return href.find(word) != std::string_view::npos; });
}

bool has_word(std::string_view list, std::string_view word) {
  std::size_t at = 0;
  while ((at = list.find(word, at)) != std::string_view::npos) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const bool ends = at + word.size() == list.size() || list[at + word.size()] == ' ';
    if (begins && ends) return true;
    at += word.size();
  }
  return false;
}

}  // namespace dateline::html

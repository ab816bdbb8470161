// The table of HTML elements; see tags.hpp.
#include "indexer/formats/html/tags.hpp"

#include <algorithm>
#include <array>

namespace dateline::html {

namespace {

struct Row {
  std::string_view name;
  Tag tag;
  TagKind kind;
};

using enum TagKind;

// Sorted by name: tag_meaning searches it.
constexpr auto rows = std::to_array<Row>({
    {"a", Tag::a, inside},
    {"abbr", Tag::abbr, inside},
    {"address", Tag::address, block},
    {"article", Tag::article, block},
    {"aside", Tag::aside, block},
    {"audio", Tag::other, skipped},
    {"base", Tag::base, inside},
    {"blockquote", Tag::blockquote, block},
    {"body", Tag::body, block},
    {"br", Tag::br, inside},
    {"button", Tag::other, skipped},
    {"canvas", Tag::other, skipped},
    {"caption", Tag::caption, block},
    {"center", Tag::div, block},
    {"dd", Tag::dd, block},
    {"details", Tag::div, block},
    {"dialog", Tag::div, block},
    {"dir", Tag::ul, block},
    {"div", Tag::div, block},
    {"dl", Tag::dl, block},
    {"dt", Tag::dt, block},
    {"embed", Tag::other, skipped},
    {"fieldset", Tag::div, block},
    {"figcaption", Tag::figcaption, block},
    {"figure", Tag::figure, block},
    {"footer", Tag::footer, block},
    {"form", Tag::form, block},
    {"frameset", Tag::div, block},
    {"h1", Tag::h1, block},
    {"h2", Tag::h2, block},
    {"h3", Tag::h3, block},
    {"h4", Tag::h4, block},
    {"h5", Tag::h5, block},
    {"h6", Tag::h6, block},
    {"head", Tag::head, skipped},
    {"header", Tag::header, block},
    {"hgroup", Tag::div, block},
    {"hr", Tag::other, block},
    {"html", Tag::html, block},
    {"iframe", Tag::other, skipped},
    {"img", Tag::img, inside},
    {"input", Tag::other, skipped},
    {"legend", Tag::div, block},
    {"li", Tag::li, block},
    {"link", Tag::link, inside},
    {"main", Tag::main, block},
    {"math", Tag::other, inside},
    {"menu", Tag::menu, block},
    {"meta", Tag::meta, inside},
    {"nav", Tag::nav, block},
    {"noscript", Tag::noscript, block},
    {"object", Tag::other, skipped},
    {"ol", Tag::ol, block},
    {"optgroup", Tag::other, skipped},
    {"option", Tag::other, skipped},
    {"p", Tag::p, block},
    {"pre", Tag::pre, block},
    {"script", Tag::script, skipped},
    {"section", Tag::section, block},
    {"select", Tag::other, skipped},
    {"style", Tag::other, skipped},
    {"summary", Tag::div, block},
    {"svg", Tag::other, skipped},
    {"table", Tag::table, block},
    {"tbody", Tag::other, block},
    {"td", Tag::td, block},
    {"template", Tag::other, skipped},
    {"textarea", Tag::other, skipped},
    {"tfoot", Tag::other, block},
    {"th", Tag::th, block},
    {"thead", Tag::other, block},
    {"time", Tag::time, inside},
    {"title", Tag::title, skipped},
    {"tr", Tag::tr, block},
    {"ul", Tag::ul, block},
    {"video", Tag::other, skipped},
});

static_assert(std::ranges::is_sorted(rows, {}, &Row::name));

}  // namespace

TagMeaning tag_meaning(std::string_view name) {
  const auto row = std::ranges::lower_bound(rows, name, {}, &Row::name);
  if (row == rows.end() || row->name != name) return {};
  return {row->tag, row->kind};
}

}  // namespace dateline::html

// What each HTML element means to a reader of prose; a row of the table in tags.cpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::html {

enum class Tag : std::uint8_t {
  other,
  a,
  abbr,
  address,
  article,
  aside,
  base,
  blockquote,
  body,
  br,
  caption,
  dd,
  div,
  dl,
  dt,
  figcaption,
  figure,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  html,
  img,
  li,
  link,
  main,
  menu,
  meta,
  nav,
  noscript,
  ol,
  p,
  pre,
  script,
  section,
  table,
  td,
  th,
  time,
  title,
  tr,
  ul,
};

enum class TagKind : std::uint8_t {
  inside,   // part of a line of text
  block,    // begins and ends a block of text
  skipped,  // nothing in it is prose
};

struct TagMeaning {
  Tag tag = Tag::other;
  TagKind kind = TagKind::inside;
};

/// `name` in lower case. An unknown element is part of the line, as in a browser.
TagMeaning tag_meaning(std::string_view name);

constexpr bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6;
}

}  // namespace dateline::html

// Web pages written for the tests, in the shapes that sites give theirs; every text is our own.
#pragma once

#include <string>
#include <string_view>

namespace dateline::tests {

/// A news page with everything around the article: navigation, cookie box, share bar, by-line, figure,
/// advertisement between two halves, related list, comments, footer; JSON-LD, OpenGraph and `<time>`.
std::string news_page();
/// A Russian page whose bytes are windows-1251, as its meta tag says.
std::string windows_1251_page();
/// A page of the nineties: one table cell, paragraphs parted by `<br><br>`.
std::string br_page();
/// Tags unclosed and crossed, attributes unquoted, the end missing.
std::string broken_page();
/// A Japanese page: short title, wide characters, date with 年月日.
std::string japanese_page();
/// Two halves of an article in sibling elements around an advertisement.
std::string two_halves_page();

}  // namespace dateline::tests

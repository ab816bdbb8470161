// Names out of by-lines and author values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// The names in a by-line or author value: "By Jane Doe and John Roe, Reuters correspondents" gives two.
/// Without by-words, job titles, addresses, dates. Empty when none is left.
std::vector<std::string> split_authors(std::string_view value);

/// Bytes of a leading by-word ("By ", "Von ", "Автор: ") with the space or colon behind it; 0 when there is
/// none.
std::size_t by_word_bytes(std::string_view text);

/// No value that names authors is longer.
inline constexpr std::size_t max_author_bytes = 400;

}  // namespace dateline::html

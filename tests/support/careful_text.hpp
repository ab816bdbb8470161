// Slow models for the fast paths that tidy text: each character is decoded and looked at by itself. And
// random text of much white space to hold the two together.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::tests {

/// As `clean_text` of plain_text.hpp.
std::string careful_clean_text(std::string_view text);

/// As `tidy_line`.
std::string careful_tidy_line(std::string_view text);

/// The texts of `split_lines`.
std::vector<std::string> careful_split_lines(std::string_view text);

/// What `clean_article` makes of a name of at most `max_bytes`, and of a text.
std::string careful_one_line(std::string_view text, std::size_t max_bytes);
std::string careful_article_text(std::string_view text);

/// Words and runs of letters, white space and control characters of every kind; with bytes that are no UTF-8
/// when asked for.
enum class Bytes { valid, any };
std::string random_spaced_text(std::mt19937_64& random, std::size_t max_pieces, Bytes bytes);

}  // namespace dateline::tests

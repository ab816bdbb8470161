// Small things that several writers print: numbers and times for people, passages and ids made safe.
#pragma once

#include "searcher/search_types.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// "1 article", "1,240 articles".
std::string describe_articles(std::uint64_t number);

/// "0.4 ms", "6 ms", "1.2 s".
std::string describe_duration(std::chrono::microseconds duration);

/// An estimate as people should take it: three digits that count (1,243 is 1,240).
std::uint64_t round_estimate(std::uint64_t number);

/// `passage` with its text made `printable` and its spans moved with it. Spans that are out of order or
/// outside the text are left out.
Snippet printable_passage(const Snippet& passage);

/// The id where one line, or one column between blanks, must hold it: bytes of characters that `printable`
/// would change, and white space where `space` says so, become %XX (upper-case hexadecimal). Nothing else
/// changes, '%' neither: ids that were harmless stay as judgements and scripts know them.
enum class SpaceInId { kept, encoded };
std::string line_safe_id(std::string_view id, SpaceInId space);

/// `items` joined by `between`.
std::string join(const std::vector<std::string>& items, std::string_view between);

}  // namespace dateline

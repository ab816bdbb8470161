// Datelines ("WASHINGTON, May 17 –"), places and words in capitals at the head of plain text: part of
// read_text.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

/// Words between white space; two characters of a script without spaces count as one.
std::size_t count_words(std::string_view text);

bool begins_upper(std::string_view text);

/// Most words begin with a capital, as headlines are set in English.
bool is_title_case(std::string_view text);

/// The bytes of "WASHINGTON, May 17 – " or "Paris (AFP) - " at the begin; 0 when the text does not begin so.
std::size_t dateline_bytes(std::string_view text);

/// "Washington, D.C.", "OMAHA  NE", "Buffalo, N.Y.": few words, the last an abbreviated region.
bool is_place(std::string_view text);

/// Whether time zones are named for it ("New York", "Buenos Aires"): the one list of cities at hand.
bool is_city(std::string_view name);

/// Whether "Washington, D.C." or "OMAHA, Neb. –" comes next, behind spaces and commas.
bool dateline_follows(std::string_view text);

/// Where the place begins that ends a headline run together with its dateline ("… in Iran Washington",
/// "… Summit South Bend, IN"); npos when the last words are no place.
std::size_t last_place_in(std::string_view text);

}  // namespace dateline

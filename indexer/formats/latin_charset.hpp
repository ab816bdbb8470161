// Tells the charsets of Latin scripts apart: part of guess_charset.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The charset in which the words of `sample` read best; "windows-1252" when several read alike.
std::string guess_latin_charset(std::string_view sample);

}  // namespace dateline

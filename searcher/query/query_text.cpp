// Code points of a query; see query_text.hpp.
#include "searcher/query/query_text.hpp"

#include "common/text/utf8.hpp"
#include "common/text/words.hpp"

#include <algorithm>

namespace dateline {

namespace {

constexpr char32_t replacement = 0xFFFD;

char32_t make_plain(char32_t c) {
  switch (c) {
    case U'“':
    case U'”':
    case U'„':
    case U'‟':
    case U'〝':
    case U'〞':
    case U'〟':
    case U'＂':
      return double_quote;
    case U'»':
    case U'‹':
    case U'›':
    case U'《':
    case U'》':
      return guillemet;
    case U'」':
    case U'『':
    case U'』':
    case U'｢':
    case U'｣':
      return corner_bracket;
    case 0x2212:  // minus
    case 0x2010:  // hyphen
    case 0x2011:  // the one that does not break
    case 0xFE63:  // small
      return U'-';
    case 0x301C:  // wave dash
      return U'~';
    default:
      break;
  }
  constexpr char32_t first_full_width = 0xFF01;
  constexpr char32_t last_full_width = 0xFF5E;
  return c >= first_full_width && c <= last_full_width ? c - (first_full_width - U'!') : c;
}

// White space of every script, controls, and marks of direction, which pasted text carries before its signs.
bool is_space_code_point(char32_t c) {
  return c <= U' ' || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202F) || c == 0x205F ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x3000 || c == 0xFEFF || c == replacement;
}

}  // namespace

std::string QueryText::slice(std::size_t begin, std::size_t end) const {
  std::string utf8;
  for (const char32_t c : std::u32string_view(typed).substr(begin, end - begin)) append_utf8(utf8, c);
  return utf8;
}

std::string QueryText::ascii(std::size_t begin, std::size_t end) const {
  std::string bytes;
  for (const char32_t c : std::u32string_view(plain).substr(begin, end - begin))
    bytes += c < 0x80 ? static_cast<char>(c) : '?';
  return bytes;
}

bool QueryText::is_space(std::size_t at) const {
  return is_space_code_point(typed[at]);
}

bool QueryText::is_word(std::size_t at) const {
  switch (class_of(typed[at])) {
    case CharClass::letter:
    case CharClass::digit:
    case CharClass::mark:
    case CharClass::cjk:
    case CharClass::dictionary:
      return true;
    case CharClass::separator:
    case CharClass::ignorable:
    case CharClass::apostrophe:
    case CharClass::inner:
    case CharClass::ampersand:
    case CharClass::dot:
    case CharClass::comma:
    case CharClass::joiner:
    case CharClass::plus:
    case CharClass::number_sign:
      return false;
  }
  return false;
}

bool QueryText::has_word(std::size_t begin, std::size_t end) const {
  for (std::size_t at = begin; at < end; ++at) {
    if (is_word(at)) return true;
  }
  return false;
}

bool is_quote(char32_t plain) {
  return plain == double_quote || plain == guillemet || plain == corner_bracket;
}

std::size_t wildcard_letters_needed(std::string_view text) {
  const auto is_latin = [](char32_t c) { return c < 0x250 || (c >= 0x1E00 && c < 0x1F00); };
  const QueryText decoded = decode_query(text);
  std::size_t letters = 0;
  std::size_t needed = 2;
  for (std::size_t at = 0; at < decoded.size(); ++at) {
    if (class_of(decoded.typed[at]) == CharClass::cjk) return 0;
    if (!decoded.is_word(at)) continue;
    ++letters;
    if (is_latin(decoded.typed[at])) needed = 3;
  }
  return letters >= needed ? 0 : needed;
}

QueryText decode_query(std::string_view text) {
  QueryText decoded;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_code_point(text, at);
    decoded.typed += point.value == invalid_code_point ? replacement : point.value;
    at += point.size;
  }
  decoded.plain.resize(decoded.typed.size());
  std::ranges::transform(decoded.typed, decoded.plain.begin(), make_plain);
  return decoded;
}

}  // namespace dateline

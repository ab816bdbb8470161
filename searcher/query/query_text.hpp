// A query as code points: as typed, and with full-width forms and quotation marks made plain, for the lexer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

struct QueryText {
  std::u32string typed{};  // an invalid byte is U+FFFD
  std::u32string plain{};  // the same length: full-width forms, minus signs and quotation marks as in ASCII

  [[nodiscard]] std::size_t size() const { return typed.size(); }
  /// [begin, end) as typed, in UTF-8.
  [[nodiscard]] std::string slice(std::size_t begin, std::size_t end) const;
  /// [begin, end) of `plain`, ASCII only: anything else becomes '?'.
  [[nodiscard]] std::string ascii(std::size_t begin, std::size_t end) const;

  [[nodiscard]] bool is_space(std::size_t at) const;
  [[nodiscard]] bool is_word(std::size_t at) const;  // a letter, digit or mark of any script
  [[nodiscard]] bool has_word(std::size_t begin, std::size_t end) const;
};

/// Quotation marks are made plain by family, so that „ ends at “ and « at », but " not at ».
inline constexpr char32_t double_quote = U'"';
inline constexpr char32_t guillemet = U'«';
inline constexpr char32_t corner_bracket = U'「';
bool is_quote(char32_t plain);

QueryText decode_query(std::string_view text);

/// How many letters a wildcard needs before its * when `text` has fewer: 3 in Latin script, 2 in others, 1 in
/// those written without spaces. 0 when there are enough.
std::size_t wildcard_letters_needed(std::string_view text);

}  // namespace dateline

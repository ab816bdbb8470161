// Cuts a query into lexemes: words, phrases, signs, operators, field names, suffixes.
#pragma once

#include "searcher/search_types.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class LexKind : std::uint8_t {
  word,       // `text`
  prefix,     // `text`*; without text: a star alone
  fuzzy,      // `text`~ or `text`~`number`
  phrase,     // "`text`"
  open,       // (
  close,      // )
  plus,       // + before a word, phrase, field or group
  minus,      // -
  op_and,     // AND
  op_or,      // OR
  op_not,     // NOT
  near,       // NEAR/`number`
  adjacent,   // ADJ/`number`
  field,      // `text`: a known field's name in lower case, "since" or "until"
  boost,      // ^`number`: for what ends where it begins
  proximity,  // ~`number` behind a phrase
};

struct Lexeme {
  LexKind kind = LexKind::word;
  std::string text{};  // valid UTF-8
  double number = 0;
  std::size_t begin = 0;  // [begin, end): code points of the query, from 0
  std::size_t end = 0;
};

/// What is odd about a query: a note for lenient ("what; reading"), an error for strict ("what").
struct QueryProblem {
  std::size_t at = 0;  // code points from 0
  std::string what{};
  std::string reading{};  // what was made of it: "it was ignored"
};

struct Lexed {
  std::vector<Lexeme> lexemes{};
  std::vector<QueryProblem> problems{};
};

/// Parentheses may be unbalanced and operators may dangle: the parser's concern. Quotation marks of every
/// script and full-width forms count as their ASCII fellows. Strict names every unknown field, lenient only
/// what looks like an attempt at one.
Lexed lex_query(std::string_view text, QueryMode mode);

/// Words between white space, nothing else: for `--plain`.
Lexed lex_plain(std::string_view text);

}  // namespace dateline

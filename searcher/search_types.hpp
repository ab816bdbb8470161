// What a search is asked and what it answers: plain data between command line, search, output and HTTP.
#pragma once

#include "common/article.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

enum class SortOrder { relevance, newest, oldest };

enum class QueryMode {
  lenient,  // anything typed gives an answer, with notes
  strict,   // what is misread is an error
  plain,    // only words, no operators
};

/// A restriction from an option: `--author X` is `author:X` required.
struct FieldFilter {
  std::string field;  // a name of the field table
  std::string value;  // as typed
};

struct SearchRequest {
  std::string query{};
  QueryMode mode = QueryMode::lenient;
  std::vector<FieldFilter> filters{};
  std::string since{};  // as typed; "" = none
  std::string until{};
  std::string date{};
  SortOrder sort = SortOrder::relevance;
  std::size_t limit = 10;
  std::size_t offset = 0;
  std::chrono::milliseconds timeout{2000};
  std::size_t snippet_chars = 240;  // code points; 0 = no snippets
  std::chrono::sys_days today{};
};

/// Something the user should know about how the query was read.
struct QueryNote {
  std::size_t column = 0;  // code points from 1 within the query; 0 = the whole query, or an option
  std::string text;
};

/// A passage with the places that matched; byte offsets into `text`, ascending, not overlapping.
struct Snippet {
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::string text{};  // one line; begins or ends with "…" where cut
  std::vector<Span> matches{};
};

struct Hit {
  std::size_t rank = 0;  // from 1, over all pages
  double score = 0;      // 0 when sorted by date
  Article article{};     // metadata; text only where asked for
  std::string path{};    // of the source file
  Snippet title{};       // the headline with what matched in it
  Snippet snippet{};
};

/// How many articles match. When not exact, `number` is an estimate.
struct MatchCount {
  std::uint64_t number = 0;
  bool is_exact = false;
};

/// Why nothing was found: one line for each word or filter of the query.
struct ZeroHitReason {
  std::string clause;               // as typed or as the option
  std::uint64_t matches = 0;        // articles that this clause alone lets through
  bool removed_everything = false;  // without this clause there would be hits
  std::uint64_t without = 0;        // how many there would be
};

struct SearchResponse {
  std::vector<Hit> hits{};
  MatchCount count{};
  std::vector<QueryNote> notes{};
  std::vector<ZeroHitReason> reasons{};  // only when nothing matched
  bool was_cut = false;                  // the deadline came first
  std::chrono::microseconds elapsed{0};
};

}  // namespace dateline

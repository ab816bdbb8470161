// A query as understood: a tree of clauses. No Xapian here.
#pragma once

#include "common/schema/fields.hpp"
#include "common/text/date_interval.hpp"
#include "searcher/search_types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

enum class NodeKind : std::uint8_t {
  word,        // `text`; with a field or without
  phrase,      // `text`: the words between the quotes, as they stand
  prefix,      // `text`*: words that begin so
  fuzzy,       // `text`~: words at most `distance` letters away
  near,        // children (words, phrases, any_of these) at most `distance` words apart, any order
  adjacent,    // the same, in order
  date,        // `interval` of printed days
  everything,  // *: all articles
  all_of,      // AND
  any_of,      // OR; ranked: the more the better
  query,       // one level of juxtaposed clauses, see Occur; a NOT is one with an excluded clause
};

/// How a clause stands in its `query`.
enum class Occur : std::uint8_t {
  should,    // ranks; one of these must match unless a word is required
  must,      // +
  must_not,  // - and NOT
  filter,    // a field clause without a sign: restricts; several of one boolean field: any of them
};

struct QueryNode {
  NodeKind kind = NodeKind::query;
  Occur occur = Occur::should;
  std::optional<Field> field{};  // of word, phrase, prefix, fuzzy, date; of a group, its children have it too
  std::string text{};            // as typed, valid UTF-8, without quotes and signs
  DateInterval interval{};
  bool is_bound = false;  // of a date: since: or until:, which narrow what date: clauses ask for
  unsigned distance = 0;
  double boost = 1;
  std::size_t begin = 0;  // [begin, end): code points of the query, from 0; both 0 for an option
  std::size_t end = 0;
  std::vector<QueryNode> children{};
};

struct ParsedQuery {
  QueryNode root{};  // always of kind `query`; without children when nothing was asked
  std::vector<QueryNote> notes{};
};

}  // namespace dateline

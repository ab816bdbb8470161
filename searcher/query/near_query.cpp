// Positional operators; see near_query.hpp.
#include "searcher/query/near_query.hpp"

#include "searcher/query/word_forms.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace dateline {

namespace {

using Xapian::Query;
using Terms = std::vector<std::string>;

constexpr std::size_t max_combinations = 64;

// The rows of terms that an operand stands for: one for a word or phrase, several for alternatives.
std::vector<Terms> alternatives_of(const QueryNode& operand, QueryContext& context) {
  std::vector<Terms> alternatives;
  if (operand.children.empty()) {
    const QueryWords words = analyse_words(operand.text, operand, context);
    if (words.words.empty()) return {};
    for (const QueryWord& word : words.words)
      context.highlight_word(word.pair.empty() ? word.term : word.pair);
    alternatives.push_back(row_terms(words.words));
    return alternatives;
  }
  for (const QueryNode& child : operand.children)
    std::ranges::move(alternatives_of(child, context), std::back_inserter(alternatives));
  return alternatives;
}

struct Combination {
  Terms terms{};
  std::size_t operands = 0;
};

// Each so far with each of `alternatives` behind it.
bool multiply(std::vector<Combination>& combinations, const std::vector<Terms>& alternatives) {
  const bool is_too_many = combinations.size() * alternatives.size() > max_combinations;
  const std::size_t taken = is_too_many ? max_combinations / combinations.size() : alternatives.size();
  std::vector<Combination> product;
  for (const Combination& left : combinations) {
    for (std::size_t i = 0; i < std::max<std::size_t>(taken, 1); ++i) {
      Combination longer = left;
      longer.terms.insert(longer.terms.end(), alternatives[i].begin(), alternatives[i].end());
      ++longer.operands;
      product.push_back(std::move(longer));
    }
  }
  combinations = std::move(product);
  return !is_too_many;
}

// So many positions may the whole take: each step between operands may be `distance` long.
Xapian::termcount window_of(const Combination& combination, unsigned distance) {
  const std::size_t inside_rows = combination.terms.size() - combination.operands;
  return static_cast<Xapian::termcount>((combination.operands - 1) * distance + 1 + inside_rows);
}

ScoredQuery positional(Query::op op, std::string_view prefix, const Terms& terms, Xapian::termcount window) {
  std::vector<Query> queries;
  for (const std::string& term : terms) queries.emplace_back(std::string(prefix) + term);
  if (queries.size() == 1) return ScoredQuery::plain(queries.front());
  return ScoredQuery::positional(Query(op, queries.begin(), queries.end(), window));
}

}  // namespace

ScoredQuery near_query(const QueryNode& node, std::string_view prefix, QueryContext& context) {
  const Query::op op = node.kind == NodeKind::near ? Query::OP_NEAR : Query::OP_PHRASE;
  std::vector<Combination> combinations(1);
  for (const QueryNode& operand : node.children) {
    const std::vector<Terms> alternatives = alternatives_of(operand, context);
    if (alternatives.empty()) continue;
    if (!multiply(combinations, alternatives))
      context.note(node, "too many alternatives beside NEAR or ADJ; the first " +
                             std::to_string(max_combinations) + " combinations are looked for");
  }
  std::vector<ScoredQuery> queries;
  for (const Combination& combination : combinations) {
    if (combination.terms.empty()) continue;
    queries.push_back(positional(op, prefix, combination.terms, window_of(combination, node.distance)));
  }
  return any_of(std::move(queries));
}

ScoredQuery loose_phrase_query(const QueryNode& node, std::string_view prefix, QueryContext& context) {
  const QueryWords words = analyse_words(node.text, node, context);
  if (words.words.empty()) return {};
  for (const QueryWord& word : words.words) context.highlight_word(word.pair.empty() ? word.term : word.pair);
  const Terms terms = row_terms(words.words);
  const auto window = static_cast<Xapian::termcount>(terms.size() + node.distance);
  return positional(Query::OP_NEAR, prefix, terms, window);
}

}  // namespace dateline

// Words to terms; see word_forms.hpp.
#include "searcher/query/word_forms.hpp"

#include "common/schema/terms.hpp"

#include <algorithm>
#include <utility>

namespace dateline {

namespace {

using Xapian::Query;

std::string prefixed(std::string_view prefix, std::string_view term) {
  return std::string(prefix) + std::string(term);
}

void add_distinct(std::vector<std::string>& list, std::string_view text) {
  if (std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

// The labelled stems of a word in the languages of the index that its script can be of.
std::vector<std::string> stems_of(const QueryWord& word, QueryContext& context) {
  std::vector<std::string> stems;
  for (const std::string& lang : context.languages.languages) {
    if (script_fits(lang, word.base)) add_distinct(stems, context.analyser.stem(word.base, lang));
  }
  if (context.languages.has_unstemmed) add_distinct(stems, context.analyser.stem(word.base, ""));
  return stems;
}

bool is_last_of_run(const std::vector<QueryWord>& words, std::size_t i) {
  return words[i].is_cjk && words[i].pair.empty() && i > 0 && !words[i - 1].pair.empty();
}

}  // namespace

Query join_terms(Query::op op, std::string_view prefix, const std::vector<std::string>& terms) {
  std::vector<Query> queries;
  queries.reserve(terms.size());
  for (const std::string& term : terms) queries.emplace_back(prefixed(prefix, term));
  return join(op, queries);
}

QueryWords analyse_words(std::string_view text, const QueryNode& node, QueryContext& context) {
  QueryWords found;
  std::uint32_t position = 0;
  context.analyser.tokenise(text, 0, [&](const Token& token) {
    const bool is_new = found.words.empty() || token.position != position;
    if (is_new && context.budget.words == 0) {
      if (!context.was_cut)
        context.note(node, "only the first " + std::to_string(max_query_words) + " words are looked up");
      context.was_cut = true;
      return;
    }
    if (is_new) {
      if (token.kind != TokenKind::word && token.kind != TokenKind::cjk_character) return;
      --context.budget.words;
      position = token.position;
      found.words.push_back({.term = std::string(token.term), .base = std::string(token.base)});
      found.words.back().is_cjk = token.kind == TokenKind::cjk_character;
      return;
    }
    switch (token.kind) {
      case TokenKind::part:
        found.words.back().parts.emplace_back(token.term);
        break;
      case TokenKind::compound:
        found.compounds.emplace_back(token.term);
        break;
      case TokenKind::cjk_pair:
        found.words.back().pair = token.term;
        break;
      case TokenKind::word:
      case TokenKind::cjk_character:
        break;
    }
  });
  return found;
}

Query any_form(const QueryWord& word, std::string_view prefix, QueryContext& context) {
  context.highlight_word(word.term);
  for (const std::string& part : word.parts) context.highlight_word(part);
  if (word.base.empty()) return Query(prefixed(prefix, word.term));
  const std::vector<std::string> stems = stems_of(word, context);
  const std::string stems_prefix = stem_prefix(prefix);
  std::vector<Query> forms;
  for (const std::string& stem : stems) {
    const std::string term = stems_prefix + stem;
    if (!context.db.term_exists(term)) continue;
    context.highlight_stem(stem);
    forms.emplace_back(term);
  }
  if (forms.empty()) {
    std::vector<std::string> exact{word.term};
    for (const std::string& part : word.parts) add_distinct(exact, part);
    for (const std::string& term : exact) {
      const std::string full = prefixed(prefix, term);
      if (forms.empty() || context.db.term_exists(full)) forms.emplace_back(full);
    }
  }
  return join(Query::OP_SYNONYM, forms);
}

Query ranked_words(const QueryWords& words, std::string_view prefix, QueryContext& context) {
  std::vector<Query> queries;
  for (std::size_t i = 0; i < words.words.size(); ++i) {
    const QueryWord& word = words.words[i];
    if (is_last_of_run(words.words, i)) continue;  // the pair before holds it
    if (!word.pair.empty()) {
      context.highlight_word(word.pair);
      queries.emplace_back(prefixed(prefix, word.pair));
    } else {
      queries.push_back(any_form(word, prefix, context));
    }
  }
  for (const std::string& compound : words.compounds) {
    context.highlight_word(compound);
    queries.emplace_back(prefixed(prefix, compound));
  }
  return join(Query::OP_OR, queries);
}

std::vector<std::string> row_terms(const std::vector<QueryWord>& words) {
  std::vector<std::string> terms;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_covered = is_last_of_run(words, i) && i + 1 == words.size();  // by the pair before it
    if (!is_covered) terms.push_back(words[i].pair.empty() ? words[i].term : words[i].pair);
  }
  return terms;
}

ScoredQuery exact_words(const QueryWords& words, std::string_view prefix, QueryContext& context) {
  std::vector<std::string> plain_terms;
  for (const QueryWord& word : words.words) plain_terms.push_back(word.term);
  if (plain_terms.size() == 1) {
    context.highlight_word(plain_terms.front());
  } else {
    context.highlight_phrase(plain_terms);
  }
  const std::vector<std::string> terms = row_terms(words.words);
  if (terms.size() == 1) return ScoredQuery::plain(Query(prefixed(prefix, terms.front())));
  return ScoredQuery::positional(join_terms(Query::OP_PHRASE, prefix, terms));
}

ScoredQuery whole_words(const QueryWords& words, std::string_view prefix, QueryContext& context) {
  if (words.words.size() == 1) return ScoredQuery::plain(any_form(words.words.front(), prefix, context));
  std::vector<ScoredQuery> forms{exact_words(words, prefix, context)};
  if (words.compounds.size() == 1) {
    context.highlight_word(words.compounds.front());
    forms.push_back(ScoredQuery::plain(Query(prefixed(prefix, words.compounds.front()))));
  }
  return any_of(std::move(forms));
}

}  // namespace dateline

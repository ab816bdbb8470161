// Expansion of wildcards and misspellings; see expand.hpp.
#include "searcher/query/expand.hpp"

#include "common/text/thousands.hpp"
#include "common/text/utf8.hpp"
#include "searcher/query/edit_distance.hpp"
#include "searcher/query/word_forms.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace dateline {

namespace {

using Xapian::Query;

constexpr std::size_t max_prefix_forms = 500;
constexpr std::size_t max_fuzzy_forms = 50;
constexpr std::size_t max_named_forms = 5;     // in a note
constexpr std::size_t short_word_letters = 5;  // up to here one letter may differ, above two

struct Form {
  std::string term;  // without the prefix
  std::size_t distance = 0;
  Xapian::doccount articles = 0;
};

struct Forms {
  std::vector<Form> found{};
  std::size_t count = 0;
  bool is_partial = false;  // the budget ended the search
};

std::u32string decode(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_code_point(text, at);
    points += point.value;
    at += point.size;
  }
  return points;
}

// The best by distance, then by frequency; at most `limit`.
void keep_best(std::vector<Form>& forms, std::size_t limit) {
  const auto is_better = [](const Form& a, const Form& b) {
    return std::tuple(a.distance, b.articles, std::string_view(a.term)) <
           std::tuple(b.distance, a.articles, std::string_view(b.term));
  };
  const std::size_t kept = std::min(limit, forms.size());
  std::partial_sort(forms.begin(), forms.begin() + static_cast<std::ptrdiff_t>(kept), forms.end(), is_better);
  forms.resize(kept);
}

// Terms that begin with `prefix` + `start`; `distance_of` is at most `max_distance` for those wanted.
template <class DistanceOf>
Forms find_forms(std::string_view prefix, const std::string& start, std::size_t max_distance,
                 QueryContext& context, const DistanceOf& distance_of) {
  Forms forms;
  const std::string from = std::string(prefix) + start;
  for (auto term = context.db.allterms_begin(from); term != context.db.allterms_end(from); ++term) {
    if (context.budget.scanned_terms == 0) {
      forms.is_partial = true;
      break;
    }
    --context.budget.scanned_terms;
    std::string word = (*term).substr(prefix.size());
    const std::size_t distance = distance_of(word);
    if (distance > max_distance) continue;
    ++forms.count;
    forms.found.push_back({.term = std::move(word), .distance = distance, .articles = term.get_termfreq()});
  }
  return forms;
}

// The forms as one word; spends the budget for expanded terms.
ScoredQuery synonyms(const Forms& forms, std::string_view prefix, QueryContext& context) {
  std::vector<std::string> terms;
  for (const Form& form : forms.found) {
    context.highlight_word(form.term);
    terms.push_back(form.term);
  }
  context.budget.expanded_terms -= std::min(context.budget.expanded_terms, terms.size());
  return ScoredQuery::plain(join_terms(Query::OP_SYNONYM, prefix, terms));
}

// What the terms wanted begin with: the word, or the compound that the words make; empty for scripts without
// spaces and longer rows of words.
std::vector<std::string> starts_of(const QueryWords& words) {
  if (words.words.size() == 1 && !words.words.front().is_cjk) {
    std::vector<std::string> starts{words.words.front().term};
    for (const std::string& part : words.words.front().parts) starts.push_back(part);
    return starts;
  }
  return words.compounds.size() == 1 ? words.compounds : std::vector<std::string>();
}

void note_expansion(const QueryNode& node, const Forms& forms, QueryContext& context) {
  if (!forms.is_partial && forms.count == forms.found.size()) return;
  context.note(node, node.text + "*: the " + with_thousands(forms.found.size()) + " most frequent of " +
                         (forms.is_partial ? "over " : "") + with_thousands(forms.count) + " forms");
}

}  // namespace

ScoredQuery prefix_query(const QueryNode& node, std::string_view prefix, QueryContext& context) {
  const QueryWords words = analyse_words(node.text, node, context);
  if (words.words.empty()) return {};
  const std::vector<std::string> starts = starts_of(words);
  if (starts.empty()) return whole_words(words, prefix, context);
  Forms forms;
  for (const std::string& start : starts) {
    Forms of_start = find_forms(prefix, start, 0, context, [](std::string_view) { return std::size_t{0}; });
    forms.count += of_start.count;
    forms.is_partial = forms.is_partial || of_start.is_partial;
    for (Form& form : of_start.found) forms.found.push_back(std::move(form));
  }
  keep_best(forms.found, std::min(max_prefix_forms, context.budget.expanded_terms));
  note_expansion(node, forms, context);
  if (forms.found.empty()) return whole_words(words, prefix, context);
  return synonyms(forms, prefix, context);
}

ScoredQuery fuzzy_query(const QueryNode& node, std::string_view prefix, QueryContext& context) {
  const QueryWords words = analyse_words(node.text, node, context);
  if (words.words.empty()) return {};
  if (words.words.size() != 1 || words.words.front().is_cjk) {
    context.note(node, node.text + "~: only a single word can be looked for by its likes; read as typed");
    return whole_words(words, prefix, context);
  }
  const std::u32string wanted = decode(words.words.front().term);
  const std::size_t automatic = wanted.size() <= short_word_letters ? 1 : 2;
  const std::size_t limit = node.distance == 0 ? automatic : node.distance;
  std::string first_letter;
  append_utf8(first_letter, wanted.front());
  Forms forms = find_forms(prefix, first_letter, limit, context, [&](const std::string& word) {
    const bool is_far = word.size() > 4 * (wanted.size() + limit);  // no code point is longer than 4 bytes
    return is_far ? limit + 1 : edit_distance(wanted, decode(word), limit);
  });
  keep_best(forms.found, std::min(max_fuzzy_forms, context.budget.expanded_terms));
  if (forms.is_partial) context.note(node, node.text + "~: not all words of the index were looked through");
  if (forms.found.empty()) return whole_words(words, prefix, context);
  std::string named;
  for (std::size_t i = 0; i < std::min(forms.found.size(), max_named_forms); ++i)
    named += (i == 0 ? "" : ", ") + forms.found[i].term;
  const bool is_only_itself = forms.count == 1 && forms.found.front().distance == 0;
  if (!is_only_itself)
    context.note(node, node.text + "~: read as " + named + (forms.count > max_named_forms ? ", …" : ""));
  return synonyms(forms, prefix, context);
}

}  // namespace dateline

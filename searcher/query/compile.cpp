// The query compiler: walks the tree, level by level; see compile.hpp. What each kind of clause becomes lies
// in word_forms, expand, near_query, date_query, added_query and field_values; how they are put together in
// scored_query.
#include "searcher/query/compile.hpp"

#include "common/error.hpp"
#include "searcher/query/added_query.hpp"
#include "searcher/query/context.hpp"
#include "searcher/query/date_query.hpp"
#include "searcher/query/expand.hpp"
#include "searcher/query/field_values.hpp"
#include "searcher/query/light_words.hpp"
#include "searcher/query/near_query.hpp"
#include "searcher/query/word_forms.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace dateline {

namespace {

using Xapian::Query;

// A clause that ranks, or a set that only restricts; empty when it holds nothing to look up.
struct Compiled {
  ScoredQuery scored{};
  bool ranks = false;

  [[nodiscard]] bool is_empty() const { return scored.is_empty(); }
};

Compiled ranking(ScoredQuery query) {
  return {.scored = std::move(query), .ranks = true};
}

Compiled restricting(const Query& set) {
  return {.scored = ScoredQuery::plain(set), .ranks = false};
}

// Any of the clauses; beside ranking ones the others match without a score.
Compiled any_clause(std::vector<Compiled> clauses) {
  const bool ranks = std::ranges::any_of(clauses, &Compiled::ranks);
  std::vector<ScoredQuery> queries;
  for (Compiled& clause : clauses) {
    if (clause.is_empty()) continue;
    if (ranks && !clause.ranks) clause.scored = ScoredQuery::plain(without_score(clause.scored.set()));
    queries.push_back(std::move(clause.scored));
  }
  return {.scored = any_of(std::move(queries)), .ranks = ranks};
}

// Which of two questions about dates is compiled: what is inside, or what is left out as too vague.
enum class DateReading : std::uint8_t { inside, vague };

class Compiler {
 public:
  Compiler(QueryContext& context, DateReading reading) : context_(context), date_reading_(reading) {}

  Compiled compile_level(const QueryNode& node);
  /// Whether a date restriction at the top leaves vague articles out.
  [[nodiscard]] bool has_vague() const { return has_vague_; }

 private:
  // The clauses of one level by what they do.
  struct Level {
    std::vector<Compiled> optional{};     // plain words and their like
    std::vector<ScoredQuery> required{};  // rank and must match
    std::vector<Query> filters{};         // must match
    std::vector<Query> excluded{};
    bool has_required_words = false;  // by a sign: plain words are then free to miss
    bool has_dates = false;           // among the filters: they may hold docids that no article has
  };

  Compiled compile(const QueryNode& node);
  Compiled compile_node(const QueryNode& node);
  Compiled compile_leaf(const QueryNode& node);
  Compiled compile_all(const QueryNode& node);
  Compiled compile_any(const std::vector<const QueryNode*>& nodes);
  Compiled compile_date(const QueryNode& node);
  void add_optional(const std::vector<const QueryNode*>& nodes, Level& level);
  void add_filters(const std::vector<const QueryNode*>& nodes, Level& level);
  void add_dates(const std::vector<const QueryNode*>& nodes, Level& level);
  void add_required(Compiled clause, bool has_sign, Level& level);
  void add_excluded(const QueryNode& node, Level& level);
  Compiled assemble(Level level);
  [[nodiscard]] Query existing(const Query& dates) const;

  QueryContext& context_;
  DateReading date_reading_;
  bool has_vague_ = false;
};

bool is_value_field(Field field) {
  return field_row(field).kind == FieldKind::boolean;
}

std::string_view prefix_of(const QueryNode& node) {
  return node.field ? field_row(*node.field).prefix : std::string_view();
}

// A word that ranks by itself, so that its parts may too.
bool is_plain_word(const QueryNode& node) {
  return node.kind == NodeKind::word && !node.field;
}

Compiled Compiler::compile_leaf(const QueryNode& node) {
  const std::string_view prefix = prefix_of(node);
  if (node.kind == NodeKind::prefix) return ranking(prefix_query(node, prefix, context_));
  if (node.kind == NodeKind::fuzzy) return ranking(fuzzy_query(node, prefix, context_));
  if (node.kind == NodeKind::phrase && node.distance > 0)
    return ranking(loose_phrase_query(node, prefix, context_));
  const QueryWords words = analyse_words(node.text, node, context_);
  if (words.words.empty()) return {};
  // A name is matched by its words as they are: stems would make one name another.
  const bool is_exact =
      node.kind == NodeKind::phrase || (node.field && field_row(*node.field).kind == FieldKind::name);
  return ranking(is_exact ? exact_words(words, prefix, context_) : whole_words(words, prefix, context_));
}

// By the calendar dates may hold docids that no article has: those that one has.
Query Compiler::existing(const Query& dates) const {
  return context_.calendar == nullptr ? dates : Query(Query::OP_FILTER, Query::MatchAll, dates);
}

Compiled Compiler::compile_date(const QueryNode& node) {
  if (node.field == Field::modified) return restricting(modified_query(node.interval));
  if (node.field == Field::added) return restricting(added_query(node, context_));
  return restricting(existing(date_query(std::span(&node.interval, 1), context_)));
}

Compiled Compiler::compile_node(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::word:
    case NodeKind::phrase:
    case NodeKind::prefix:
    case NodeKind::fuzzy:
      if (node.field && is_value_field(*node.field)) return restricting(field_value_query(node, context_));
      return compile_leaf(node);
    case NodeKind::near:
    case NodeKind::adjacent:
      return ranking(near_query(node, prefix_of(node), context_));
    case NodeKind::date:
      return compile_date(node);
    case NodeKind::everything:
      return restricting(Query::MatchAll);
    case NodeKind::all_of:
      return compile_all(node);
    case NodeKind::any_of: {
      std::vector<const QueryNode*> children;
      for (const QueryNode& child : node.children) children.push_back(&child);
      return compile_any(children);
    }
    case NodeKind::query:
      return compile_level(node);
  }
  throw Error(ErrorKind::internal, "a query node is of no known kind");
}

Compiled Compiler::compile(const QueryNode& node) {
  Compiled compiled = compile_node(node);
  if (compiled.ranks) compiled.scored = scale(std::move(compiled.scored), node.boost);
  return compiled;
}

Compiled Compiler::compile_any(const std::vector<const QueryNode*>& nodes) {
  std::vector<Compiled> clauses;
  clauses.reserve(nodes.size());
  for (const QueryNode* node : nodes) clauses.push_back(compile(*node));
  return any_clause(std::move(clauses));
}

Compiled Compiler::compile_all(const QueryNode& node) {
  Level level;
  for (const QueryNode& child : node.children) {
    const bool is_only_exclusions = child.kind == NodeKind::query && !child.children.empty() &&
                                    std::ranges::all_of(child.children, [](const QueryNode& clause) {
                                      return clause.occur == Occur::must_not;
                                    });
    if (is_only_exclusions) {
      for (const QueryNode& clause : child.children) add_excluded(clause, level);
    } else {
      add_required(compile(child), true, level);
    }
  }
  return assemble(std::move(level));
}

void Compiler::add_required(Compiled clause, bool has_sign, Level& level) {
  if (clause.is_empty()) return;
  if (clause.ranks) {
    level.has_required_words = level.has_required_words || has_sign;
    level.required.push_back(std::move(clause.scored));
  } else {
    level.filters.push_back(clause.scored.set());
  }
}

void Compiler::add_excluded(const QueryNode& node, Level& level) {
  const bool was_excluding = std::exchange(context_.is_excluding, true);
  const Compiled compiled = compile(node);
  context_.is_excluding = was_excluding;
  if (!compiled.is_empty()) level.excluded.push_back(compiled.scored.set());
}

// Plain words rank, function words among them lightly; everything else as it is.
void Compiler::add_optional(const std::vector<const QueryNode*>& nodes, Level& level) {
  struct Plain {
    const QueryNode* node;
    QueryWords words;
  };
  std::vector<Plain> plain;
  std::vector<const QueryWord*> single;  // words that may be light
  for (const QueryNode* node : nodes) {
    if (!is_plain_word(*node)) {
      level.optional.push_back(compile(*node));
    } else if (QueryWords words = analyse_words(node->text, *node, context_); !words.words.empty()) {
      plain.push_back({node, std::move(words)});
    }
  }
  const auto is_single = [](const Plain& word) {
    return word.words.words.size() == 1 && !word.words.words.front().is_cjk;
  };
  for (const Plain& word : plain) {
    if (is_single(word)) single.push_back(&word.words.words.front());
  }
  std::vector<bool> light = find_light_words(single, context_);
  const bool has_others = plain.size() > single.size() || !level.required.empty() ||
                          std::ranges::any_of(level.optional, &Compiled::ranks) ||
                          std::ranges::find(light, false) != light.end();
  if (!has_others) light.assign(light.size(), false);
  std::size_t next_single = 0;
  for (const Plain& word : plain) {
    const bool is_light = is_single(word) && light[next_single++];
    ScoredQuery ranked = ScoredQuery::plain(ranked_words(word.words, "", context_));
    level.optional.push_back(
        ranking(scale(std::move(ranked), word.node->boost * (is_light ? light_word_weight : 1))));
  }
}

// Dates: any of the `date:` intervals, each narrowed by every `since:` and `until:`.
void Compiler::add_dates(const std::vector<const QueryNode*>& nodes, Level& level) {
  DateInterval bound;
  std::vector<DateInterval> intervals;
  for (const QueryNode* node : nodes) {
    if (node->is_bound) {
      bound = intersect(bound, node->interval);
    } else {
      intervals.push_back(node->interval);
    }
  }
  if (intervals.empty()) intervals.emplace_back();
  std::vector<DateInterval> narrowed;
  for (const DateInterval& interval : intervals) {
    const bool is_undated = interval.is_undated;
    const DateInterval both = is_undated ? interval : intersect(interval, bound);
    const bool is_possible =
        is_undated ? !bound.from && !bound.until : !both.from || !both.until || *both.from <= *both.until;
    if (is_possible) narrowed.push_back(both);
  }
  if (narrowed.empty()) context_.note(*nodes.front(), "no day lies in all the dates asked for");
  std::vector<Query> vague;
  for (const DateInterval& interval : narrowed) {
    if (const auto imprecise = imprecise_query(interval, context_)) vague.push_back(*imprecise);
  }
  const Query in = date_query(narrowed, context_);
  has_vague_ = has_vague_ || !vague.empty();
  level.has_dates = true;
  if (date_reading_ == DateReading::inside) {
    level.filters.push_back(in);
  } else if (vague.empty()) {
    level.filters.push_back(Query::MatchNothing);
  } else {
    level.filters.emplace_back(Query::OP_AND_NOT, join(Query::OP_OR, vague), in);
  }
}

// Field clauses without a sign: several values of one field are any of them, except words of prose, all of
// which are meant.
void Compiler::add_filters(const std::vector<const QueryNode*>& nodes, Level& level) {
  std::map<Field, std::vector<const QueryNode*>> alternatives;
  std::vector<const QueryNode*> dates;
  for (const QueryNode* node : nodes) {
    const bool is_value =
        node->children.empty() && node->field && field_row(*node->field).kind != FieldKind::prose;
    if (is_value && node->kind == NodeKind::date && node->field == Field::published) {
      dates.push_back(node);
    } else if (is_value) {
      alternatives[*node->field].push_back(node);
    } else {
      add_required(compile(*node), false, level);
    }
  }
  for (const auto& [field, values] : alternatives) add_required(compile_any(values), false, level);
  if (!dates.empty()) add_dates(dates, level);
}

Compiled Compiler::assemble(Level level) {
  Compiled optional = any_clause(std::move(level.optional));
  if (!optional.is_empty() && !optional.ranks) level.filters.push_back(optional.scored.set());
  ScoredQuery words = optional.ranks ? std::move(optional.scored) : ScoredQuery();
  Compiled whole{.ranks = !words.is_empty() || !level.required.empty()};
  if (level.has_required_words) {
    whole.scored = prefer(all_of(std::move(level.required)), words);
  } else {
    if (!words.is_empty()) level.required.insert(level.required.begin(), std::move(words));
    whole.scored = all_of(std::move(level.required));
  }
  if (!level.filters.empty()) {
    const Query filter = join(Query::OP_AND, level.filters);
    if (whole.is_empty()) {
      whole.scored = ScoredQuery::plain(level.has_dates ? existing(filter) : filter);
    } else {
      whole.scored = restrict_to(whole.scored, filter);
    }
  }
  if (!level.excluded.empty()) {
    if (whole.is_empty()) whole.scored = ScoredQuery::plain(Query::MatchAll);
    whole.scored = exclude(whole.scored, join(Query::OP_OR, level.excluded));
  }
  return whole;
}

Compiled Compiler::compile_level(const QueryNode& node) {
  Level level;
  std::vector<const QueryNode*> optional;
  std::vector<const QueryNode*> filters;
  for (const QueryNode& child : node.children) {
    switch (child.occur) {
      case Occur::should:
        optional.push_back(&child);
        break;
      case Occur::must:
        add_required(compile(child), true, level);
        break;
      case Occur::must_not:
        add_excluded(child, level);
        break;
      case Occur::filter:
        filters.push_back(&child);
        break;
    }
  }
  add_optional(optional, level);
  add_filters(filters, level);
  return assemble(std::move(level));
}

}  // namespace

CompiledQuery compile_query(const QueryNode& root, const Xapian::Database& db,
                            const IndexLanguages& languages, Analyser& analyser,
                            const CalendarReader* calendar) {
  QueryContext context{.db = db, .languages = languages, .analyser = analyser, .calendar = calendar};
  Compiler compiler(context, DateReading::inside);
  Compiled compiled = compiler.compile_level(root);
  CompiledQuery result;
  result.has_words = compiled.ranks;
  result.query = compiled.scored.assemble();
  result.needs_full_match = compiled.scored.needs_full_match();
  result.scored = std::move(compiled.scored);
  if (compiler.has_vague()) {
    QueryContext again{.db = db, .languages = languages, .analyser = analyser, .calendar = calendar};
    result.left_out = Compiler(again, DateReading::vague).compile_level(root).scored.set();
  }
  result.forms = std::move(context.forms);
  result.notes = std::move(context.notes);
  return result;
}

std::string describe_left_out(std::uint64_t articles) {
  return std::to_string(articles) + (articles == 1 ? " article" : " articles") +
         " known only to the month or year may belong here and " + (articles == 1 ? "was" : "were") +
         " left out";
}

std::string print_query(const Query& query) {
  std::string text = query.get_description();
  constexpr std::string_view wrapper = "Query(";
  if (text.starts_with(wrapper) && text.ends_with(')'))
    text = text.substr(wrapper.size(), text.size() - wrapper.size() - 1);
  // Factors are written with all the digits of their binary form: 0.10000000000000000555.
  constexpr std::size_t digits_worth = 4;
  for (std::size_t at = text.find(" * "); at != std::string::npos; at = text.find(" * ", at + 1)) {
    const std::size_t begin = text.find_last_not_of("0123456789.", at - 1) + 1;
    const std::size_t point = text.find('.', begin);
    if (point >= at || at - point <= digits_worth + 1) continue;
    text.erase(point + 1 + digits_worth, at - point - 1 - digits_worth);
    std::size_t end = point + digits_worth;
    while (text[end] == '0') text.erase(end--, 1);
    at = end;
  }
  return text;
}

}  // namespace dateline

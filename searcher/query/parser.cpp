// The query parser: lexemes to a tree by recursive descent; see parser.hpp.
//
//   level    = and-list { OR and-list }
//   and-list = sequence { AND sequence }
//   sequence = { [ + | - | NOT ] near }
//   near     = primary { (NEAR/n | ADJ/n) primary }
//   primary  = word | phrase | FIELD: primary | ( level ), each with ^boost
//
// Signs, and at the top field clauses, hold for their whole level however OR and AND divide it:
// `drones OR missiles lang:ru -syria` is Russian articles on either without Syria. One that is alone beside
// an operator is its operand: `lang:ru OR lang:uk`.
#include "searcher/query/parser.hpp"

#include "searcher/query/query_text.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t max_joined_date_words = 4;  // "26 January 2023", "last 30 days"

bool is_excluded(const QueryNode& node) {
  return node.occur == Occur::must_not;
}

// What the words of a field clause or group are read as.
struct FieldUse {
  Field field = Field::text;
  bool is_since = false;
  bool is_until = false;
};

FieldUse field_use(std::string_view name) {
  if (name == "since") return {.field = Field::published, .is_since = true};
  if (name == "until") return {.field = Field::published, .is_until = true};
  return {.field = find_field(name)->field};
}

std::string_view trim_punctuation(std::string_view text) {
  while (!text.empty() && std::string_view(",;:!?").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

// Of a group: all of its words.
bool is_field_clause(const QueryNode& node) {
  if (node.children.empty()) return node.field.has_value();
  return std::ranges::all_of(node.children, is_field_clause);
}

enum class Place : std::uint8_t { top, group };

struct Clause {
  QueryNode node{};
  bool holds_for_level = false;  // however OR and AND divide it
};
using Sequence = std::vector<Clause>;

class Parser {
 public:
  Parser(std::vector<Lexeme> lexemes, QueryMode mode, std::chrono::sys_days today)
      : lexemes_(std::move(lexemes)), mode_(mode), today_(today) {}

  ParsedTree parse() {
    ParsedTree tree{.root = parse_level(Place::top, std::nullopt)};
    drop_idle_star(tree.root);
    if (!tree.root.children.empty() && std::ranges::all_of(tree.root.children, is_excluded))
      tree.notes.push_back({0, "only exclusions: every other article is listed, newest first"});
    tree.problems = std::move(problems_);
    return tree;
  }

 private:
  void misread(std::size_t at, std::string what, std::string reading = {}) {
    problems_.push_back({.at = at, .what = std::move(what), .reading = std::move(reading)});
  }

  [[nodiscard]] bool is_at(LexKind kind) const {
    return next_ < lexemes_.size() && lexemes_[next_].kind == kind;
  }
  [[nodiscard]] bool is_at_end() const { return next_ == lexemes_.size(); }
  [[nodiscard]] bool is_at_primary() const {
    return is_at(LexKind::word) || is_at(LexKind::phrase) || is_at(LexKind::prefix) ||
           is_at(LexKind::fuzzy) || is_at(LexKind::field) || is_at(LexKind::open);
  }

  QueryNode parse_level(Place place, const std::optional<FieldUse>& use);
  std::vector<Sequence> parse_and_list(Place place, const std::optional<FieldUse>& use);
  Sequence parse_sequence(Place place, const std::optional<FieldUse>& use);
  bool parse_clause(Place place, const std::optional<FieldUse>& use, Sequence& sequence);
  std::optional<QueryNode> parse_near(const std::optional<FieldUse>& use);
  std::optional<QueryNode> parse_primary(const std::optional<FieldUse>& use);
  std::optional<QueryNode> parse_bare(const std::optional<FieldUse>& use);
  std::optional<QueryNode> parse_field_clause();
  std::optional<QueryNode> parse_group(const std::optional<FieldUse>& use);
  std::optional<QueryNode> parse_leaf(const std::optional<FieldUse>& use);
  std::optional<QueryNode> parse_date(const FieldUse& use);
  std::string join_date_words(IntervalReading& reading, std::size_t& end);
  void check_wildcard(QueryNode& node);
  void drop_idle_star(QueryNode& root);
  bool take_operator(LexKind kind, bool has_left);

  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0;
  QueryMode mode_;
  std::chrono::sys_days today_;
  std::vector<QueryProblem> problems_{};
};

// A sequence of one plain clause is that clause.
QueryNode simplify(QueryNode sequence) {
  if (sequence.kind != NodeKind::query || sequence.children.size() != 1) return sequence;
  if (is_excluded(sequence.children.front())) return sequence;
  QueryNode only = std::move(sequence.children.front());
  only.occur = Occur::should;
  return only;
}

QueryNode join_operands(NodeKind kind, std::vector<QueryNode> operands) {
  if (operands.size() == 1) return std::move(operands.front());
  QueryNode node{.kind = kind};
  node.begin = operands.front().begin;
  node.end = operands.back().end;
  node.children = std::move(operands);
  return node;
}

// True when the operator is there, to go on behind it; dangling ones are told about.
bool Parser::take_operator(LexKind kind, bool has_left) {
  if (!is_at(kind)) return false;
  const Lexeme& op = lexemes_[next_++];
  const bool has_right =
      is_at_primary() || is_at(LexKind::plus) || is_at(LexKind::minus) || is_at(LexKind::op_not);
  if (!has_left || !has_right)
    misread(op.begin,
            std::string(kind == LexKind::op_and ? "AND" : "OR") + " has nothing " +
                (has_left ? "behind" : "before") + " it",
            "it was ignored");
  return true;
}

// What AND and OR join: the sequence without the clauses that hold for the whole level, unless these are all
// of it.
QueryNode take_operand(Sequence& sequence, QueryNode& level) {
  const bool is_only_these = std::ranges::all_of(sequence, &Clause::holds_for_level);
  QueryNode operand{.kind = NodeKind::query};
  operand.begin = sequence.front().node.begin;
  operand.end = sequence.back().node.end;
  for (Clause& clause : sequence) {
    QueryNode& of = clause.holds_for_level && !is_only_these ? level : operand;
    of.children.push_back(std::move(clause.node));
  }
  return simplify(std::move(operand));
}

QueryNode Parser::parse_level(Place place, const std::optional<FieldUse>& use) {
  QueryNode level{.kind = NodeKind::query};
  level.begin = is_at_end() ? 0 : lexemes_[next_].begin;
  std::vector<std::vector<Sequence>> alternatives;
  do {
    auto operands = parse_and_list(place, use);
    if (!operands.empty()) alternatives.push_back(std::move(operands));
  } while (take_operator(LexKind::op_or, !alternatives.empty()));
  level.end = next_ == 0 ? 0 : lexemes_[next_ - 1].end;
  if (alternatives.size() == 1 && alternatives.front().size() == 1) {
    for (Clause& clause : alternatives.front().front()) level.children.push_back(std::move(clause.node));
  } else if (!alternatives.empty()) {
    std::vector<QueryNode> any;
    for (auto& operands : alternatives) {
      std::vector<QueryNode> all;
      all.reserve(operands.size());
      for (Sequence& sequence : operands) all.push_back(take_operand(sequence, level));
      any.push_back(join_operands(NodeKind::all_of, std::move(all)));
    }
    level.children.push_back(join_operands(NodeKind::any_of, std::move(any)));
  }
  for (QueryNode& clause : level.children) {
    const bool restricts = place == Place::top && is_field_clause(clause);
    if (restricts && clause.occur == Occur::should) clause.occur = Occur::filter;
  }
  return level;
}

std::vector<Sequence> Parser::parse_and_list(Place place, const std::optional<FieldUse>& use) {
  std::vector<Sequence> operands;
  do {
    Sequence sequence = parse_sequence(place, use);
    if (!sequence.empty()) operands.push_back(std::move(sequence));
  } while (take_operator(LexKind::op_and, !operands.empty()));
  return operands;
}

Sequence Parser::parse_sequence(Place place, const std::optional<FieldUse>& use) {
  Sequence sequence;
  while (!is_at_end() && !is_at(LexKind::close) && !is_at(LexKind::op_and) && !is_at(LexKind::op_or)) {
    if (!parse_clause(place, use, sequence)) ++next_;
  }
  return sequence;
}

// False when no clause begins here: the lexeme has been told about and is to be passed over.
bool Parser::parse_clause(Place place, const std::optional<FieldUse>& use, Sequence& sequence) {
  Occur occur = Occur::should;
  bool has_sign = false;
  const std::size_t begin = lexemes_[next_].begin;
  if (is_at(LexKind::plus) || is_at(LexKind::minus) || is_at(LexKind::op_not)) {
    const LexKind sign = lexemes_[next_].kind;
    occur = sign == LexKind::plus ? Occur::must : Occur::must_not;
    has_sign = sign != LexKind::op_not;
    ++next_;
    if (sign == LexKind::op_not && is_at(LexKind::minus)) ++next_;  // NOT -a: once is meant
    if (!is_at_primary()) {
      misread(begin, std::string(sign == LexKind::op_not ? "NOT" : "the sign") + " has no word behind it",
              "it was ignored");
      --next_;
      return false;
    }
  } else if (!is_at_primary()) {
    const bool is_suffix = is_at(LexKind::boost) || is_at(LexKind::proximity);
    misread(begin, is_suffix ? "^ and ~ stand behind a word" : "NEAR and ADJ stand between two words",
            "it was ignored");
    return false;
  }
  if (auto clause = parse_near(use)) {
    clause->occur = occur;
    if (occur != Occur::should) clause->begin = begin;
    const bool is_restriction = place == Place::top && occur == Occur::should && is_field_clause(*clause);
    sequence.push_back({.node = std::move(*clause), .holds_for_level = has_sign || is_restriction});
  }
  return true;
}

// Words, phrases and alternatives of these can stand near each other.
bool can_stand_near(const QueryNode& node) {
  if (node.kind == NodeKind::word || node.kind == NodeKind::phrase) return true;
  if (node.kind != NodeKind::any_of && node.kind != NodeKind::query) return false;
  return std::ranges::all_of(node.children, [](const QueryNode& child) {
    return child.occur == Occur::should && (child.kind == NodeKind::word || child.kind == NodeKind::phrase);
  });
}

// a NEAR/3 b NEAR/3 c is one clause; with another operator or distance behind it, both must hold.
void append_near(QueryNode& left, QueryNode right, NodeKind kind, unsigned distance) {
  if (left.kind == kind && left.distance == distance) {
    left.end = right.end;
    left.children.push_back(std::move(right));
    return;
  }
  const bool is_chain = left.kind == NodeKind::near || left.kind == NodeKind::adjacent;
  QueryNode pair{.kind = kind, .field = left.field, .distance = distance, .end = right.end};
  pair.begin = is_chain ? left.children.back().begin : left.begin;
  if (is_chain) {
    pair.children = {left.children.back(), std::move(right)};
    left = join_operands(NodeKind::all_of, {std::move(left), std::move(pair)});
  } else {
    pair.children = {std::move(left), std::move(right)};
    left = std::move(pair);
  }
}

std::optional<QueryNode> Parser::parse_near(const std::optional<FieldUse>& use) {
  auto left = parse_primary(use);
  while (is_at(LexKind::near) || is_at(LexKind::adjacent)) {
    const Lexeme op = lexemes_[next_++];
    if (!is_at_primary()) {
      misread(op.begin, "NEAR and ADJ stand between two words", "it was ignored");
      break;
    }
    auto right = parse_primary(use);
    if (!left || !right) {
      if (!left) left = std::move(right);
      continue;
    }
    const bool left_fits =
        can_stand_near(*left) || left->kind == NodeKind::near || left->kind == NodeKind::adjacent;
    if (left_fits && can_stand_near(*right) && left->field == right->field) {
      append_near(*left, std::move(*right), op.kind == LexKind::near ? NodeKind::near : NodeKind::adjacent,
                  static_cast<unsigned>(op.number));
    } else {
      misread(op.begin, "NEAR and ADJ join words and phrases of one field", "read as AND");
      left = join_operands(NodeKind::all_of, {std::move(*left), std::move(*right)});
    }
  }
  return left;
}

std::optional<QueryNode> Parser::parse_primary(const std::optional<FieldUse>& use) {
  auto node = parse_bare(use);
  while (is_at(LexKind::boost) || is_at(LexKind::proximity)) {
    const Lexeme& suffix = lexemes_[next_++];
    if (!node) continue;
    node->end = suffix.end;
    if (suffix.kind == LexKind::boost) {
      node->boost = suffix.number;
    } else if (node->kind == NodeKind::phrase) {  // "a b"~5: its words near each other
      node->distance = static_cast<unsigned>(suffix.number);
    }
  }
  return node;
}

std::optional<QueryNode> Parser::parse_bare(const std::optional<FieldUse>& use) {
  if (is_at(LexKind::field)) return parse_field_clause();
  if (is_at(LexKind::open)) return parse_group(use);
  return parse_leaf(use);
}

std::optional<QueryNode> Parser::parse_field_clause() {
  const Lexeme field = lexemes_[next_++];
  const FieldUse use = field_use(field.text);
  const bool has_value = is_at_primary() && !is_at(LexKind::field);
  if (!has_value) {
    misread(field.begin, field.text + ": has no value", "it was ignored");
    return std::nullopt;
  }
  if (lexemes_[next_].begin != field.end)
    misread(field.begin, "a space stands behind " + field.text + ":",
            "the next word was taken for its value");
  auto node = is_at(LexKind::open) ? parse_group(use) : parse_leaf(use);
  if (node) {
    node->begin = field.begin;
    node->field = use.field;
  }
  return node;
}

std::optional<QueryNode> Parser::parse_group(const std::optional<FieldUse>& use) {
  const std::size_t begin = lexemes_[next_++].begin;
  QueryNode level = parse_level(Place::group, use);
  const std::size_t end = is_at(LexKind::close) ? lexemes_[next_].end : level.end;
  if (is_at(LexKind::close)) ++next_;
  if (level.children.empty()) {
    misread(begin, "nothing stands between the parentheses", "they were ignored");
    return std::nullopt;
  }
  QueryNode group = simplify(std::move(level));
  group.begin = begin;
  group.end = end;
  return group;
}

std::optional<QueryNode> Parser::parse_leaf(const std::optional<FieldUse>& use) {
  if (use && field_row(use->field).kind == FieldKind::date) return parse_date(*use);
  const Lexeme lexeme = lexemes_[next_++];
  QueryNode node{.kind = NodeKind::word, .text = lexeme.text, .begin = lexeme.begin, .end = lexeme.end};
  if (use) node.field = use->field;
  if (lexeme.kind == LexKind::phrase) node.kind = NodeKind::phrase;
  if (lexeme.kind == LexKind::prefix) {
    node.kind = lexeme.text.empty() ? NodeKind::everything : NodeKind::prefix;
    if (node.kind == NodeKind::everything && use) {
      misread(lexeme.begin, "a field needs letters before *", "it was ignored");
      return std::nullopt;
    }
    if (node.kind == NodeKind::prefix) check_wildcard(node);
  }
  if (lexeme.kind == LexKind::fuzzy) {
    node.kind = NodeKind::fuzzy;
    node.distance = static_cast<unsigned>(std::clamp(lexeme.number, 0.0, 2.0));
    if (lexeme.number > 2 || (lexeme.number > 0 && lexeme.number < 1))
      misread(lexeme.begin, "~ takes 1 or 2, the letters that may differ", "read as 2");
  }
  return node;
}

// Short beginnings stand for too many words; a whole value of a field may be short.
void Parser::check_wildcard(QueryNode& node) {
  if (node.field && field_row(*node.field).kind == FieldKind::boolean) return;
  const std::size_t needed = wildcard_letters_needed(node.text);
  if (needed == 0) return;
  misread(node.begin, node.text + "*: a * needs at least " + std::to_string(needed) + " letters before it",
          "read as the word");
  node.kind = NodeKind::word;
}

// Of "date:26 January 2023" the following words too, where only together they are a date.
std::string Parser::join_date_words(IntervalReading& reading, std::size_t& end) {
  const Lexeme& first = lexemes_[next_];
  std::string joined(trim_punctuation(first.text));
  reading = read_interval(joined, today_);
  if (reading.interval || mode_ == QueryMode::strict || first.kind != LexKind::word) return joined;
  for (std::size_t i = next_ + 1; i < lexemes_.size() && i < next_ + max_joined_date_words; ++i) {
    if (lexemes_[i].kind != LexKind::word) break;
    joined += " " + std::string(trim_punctuation(lexemes_[i].text));
    reading = read_interval(joined, today_);
    if (!reading.interval) continue;
    end = lexemes_[i].end;
    next_ = i;
    return joined;
  }
  return std::string(trim_punctuation(first.text));
}

std::optional<QueryNode> Parser::parse_date(const FieldUse& use) {
  const std::size_t begin = lexemes_[next_].begin;
  std::size_t end = lexemes_[next_].end;
  const bool is_literal = is_at(LexKind::word) || is_at(LexKind::phrase);
  const std::string name(use.is_since ? "since" : use.is_until ? "until" : field_row(use.field).name);
  IntervalReading reading;
  const std::string text = is_literal ? join_date_words(reading, end) : lexemes_[next_].text + "*";
  ++next_;
  const bool is_bound = use.is_since || use.is_until;
  if (!reading.interval || (is_bound && reading.interval->is_undated)) {
    misread(begin, name + ":" + text + ": no date or interval (as 2023-01, 2023-01-20..2023-02-10, last-30d)",
            "it was ignored");
    return std::nullopt;
  }
  if (!reading.note.empty()) {
    const auto cut = reading.note.find("; read as ");  // in strict only what is wrong
    const std::string what = name + ":" + text + ": " + reading.note.substr(0, cut);
    misread(begin, what, cut == std::string::npos ? "" : reading.note.substr(cut + 2));
  }
  QueryNode node{.kind = NodeKind::date, .field = use.field, .text = text, .interval = *reading.interval};
  node.begin = begin;
  node.end = end;
  node.is_bound = is_bound;
  if (use.is_since) node.interval.until.reset();
  if (use.is_until) node.interval.from.reset();
  return node;
}

// A star alone asks for everything; beside other clauses it says nothing.
void Parser::drop_idle_star(QueryNode& root) {
  const auto is_star = [](const QueryNode& clause) {
    return clause.kind == NodeKind::everything && clause.occur == Occur::should;
  };
  const auto star = std::ranges::find_if(root.children, is_star);
  if (star == root.children.end()) return;
  const auto is_other = [&](const QueryNode& clause) { return !is_star(clause) && !is_excluded(clause); };
  if (std::ranges::none_of(root.children, is_other)) return;
  const auto ranks = [&](const QueryNode& clause) {
    return is_other(clause) && clause.occur != Occur::filter;
  };
  if (std::ranges::any_of(root.children, ranks))
    misread(star->begin, "a * alone beside other words says nothing", "it was ignored");
  std::erase_if(root.children, is_star);
}

}  // namespace

ParsedTree parse_lexemes(std::vector<Lexeme> lexemes, QueryMode mode, std::chrono::sys_days today) {
  return Parser(std::move(lexemes), mode, today).parse();
}

}  // namespace dateline

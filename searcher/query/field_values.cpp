// Lookup of whole values; see field_values.hpp.
#include "searcher/query/field_values.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/terms.hpp"
#include "common/text/ascii.hpp"
#include "searcher/query/scored_query.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

namespace {

using Xapian::Query;

constexpr std::size_t max_values = 200;      // that one clause may stand for
constexpr std::size_t max_named_values = 3;  // in a note

// How the value typed is spelled in the field's terms.
std::string term_value(Field field, std::string_view typed, Analyser& analyser) {
  typed = trim(typed);
  if (field == Field::id) return std::string(typed);
  if (field == Field::host) {
    const std::string url(typed);
    const std::string host = host_of(url.find("://") == std::string::npos ? "http://" + url : url);
    return host.empty() ? lower_ascii(typed) : host;
  }
  if (field == Field::lang || field == Field::format) {
    std::string value = lower_ascii(typed);
    std::ranges::replace(value, '_', '-');
    return value;
  }
  return analyser.fold_name(typed);
}

// The words of a folded value: runs of anything but ASCII punctuation and white space.
std::vector<std::string> words_of(std::string_view value) {
  std::vector<std::string> words(1);
  for (const char c : value) {
    const bool is_word = static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
                         (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (is_word) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool has_all_words(std::string_view value, const std::vector<std::string>& wanted) {
  const std::vector<std::string> words = words_of(value);
  return std::ranges::all_of(
      wanted, [&](const std::string& word) { return std::ranges::find(words, word) != words.end(); });
}

struct FoundValues {
  std::vector<std::string> values{};  // without the prefix, at most `max_values`
  std::size_t count = 0;              // of all that fit
  bool is_partial = false;            // the budget ended the search
};

// Values of the field that begin with `start` and that `fits` takes.
FoundValues find_values(const std::string& prefix, const std::string& start, QueryContext& context,
                        const std::function<bool(std::string_view)>& fits) {
  FoundValues found;
  const std::string from = prefix + start;
  for (auto term = context.db.allterms_begin(from); term != context.db.allterms_end(from); ++term) {
    if (context.budget.scanned_values == 0) {
      found.is_partial = true;
      break;
    }
    --context.budget.scanned_values;
    const std::string value = (*term).substr(prefix.size());
    if (!fits(value)) continue;
    if (found.values.size() < max_values) found.values.push_back(value);
    ++found.count;
  }
  return found;
}

Query any_value(const std::string& prefix, const std::vector<std::string>& values) {
  std::vector<Query> terms;
  terms.reserve(values.size());
  for (const std::string& value : values) terms.emplace_back(prefix + value);
  return terms.size() == 1 ? terms.front() : Query(Query::OP_OR, terms.begin(), terms.end());
}

std::string list_values(const FoundValues& found) {
  std::string list;
  const std::size_t named = std::min(found.values.size(), max_named_values);
  for (std::size_t i = 0; i < named; ++i) list += (i == 0 ? "" : ", ") + found.values[i];
  return found.count > named ? list + ", …" : list;
}

std::string typed_clause(const QueryNode& node) {
  return std::string(field_row(*node.field).name) + ":" + node.text;
}

// Where a value is more than one term by the field's nature: subdomains, regional variants, names of formats.
FoundValues related_values(Field field, const std::string& prefix, const std::string& value,
                           QueryContext& context) {
  switch (field) {
    case Field::host:
      return find_values(prefix, "", context, [&](std::string_view host) {
        return host == value || (host.size() > value.size() && host.ends_with(value) &&
                                 host[host.size() - value.size() - 1] == '.');
      });
    case Field::lang:
      return find_values(prefix, value, context, [&](std::string_view lang) {
        return lang.size() == value.size() || lang[value.size()] == '-';
      });
    case Field::format: {
      const std::vector<std::string> wanted = words_of(value);
      return find_values(prefix, "", context, [&](std::string_view mime) {
        return mime == value || (!wanted.empty() && has_all_words(mime, wanted));
      });
    }
    case Field::title:
    case Field::summary:
    case Field::text:
    case Field::captions:
    case Field::author:
    case Field::tag:
    case Field::source:
    case Field::published:
    case Field::modified:
    case Field::added:
    case Field::id:
      break;
  }
  return {};
}

// No whole value: the values that hold all its words, or nothing.
Query values_with_words(const QueryNode& node, const std::string& prefix, const std::string& value,
                        QueryContext& context) {
  const std::vector<std::string> wanted = words_of(value);
  FoundValues found;
  if (!wanted.empty() && *node.field != Field::id)
    found = find_values(prefix, "", context,
                        [&](std::string_view whole) { return has_all_words(whole, wanted); });
  const std::string name(field_row(*node.field).name);
  if (found.values.empty()) {
    context.note(node, typed_clause(node) + ": no " + name + " is called so");
    return Query(make_term(prefix, value));
  }
  const std::string many =
      found.is_partial ? "at least " + std::to_string(found.count) : std::to_string(found.count);
  context.note(node,
               typed_clause(node) + ": no " + name + " is called just that; read as the " + many +
                   (found.count == 1 ? " that has it in its name: " : " that have it in their names: ") +
                   list_values(found));
  return any_value(prefix, found.values);
}

Query values_with_prefix(const QueryNode& node, const std::string& prefix, const std::string& start,
                         QueryContext& context) {
  const FoundValues found = find_values(prefix, start, context, [](std::string_view) { return true; });
  if (found.values.empty()) return Query(make_term(prefix, start));
  if (found.count > found.values.size() || found.is_partial)
    context.note(node, typed_clause(node) + "*: the first " + std::to_string(found.values.size()) + " of " +
                           (found.is_partial ? "over " : "") + std::to_string(found.count) + " values");
  return any_value(prefix, found.values);
}

}  // namespace

Query field_value_query(const QueryNode& node, QueryContext& context) {
  const Field field = *node.field;
  const std::string prefix(field_row(field).whole_prefix);
  const std::string value = term_value(field, node.text, context.analyser);
  if (node.kind == NodeKind::prefix) return values_with_prefix(node, prefix, value, context);
  const FoundValues related = related_values(field, prefix, value, context);
  if (!related.values.empty()) return any_value(prefix, related.values);
  const std::string term = make_term(prefix, value);
  if (context.db.term_exists(term)) return Query(term);
  if (field == Field::lang && value.find('-') != std::string::npos) {
    const std::string primary = prefix + value.substr(0, value.find('-'));
    if (context.db.term_exists(primary)) return Query(primary);
  }
  return values_with_words(node, prefix, value, context);
}

}  // namespace dateline

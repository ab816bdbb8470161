// See clause_text.hpp.
#include "searcher/results/clause_text.hpp"

#include "common/text/utf8.hpp"

namespace dateline {

namespace {

// Options stand nowhere in the query: begin and end are 0.
std::string option_text(const QueryNode& clause) {
  std::string name = clause.field ? std::string(field_row(*clause.field).name) : "filter";
  if (clause.kind == NodeKind::date && clause.is_bound) name = clause.interval.from ? "since" : "until";
  if (clause.children.empty()) return "--" + name + " " + clause.text;
  std::string text;
  for (const auto& value : clause.children) text += (text.empty() ? "--" : " --") + name + " " + value.text;
  return text;
}

}  // namespace

std::string clause_text(const QueryNode& clause, const SearchRequest& request) {
  if (clause.begin == clause.end) return option_text(clause);
  std::string text;
  std::size_t point = 0;
  for (std::size_t at = 0; at < request.query.size(); ++point) {
    const std::size_t size = decode_code_point(request.query, at).size;
    if (point >= clause.begin && point < clause.end) text += request.query.substr(at, size);
    at += size;
  }
  return text;
}

}  // namespace dateline

// JSON and JSON lines, version 1 (members of an article: article_json.cpp).
//   json   {"version", "query", "sort", "offset", "limit", "count": {"number", "exact"}, "elapsed_ms", "cut",
//          "notes": [{"column", "text"}], "reasons": [{"clause", "matches", "without"}], "hits": [HIT]}
//          `column` counts code points from 1, 0 is the whole query; `reasons` say, when nothing matched, how
//          many articles each clause alone lets through and how many there would be without it (null when
//          it alone is not to blame); `cut`: the deadline came first. Of a batch: one such object a line,
//          with "query_id" after the version.
//   jsonl  HIT a line, with "version" first, and "query_id" in a batch.
//   HIT    {"rank", "score", article members, "snippet", "highlights", "title_highlights"}; score is 0 when
//          sorted by date.
// History: 1 first.
#include "common/json_text.hpp"
#include "searcher/output/article_json.hpp"
#include "searcher/output/formats.hpp"
#include "searcher/output/plain.hpp"

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

using Json = nlohmann::ordered_json;

std::string_view sort_name(SortOrder sort) {
  switch (sort) {
    case SortOrder::relevance:
      return "relevance";
    case SortOrder::newest:
      return "newest";
    case SortOrder::oldest:
      return "oldest";
  }
  return "";
}

Json begin_object(const Answer& answer) {
  Json object;
  object["version"] = json_version;
  if (!answer.query_id.empty()) object["query_id"] = answer.query_id;
  return object;
}

void append_hit(const Hit& hit, Json& out) {
  out["rank"] = hit.rank;
  out["score"] = hit.score;
  append_article(hit.article, hit.path, out);
  const auto snippet = printable_passage(hit.snippet);
  out["snippet"] = snippet.text;
  out["highlights"] = highlights_of(snippet);
  out["title_highlights"] = hit.title.text == hit.article.title ? highlights_of(hit.title) : Json::array();
}

Json notes_of(const SearchResponse& response) {
  auto notes = Json::array();
  for (const auto& note : response.notes) {
    Json object;
    object["column"] = note.column;
    object["text"] = note.text;
    notes.push_back(std::move(object));
  }
  return notes;
}

Json reasons_of(const SearchResponse& response) {
  auto reasons = Json::array();
  for (const auto& reason : response.reasons) {
    Json object;
    object["clause"] = reason.clause;
    object["matches"] = reason.matches;
    object["without"] = reason.removed_everything ? Json(reason.without) : Json(nullptr);
    reasons.push_back(std::move(object));
  }
  return reasons;
}

}  // namespace

void write_json(const Answer& answer, Output& output) {
  const auto& response = answer.response;
  Json object = begin_object(answer);
  object["query"] = answer.request.query;
  object["sort"] = sort_name(answer.request.sort);
  object["offset"] = answer.request.offset;
  object["limit"] = answer.request.limit;
  object["count"] = {{"number", response.count.number}, {"exact", response.count.is_exact}};
  object["elapsed_ms"] = static_cast<double>(response.elapsed.count()) / 1000;
  object["cut"] = response.was_cut;
  object["notes"] = notes_of(response);
  object["reasons"] = reasons_of(response);
  object["hits"] = Json::array();
  for (const auto& hit : response.hits) {
    Json member;
    append_hit(hit, member);
    object["hits"].push_back(std::move(member));
  }
  output.results << dump_json(object, answer.query_id.empty() ? 2 : -1) << '\n';
}

void write_json_lines(const Answer& answer, Output& output) {
  for (const auto& hit : answer.response.hits) {
    Json object = begin_object(answer);
    append_hit(hit, object);
    output.results << dump_json(object) << '\n';
  }
  write_notes(answer, output.notes);
}

}  // namespace dateline

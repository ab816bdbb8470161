// JSON, version 1. An article is these members, always all of them, in this order:
//   id, title          strings
//   published          "2023-01-26T10:05:00+03:00", "2023-01-26", "2023-01" or "2023", as precise as printed,
//                      or null when unknown
//   published_from     where that was found: "json-ld", "meta", "dateline" …, "" when unknown
//   modified           as published
//   authors, tags      arrays of strings
//   source, lang (BCP 47), url, path (of the source file), format (MIME type)   strings, "" when unknown
// Passages are plain text with `highlights`: [begin, end) pairs counted in code points.
// History: 1 first.
#include "searcher/output/article_json.hpp"

#include "common/text/utf8.hpp"

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

nlohmann::ordered_json iso_or_null(const std::optional<PrintedTime>& time) {
  if (!time) return nullptr;
  return format_iso(*time);
}

}  // namespace

void append_article(const Article& article, std::string_view path, nlohmann::ordered_json& out) {
  out["id"] = article.id;
  out["title"] = article.title;
  out["published"] = iso_or_null(article.published);
  out["published_from"] = evidence_name(article.published_from);
  out["modified"] = iso_or_null(article.modified);
  out["authors"] = article.authors;
  out["source"] = article.source;
  out["tags"] = article.tags;
  out["lang"] = article.lang;
  out["url"] = article.url;
  out["path"] = path;
  out["format"] = article.format;
}

nlohmann::ordered_json highlights_of(const Snippet& passage) {
  auto spans = nlohmann::ordered_json::array();
  const std::string_view text = passage.text;
  std::size_t byte = 0;
  std::size_t point = 0;
  for (const auto& span : passage.matches) {
    if (span.begin < byte || span.end <= span.begin || span.end > text.size()) continue;
    const auto begin = point + count_code_points(text.substr(byte, span.begin - byte));
    const auto end = begin + count_code_points(text.substr(span.begin, span.end - span.begin));
    spans.push_back({begin, end});
    byte = span.end;
    point = end;
  }
  return spans;
}

}  // namespace dateline

// Version 1 of the `read` output; see print_article.hpp.
//   1: the members as listed there
#include "indexer/formats/print_article.hpp"

#include "common/json_text.hpp"

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

nlohmann::ordered_json date_or_null(const std::optional<PrintedTime>& time) {
  if (!time) return nullptr;
  return format_iso(*time);
}

void add_members(nlohmann::ordered_json& json, const Article& article) {
  json["id"] = article.id;
  json["title"] = article.title;
  json["summary"] = article.summary;
  json["authors"] = article.authors;
  json["published"] = date_or_null(article.published);
  json["published_from"] = std::string(evidence_name(article.published_from));
  json["modified"] = date_or_null(article.modified);
  json["tags"] = article.tags;
  json["source"] = article.source;
  json["url"] = article.url;
  json["lang"] = article.lang;
  json["format"] = article.format;
  json["text"] = article.text;
  json["captions"] = article.captions;
}

}  // namespace

std::string print_article(const Article& article, std::string_view path) {
  nlohmann::ordered_json json{{"path", std::string(path)}};
  add_members(json, article);
  return dump_json(json);
}

std::string print_export(const Article& article) {
  nlohmann::ordered_json json{{"dateline", export_version}};
  add_members(json, article);
  return dump_json(json);
}

}  // namespace dateline

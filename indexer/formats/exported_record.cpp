// See exported_record.hpp; version and history stand in print_article.hpp.
#include "indexer/formats/exported_record.hpp"

#include "common/error.hpp"
#include "indexer/enrich/clean.hpp"
#include "indexer/formats/print_article.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

namespace {

using simdjson::dom::element;

constexpr std::string_view version_name = "dateline";
constexpr std::int64_t max_version = 99;  // a greater number is something else, such as a date

[[noreturn]] void refuse(std::string_view name, const std::string& why) {
  throw Error(ErrorKind::bad_input, "not as dateline-index exports it: \"" + std::string(name) + "\" " + why);
}

std::optional<element> member(const simdjson::dom::object& record, std::string_view name) {
  element value;
  if (record.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

std::string text_of(const simdjson::dom::object& record, std::string_view name) {
  const auto value = member(record, name);
  std::string_view text;
  if (value && value->get(text) != simdjson::SUCCESS) refuse(name, "is no text");
  return std::string(text);
}

std::vector<std::string> names_of(const simdjson::dom::object& record, std::string_view name) {
  std::vector<std::string> names;
  const auto value = member(record, name);
  if (!value) return names;
  simdjson::dom::array array;
  if (value->get(array) != simdjson::SUCCESS) refuse(name, "is no array");
  for (const element item : array) {
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) refuse(name, "holds what is no text");
    names.emplace_back(text);
  }
  return names;
}

std::optional<PrintedTime> time_of(const simdjson::dom::object& record, std::string_view name) {
  const std::string text = text_of(record, name);
  if (text.empty()) return std::nullopt;
  const auto time = parse_iso(text);
  if (!time || format_iso(*time) != text) refuse(name, "is no date");
  return time;
}

}  // namespace

bool is_exported(const simdjson::dom::object& record) {
  const auto version = member(record, version_name);
  std::int64_t number = 0;
  return version && version->get(number) == simdjson::SUCCESS && number > 0 && number <= max_version;
}

Article read_exported(const simdjson::dom::object& record) {
  std::int64_t version = 0;
  if (record.at_key(version_name).get(version) != simdjson::SUCCESS || version > export_version)
    throw Error(ErrorKind::bad_input, "exported by a newer Dateline");
  Article article{.id = text_of(record, "id"),
                  .title = text_of(record, "title"),
                  .summary = text_of(record, "summary"),
                  .authors = names_of(record, "authors"),
                  .published = time_of(record, "published"),
                  .published_from = evidence_from_name(text_of(record, "published_from")),
                  .modified = time_of(record, "modified"),
                  .tags = names_of(record, "tags"),
                  .source = text_of(record, "source"),
                  .url = text_of(record, "url"),
                  .lang = text_of(record, "lang"),
                  .format = text_of(record, "format"),
                  .text = text_of(record, "text"),
                  .captions = text_of(record, "captions")};
  const bool has_evidence = article.published_from != DateEvidence::none;
  if (has_evidence != !text_of(record, "published_from").empty()) refuse("published_from", "is not known");
  if (has_evidence && !article.published) refuse("published", "is missing");
  if (article.id.empty()) refuse("id", "is missing");
  if (article.title.empty() && article.text.empty() && article.summary.empty())
    throw Error(ErrorKind::bad_input, "no title and no text in it");
  if (const auto name = unclean_member(article); !name.empty())
    refuse(name, "holds what was never in an index");
  return article;
}

}  // namespace dateline

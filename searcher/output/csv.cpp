// CSV, version 1: RFC 4180 (lines end in CR LF; a value with a comma or a quote stands in quotes, quotes in
// it are doubled), UTF-8 without a mark, one header row, columns as in `columns`. Several authors or tags are
// joined by "; ". Dates as in JSON, as precise as known; empty when unknown. In a batch a first column names
// the query.
// A text that a spreadsheet would take for a formula (it begins with = + - @, also full-width) gets an
// apostrophe before it, which spreadsheets hide; strip it when a program reads the file. Control characters
// (line ends too) become spaces.
// History: 1 first.
#include "searcher/output/formats.hpp"
#include "searcher/output/plain.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace dateline {

namespace {

constexpr std::string_view columns =
    "rank,score,id,title,published,published_from,authors,source,tags,lang,url,path,format,snippet\r\n";

bool looks_like_formula(std::string_view value) {
  constexpr auto starts = std::to_array<std::string_view>({"=", "+", "-", "@", "＝", "＋", "－", "＠"});
  const auto first = value.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  value.remove_prefix(first);
  return std::ranges::any_of(starts, [value](std::string_view start) { return value.starts_with(start); });
}

std::string cell(std::string_view text) {
  std::string value = printable(text);
  if (looks_like_formula(value)) value.insert(0, 1, '\'');
  if (value.find_first_of(",\"") == std::string::npos) return value;
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted += '"';
}

std::string number(double value) {
  std::array<char, 64> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end};
}

}  // namespace

void write_csv(const Answer& answer, Output& output) {
  auto& out = output.results;
  const bool is_batch = !answer.query_id.empty();
  if (answer.is_first) out << (is_batch ? "query," : "") << columns;
  for (const auto& hit : answer.response.hits) {
    const auto& article = hit.article;
    if (is_batch) out << cell(answer.query_id) << ',';
    out << hit.rank << ',' << number(hit.score);
    const auto published = article.published ? format_iso(*article.published) : std::string();
    for (const std::string_view text : {std::string_view(article.id), std::string_view(article.title),
                                        std::string_view(published), evidence_name(article.published_from)}) {
      out << ',' << cell(text);
    }
    out << ',' << cell(join(article.authors, "; ")) << ',' << cell(article.source) << ','
        << cell(join(article.tags, "; "));
    for (const auto& text : {article.lang, article.url, hit.path, article.format, hit.snippet.text}) {
      out << ',' << cell(text);
    }
    out << "\r\n";
  }
  write_notes(answer, output.notes);
}

}  // namespace dateline

// An answer for reading: how many, then each hit with its headline, what is known of it, the passage, the
// path. Without colour nothing is put around what matched, so that the text stays the article's own.
#include "common/schema/terms.hpp"
#include "common/text/thousands.hpp"
#include "searcher/output/formats.hpp"
#include "searcher/output/layout.hpp"
#include "searcher/output/plain.hpp"

#include <algorithm>

namespace dateline {

namespace {

constexpr std::size_t named_authors = 3;
constexpr std::size_t most_clause_columns = 32;
constexpr std::size_t reading_columns = 100;  // longer lines lose the eye; only paths may be longer

// "11–20 of about 1,240 articles", "37 articles", "About 1,240 articles".
std::string describe_count(const Answer& answer) {
  const auto& [hits, count, notes, reasons, was_cut, elapsed] = answer.response;
  const auto number = count.is_exact ? count.number : round_estimate(count.number);
  if (hits.front().rank > 1) {
    const auto pages = with_thousands(hits.front().rank) + "–" + with_thousands(hits.back().rank);
    return pages + " of " + (count.is_exact ? "" : "about ") + describe_articles(number);
  }
  return (count.is_exact ? "" : "About ") + describe_articles(number);
}

// `left`, and the time at the right edge where there is room.
void print_heading(const std::string& left, const Answer& answer, Output& output) {
  const auto time = describe_duration(answer.response.elapsed);
  const auto used = display_width(left) + display_width(time);
  output.results << left;
  const auto right_edge = std::min(output.terminal.width, reading_columns);
  if (used + 2 <= right_edge) {
    output.results << std::string(right_edge - used, ' ') << styled(time, Style::dim, output.terminal);
  }
  output.results << '\n';
}

std::string describe_authors(const std::vector<std::string>& authors) {
  if (authors.size() <= named_authors) return join(authors, ", ");
  const std::vector<std::string> first(authors.begin(), authors.begin() + named_authors - 1);
  return join(first, ", ") + " and " + std::to_string(authors.size() - first.size()) + " others";
}

// "26 Jan 2023 · Grzegorz Kuczyński · duma.gov.ru · en"
std::string describe_hit(const Article& article) {
  std::vector<std::string> parts;
  parts.push_back(article.published ? format_short(article.published->date) : "undated");
  const auto source = article.source.empty() ? host_of(article.url) : article.source;
  for (const auto& part : {describe_authors(article.authors), source, article.lang}) {
    if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  return join(parts, " · ");
}

Snippet headline_of(const Hit& hit) {
  if (!hit.title.text.empty()) return hit.title;
  return {.text = hit.article.title.empty() ? "(no headline)" : hit.article.title};
}

void print_hit(const Hit& hit, std::size_t number_columns, Layout& layout, const Terminal& terminal) {
  const auto number = std::to_string(hit.rank);
  const auto indent = number_columns + 2;
  const auto file = file_link(hit.path, terminal.host);
  const auto address = web_link(hit.article.url);
  layout.print({.first_indent = std::string(number_columns - number.size(), ' ') + number,
                .first_indent_style = Style::dim,
                .indent = indent,
                .text = headline_of(hit),
                .style = Style::bold,
                .link = address.empty() ? file : address},
               reading_columns);
  const std::string blanks(indent, ' ');
  layout.print({.first_indent = blanks,
                .indent = indent,
                .text = {.text = describe_hit(hit.article)},
                .style = Style::dim},
               reading_columns);
  layout.print({.first_indent = blanks, .indent = indent, .text = hit.snippet}, reading_columns);
  layout.print({.first_indent = blanks,
                .indent = indent,
                .text = {.text = hit.path},
                .style = Style::dim,
                .link = file});
}

// Which word or filter removed everything, in columns.
void print_reasons(const Answer& answer, Output& output) {
  struct Row {
    std::string clause;
    std::string count;
    std::string rest;
  };
  std::vector<Row> rows;
  std::size_t clause_columns = 0;
  std::size_t count_columns = 0;
  for (const auto& reason : answer.response.reasons) {
    Row row{cut_to_width(printable(reason.clause), std::min(most_clause_columns, output.terminal.width / 2)),
            with_thousands(reason.matches), reason.matches == 1 ? " article" : " articles"};
    if (reason.removed_everything) row.rest += "; without it " + with_thousands(reason.without);
    clause_columns = std::max(clause_columns, display_width(row.clause));
    count_columns = std::max(count_columns, row.count.size());
    rows.push_back(std::move(row));
  }
  Layout layout(output.results, output.terminal);
  for (const auto& row : rows) {
    const auto padding = clause_columns - display_width(row.clause) + 2 + count_columns - row.count.size();
    layout.print({.first_indent = "  " + row.clause + std::string(padding, ' '),
                  .indent = 4,
                  .text = {.text = row.count + row.rest}});
  }
}

void print_nothing(const Answer& answer, Output& output) {
  const auto& [hits, count, notes, reasons, was_cut, elapsed] = answer.response;
  if (count.number > 0 && answer.request.limit == 0) {
    const auto number = count.is_exact ? count.number : round_estimate(count.number);
    print_heading(std::string(count.is_exact ? "" : "About ") + describe_articles(number), answer, output);
    return;
  }
  if (count.number > 0 && answer.request.offset > 0) {
    const auto number = count.is_exact ? count.number : round_estimate(count.number);
    print_heading("No more: " + std::string(count.is_exact ? "" : "about ") + describe_articles(number) +
                      " in all, asked from " + with_thousands(answer.request.offset + 1) + " on.",
                  answer, output);
    return;
  }
  print_heading(reasons.size() > 1 ? "Nothing has all of this." : "Nothing found.", answer, output);
  print_reasons(answer, output);
}

void print_hits(const Answer& answer, Output& output) {
  const auto& hits = answer.response.hits;
  print_heading(describe_count(answer), answer, output);
  output.results << '\n';
  Layout layout(output.results, output.terminal);
  const auto number_columns = std::max<std::size_t>(std::to_string(hits.back().rank).size(), 2);
  for (const auto& hit : hits) print_hit(hit, number_columns, layout, output.terminal);
  if (output.terminal.is_terminal && hits.back().rank < answer.response.count.number) {
    const auto more = "More: --offset " + std::to_string(hits.back().rank);
    output.results << '\n' << styled(more, Style::dim, output.terminal) << '\n';
  }
}

}  // namespace

void write_text(const Answer& answer, Output& output) {
  if (!answer.query_id.empty()) {
    if (!answer.is_first) output.results << '\n';
    Layout layout(output.results, output.terminal);
    const auto heading = std::string(answer.query_id) + "  " + answer.request.query;
    layout.print({.text = {.text = heading}, .style = Style::bold});
  }
  if (answer.response.hits.empty()) {
    print_nothing(answer, output);
  } else {
    print_hits(answer, output);
  }
  write_notes(answer, output.notes);
}

}  // namespace dateline

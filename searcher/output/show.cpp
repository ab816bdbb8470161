// One article for reading; see show.hpp.
#include "searcher/output/show.hpp"

#include "common/error.hpp"
#include "common/json_text.hpp"
#include "searcher/output/article_json.hpp"
#include "searcher/output/layout.hpp"
#include "searcher/output/plain.hpp"

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

constexpr std::size_t reading_columns = 72;
constexpr std::size_t label_columns = 11;

std::string_view describe_evidence(DateEvidence evidence) {
  switch (evidence) {
    case DateEvidence::none:
      return "";
    case DateEvidence::json_ld:
      return "the page's JSON-LD";
    case DateEvidence::microdata:
      return "the page's microdata";
    case DateEvidence::meta:
      return "the page's meta tags";
    case DateEvidence::time:
      return "the page's time element";
    case DateEvidence::feed:
      return "the feed";
    case DateEvidence::front_matter:
      return "the front matter";
    case DateEvidence::header:
      return "a header line";
    case DateEvidence::dateline:
      return "the dateline";
    case DateEvidence::text:
      return "the text near the headline";
    case DateEvidence::address:
      return "the address";
    case DateEvidence::file_name:
      return "the file's name";
    case DateEvidence::record:
      return "its record";
  }
  throw Error(ErrorKind::internal, "date evidence without words");
}

// "26 Jan 2023, 10:05 +03:00": the printed clock, as format_iso has it, without seconds.
std::string describe_time(const PrintedTime& time) {
  auto words = format_short(time.date);
  const auto iso = format_iso(time);
  const auto clock = iso.find('T');
  if (clock == std::string::npos || iso.size() < clock + 6) return words;
  words += ", " + iso.substr(clock + 1, 5);
  const auto zone = iso.find_first_of("+-Z", clock);
  if (zone == std::string::npos) return words;
  if (iso[zone] == 'Z') return words + " UTC";
  return (words += ' ') += iso.substr(zone);
}

std::string describe_published(const Article& article) {
  if (!article.published) return "not known";
  const auto evidence = describe_evidence(article.published_from);
  return describe_time(*article.published) +
         (evidence.empty() ? "" : " (from " + std::string(evidence) + ")");
}

class ArticlePrinter {
 public:
  ArticlePrinter(std::ostream& out, const Terminal& terminal) : out_(out), layout_(out, terminal) {}

  void row(std::string_view label, std::string value, std::string link = {}) {
    if (value.empty()) return;
    layout_.print({.first_indent = std::string(label),
                   .first_indent_style = Style::dim,
                   .indent = label_columns,
                   .text = {.text = std::move(value)},
                   .link = std::move(link)});
  }

  void block(std::string_view text, Style style) {
    layout_.print({.text = {.text = std::string(text)}, .style = style}, reading_columns);
  }

  /// Paragraphs with a blank line before each; within one, line ends stay, and what follows a list's mark
  /// hangs behind it.
  void paragraphs(std::string_view text, Style style) {
    const auto clean = printable_lines(text);
    bool is_between = true;
    for (std::size_t at = 0; at < clean.size();) {
      const auto end = std::min(clean.find('\n', at), clean.size());
      const auto line = std::string_view(clean).substr(at, end - at);
      at = end + 1;
      if (line.find_first_not_of(' ') == std::string_view::npos) {
        is_between = true;
        continue;
      }
      if (is_between) out_ << '\n';
      is_between = false;
      paragraph_line(line, style);
    }
  }

 private:
  void paragraph_line(std::string_view line, Style style) {
    const auto begin = line.find_first_not_of(' ');
    std::string mark(line.substr(0, std::min<std::size_t>(begin, 8)));
    line.remove_prefix(begin);
    for (const std::string_view bullet : {"- ", "* ", "• ", "– "}) {
      if (!line.starts_with(bullet)) continue;
      mark += bullet;
      line.remove_prefix(bullet.size());
      break;
    }
    layout_.print({.first_indent = std::move(mark), .text = {.text = std::string(line)}, .style = style},
                  reading_columns);
  }

  std::ostream& out_;
  Layout layout_;
};

}  // namespace

void show_article(const Article& article, std::string_view path, const Terminal& terminal,
                  std::ostream& out) {
  ArticlePrinter printer(out, terminal);
  printer.block(article.title.empty() ? "(no headline)" : article.title, Style::bold);
  out << '\n';
  printer.row("By", join(article.authors, ", "));
  printer.row("Published", describe_published(article));
  printer.row("Changed", article.modified ? describe_time(*article.modified) : std::string());
  printer.row("Source", article.source);
  printer.row("Tags", join(article.tags, ", "));
  printer.row("Language", article.lang);
  printer.row("Address", article.url, web_link(article.url));
  printer.row("File", std::string(path), file_link(path, terminal.host));
  printer.row("Format", article.format);
  printer.row("Id", article.id);
  printer.paragraphs(article.summary, Style::bold);
  printer.paragraphs(article.text.empty() ? "(The text is not kept in this index.)" : article.text,
                     Style::plain);
  if (!article.captions.empty()) {
    out << '\n' << styled("Captions", Style::dim, terminal) << '\n';
    printer.paragraphs(article.captions, Style::dim);
  }
}

void show_article_json(const Article& article, std::string_view path, std::ostream& out) {
  nlohmann::ordered_json object;
  object["version"] = json_version;
  append_article(article, path, object);
  object["summary"] = article.summary;
  object["text"] = article.text;
  object["captions"] = article.captions;
  out << dump_json(object, 2) << '\n';
}

}  // namespace dateline

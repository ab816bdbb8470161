// Reads Reuters-21578 record by record; see reuters.hpp. The markup is fixed (lewis.dtd), never nested in
// itself, and holds bytes that no SGML parser takes, so elements are found by their tags.
#include "indexer/formats/reuters.hpp"

#include "common/error.hpp"
#include "common/text/utf8.hpp"
#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/names.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/record_limit.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t max_tags = 200;  // clean_article keeps no more
constexpr std::size_t max_line_bytes = std::size_t{1} << 20;
constexpr std::string_view placeholder = "Blah blah blah.";  // the collection's stand-in for an empty body

// What stands between <NAME…> and </NAME>; "" when there is none.
std::string_view element_of(std::string_view record, std::string_view name) {
  const std::string open = "<" + std::string(name);
  std::size_t begin = record.find(open);
  while (begin != std::string_view::npos && begin + open.size() < record.size() &&
         record[begin + open.size()] != '>' && record[begin + open.size()] != ' ')
    begin = record.find(open, begin + 1);
  if (begin == std::string_view::npos) return {};
  const std::size_t content = record.find('>', begin);
  if (content == std::string_view::npos) return {};
  const std::size_t end = record.find("</" + std::string(name) + ">", content);
  return end == std::string_view::npos ? std::string_view() : record.substr(content + 1, end - content - 1);
}

// The character that "lt" or "#31" stands for; 0 when none.
char32_t entity_value(std::string_view name) {
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "amp") return U'&';
  if (!name.starts_with('#') || name.size() == 1) return 0;
  char32_t value = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<char32_t>(c - '0');
  }
  return value > 0xFFFF || (value >= 0xD800 && value < 0xE000) ? 0 : value;
}

// "&lt;" "&gt;" "&amp;" and "&#31;"; anything else stays as it is.
std::string unescape(std::string_view text) {
  constexpr std::size_t max_entity_bytes = 10;
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t ampersand = std::min(text.find('&', at), text.size());
    plain.append(text, at, ampersand - at);
    if (ampersand == text.size()) break;
    const std::size_t end = text.substr(ampersand, max_entity_bytes).find(';');
    const char32_t value =
        end == std::string_view::npos ? 0 : entity_value(text.substr(ampersand + 1, end - 1));
    if (value == 0) {
      plain += '&';
      at = ampersand + 1;
    } else {
      append_utf8(plain, value);
      at = ampersand + end + 1;
    }
  }
  return plain;
}

std::string text_of(std::string_view markup) {
  return clean_text(unescape(markup));
}

bool is_sign_off(const std::string& line) {
  return line == "Reuter" || line == "REUTER" || line == "reuter" || line == "Reuters" || line == "REUTERS";
}

// A new paragraph is indented by four spaces; other lines go on, but those of tables stay lines.
std::string paragraphs_of(std::string_view body) {
  std::string text;
  bool was_table = false;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view raw = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    const std::string line = tidy_line(raw);
    if (line.empty() || is_sign_off(line) || line == placeholder) continue;
    const std::size_t indent = raw.find_first_not_of(' ');
    const bool is_table =
        raw.find("   ", indent) != std::string_view::npos || line.find("..") != std::string::npos;
    if (!text.empty()) text += indent >= 3 ? "\n\n" : is_table || was_table ? "\n" : " ";
    text += line;
    was_table = is_table;
  }
  return text;
}

void add_tags(std::string_view list, std::vector<std::string>& tags) {
  for (std::size_t at = list.find("<D>"); at != std::string_view::npos; at = list.find("<D>", at + 3)) {
    const std::size_t end = list.find("</D>", at);
    if (end == std::string_view::npos || tags.size() >= max_tags) return;
    std::string tag = tidy_line(text_of(list.substr(at + 3, end - at - 3)));
    if (!tag.empty() && std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
  }
}

// "******HEADLINE" marks a bulletin, not a word.
std::string headline_text(std::string_view markup) {
  std::string title = tidy_line(text_of(markup));
  title.erase(0, std::min(title.find_first_not_of("* "), title.size()));
  return title;
}

// Stories that the collection's makers left unprocessed: headline on the first line, then the body.
void read_unprocessed(std::string_view markup, Article& article) {
  const std::string text = text_of(markup);
  std::string_view rest = text;
  while (!rest.empty() && article.title.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    article.title = headline_text(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  article.text = paragraphs_of(rest);
}

Article read_record(std::string_view record, const DateReading& reading) {
  Article article;
  if (const auto date = find_date(text_of(element_of(record, "DATE")), reading)) {
    article.published = date->time;
    article.published_from = DateEvidence::record;
  }
  for (const std::string_view list : {"TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES"})
    add_tags(element_of(record, list), article.tags);
  article.title = headline_text(element_of(record, "TITLE"));
  article.authors = split_names(text_of(element_of(record, "AUTHOR")));
  const std::string dateline = tidy_line(text_of(element_of(record, "DATELINE")));
  article.text = paragraphs_of(text_of(element_of(record, "BODY")));
  if (!dateline.empty() && !article.text.empty()) article.text.insert(0, dateline + " ");
  if (article.title.empty() && article.text.empty()) read_unprocessed(element_of(record, "TEXT"), article);
  if (article.title.empty()) article.title = headline_of(article.text);
  article.source = "Reuters";
  article.lang = "en";
  article.format = "application/sgml";
  return article;
}

// The lines from "<REUTERS …>" to "</REUTERS>", record by record.
class RecordLines {
 public:
  explicit RecordLines(SourceFile& file) : file_(file) {}

  /// False at the end of the file. Throws Error(bad_input) for a record that has no end or is over the limit;
  /// the next call goes on behind it.
  bool next(std::string& record) {
    record = std::exchange(first_line_, {});
    std::string line;
    while (file_.bytes.read_line(line, max_line_bytes)) {
      if (line.starts_with("<REUTERS") && !record.empty()) {
        first_line_ = line + '\n';
        throw Error(ErrorKind::bad_input, "cut short");
      }
      if (record.empty() && !line.starts_with("<REUTERS")) continue;
      record += line;
      record += '\n';
      if (line.ends_with("</REUTERS>")) return true;
      if (record.size() > file_.max_article_bytes)
        throw Error(ErrorKind::bad_input, "a record over the size limit");
    }
    if (!record.empty()) throw Error(ErrorKind::bad_input, "cut short");
    return false;
  }

 private:
  SourceFile& file_;
  std::string first_line_;  // of the record that began before the last one ended
};

}  // namespace

void read_reuters(SourceFile& file, const ArticleSink& sink) {
  const DateReading reading{.today = file.today};
  RecordLines lines(file);
  RecordLimit limit;
  std::string record;
  std::size_t number = 0;
  for (;;) {
    ++number;
    const auto refuse = [&](const std::string& reason) {
      sink.reject("record " + std::to_string(number), reason);
      limit.count_bad();
    };
    try {
      if (!lines.next(record)) break;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::bad_input) throw;
      refuse(error.what());
      continue;
    }
    const DecodedText decoded = decode_text(record);
    Article article = read_record(decoded.text, reading);
    if (article.title.empty() && article.text.empty()) {
      refuse("no title and no text in it");
    } else {
      limit.count_good();
      sink.article(std::move(article), number);
    }
  }
  if (number == 1) throw Error(ErrorKind::bad_input, "no <REUTERS> record in it");
}

bool looks_like_reuters(std::string_view head) {
  return head.find("<REUTERS ") != std::string_view::npos;
}

}  // namespace dateline

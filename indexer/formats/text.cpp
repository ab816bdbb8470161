// Reads one plain-text article; see text.hpp. In order: labelled lines out, lines to paragraphs, head off,
// tail off; what is left is the prose.
#include "indexer/formats/text.hpp"

#include "common/error.hpp"
#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_blocks.hpp"
#include "indexer/formats/text_fields.hpp"
#include "indexer/formats/text_head.hpp"
#include "indexer/formats/text_tail.hpp"

#include <cstdlib>
#include <utility>

namespace dateline {

namespace {

constexpr auto near_days = std::chrono::days(60);  // a release is posted weeks late, hardly months

struct DatedBy {
  std::optional<PrintedTime> time;
  DateEvidence evidence = DateEvidence::none;
};

// A labelled date as the file's name has it when that needs the other order of day and month ("03/04/2004").
PrintedTime in_the_order_of(const PrintedTime& named, const TextFields& fields, DateReading reading) {
  if (fields.published->date == named.date) return *fields.published;
  reading.order = DayMonthOrder::month_first;
  const auto other = read_date(fields.date_text, reading);
  return other && other->date == named.date ? *other : *fields.published;
}

// The label, then what stands near the headline, then the file's name. A date of the text that lies months
// from the name's is another one (a meeting, a law) or a slip; one more precise than the other wins.
DatedBy choose_date(const TextFields& fields, const TextHead& head, const std::string& path,
                    const DateReading& reading) {
  const auto named = date_of_path(path, reading);
  if (fields.published) {
    const PrintedTime time = named ? in_the_order_of(*named, fields, reading) : *fields.published;
    return {.time = time, .evidence = DateEvidence::header};
  }
  if (!head.published) {
    if (named) return {.time = named, .evidence = DateEvidence::file_name};
    return {};
  }
  if (named && named->date != head.published->date && named->date.precision() == DatePrecision::day) {
    const bool is_near =
        head.published->date.precision() == DatePrecision::day &&
        std::chrono::abs(first_day(named->date) - first_day(head.published->date)) <= near_days;
    if (!is_near) return {.time = named, .evidence = DateEvidence::file_name};
  }
  return {.time = head.published, .evidence = head.published_from};
}

}  // namespace

void read_text(SourceFile& file, const ArticleSink& sink) {
  const std::string bytes = file.bytes.read_all(file.max_article_bytes);
  const std::string text = clean_text(decode_text(bytes).text);
  const DateReading reading{.today = file.today};
  const std::string_view beginning = beginning_of_prose(text);
  std::vector<TextLine> lines = split_lines(beginning);
  TextFields fields = take_fields(lines, reading);
  std::vector<TextBlock> blocks = make_blocks(lines);
  TextHead head = take_head(blocks, reading, fields.title);
  const std::string_view rest = std::string_view(text).substr(beginning.size());
  if (rest.empty()) drop_tail(blocks);

  Article article;
  article.text = join_blocks(blocks);
  if (!rest.empty()) article.text += "\n\n" + make_prose(rest);
  article.title = head.title;
  article.summary = fields.summary.empty() ? std::move(head.summary) : std::move(fields.summary);
  if (article.title.empty()) article.title = headline_of(article.text);
  if (article.text.empty() && article.title.empty() && article.summary.empty())
    throw Error(ErrorKind::bad_input, text.empty() ? "empty" : "no text in it");
  if (article.title.empty()) article.title = headline_of_path(file.path);
  article.authors = fields.authors.empty() ? std::move(head.authors) : std::move(fields.authors);
  const DatedBy dated = choose_date(fields, head, file.path, reading);
  article.published = dated.time;
  article.published_from = dated.evidence;
  article.modified = fields.modified;
  article.tags = std::move(fields.tags);
  article.source = fields.source.empty() ? std::move(head.source) : std::move(fields.source);
  article.url = std::move(fields.url);
  article.lang = std::move(fields.lang);
  article.captions = std::move(fields.captions);
  article.format = "text/plain";
  sink.article(std::move(article), 0);
}

}  // namespace dateline

// Finds an article's parts among the members of a JSON object; see json_record.hpp. Members have our
// own names or those that crawlers and news APIs use; the first name of a row that holds something wins.
// A date of extraction or crawling is no publication date and is not read.
#include "indexer/formats/json_record.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/exported_record.hpp"
#include "indexer/formats/json_mend.hpp"
#include "indexer/formats/names.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_blocks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include <simdjson.h>

namespace dateline {

namespace {

using simdjson::dom::element;

// One bit, by the length and the letters at both ends.
constexpr std::uint64_t sign_of(std::string_view name) {
  if (name.empty()) return 1;
  const auto first = static_cast<unsigned char>(lower_ascii(name.front()));
  const auto last = static_cast<unsigned char>(lower_ascii(name.back()));
  return std::uint64_t{1} << ((name.size() * 11 + first * 5U + last) % 64);
}

struct MemberName {
  // NOLINTNEXTLINE(google-explicit-constructor): the tables below are lists of names
  consteval MemberName(const char* name) : text(name), sign(sign_of(text)) {}

  std::string_view text;
  std::uint64_t sign;
};
using Names = std::span<const MemberName>;

constexpr auto id_names =
    std::to_array<MemberName>({"id", "_id", "docid", "doc_id", "docno", "guid", "uuid"});
constexpr auto title_names = std::to_array<MemberName>({"title", "headline", "heading", "head", "name"});
constexpr auto text_names = std::to_array<MemberName>(
    {"text", "body", "content", "articlebody", "article_body", "full_text", "fulltext", "maintext",
     "contents", "article_text", "article", "content_text"});
constexpr auto summary_names =
    std::to_array<MemberName>({"summary", "abstract", "standfirst", "description", "excerpt", "deck", "lead",
                               "subtitle", "subheadline", "teaser"});
constexpr auto date_names = std::to_array<MemberName>({"date",
                                                       "published",
                                                       "date_published",
                                                       "datepublished",
                                                       "published_at",
                                                       "publishedat",
                                                       "publish_date",
                                                       "date_publish",
                                                       "publication_date",
                                                       "pub_date",
                                                       "pubdate",
                                                       "published_date",
                                                       "publisheddate",
                                                       "published_time",
                                                       "publication_time",
                                                       "first_published",
                                                       "posted",
                                                       "date_posted",
                                                       "datetime",
                                                       "timestamp",
                                                       "time"});
constexpr auto modified_names =
    std::to_array<MemberName>({"modified", "updated", "date_modified", "datemodified", "updated_at",
                               "updatedat", "last_modified", "modified_at"});
constexpr auto author_names =
    std::to_array<MemberName>({"author", "authors", "byline", "creator", "creators", "writer", "writers"});
constexpr auto tag_names = std::to_array<MemberName>({"tags", "keywords", "topics", "categories", "category",
                                                      "tag", "topic", "section", "subjects", "labels"});
constexpr auto source_names =
    std::to_array<MemberName>({"source", "outlet", "publisher", "publication", "newspaper", "source_name",
                               "sitename", "site_name", "site"});
constexpr auto lang_names = std::to_array<MemberName>({"lang", "language", "inlanguage"});
constexpr auto url_names =
    std::to_array<MemberName>({"url", "link", "canonical_url", "permalink", "href", "uri", "web_url",
                               "weburl", "article_url", "source_url"});
constexpr auto caption_names = std::to_array<MemberName>({"captions", "caption"});
constexpr auto inner_names = std::to_array<MemberName>({"name", "title", "label", "value", "term"});
constexpr auto wrapper_names = std::to_array<MemberName>(
    {"articles", "items", "data", "results", "records", "docs", "documents", "posts", "news", "entries"});

constexpr std::size_t max_list_items = 1000;
constexpr std::size_t max_field_bytes = std::size_t{64} << 10;  // of what is no prose

/// The members of an object by name. An article's parts go by a hundred names, of which a record has a few: a
/// set of signs tells the most of the others without a look at the members.
class Members {
 public:
  explicit Members(const simdjson::dom::object& object) : object_(object) {
    for (const auto field : object_) signs_ |= sign_of(field.key);
  }

  /// The first member of that name, in its letter case or else in any; none for null.
  [[nodiscard]] std::optional<element> find(const MemberName& name) const {
    if ((signs_ & name.sign) == 0) return std::nullopt;
    element value;
    if (object_.at_key(name.text).get(value) == simdjson::SUCCESS)
      return value.is_null() ? std::nullopt : std::optional(value);
    if (object_.at_key_case_insensitive(name.text).get(value) == simdjson::SUCCESS && !value.is_null())
      return value;
    return std::nullopt;
  }

 private:
  simdjson::dom::object object_;
  std::uint64_t signs_ = 0;
};

std::string number_as_text(const element& value) {
  std::uint64_t whole = 0;
  std::int64_t negative = 0;
  if (value.get(whole) == simdjson::SUCCESS) return std::to_string(whole);
  if (value.get(negative) == simdjson::SUCCESS) return std::to_string(negative);
  return {};
}

// A string or number; of an object its "name" ("author": {"name": …}).
std::string scalar_text(const element& value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text.substr(0, max_field_bytes));
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) return number_as_text(value);
  const Members members(object);
  for (const MemberName& name : inner_names) {
    if (const auto inner = members.find(name)) {
      if (inner->get(text) == simdjson::SUCCESS) return std::string(text.substr(0, max_field_bytes));
    }
  }
  return {};
}

std::string line_of(const Members& members, Names names) {
  for (const MemberName& name : names) {
    const auto value = members.find(name);
    if (!value) continue;
    if (std::string line = tidy_line(clean_text(scalar_text(*value))); !line.empty()) return line;
  }
  return {};
}

// A headline in parts is their line.
std::string title_of(const Members& members) {
  for (const MemberName& name : title_names) {
    const auto value = members.find(name);
    simdjson::dom::array array;
    std::string title;
    if (value && value->get(array) == simdjson::SUCCESS) {
      for (const element part : array) {
        if (title.size() < max_field_bytes) title.append(scalar_text(part)).append(" ");
      }
    } else if (value) {
      title = scalar_text(*value);
    }
    if (title = tidy_line(clean_text(title)); !title.empty()) return title;
  }
  return {};
}

std::string paragraphs(std::string_view text) {
  return make_prose(clean_text(text));
}

// Prose: a string, or an array of paragraphs.
std::string prose_of(const Members& members, Names names) {
  for (const MemberName& name : names) {
    const auto value = members.find(name);
    if (!value) continue;
    std::string prose;
    std::string_view text;
    simdjson::dom::array array;
    if (value->get(text) == simdjson::SUCCESS) {
      prose = paragraphs(text);
    } else if (value->get(array) == simdjson::SUCCESS) {
      for (const element item : array) {
        if (item.get(text) == simdjson::SUCCESS) prose.append(text).append("\n\n");
      }
      prose = paragraphs(prose);
    }
    if (!prose.empty()) return prose;
  }
  return {};
}

using Split = std::vector<std::string> (*)(std::string_view);

std::vector<std::string> list_of(const Members& members, Names names, Split split) {
  for (const MemberName& name : names) {
    const auto value = members.find(name);
    if (!value) continue;
    std::vector<std::string> list;
    simdjson::dom::array array;
    if (value->get(array) != simdjson::SUCCESS) {
      list = split(clean_text(scalar_text(*value)));
    } else {
      for (const element item : array) {
        std::string line = tidy_line(clean_text(scalar_text(item)));
        if (!line.empty() && list.size() < max_list_items && std::ranges::find(list, line) == list.end())
          list.push_back(std::move(line));
      }
    }
    if (!list.empty()) return list;
  }
  return {};
}

// A number is a year, a day written as one (20230126) or seconds or milliseconds since 1970.
std::optional<PrintedTime> time_of_number(double value, const DateReading& reading) {
  constexpr double least_seconds = 1e8;        // 1973: less is no instant that anybody writes
  constexpr double least_milliseconds = 1e11;  // as seconds, the year 5138
  if (!std::isfinite(value) || value < 1 || value > 1e15) return std::nullopt;
  if (value < least_seconds) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) != value || (whole > 9999 && whole < 10000101)) return std::nullopt;
    return read_date(std::to_string(whole), reading);
  }
  const auto seconds =
      std::chrono::seconds(static_cast<std::int64_t>(value < least_milliseconds ? value : value / 1000));
  const std::chrono::sys_seconds instant{seconds};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  if (day > reading.today + std::chrono::days(1)) return std::nullopt;
  return PrintedTime{.date = to_printed_date(day),
                     .second_of_day = static_cast<int>((instant - day).count()),
                     .zone_minutes = 0};
}

std::optional<PrintedTime> time_of(const Members& members, Names names, const DateReading& reading) {
  for (const MemberName& name : names) {
    const auto value = members.find(name);
    if (!value) continue;
    std::string_view text;
    double number = 0;
    std::optional<PrintedTime> time;
    if (value->get(text) == simdjson::SUCCESS) {
      time = read_date(text, reading);
      if (!time && text.size() < 200) {
        if (const auto found = find_date(text, reading)) time = found->time;
      }
    } else if (value->get(number) == simdjson::SUCCESS) {
      time = time_of_number(number, reading);
    }
    if (time) return time;
  }
  return std::nullopt;
}

std::string reason_of(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR:
      return "not valid JSON: invalid UTF-8";
    case simdjson::DEPTH_ERROR:
      return "not valid JSON: nested too deep";
    case simdjson::UNCLOSED_STRING:
      return "not valid JSON: cut short inside a string";
    case simdjson::EMPTY:
      return "empty";
    default:
      return std::string("not valid JSON: ") + simdjson::error_message(code);
  }
}

void take_exported(const simdjson::dom::object& object, const JsonRecordReader::Take& take,
                   const JsonRecordReader::Refuse& refuse) {
  Article article;
  try {
    article = read_exported(object);
  } catch (const Error& error) {
    return refuse(error.what());
  }
  take(std::move(article), RecordKind::exported);
}

}  // namespace

struct JsonRecordReader::State {
  simdjson::dom::parser parser;
  simdjson::dom::parser second_parser;  // for a text that had to be decoded or mended first
  DateReading reading;
  std::string decoded;
  std::string mended;

  bool read_article(const Members& members, const Take& take) const {
    Article article;
    article.title = title_of(members);
    article.text = prose_of(members, text_names);
    article.summary = prose_of(members, summary_names);
    if (article.title.empty() && article.text.empty()) return false;
    if (article.title.empty()) article.title = headline_of(article.text);
    article.id = line_of(members, id_names);
    article.authors = list_of(members, author_names, split_names);
    article.tags = list_of(members, tag_names, split_tags);
    article.published = time_of(members, date_names, reading);
    if (article.published) article.published_from = DateEvidence::record;
    article.modified = time_of(members, modified_names, reading);
    article.source = line_of(members, source_names);
    article.url = line_of(members, url_names);
    article.lang = line_of(members, lang_names);
    article.captions = prose_of(members, caption_names);
    article.format = "application/json";
    take(std::move(article), RecordKind::ordinary);
    return true;
  }

  // {"status": "ok", "articles": […]}: true when the object was only that.
  bool read_wrapped(const Members& members, const Take& take, const Refuse& refuse) const {
    for (const MemberName& name : wrapper_names) {
      const auto value = members.find(name);
      simdjson::dom::array array;
      if (!value || value->get(array) != simdjson::SUCCESS) continue;
      bool has_objects = false;
      for (const element item : array) has_objects = has_objects || item.is_object();
      if (!has_objects) continue;
      for (const element item : array) {
        simdjson::dom::object inner;
        if (item.get(inner) != simdjson::SUCCESS) {
          refuse("not an object");
        } else if (!read_article(Members(inner), take)) {
          refuse("no title and no text in it");
        }
      }
      return true;
    }
    return false;
  }
};

JsonRecordReader::JsonRecordReader(const DateReading& reading) : state_(std::make_unique<State>()) {
  state_->reading = reading;
}

JsonRecordReader::~JsonRecordReader() = default;

void JsonRecordReader::read(std::string_view record, const Take& take, const Refuse& refuse) {
  element root;
  auto error = state_->parser.parse(record.data(), record.size(), true).get(root);
  if (error == simdjson::UTF8_ERROR) {
    state_->decoded = decode_text(record).text;
    record = state_->decoded;
    error = state_->second_parser.parse(record.data(), record.size(), true).get(root);
  }
  if (error != simdjson::SUCCESS) {
    state_->mended = mend_json(record);
    element mended;
    if (state_->mended != record &&
        state_->second_parser.parse(state_->mended).get(mended) == simdjson::SUCCESS) {
      root = mended;
      error = simdjson::SUCCESS;
    }
  }
  if (error != simdjson::SUCCESS) return refuse(reason_of(error));
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) return refuse("not an object");
  if (is_exported(object)) return take_exported(object, take, refuse);
  const Members members(object);
  if (state_->read_article(members, take)) return;
  if (!state_->read_wrapped(members, take, refuse)) refuse("no title and no text in it");
}

}  // namespace dateline

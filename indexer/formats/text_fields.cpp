// See text_fields.hpp.
#include "indexer/formats/text_fields.hpp"

#include "common/text/utf8.hpp"
#include "indexer/enrich/date_words.hpp"
#include "indexer/enrich/match_date.hpp"
#include "indexer/enrich/smooth_text.hpp"
#include "indexer/formats/names.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_labels.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/locid.h>

namespace dateline {

namespace {

constexpr std::size_t max_head_lines = 60;
constexpr std::size_t max_head_prose_chars = 2500;  // a labelled line behind so much prose is part of it
constexpr std::size_t max_tail_lines = 40;
constexpr std::size_t max_before_date_chars = 350;  // of prose: behind more, "Date:" is of a meeting
constexpr std::size_t max_lines_behind_date = 6;    // and in the tail it is one when more follows
constexpr std::size_t max_value_chars = 400;
constexpr std::size_t max_summary_chars = 2000;

bool is_host(std::string_view token) {
  const std::size_t dot = token.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || token.size() > 253) return false;
  const std::string_view top = token.substr(dot + 1);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (top.size() < 2 || !std::ranges::all_of(top, is_letter)) return false;
  return std::ranges::all_of(
      token, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; });
}

std::string host_of_token(std::string_view token) {
  if (const std::size_t scheme = token.find("://"); scheme != std::string_view::npos)
    token = token.substr(scheme + 3);
  token = token.substr(0, token.find_first_of("/?#:"));
  if (!is_host(token)) return {};
  std::string host = fold_date_word(token);
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

std::string language_code(std::string_view value) {
  std::string code = tidy_line(value);
  const auto is_code_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  if (code.size() >= 2 && code.size() <= 10 && std::ranges::all_of(code, is_code_char) &&
      (code.size() <= 3 || code[2] == '-' || code[2] == '_')) {
    std::ranges::replace(code, '_', '-');
    return code;
  }
  const std::string wanted = fold_date_word(code);
  for (const char* const* language = icu::Locale::getISOLanguages(); *language != nullptr; ++language) {
    if (std::string_view(*language).size() != 2) continue;
    const icu::Locale locale(*language);
    for (const icu::Locale& in : {icu::Locale::getEnglish(), locale}) {
      icu::UnicodeString name;
      std::string utf8;
      locale.getDisplayLanguage(in, name).toUTF8String(utf8);
      if (fold_date_word(utf8) == wanted) return *language;
    }
  }
  return {};
}

bool set_once(std::string& field, std::string value) {
  if (value.empty() || !field.empty()) return false;
  field = std::move(value);
  return true;
}

bool set_date(std::string_view value, const DateReading& reading, TextFields& fields) {
  auto time = read_date(value, reading);
  if (!time) {
    if (const auto found = find_date(value, reading); found && found->begin < 30) time = found->time;
  }
  if (!time || fields.published) return false;
  fields.published = time;
  fields.date_text = value;
  return true;
}

// The outlet: a host in parentheses names it better than the words before, which then describe a picture or
// a document ("Meeting of the presidents (example.org)").
bool set_source(const std::string& value, TextFields& fields) {
  const std::string host = host_in(value);
  if (host.empty()) return set_once(fields.source, value);
  if (!set_once(fields.source, host)) return false;
  if (value.find("://") != std::string::npos && value.find(' ') == std::string::npos) {
    set_once(fields.url, value);
  } else if (const std::size_t parenthesis = value.find('(');
             parenthesis != std::string::npos && parenthesis > 40) {
    const std::string words = tidy_line(std::string_view(value).substr(0, parenthesis));
    fields.captions += (fields.captions.empty() ? "" : "\n") + words;
  }
  return true;
}

bool set_field(TextField field, std::string_view raw, const DateReading& reading, TextFields& fields) {
  const std::string value = tidy_line(raw);
  const std::size_t limit =
      field == TextField::summary || field == TextField::tags ? max_summary_chars : max_value_chars;
  if (value.empty() || count_code_points(value) > limit) return false;
  switch (field) {
    case TextField::date:
      return set_date(value, reading, fields);
    case TextField::modified: {
      const auto time = read_date(value, reading);
      if (time && !fields.modified) fields.modified = time;
      return time.has_value();
    }
    case TextField::author: {
      if (!fields.authors.empty() || count_code_points(value) > 200) return false;
      fields.authors = split_names(value);
      return !fields.authors.empty();
    }
    case TextField::title:
      return set_once(fields.title, value);
    case TextField::summary:
      return set_once(fields.summary, value);
    case TextField::source:
      return set_source(value, fields);
    case TextField::tags: {
      if (!fields.tags.empty()) return false;
      fields.tags = split_tags(value);
      return !fields.tags.empty();
    }
    case TextField::url:
      return !host_of_token(value).empty() && set_once(fields.url, value);
    case TextField::language:
      return set_once(fields.lang, language_code(value));
    case TextField::caption:
      fields.captions += (fields.captions.empty() ? "" : "\n") + value;
      return true;
  }
  return false;
}

// Where in `value` another label begins ("26 January 2023 Author: …"); npos when there is none.
std::size_t next_label(std::string_view value) {
  for (std::size_t colon = value.find(':'); colon != std::string_view::npos;
       colon = value.find(':', colon + 1)) {
    // Only what is near: a megabyte of "a:a:a:" without a space would be gone through at each colon.
    const std::size_t first = colon > max_label_bytes ? colon - max_label_bytes : 0;
    const std::string_view before = value.substr(first, colon - first);
    std::size_t begin = before.size();
    for (int words = 0; words < 3 && begin > 0; ++words) {
      const std::size_t space = before.find_last_of(" \t|;", begin - 1);
      if (space == std::string_view::npos || first + space == 0) break;
      begin = space;
      if (field_of_label(before.substr(begin + 1))) return first + begin + 1;
    }
  }
  return std::string_view::npos;
}

// All fields of one line; false, and nothing set, when its first is none.
bool take_line_fields(std::string_view line, const DateReading& reading, TextFields& fields) {
  std::size_t value_begin = 0;
  auto field = take_label(line, value_begin);
  bool has_any = false;
  while (field) {
    line.remove_prefix(value_begin);
    const bool may_hold_labels =
        *field != TextField::title && *field != TextField::summary && *field != TextField::caption;
    const std::size_t next = may_hold_labels ? next_label(line) : std::string_view::npos;
    std::string_view value = line.substr(0, next);
    while (value.ends_with('|') || value.ends_with(';') || value.ends_with(' ')) value.remove_suffix(1);
    if (!set_field(*field, value, reading, fields) && !has_any) return false;
    has_any = true;
    if (next == std::string_view::npos) break;
    line.remove_prefix(next);
    field = take_label(line, value_begin);
  }
  return has_any;
}

// "Publié le 8 mars 2023 à 19h42": a label of dates needs no colon before one.
bool take_spoken_date(std::string_view line, const DateReading& reading, TextFields& fields) {
  constexpr std::size_t max_line_chars = 120;
  if (count_chars(line) > max_line_chars) return false;
  const auto found = find_date(line, reading);
  if (!found || !is_date_filler(line.substr(found->end))) return false;
  const std::string label = tidy_line(line.substr(0, found->begin));
  const auto field = field_of_label(label);
  if (label.empty() || !field || (*field != TextField::date && *field != TextField::modified)) return false;
  return set_field(*field, line.substr(found->begin), reading, fields);
}

// "Author:" alone, the value on the next line.
bool is_label_alone(std::string_view line) {
  std::size_t end = 0;
  return take_label(line, end).has_value() && tidy_line(line.substr(end)).empty();
}

void take_at(std::vector<TextLine>& lines, std::size_t at, const DateReading& reading, TextFields& fields) {
  if (lines[at].is_field || lines[at].text.empty()) return;
  if (is_label_alone(lines[at].text)) {
    const std::size_t next = at + 1;
    if (next >= lines.size() || lines[next].text.empty() || lines[next].is_field) return;
    const std::string both = std::string(lines[at].text) + " " + std::string(lines[next].text);
    if (!take_line_fields(both, reading, fields)) return;
    lines[at].is_field = lines[next].is_field = true;
    return;
  }
  if (take_line_fields(lines[at].text, reading, fields) || take_spoken_date(lines[at].text, reading, fields))
    lines[at].is_field = true;
}

}  // namespace

std::string host_in(std::string_view text) {
  const std::size_t open = text.rfind('(');
  const std::size_t close = text.rfind(')');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open)
    return host_of_token(tidy_line(text.substr(open + 1, close - open - 1)));
  return host_of_token(tidy_line(text));
}

TextFields take_fields(std::vector<TextLine>& lines, const DateReading& reading) {
  TextFields fields;
  std::size_t prose_chars = 0;
  for (std::size_t i = 0; i < std::min(lines.size(), max_head_lines) && prose_chars < max_head_prose_chars;
       ++i) {
    std::size_t ignored = 0;
    const bool is_date = take_label(lines[i].text, ignored) == TextField::date;
    if (!is_date || prose_chars <= max_before_date_chars) take_at(lines, i, reading, fields);
    if (!lines[i].is_field) prose_chars += count_chars(lines[i].text);
  }
  const std::size_t tail = lines.size() > max_tail_lines ? lines.size() - max_tail_lines : 0;
  for (std::size_t i = tail; i < lines.size(); ++i) {
    std::size_t ignored = 0;
    const auto field = take_label(lines[i].text, ignored);
    const bool is_of_meeting = field == TextField::date && i + max_lines_behind_date < lines.size();
    if (field && *field != TextField::title && *field != TextField::summary && !is_of_meeting)
      take_at(lines, i, reading, fields);
  }
  return fields;
}

}  // namespace dateline

// The forms of written dates, each tried at one number; see match_date.hpp. Linear: every form looks at a few
// words behind the number and at most at three before it.
#include "indexer/enrich/match_date.hpp"

#include "indexer/enrich/calendars.hpp"
#include "indexer/enrich/date_cursor.hpp"
#include "indexer/enrich/date_words.hpp"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

// Between day, month and year, folded: "26 de enero del 2023", "26th of January", "năm 2023".
constexpr auto particles =
    std::to_array<std::string_view>({"of", "de", "del", "d", "di", "da", "dels", "the", "af", "nam", "ngay"});
constexpr auto ordinals = std::to_array<std::string_view>(
    {"st", "nd", "rd", "th", "er", "o", "a", "e", "eme", "ste", "de", "го", "е", "an", "en", "c"});
// Behind a year before what follows: "2023 m. sausio 26 d.", "26 января 2023 года", "2023 yil".
constexpr auto year_words =
    std::to_array<std::string_view>({"m", "gada", "ko", "eko", "yil", "жыл", "г", "год", "года", "гг", "р",
                                     "року", "рік", "r", "roku", "он", "оны"});
// Between a date and its time.
constexpr auto time_words = std::to_array<std::string_view>(
    {"at", "t",    "um",   "a",   "as",  "las",  "la",    "le",   "les", "alle", "ore", "kl", "klo",
     "ob", "o",    "в",    "о",   "om",  "on",   "u",     "saat", "ora", "ve",   "de",  "г",  "года",
     "р",  "року", "year", "hrs", "uhr", "time", "local", "am",   "den", "il",   "el",  "du"});

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

struct Candidate {
  PrintedDate date{};
  std::size_t begin = std::string_view::npos;  // at the number, when nothing before it belongs to the date
  std::size_t end = 0;
};

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// Takes what stands between three numbers; a space may follow a full stop.
bool take_separator(DateCursor& cursor, char separator) {
  if (cursor.peek() != separator) return false;
  cursor.take(std::string_view(&separator, 1));
  if (separator == '.') cursor.take(" ");
  return true;
}

class Matcher {
 public:
  Matcher(std::string_view text, DateSetting setting, const DateReading& reading)
      : text_(text), setting_(setting), reading_(reading) {}

  std::optional<FoundDate> match(std::size_t begin);

 private:
  [[nodiscard]] bool begins_cleanly(std::size_t begin) const;
  [[nodiscard]] bool has_sign_before(std::size_t begin) const;
  [[nodiscard]] bool is_before_christ(std::size_t end) const;
  [[nodiscard]] bool ends_cleanly(const DateCursor& cursor) const;
  [[nodiscard]] bool ends_chain(const DateCursor& cursor, char separator) const;
  [[nodiscard]] std::optional<int> full_year(const WrittenNumber& number, bool may_be_short) const;

  std::optional<Candidate> match_numbers_year_first(DateCursor cursor, int year) const;
  std::optional<Candidate> match_words_year_first(DateCursor cursor, int year) const;
  std::optional<Candidate> match_numbers_year_last(DateCursor cursor, int first) const;
  std::optional<Candidate> match_day_month_year(DateCursor cursor, int day) const;
  std::optional<Candidate> match_month_day_year(std::size_t begin, DateCursor cursor, int day) const;
  std::optional<Candidate> match_month_year(std::size_t begin, DateCursor cursor, int year) const;
  std::optional<Candidate> match_chinese(DateCursor cursor, int year) const;
  std::optional<Candidate> match_compact(DateCursor cursor, const WrittenNumber& number) const;
  std::optional<Candidate> match_number(std::size_t begin) const;

  std::optional<unsigned> take_month_behind(DateCursor& cursor, bool& is_iranian) const;
  std::optional<int> take_year_behind(DateCursor& cursor) const;
  void take_ordinal(DateCursor& cursor) const;
  void take_range(DateCursor& cursor) const;
  std::optional<unsigned> month_ahead_of(std::size_t end, std::size_t& begin) const;

  std::optional<WrittenTime> take_time_behind(std::size_t& end) const;
  std::optional<WrittenTime> time_ahead_of(std::size_t& begin) const;
  [[nodiscard]] FoundDate with_time(const Candidate& candidate) const;

  std::string_view text_;
  DateSetting setting_;
  const DateReading& reading_;
};

// A number that is part of something longer (a version, a price, a phone number, an identifier) is none of a
// date's.
bool Matcher::begins_cleanly(std::size_t begin) const {
  if (setting_ == DateSetting::name || begin == 0) return true;
  if (is_word_before(text_, begin) || has_sign_before(begin)) return false;
  const std::string_view before = text_.substr(0, begin);
  if (before.ends_with('$') || before.ends_with('#') || before.ends_with("€") || before.ends_with("£") ||
      before.ends_with("¥") || before.ends_with('+') || before.ends_with('@') || before.ends_with('='))
    return false;
  const char last = before.back();
  const bool joins = last == '.' || last == ',' || last == ':' || last == '/' || last == '-';
  return !joins || begin < 2 || !is_digit_at(text_, begin - 2);
}

// A year before 0, as ISO 8601 writes it ("-0044-03-15"): without its sign another year.
bool Matcher::has_sign_before(std::size_t begin) const {
  const std::string_view before = text_.substr(0, begin);
  const std::size_t sign = before.ends_with('-') ? 1 : before.ends_with("\u2212") ? 3 : 0;
  if (sign == 0 || !is_digit_at(text_, begin + 3)) return false;
  return before.size() == sign || before[before.size() - sign - 1] == ' ';
}

// "15 March 0044 BC".
bool Matcher::is_before_christ(std::size_t end) const {
  DateCursor cursor(text_, end);
  cursor.take_spaces();
  const auto word = cursor.take_word();
  if (!word) return false;
  return *word == "bc" || *word == "bce" || (*word == "b" && cursor.take(".") && cursor.take_word() == "c");
}

bool Matcher::ends_cleanly(const DateCursor& cursor) const {
  return setting_ == DateSetting::name ? !is_digit_at(text_, cursor.place()) : !cursor.is_inside_word();
}

// Three numbers with one separator are a date when no fourth follows.
bool Matcher::ends_chain(const DateCursor& cursor, char separator) const {
  if (setting_ == DateSetting::name) return !is_digit_at(text_, cursor.place());
  if ((cursor.peek() == 'T' || cursor.peek() == 't') && is_digit_at(text_, cursor.place() + 1)) return true;
  if (cursor.is_inside_word()) return false;
  return !(cursor.peek() == separator && is_digit_at(text_, cursor.place() + 1)) && cursor.peek() != '%';
}

std::optional<int> Matcher::full_year(const WrittenNumber& number, bool may_be_short) const {
  if (number.digits == 4) {
    const bool is_buddhist = number.value >= 2440 && number.value <= 2640;
    return is_buddhist ? number.value - 543 : number.value;
  }
  if (number.digits != 2 || !may_be_short) return std::nullopt;
  const int this_year = to_printed_date(reading_.today).year;
  const int recent = this_year - this_year % 100 + number.value;
  return recent <= this_year + 1 ? recent : recent - 100;
}

std::optional<Candidate> Matcher::match_numbers_year_first(DateCursor cursor, int year) const {
  const char separator = cursor.peek();
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  take_separator(cursor, separator);
  const auto month = cursor.take_number();
  if (!month || month->digits > 2 || month->value == 0 || !take_separator(cursor, separator))
    return std::nullopt;
  const auto day = cursor.take_number();
  if (!day || day->digits > 2 || day->value == 0 || !ends_chain(cursor, separator)) return std::nullopt;
  const auto m = static_cast<unsigned>(month->value);
  const auto d = static_cast<unsigned>(day->value);
  if (year >= first_iranian_year && year <= last_iranian_year) {
    if (const auto date = from_iranian(year, m, d)) return Candidate{.date = *date, .end = cursor.place()};
  }
  return Candidate{.date = {.year = year, .month = m, .day = d}, .end = cursor.place()};
}

// "2023 January 26", "2023-Jan-26", "2023. január 26.", "2023 m. sausio 26 d.", "2023 yil 26 yanvar".
std::optional<Candidate> Matcher::match_words_year_first(DateCursor cursor, int year) const {
  std::optional<unsigned> month;
  std::optional<WrittenNumber> day;
  for (int steps = 0; steps < 6 && !month; ++steps) {
    cursor.take_spaces();
    month = cursor.take_month();
    if (month || cursor.take_one_of({".", "-", ",", "/"})) continue;
    if (!day && (day = cursor.take_number())) continue;
    const auto word = cursor.take_word();
    if (!word || !holds(year_words, *word)) return std::nullopt;
  }
  if (!month) return std::nullopt;
  if (!day) {
    cursor.take_spaces();
    cursor.take_one_of({"-", "/", "."});
    day = cursor.take_number();
    if (day) take_ordinal(cursor);
  }
  if (!day || day->digits > 2 || day->value == 0 || !ends_cleanly(cursor)) return std::nullopt;
  return Candidate{.date = {.year = year, .month = *month, .day = static_cast<unsigned>(day->value)},
                   .end = cursor.place()};
}

std::optional<Candidate> Matcher::match_numbers_year_last(DateCursor cursor, int first) const {
  const char separator = cursor.peek();
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  take_separator(cursor, separator);
  const auto second = cursor.take_number();
  if (!second || second->digits > 2 || !take_separator(cursor, separator)) return std::nullopt;
  const auto third = cursor.take_number();
  if (!third || !ends_chain(cursor, separator)) return std::nullopt;
  const auto year = full_year(*third, setting_ == DateSetting::whole);
  if (!year || first == 0 || second->value == 0) return std::nullopt;
  int day = first;
  int month = second->value;
  const bool is_ambiguous = day <= 12 && month <= 12;
  const bool is_month_first = separator != '.' && reading_.order == DayMonthOrder::month_first;
  if (is_ambiguous ? is_month_first : month > 12) std::swap(day, month);
  return Candidate{
      .date = {.year = *year, .month = static_cast<unsigned>(month), .day = static_cast<unsigned>(day)},
      .end = cursor.place()};
}

void Matcher::take_ordinal(DateCursor& cursor) const {
  DateCursor ahead = cursor;
  ahead.take_one_of({"-", ":"});
  const auto word = ahead.take_word();
  if (word && holds(ordinals, *word)) cursor = ahead;
  cursor.take_one_of({"º", "ª", "°"});
}

// "17-18 May", "17 and 18 May", "17 to 19 May": the first day counts.
void Matcher::take_range(DateCursor& cursor) const {
  DateCursor ahead = cursor;
  ahead.take_spaces();
  if (!ahead.take_one_of({"-", "–", "—", "&", "/"})) {
    const auto word = ahead.take_word();
    if (!word ||
        (*word != "and" && *word != "to" && *word != "und" && *word != "et" && *word != "y" && *word != "e"))
      return;
  }
  ahead.take_spaces();
  const std::size_t before_month = ahead.place();
  if (ahead.take_month() && ahead.place() > before_month) ahead.take_spaces();
  const auto number = ahead.take_number();
  if (!number || number->digits > 2 || number->value == 0 || number->value > 31) return;
  take_ordinal(ahead);
  cursor = ahead;
}

std::optional<unsigned> Matcher::take_month_behind(DateCursor& cursor, bool& is_iranian) const {
  for (int steps = 0; steps < 6; ++steps) {
    cursor.take_spaces();
    if (const auto month = cursor.take_month()) return month;
    if (cursor.take_one_of({".", "-", "–", "/", ",", "'", "’", "_"})) continue;
    const auto word = cursor.take_word();
    if (!word) return std::nullopt;
    if (const unsigned month = iranian_month_of_word(*word); month != 0) {
      is_iranian = true;
      return month;
    }
    if (!holds(particles, *word)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<int> Matcher::take_year_behind(DateCursor& cursor) const {
  bool is_joined = false;  // by a hyphen, slash or apostrophe, between which two digits are a year
  for (int steps = 0; steps < 6; ++steps) {
    if (cursor.take_spaces() > 0) is_joined = false;
    if (const auto number = cursor.take_number()) {
      if (!ends_cleanly(cursor)) return std::nullopt;
      bool may_be_short = setting_ == DateSetting::whole || (is_joined && setting_ == DateSetting::prose);
      if (number->digits == 2 && !may_be_short && setting_ == DateSetting::prose) {
        DateCursor ahead = cursor;  // RFC 822: "02 Oct 02 15:00:00"
        may_be_short = ahead.take_spaces() == 1 && ahead.peek(2) == ':' && ahead.take_time().has_value();
      }
      return full_year(*number, may_be_short);
    }
    if (cursor.take_one_of({"-", "/", "'", "’"})) {
      is_joined = true;
      continue;
    }
    if (cursor.take_one_of({",", ".", "–", "_", "،"})) continue;
    const auto word = cursor.take_word();
    if (!word || (!holds(particles, *word) && !is_weekday_word(*word))) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Candidate> Matcher::match_day_month_year(DateCursor cursor, int day) const {
  take_ordinal(cursor);
  const DateCursor after_first = cursor;
  take_range(cursor);
  bool is_iranian = false;
  auto month = take_month_behind(cursor, is_iranian);
  if (!month) {
    cursor = after_first;
    month = take_month_behind(cursor, is_iranian);
  }
  if (!month) return std::nullopt;
  const std::string_view taken = text_.substr(after_first.place(), cursor.place() - after_first.place());
  const std::string name = fold_date_word(taken);
  const bool is_english_word = name.ends_with("out") || name.ends_with("set");  // "12 out of 2004"
  DateCursor ahead = cursor;
  ahead.take_spaces();
  if (is_english_word && ahead.take_word() == "of") return std::nullopt;
  // Polish "26 listopada" is November, Croatian "26. listopada" October.
  if (*month == 11 && name.starts_with('.') && name.ends_with("listopada")) month = 10;
  if (cursor.peek() == '/') {  // Arabic papers print both names: "كانون الثاني/يناير"
    DateCursor second = cursor;
    second.take("/");
    if (second.take_month()) cursor = second;
  }
  const auto year = take_year_behind(cursor);
  if (!year) return std::nullopt;
  const auto d = static_cast<unsigned>(day);
  if (is_iranian) {
    const auto date = from_iranian(*year, *month, d);
    if (!date) return std::nullopt;
    return Candidate{.date = *date, .end = cursor.place()};
  }
  return Candidate{.date = {.year = *year, .month = *month, .day = d}, .end = cursor.place()};
}

// The month whose name ends before `end`, but for spaces and a dot, comma or hyphen.
std::optional<unsigned> Matcher::month_ahead_of(std::size_t end, std::size_t& begin) const {
  std::size_t at = skip_spaces_back(text_, end);
  if (at > 0 && (text_[at - 1] == '.' || text_[at - 1] == ',' || text_[at - 1] == '-' ||
                 text_[at - 1] == '/' || text_[at - 1] == '_'))
    at = skip_spaces_back(text_, at - 1);
  auto word = word_before(text_, at, begin);
  if (word && holds(particles, *word)) {
    at = skip_spaces_back(text_, begin);
    word = word_before(text_, at, begin);
  }
  if (!word) return std::nullopt;
  std::string name = *word;
  unsigned month = month_of_word(name);
  std::size_t first = begin;
  for (int words = 1; words < 3; ++words) {  // names of several words
    std::size_t earlier = 0;
    const auto previous = word_before(text_, skip_spaces_back(text_, first), earlier);
    if (!previous || !begins_month_name(*previous)) break;
    name = *previous + " " + name;
    first = earlier;
    if (const unsigned longer = month_of_word(name); longer != 0) {
      month = longer;
      begin = first;
    }
  }
  if (month == 0) return std::nullopt;
  return month;
}

std::optional<Candidate> Matcher::match_month_day_year(std::size_t begin, DateCursor cursor, int day) const {
  std::size_t first = 0;
  const auto month = month_ahead_of(begin, first);
  if (!month || (setting_ != DateSetting::name && is_word_before(text_, first))) return std::nullopt;
  take_ordinal(cursor);
  take_range(cursor);
  DateCursor clock = cursor;  // "Thu Jan 26 10:05:00 EST 2023", as Unix prints it
  if (clock.take_spaces() == 1) {
    if (const auto time = clock.take_time()) {
      clock.take_spaces();
      const auto year = clock.take_number();
      if (year && year->digits == 4) cursor = DateCursor(text_, clock.place() - 4);
    }
  }
  const auto year = take_year_behind(cursor);
  if (!year) return std::nullopt;
  return Candidate{.date = {.year = *year, .month = *month, .day = static_cast<unsigned>(day)},
                   .begin = first,
                   .end = cursor.place()};
}

std::optional<Candidate> Matcher::match_month_year(std::size_t begin, DateCursor cursor, int year) const {
  std::size_t first = 0;
  const auto month = month_ahead_of(begin, first);
  if (!month || is_word_before(text_, first) || !ends_cleanly(cursor)) return std::nullopt;
  std::size_t before = skip_spaces_back(text_, first);
  while (before > 0 && (text_[before - 1] == '.' || text_[before - 1] == '-' || text_[before - 1] == '/'))
    --before;
  // A day before the month that made no date ("31 April 2023") does not leave a month behind.
  if (before > 0 && is_word_before(text_, before)) {
    std::size_t word_begin = before;
    const auto word = word_before(text_, before, word_begin);
    if (!word || (holds(ordinals, *word) && is_word_before(text_, word_begin))) return std::nullopt;
    if (word && holds(particles, *word) && is_digit_at(text_, skip_spaces_back(text_, word_begin) - 1))
      return std::nullopt;
  }
  return Candidate{.date = {.year = year, .month = *month}, .begin = first, .end = cursor.place()};
}

// "2023年1月26日", "2023년 1월 26일", "二〇二三年一月二十六日"; without a day a month.
std::optional<Candidate> Matcher::match_chinese(DateCursor cursor, int year) const {
  cursor.take_spaces();
  if (!cursor.take_one_of({"年", "년"})) return std::nullopt;
  cursor.take_spaces();
  const auto month = take_chinese_number(cursor);
  cursor.take_spaces();
  if (!month || *month == 0 || !cursor.take_one_of({"月", "월"})) return std::nullopt;
  Candidate candidate{.date = {.year = year, .month = static_cast<unsigned>(*month)}, .end = cursor.place()};
  cursor.take_spaces();
  const auto day = take_chinese_number(cursor);
  cursor.take_spaces();
  if (day && *day > 0 && cursor.take_one_of({"日", "号", "號", "일"})) {
    candidate.date.day = static_cast<unsigned>(*day);
    candidate.end = cursor.place();
  }
  return candidate;
}

std::optional<Candidate> Matcher::match_compact(DateCursor cursor, const WrittenNumber& number) const {
  const int year = number.value / 10000;
  if (number.digits != 8 || year < 1600) return std::nullopt;
  return Candidate{.date = {.year = year,
                            .month = static_cast<unsigned>(number.value / 100 % 100),
                            .day = static_cast<unsigned>(number.value % 100)},
                   .end = cursor.place()};
}

std::optional<Candidate> Matcher::match_number(std::size_t begin) const {
  DateCursor cursor(text_, begin);
  if (const auto year = take_chinese_year(text_, begin, cursor)) return match_chinese(cursor, *year);
  const auto number = cursor.take_number();
  if (!number) return std::nullopt;
  std::optional<Candidate> found;
  if (number->digits == 4) {
    const int year = full_year(*number, false).value_or(0);
    found = match_numbers_year_first(cursor, year);
    if (!found) found = match_chinese(cursor, year);
    if (!found) found = match_words_year_first(cursor, year);
    if (!found) found = match_month_year(begin, cursor, year);
  } else if (number->digits <= 2) {
    found = match_numbers_year_last(cursor, number->value);
    if (!found && number->value >= 1) found = match_day_month_year(cursor, number->value);
    if (!found && number->value >= 1) found = match_month_day_year(begin, cursor, number->value);
  } else if (setting_ != DateSetting::prose) {
    found = match_compact(cursor, *number);
  }
  return found;
}

std::optional<WrittenTime> Matcher::take_time_behind(std::size_t& end) const {
  DateCursor cursor(text_, end);
  for (int steps = 0; steps < 6; ++steps) {
    cursor.take_spaces();
    if (const auto time = cursor.take_time()) {
      end = cursor.place();
      return time;
    }
    if (cursor.take_one_of({",", ";", "|", "-", "–", "—", "•", "·", "/", "@", ":", "(", ")", "，"})) continue;
    const auto word = cursor.take_word();
    if (!word || (!holds(time_words, *word) && !is_weekday_word(*word))) return std::nullopt;
    cursor.take(".");
  }
  return std::nullopt;
}

// "10:05 AM EST, Thursday, January 26, 2023".
std::optional<WrittenTime> Matcher::time_ahead_of(std::size_t& begin) const {
  constexpr std::size_t window_bytes = 48;
  const std::size_t from = begin > window_bytes ? begin - window_bytes : 0;
  for (std::size_t at = from; at + 3 < begin; ++at) {
    if (!is_digit_at(text_, at) || (at > 0 && is_word_before(text_, at))) continue;
    if (text_[at + 1] != ':' && text_[at + 2] != ':') continue;
    DateCursor cursor(text_.substr(0, begin), at);
    const auto time = cursor.take_time();
    if (!time) continue;
    const std::string_view between = text_.substr(cursor.place(), begin - cursor.place());
    if (between.find('\n') != std::string_view::npos || !is_date_filler(between)) continue;
    begin = at;
    return time;
  }
  return std::nullopt;
}

FoundDate Matcher::with_time(const Candidate& candidate) const {
  FoundDate found{.time = {.date = candidate.date}, .begin = candidate.begin, .end = candidate.end};
  if (candidate.date.precision() != DatePrecision::day || setting_ == DateSetting::name) return found;
  auto time = take_time_behind(found.end);
  if (!time) time = time_ahead_of(found.begin);
  if (!time) {  // Unix's order, where the time stands between day and year
    std::size_t at = skip_spaces_back(text_, candidate.end - 4);
    const std::string_view inside = text_.substr(candidate.begin, at - candidate.begin);
    const std::size_t colon = inside.find(':');
    if (colon == std::string_view::npos || colon < 2) return found;
    DateCursor cursor(text_, candidate.begin + colon - 2);
    time = cursor.take_time();
    if (!time) return found;
  }
  found.time.second_of_day = time->second_of_day;
  found.time.zone_minutes = time->zone_minutes;
  if (time->zone_moves_in_summer && is_us_summer_time(candidate.date)) *found.time.zone_minutes += 60;
  return found;
}

std::optional<FoundDate> Matcher::match(std::size_t begin) {
  if (!begins_cleanly(begin)) return std::nullopt;
  auto candidate = match_number(begin);
  if (!candidate || !is_acceptable(candidate->date, reading_)) return std::nullopt;
  if (is_before_christ(candidate->end)) return std::nullopt;
  if (candidate->begin == std::string_view::npos) candidate->begin = begin;
  FoundDate found = with_time(*candidate);
  if (!is_acceptable(found.time, reading_)) return std::nullopt;
  return found;
}

}  // namespace

std::optional<FoundDate> match_date(std::string_view text, std::size_t begin, DateSetting setting,
                                    const DateReading& reading) {
  return Matcher(text, setting, reading).match(begin);
}

std::size_t next_number(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if (byte >= '0' && byte <= '9') return at;
      continue;
    }
    // Arabic, Persian, Indic and full-width digits, Chinese numerals: the lead bytes of those alone.
    if (byte != 0xD9 && byte != 0xDB && byte != 0xE0 && byte != 0xEF && byte != 0xE3 && byte != 0xE4 &&
        byte != 0xE5 && byte != 0xE6)
      continue;
    DateCursor cursor(text, at);
    if (byte < 0xE3 || byte == 0xEF ? cursor.take_number().has_value() : begins_chinese_year(text, at))
      return at;
  }
  return std::string_view::npos;
}

std::optional<FoundDate> match_next_date(std::string_view text, std::size_t at, DateSetting setting,
                                         const DateReading& reading) {
  Matcher matcher(text, setting, reading);
  for (at = next_number(text, at); at != std::string_view::npos; at = next_number(text, at)) {
    if (auto found = matcher.match(at)) return found;
    DateCursor cursor(text, at);
    if (!cursor.take_number()) {  // a longer run of digits, or a Chinese numeral
      while (is_digit_at(text, at)) ++at;
      at = std::max(at, cursor.place() + 1);
    } else {
      at = cursor.place();
    }
  }
  return std::nullopt;
}

bool is_acceptable(const PrintedDate& date, const DateReading& reading) {
  return date.year >= reading.earliest_year && date.year >= 1 && is_valid(date) &&
         first_day(date) <= reading.today + std::chrono::days(1);
}

bool is_acceptable(const PrintedTime& time, const DateReading& reading) {
  if (!is_acceptable(time.date, reading)) return false;
  return !time.second_of_day || instant_of(time) != std::chrono::sys_seconds();
}

bool is_date_filler(std::string_view text) {
  DateCursor cursor(text, 0);
  while (!cursor.is_at_end()) {
    if (cursor.take_spaces() > 0) continue;
    if (cursor.take_one_of({",", ".", ";", ":",  "|",  "-",  "–",  "—", "(",  ")", "[", "]", "•",
                            "·", "/", "@", "，", "、", "（", "）", "،", "\"", "*", "_", "'"}))
      continue;
    if (cursor.take_one_of({"令和", "平成", "昭和", "大正", "明治", "民國", "民国"})) continue;  // 令和5年
    if (cursor.take_one_of({"星期", "曜日", "周", "日", "月",   "火", "水", "木", "金", "土", "一", "二",
                            "三",   "四",   "五", "六", "요일", "화", "수", "목", "금", "토", "일", "월"}))
      continue;
    const auto word = cursor.take_word();
    if (!word) return false;
    if (!holds(time_words, *word) && !holds(year_words, *word) && !holds(particles, *word) &&
        !is_weekday_word(*word))
      return false;
  }
  return true;
}

}  // namespace dateline

// See date_cursor.hpp.
#include "indexer/enrich/date_cursor.hpp"

#include "common/text/ascii.hpp"
#include "indexer/enrich/date_words.hpp"
#include "indexer/formats/code_points.hpp"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace dateline {

namespace {

constexpr std::size_t max_word_bytes = 60;  // the longest month names are under 40

bool is_space(int c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000 ||
         c == 0x200E || c == 0x200F || c == 0x200B || c == 0xFEFF;
}

UScriptCode script_of(int c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status);
}

// Written without spaces between words: a letter beside a number does not join it.
bool is_unspaced(int c) {
  switch (script_of(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

bool is_word_part(int c) {
  if (c < 0) return false;
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c));
  if (c == 0x200C || c == 0x200D) return true;
  const auto mask = U_GET_GC_MASK(c);
  if ((mask & (U_GC_L_MASK | U_GC_M_MASK)) == 0) return false;
  switch (script_of(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
      return false;
    default:
      return true;
  }
}

int digit_value(int c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? c - '0' : -1;
  return c >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(c) : -1;
}

}  // namespace

bool DateCursor::take(std::string_view literal) {
  if (!sees(literal)) return false;
  at_ += literal.size();
  return true;
}

bool DateCursor::take_one_of(std::initializer_list<std::string_view> literals) {
  return std::ranges::any_of(literals, [this](std::string_view literal) { return take(literal); });
}

std::size_t DateCursor::take_spaces() {
  const std::size_t begin = at_;
  while (at_ < text_.size()) {
    std::size_t next = at_;
    if (!is_space(next_code_point(text_, next))) break;
    at_ = next;
  }
  return at_ - begin;
}

std::optional<WrittenNumber> DateCursor::take_number() {
  constexpr int max_digits = 9;
  WrittenNumber number;
  std::size_t next = at_;
  std::size_t end = at_;
  while (next < text_.size()) {
    const int digit = digit_value(next_code_point(text_, next));
    if (digit < 0) break;
    if (++number.digits > max_digits) return std::nullopt;
    number.value = number.value * 10 + digit;
    end = next;
  }
  if (number.digits == 0) return std::nullopt;
  at_ = end;
  return number;
}

std::optional<std::string> DateCursor::take_word() {
  std::size_t end = at_;
  std::size_t letters = 0;
  bool has_dots = false;
  for (std::size_t next = at_; next < text_.size() && next - at_ <= max_word_bytes;) {
    const int c = next_code_point(text_, next);
    if (is_word_part(c)) {
      ++letters;
      end = next;
    } else if (c == '.' && letters > 0 && letters <= 2 && next < text_.size()) {
      std::size_t after = next;
      if (!is_word_part(next_code_point(text_, after))) break;
      has_dots = true;
      letters = 0;
    } else {
      break;
    }
  }
  if (end == at_ || end - at_ > max_word_bytes) return std::nullopt;
  std::string word = fold_date_word(text_.substr(at_, end - at_));
  if (has_dots) std::erase(word, '.');
  at_ = end;
  return word;
}

std::optional<unsigned> DateCursor::take_month() {
  const std::size_t begin = at_;
  auto name = take_word();
  if (!name) return std::nullopt;
  if (*name == "thang") {  // Vietnamese: "month 5"
    take_spaces();
    const auto number = take_number();
    if (number && number->value >= 1 && number->value <= 12) return static_cast<unsigned>(number->value);
    at_ = begin;
    return std::nullopt;
  }
  unsigned month = month_of_word(*name);
  constexpr std::string_view hebrew_in = "ב";  // written together with the month
  if (month == 0 && name->starts_with(hebrew_in)) month = month_of_word(name->substr(hebrew_in.size()));
  std::size_t end = at_;
  for (int words = 1; words < 4 && begins_month_name(*name); ++words) {
    take_spaces();
    const auto next = take_word();
    if (!next) break;
    *name += " " + *next;
    if (const unsigned longer = month_of_word(*name); longer != 0) {
      month = longer;
      end = at_;
    }
  }
  at_ = month != 0 ? end : begin;
  if (month == 0) return std::nullopt;
  take(".");
  return month;
}

// Two digits up to 59, of minutes or seconds; 60 for a leap second.
std::optional<int> DateCursor::take_sixtieth(int greatest) {
  const std::size_t begin = at_;
  const auto number = take_number();
  if (number && number->digits == 2 && number->value <= greatest) return std::min(number->value, 59);
  at_ = begin;
  return std::nullopt;
}

// ":09.5" behind the minute; 0 when nothing of the kind stands there.
int DateCursor::take_seconds() {
  const std::size_t begin = at_;
  if (!take_one_of({":", "："})) return 0;
  const auto second = take_sixtieth(60);
  if (!second) {
    at_ = begin;
    return 0;
  }
  if ((peek() == '.' || peek() == ',') && is_ascii_digit(peek(1))) {
    ++at_;
    while (is_ascii_digit(peek())) ++at_;
  }
  return *second;
}

// Hour, minute and second of a clock, without morning or afternoon. `needs_word` says that what stands there
// could be another number ("10.05", "5") unless "Uhr" or "pm" follows.
std::optional<int> DateCursor::take_clock(bool& needs_word) {
  const auto hour = take_number();
  if (!hour || hour->digits > 2 || hour->value > 24) return std::nullopt;
  const int hour_begin = hour->value * 3600;
  const std::size_t after_hour = at_;
  const bool has_hour_word = take_one_of({"時", "时", "点", "點", "시"});
  const bool has_h = !has_hour_word && take_one_of({"h", "H"});
  const bool has_colon = !has_hour_word && !has_h && take_one_of({":", "："});
  needs_word = !has_hour_word && !has_h && !has_colon;
  if (needs_word && !take(".")) return hour_begin;
  take(" ");
  const auto minute = take_sixtieth(59);
  if (!minute) {
    at_ = after_hour;
    if (take_one_of({"時", "时", "点", "點", "시"})) return hour_begin;
    if (has_colon) return std::nullopt;
    needs_word = true;
    return hour_begin;
  }
  take_one_of({"分", "분"});
  return hour_begin + *minute * 60 + take_seconds();
}

std::optional<WrittenTime> DateCursor::take_time() {
  const std::size_t begin = at_;
  const bool is_morning_before = take_one_of({"上午", "午前", "오전"});
  const bool is_evening_before = !is_morning_before && take_one_of({"下午", "午後", "오후", "晚上"});
  if (is_morning_before || is_evening_before) take_spaces();
  bool needs_word = false;
  const auto clock = take_clock(needs_word);
  const auto fail = [&]() -> std::optional<WrittenTime> {
    at_ = begin;
    return std::nullopt;
  };
  if (!clock) return fail();
  int second = *clock;
  bool is_morning = is_morning_before;
  bool is_evening = is_evening_before;
  const std::size_t after_clock = at_;
  take_spaces();
  if (const auto word = take_word(); word && (*word == "am" || *word == "pm" || *word == "uhr")) {
    is_morning = is_morning || *word == "am";
    is_evening = is_evening || *word == "pm";
    needs_word = false;
    take(".");
  } else {
    at_ = after_clock;
  }
  if (needs_word && !is_morning && !is_evening) return fail();
  const int hour = second / 3600;
  if ((is_morning || is_evening) && hour > 12 && !is_evening) return fail();
  if (is_evening && hour < 12) second += 12 * 3600;
  if (is_morning && hour == 12) second -= 12 * 3600;
  if (second >= 24 * 3600) {
    if (second > 24 * 3600) return fail();
    second = 24 * 3600 - 1;  // midnight at the day's end
  }
  WrittenTime time{.second_of_day = second};
  take_zone(time);
  return time;
}

bool DateCursor::take_zone_offset(int& minutes) {
  constexpr int max_hours = 18;
  const std::size_t begin = at_;
  const bool is_west = take_one_of({"-", "−"});
  if (!is_west && !take("+")) return false;
  const auto number = take_number();
  if (number && number->digits <= 2 && number->value <= max_hours) {
    minutes = number->value * 60;
    const std::size_t after_hours = at_;
    const auto rest = take(":") ? take_sixtieth(59) : std::nullopt;
    if (rest) {
      minutes += *rest;
    } else {
      at_ = after_hours;
    }
  } else if (number && number->digits == 4 && number->value / 100 <= max_hours && number->value % 100 < 60) {
    minutes = number->value / 100 * 60 + number->value % 100;
  } else {
    at_ = begin;
    return false;
  }
  if (is_west) minutes = -minutes;
  return true;
}

void DateCursor::take_zone(WrittenTime& time) {
  const std::size_t begin = at_;
  int minutes = 0;
  const std::size_t spaces = take_spaces();
  const bool has_parenthesis = take("(");
  // Behind a space only four digits or a colon tell an offset from a range ("10:00 -12:00" is taken for one).
  if (take_zone_offset(minutes)) {
    if (spaces == 0 || at_ - begin >= spaces + 5) {
      time.zone_minutes = minutes;
      return;
    }
    at_ = begin;
    return;
  }
  const auto word = take_word();
  if (word && (*word == "z" || zone_of_word(*word))) {
    time.zone_minutes = *word == "z" ? 0 : *zone_of_word(*word);
    time.zone_moves_in_summer = zone_has_summer_time(*word);
    if ((*word == "utc" || *word == "gmt") && take_zone_offset(minutes)) time.zone_minutes = minutes;
    if (has_parenthesis) take(")");
    if (!is_inside_word()) return;
    time.zone_minutes.reset();
    time.zone_moves_in_summer = false;
  }
  at_ = begin;
}

bool DateCursor::is_inside_word() const {
  if (is_at_end()) return false;
  std::size_t next = at_;
  const int c = next_code_point(text_, next);
  return digit_value(c) >= 0 || (is_word_part(c) && !is_unspaced(c));
}

std::optional<std::string> word_before(std::string_view text, std::size_t end, std::size_t& begin) {
  std::size_t at = end;
  while (at > 0 && end - at <= max_word_bytes) {
    std::size_t previous = at;
    if (!is_word_part(code_point_before(text, previous))) break;
    at = previous;
  }
  if (at == end || end - at > max_word_bytes) return std::nullopt;
  begin = at;
  return fold_date_word(text.substr(at, end - at));
}

std::size_t skip_spaces_back(std::string_view text, std::size_t end) {
  while (end > 0) {
    std::size_t previous = end;
    if (!is_space(code_point_before(text, previous))) break;
    end = previous;
  }
  return end;
}

bool is_word_before(std::string_view text, std::size_t begin) {
  if (begin == 0) return false;
  std::size_t previous = begin;
  const int c = code_point_before(text, previous);
  return digit_value(c) >= 0 || (is_word_part(c) && !is_unspaced(c));
}

}  // namespace dateline

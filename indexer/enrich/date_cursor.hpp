// Steps over the parts of a written date: numbers in any digits, words, spaces, times. Part of read_date.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct WrittenNumber {
  int value = 0;
  int digits = 0;
};

struct WrittenTime {
  int second_of_day = 0;
  std::optional<int> zone_minutes{};
  bool zone_moves_in_summer = false;  // "ET": the caller, who knows the day, adds the hour
};

/// A place in a text. Every `take` moves behind what it found, or stays where it is.
class DateCursor {
 public:
  DateCursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t place() const { return at_; }
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool sees(std::string_view literal) const { return text_.substr(at_).starts_with(literal); }

  bool take(std::string_view literal);
  bool take_one_of(std::initializer_list<std::string_view> literals);
  /// ASCII spaces, line ends, no-break spaces and marks of direction; how many.
  std::size_t take_spaces();
  /// A whole run of digits of one script, at most nine.
  std::optional<WrittenNumber> take_number();
  /// A run of letters (not Han, kana or Hangul), folded. Dots between single letters belong to it
  /// ("a.m.", Thai "ม.ค.") but the last.
  std::optional<std::string> take_word();
  /// A month's name, with the dot of an abbreviation, or Vietnamese "tháng 5".
  std::optional<unsigned> take_month();
  /// "10:05", "10:05:09.5 PM", "10h05", "10.05 Uhr", "5 p.m.", "下午3时05分", with a zone behind.
  std::optional<WrittenTime> take_time();

  /// Whether a digit or letter of an alphabet stands here: what came before would be a part of a longer word.
  [[nodiscard]] bool is_inside_word() const;

 private:
  std::optional<int> take_sixtieth(int greatest);
  int take_seconds();
  std::optional<int> take_clock(bool& needs_word);
  void take_zone(WrittenTime& time);
  bool take_zone_offset(int& minutes);

  std::string_view text_;
  std::size_t at_;
};

/// The word that ends at `end`, folded; where it begins goes to `begin`. None when no letter stands there.
std::optional<std::string> word_before(std::string_view text, std::size_t end, std::size_t& begin);

/// Where the spaces before `end` begin.
std::size_t skip_spaces_back(std::string_view text, std::size_t end);

/// Whether a letter or digit stands before `begin`, so that what begins there is a part of a longer word.
/// Scripts written without spaces (Han, kana, Hangul, Thai) do not count.
bool is_word_before(std::string_view text, std::size_t begin);

}  // namespace dateline

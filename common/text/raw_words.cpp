// See raw_words.hpp. Most words are letters and digits with a space behind them: these are taken without
// asking what class each character is of; all others by the rules of words.hpp.
#include "common/text/raw_words.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "common/text/plain_run.hpp"
#include "common/text/utf8.hpp"
#include "common/text/words.hpp"

#include <string>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace dateline {

namespace {

constexpr std::size_t max_compound_parts = 5;
constexpr std::size_t max_compound_bytes = 64;  // as it stands in the text

bool is_ascii_word(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c);
}

CharClass class_at(std::string_view text, std::size_t at) {
  const CodePoint point = decode_code_point(text, at);
  return point.value == invalid_code_point ? CharClass::separator : class_of(point.value);
}

// Whether each code point of two bytes in UTF-8 is a letter or digit.
const std::array<bool, 0x800>& two_byte_words() {
  static const std::array<bool, 0x800> words = [] {
    std::array<bool, 0x800> table{};
    for (char32_t point = 0x80; point < table.size(); ++point) table[point] = is_word_class(class_of(point));
    return table;
  }();
  return words;
}

// The end of the letters and digits beyond ASCII that begin at `at`; `at` when there are none.
std::size_t end_of_wide_letters(std::string_view text, std::size_t at) {
  const std::array<bool, 0x800>& is_word = two_byte_words();
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) break;
    if ((lead & 0xE0U) == 0xC0 && at + 1 < text.size()) {
      const auto last = static_cast<unsigned char>(text[at + 1]);
      if ((last & 0xC0U) != 0x80 || !is_word[(lead & 0x1FU) << 6 | (last & 0x3FU)]) break;
      at += 2;
      continue;
    }
    const CodePoint point = decode_any_code_point(text, at);
    if (point.value == invalid_code_point || !is_word_class(class_of(point.value))) break;
    at += point.size;
  }
  return at;
}

// What a byte behind a word of letters and digits tells of its end.
enum class Behind : std::uint8_t {
  ends,    // nothing joins or extends it here
  joins,   // it does when a letter, a digit or what is not ASCII follows
  extends  // it may: + # and all that is not ASCII
};

constexpr std::array<Behind, 256> behind_word = [] {
  std::array<Behind, 256> table{};
  for (const char c : {'\'', '.', ',', '-', '/', '_', '&'})
    table[static_cast<unsigned char>(c)] = Behind::joins;
  for (const char c : {'+', '#'}) table[static_cast<unsigned char>(c)] = Behind::extends;
  for (std::size_t byte = 0x80; byte < table.size(); ++byte) table[byte] = Behind::extends;
  return table;
}();

// Whether a word that ends before `at` is a whole place by itself: what follows can neither join nor extend
// it.
bool ends_plainly(std::string_view text, std::size_t at) {
  if (at == text.size()) return true;
  switch (behind_word[static_cast<unsigned char>(text[at])]) {
    case Behind::ends:
      return true;
    case Behind::joins:
      return at + 1 == text.size() || (is_ascii(text[at + 1]) && !is_ascii_word(text[at + 1]));
    case Behind::extends:
      return !is_ascii(text[at]) && class_at(text, at) == CharClass::separator;
  }
  return false;
}

std::size_t end_of_long_run(std::string_view text, std::size_t at) {
  while (at + plain_run_bytes <= text.size()) {
    const std::size_t run = plain_run(text.data() + at);
    at += run;
    if (run < plain_run_bytes) return at;
  }
  while (at < text.size() && is_ascii_word(text[at])) ++at;
  return at;
}

// The end of the ASCII letters and digits that begin at `at`. Most are few, and not at the end of the text.
inline std::size_t end_of_plain_run(std::string_view text, std::size_t at) {
  if (at + plain_run_bytes > text.size()) return end_of_long_run(text, at);
  const std::size_t run = plain_run(text.data() + at);
  return run < plain_run_bytes ? at + run : end_of_long_run(text, at + run);
}

// The end of the letters and digits that begin at `at`, when they stand alone; else `at`.
std::size_t end_of_plain_word(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (is_ascii(text[at])) end = end_of_plain_run(text, at);
  while (end < text.size() && !is_ascii(text[end])) {
    const std::size_t wide_end = end_of_wide_letters(text, end);
    if (wide_end == end) break;
    end =
        wide_end < text.size() && is_ascii_word(text[wide_end]) ? end_of_plain_run(text, wide_end) : wide_end;
  }
  return ends_plainly(text, end) ? end : at;
}

// Counts line ends so that a blank line opens a gap in positions, once.
class PositionCounter {
 public:
  explicit PositionCounter(std::uint32_t first) : next_(first) {}

  void pass_separator(char c) {
    if (c == '\n') {
      ++line_ends_;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      line_ends_ = 0;
    }
    if (line_ends_ < 2) return;
    if (has_words_) next_ += position_gap;
    has_words_ = false;
    line_ends_ = 0;
  }

  std::uint32_t take() { return take(1); }
  /// The first of `count` in a row.
  std::uint32_t take(std::uint32_t count) {
    has_words_ = true;
    line_ends_ = 0;
    next_ += count;
    return next_ - count;
  }

  [[nodiscard]] std::uint32_t next() const { return next_; }

 private:
  std::uint32_t next_;
  int line_ends_ = 0;
  bool has_words_ = false;  // since the last gap
};

// One text while it is read.
struct Reading {
  std::string_view text;
  PositionCounter positions;
  const std::function<void(const RawWords&)>& sink;
};

}  // namespace

struct RawWordReader::State {
  AnalyserPath path = AnalyserPath::fast;
  Place place;
  std::unique_ptr<icu::BreakIterator> dictionary;
  std::array<RawWord, most_raw_words> batch{};
  std::size_t count = 0;

  void flush(const Reading& reading) {
    if (count > 0)
      reading.sink({.words = {batch.data(), count}, .text_end = reading.text.data() + reading.text.size()});
    count = 0;
  }

  void add(const Reading& reading, std::size_t begin, std::size_t end, std::uint32_t position, RawKind kind) {
    if (begin == end) return;
    if (count == most_raw_words) flush(reading);
    batch[count++] = {.begin = reading.text.data() + begin,
                      .length = static_cast<std::uint32_t>(end - begin),
                      .position = position,
                      .kind = kind};
  }

  std::size_t take_plain_words(Reading& reading, std::size_t at);
  void add_words(Reading& reading);
  void add_cjk_run(Reading& reading);
  void add_dictionary_words(Reading& reading);
  icu::BreakIterator& dictionary_words();
  std::size_t read_place_at(Reading& reading, std::size_t at);
};

// From `at` on, words that stand alone with spaces between, as many as there are and the batch takes. Returns
// where something else begins, or the batch was full.
std::size_t RawWordReader::State::take_plain_words(Reading& reading, std::size_t at) {
  const std::string_view text = reading.text;
  const std::uint32_t first = reading.positions.next();
  std::uint32_t position = first;
  RawWord* to = batch.data() + count;
  const RawWord* const full = batch.data() + batch.size();
  while (at < text.size()) {
    const char c = text[at];
    if (c == ' ') {
      ++at;
      continue;
    }
    if (to == full || (is_ascii(c) && !is_ascii_word(c))) break;
    const std::size_t end = end_of_plain_word(text, at);
    if (end == at) break;
    *to++ = {.begin = text.data() + at,
             .length = static_cast<std::uint32_t>(end - at),
             .position = position++,
             .kind = RawKind::word};
    at = end;
  }
  count = static_cast<std::size_t>(to - batch.data());
  if (position != first) reading.positions.take(position - first);
  return at;
}

void RawWordReader::State::add_words(Reading& reading) {
  for (std::size_t i = 0; i < place.segments.size(); ++i) {
    const Segment& segment = place.segments[i];
    const std::uint32_t position = reading.positions.take();
    add(reading, segment.begin, segment.end, position, RawKind::word);
    const bool is_compound = place.segments.size() > 1 && place.segments.size() <= max_compound_parts &&
                             place.end - place.begin <= max_compound_bytes;
    if (i == 0 && is_compound) add(reading, place.begin, place.end, position, RawKind::compound);
  }
}

void RawWordReader::State::add_cjk_run(Reading& reading) {
  const std::string_view run = reading.text.substr(0, place.end);
  std::size_t at = place.begin;
  std::size_t end = end_of_cjk_character(run, at);
  for (;;) {
    const std::uint32_t position = reading.positions.take();
    add(reading, at, end, position, RawKind::cjk_character);
    if (end == place.end) return;
    const std::size_t next_end = end_of_cjk_character(run, end);
    add(reading, at, next_end, position, RawKind::cjk_pair);
    at = end;
    end = next_end;
  }
}

icu::BreakIterator& RawWordReader::State::dictionary_words() {
  if (!dictionary) {
    UErrorCode status = U_ZERO_ERROR;
    dictionary.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status))
      throw Error(ErrorKind::internal, std::string("ICU has no word iterator: ") + u_errorName(status));
  }
  return *dictionary;
}

void RawWordReader::State::add_dictionary_words(Reading& reading) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> run(
      utext_openUTF8(nullptr, reading.text.data() + place.begin,
                     static_cast<int64_t>(place.end - place.begin), &status),
      &utext_close);
  icu::BreakIterator& iterator = dictionary_words();
  iterator.setText(run.get(), status);
  if (U_FAILURE(status))
    throw Error(ErrorKind::internal, std::string("ICU cannot read a text: ") + u_errorName(status));
  int32_t from = iterator.first();
  for (int32_t to = iterator.next(); to != icu::BreakIterator::DONE; from = to, to = iterator.next()) {
    add(reading, place.begin + static_cast<std::size_t>(from), place.begin + static_cast<std::size_t>(to),
        reading.positions.take(), RawKind::word);
  }
}

// What is no plain word: separators, or a place that needs care. Returns its end.
std::size_t RawWordReader::State::read_place_at(Reading& reading, std::size_t at) {
  const CodePoint point = decode_code_point(reading.text, at);
  switch (point.value == invalid_code_point ? CharClass::separator : class_of(point.value)) {
    case CharClass::letter:
    case CharClass::digit:
    case CharClass::cjk:
    case CharClass::dictionary:
      break;
    default:
      reading.positions.pass_separator(reading.text[at]);
      return at + point.size;
  }
  read_place(reading.text, at, place);
  switch (place.kind) {
    case PlaceKind::words:
      add_words(reading);
      break;
    case PlaceKind::cjk:
      add_cjk_run(reading);
      break;
    case PlaceKind::dictionary:
      add_dictionary_words(reading);
      break;
  }
  return place.end;
}

RawWordReader::RawWordReader(AnalyserPath path) : state_(std::make_unique<State>()) {
  state_->path = path;
}
RawWordReader::~RawWordReader() = default;

std::uint32_t RawWordReader::read(std::string_view text, std::uint32_t first_position,
                                  const std::function<void(const RawWords&)>& sink) {
  State& state = *state_;
  state.count = 0;  // an exception may have left some
  Reading reading{.text = text, .positions = PositionCounter(first_position), .sink = sink};
  for (std::size_t at = 0; at < text.size();) {
    if (state.path == AnalyserPath::fast) {
      if (state.count == most_raw_words) state.flush(reading);
      at = state.take_plain_words(reading, at);
      if (at == text.size()) break;
      if (state.count == most_raw_words) continue;
    }
    const char c = text[at];
    if (is_ascii(c) && !is_ascii_word(c)) {
      reading.positions.pass_separator(c);
      ++at;
    } else {
      at = state.read_place_at(reading, at);
    }
  }
  state.flush(reading);
  return reading.positions.next();
}

std::size_t end_of_cjk_character(std::string_view text, std::size_t at) {
  at += decode_code_point(text, at).size;
  while (at < text.size() && class_at(text, at) != CharClass::cjk) at += decode_code_point(text, at).size;
  return at;
}

}  // namespace dateline

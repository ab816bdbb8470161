// Word segmentation: UAX #29's word rules for scripts with spaces, done by character classes; see words.hpp.
#include "common/text/words.hpp"

#include "common/text/utf8.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace dateline {

namespace {

constexpr std::size_t page_size = 256;
constexpr std::size_t page_count = 0x110000 / page_size;
using ClassPage = std::array<CharClass, page_size>;

bool is_trailer(CharClass c) {
  return c == CharClass::mark || c == CharClass::ignorable;
}

// Punctuation that words may hold, and letters whose properties mislead.
std::optional<CharClass> special_class(char32_t c) {
  switch (c) {
    case U'\'':
    case 0x2019:
    case 0x02BC:
    case 0xFF07:  // ' right single quote, modifier letter, full width
      return CharClass::apostrophe;
    case 0x00B7:
    case 0x0387:
    case 0x2027:
    case 0x05F3:
    case 0x05F4:  // middle dots; Hebrew geresh, gershayim
      return CharClass::inner;
    case U'&':
    case 0xFF06:
      return CharClass::ampersand;
    case U'.':
    case 0xFF0E:
    case 0x066B:  // full width; Arabic decimal separator
      return CharClass::dot;
    case U',':
    case 0xFF0C:
    case 0x066C:
      return CharClass::comma;
    case U'-':
    case 0x2010:
    case 0x2011:
    case 0xFF0D:
    case U'/':
    case 0xFF0F:
    case U'_':
    case 0xFF3F:
      return CharClass::joiner;
    case U'+':
      return CharClass::plus;
    case U'#':
      return CharClass::number_sign;
    case 0x30FC:
    case 0xFF70:
    case 0x3005:
    case 0x303B:  // prolonged sound mark, iteration marks
      return CharClass::cjk;
    case 0xFF9E:
    case 0xFF9F:  // half-width voiced marks
      return CharClass::mark;
    default:
      return std::nullopt;
  }
}

CharClass class_of_script_letter(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return CharClass::cjk;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return CharClass::dictionary;
    default:
      return CharClass::letter;
  }
}

CharClass compute_class(char32_t c) {
  if (const auto special = special_class(c)) return *special;
  const auto point = static_cast<UChar32>(c);
  if (u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return CharClass::ignorable;
  switch (u_charType(point)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
      return class_of_script_letter(c);
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return class_of_script_letter(c) == CharClass::dictionary ? CharClass::dictionary : CharClass::mark;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::digit;
    default:
      return CharClass::separator;
  }
}

// Pages are computed when a text first needs them: all 4,352 at once would cost 50 ms of every program's
// start.
const ClassPage& class_page(std::size_t index) {
  static std::array<ClassPage, page_count> pages;
  static std::array<std::atomic<bool>, page_count> is_computed;
  static std::mutex mutex;
  if (is_computed[index].load(std::memory_order_acquire)) return pages[index];
  const std::lock_guard lock(mutex);
  if (is_computed[index].load(std::memory_order_relaxed)) return pages[index];
  for (std::size_t i = 0; i < page_size; ++i)
    pages[index][i] = compute_class(static_cast<char32_t>(index * page_size + i));
  is_computed[index].store(true, std::memory_order_release);
  return pages[index];
}

// Reads one segment: letters, digits and what may stand between them.
class SegmentReader {
 public:
  SegmentReader(std::string_view text, std::size_t at) : text_(text), at_(at) { segment_.begin = at; }

  Segment read() {
    while (at_ < text_.size() && take_one()) {
    }
    if (segment_.is_dotted_acronym && class_at(at_) == CharClass::dot) ++at_;
    segment_.end = at_;
    return segment_;
  }

 private:
  CharClass class_at(std::size_t at, std::size_t* size = nullptr) const {
    if (at >= text_.size()) return CharClass::separator;
    const CodePoint point = decode_code_point(text_, at);
    if (size != nullptr) *size = point.size;
    return point.value == invalid_code_point ? CharClass::separator : class_of(point.value);
  }

  bool take_one() {
    std::size_t size = 1;
    const CharClass current = class_at(at_, &size);
    if (is_word_class(current)) {
      letters_ += current == CharClass::letter ? 1 : 0;
      characters_ += 1;
      previous_ = current;
      at_ += size;
      return true;
    }
    if (is_trailer(current)) {
      at_ += size;
      return true;
    }
    return take_inner(current, size);
  }

  // A character that belongs to the word only because of what stands on both sides of it.
  bool take_inner(CharClass current, std::size_t size) {
    const CharClass next = class_at(at_ + size);
    if (is_inside(current, next) || extends_acronym(current, next, size)) {
      at_ += size;
      return true;
    }
    if (current == CharClass::plus) return take_plus_plus();
    if (current == CharClass::number_sign && characters_ == 1 && letters_ == 1 && !is_word_class(next))
      at_ += size;
    return false;
  }

  bool is_inside(CharClass current, CharClass next) {
    const bool between_letters = previous_ == CharClass::letter && next == CharClass::letter;
    const bool between_digits = previous_ == CharClass::digit && next == CharClass::digit;
    if (current == CharClass::apostrophe && between_letters) {
      segment_.has_apostrophe = true;
      return true;
    }
    if (current == CharClass::inner) return between_letters;
    if (current == CharClass::ampersand) return is_word_class(previous_) && is_word_class(next);
    return (current == CharClass::dot || current == CharClass::comma) && between_digits;
  }

  // U.S.: single letters with dots between them, and no longer word behind.
  bool extends_acronym(CharClass current, CharClass next, std::size_t size) {
    if (current != CharClass::dot || next != CharClass::letter || previous_ != CharClass::letter)
      return false;
    if (!segment_.is_dotted_acronym && characters_ != 1) return false;
    std::size_t next_size = 1;
    class_at(at_ + size, &next_size);
    const CharClass behind = class_at(at_ + size + next_size);
    if (is_word_class(behind) || is_trailer(behind)) return false;
    segment_.is_dotted_acronym = true;
    return true;
  }

  bool take_plus_plus() {
    const bool is_double = class_at(at_ + 1) == CharClass::plus;
    if (letters_ == 0 || !is_double || is_word_class(class_at(at_ + 2)) ||
        class_at(at_ + 2) == CharClass::plus)
      return false;
    at_ += 2;
    return false;
  }

  std::string_view text_;
  std::size_t at_;
  Segment segment_;
  CharClass previous_ = CharClass::separator;
  std::size_t letters_ = 0;
  std::size_t characters_ = 0;
};

std::size_t end_of_run(std::string_view text, std::size_t at, CharClass wanted) {
  while (at < text.size()) {
    const CodePoint point = decode_code_point(text, at);
    if (point.value == invalid_code_point) break;
    const CharClass current = class_of(point.value);
    if (current != wanted && !is_trailer(current)) break;
    at += point.size;
  }
  return at;
}

// The start of the next segment when a joiner stands at `at` between two words, else npos.
std::size_t joined_segment(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::string_view::npos;
  const CodePoint joint = decode_code_point(text, at);
  if (joint.value == invalid_code_point) return std::string_view::npos;
  const CharClass joint_class = class_of(joint.value);
  const std::size_t next = at + joint.size;
  if ((joint_class != CharClass::joiner && joint_class != CharClass::dot) || next >= text.size())
    return std::string_view::npos;
  const CodePoint first = decode_code_point(text, next);
  const bool is_word = first.value != invalid_code_point && is_word_class(class_of(first.value));
  return is_word ? next : std::string_view::npos;
}

}  // namespace

CharClass class_of(char32_t code_point) {
  if (code_point > 0x10FFFF) return CharClass::separator;
  return class_page(code_point / page_size)[code_point % page_size];
}

void read_place(std::string_view text, std::size_t at, Place& place) {
  place.begin = at;
  place.segments.clear();
  const CharClass first = class_of(decode_code_point(text, at).value);
  if (first == CharClass::cjk || first == CharClass::dictionary) {
    place.kind = first == CharClass::cjk ? PlaceKind::cjk : PlaceKind::dictionary;
    place.end = end_of_run(text, at, first);
    return;
  }
  place.kind = PlaceKind::words;
  for (std::size_t next = at; next != std::string_view::npos; next = joined_segment(text, place.end)) {
    place.segments.push_back(SegmentReader(text, next).read());
    place.end = place.segments.back().end;
  }
}

}  // namespace dateline

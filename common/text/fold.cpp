// Folding by ICU's normalizers and a small table; see fold.hpp.
#include "common/text/fold.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "common/text/words.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace dateline {

namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = instance(status);
  if (U_FAILURE(status))
    throw Error(ErrorKind::internal, std::string("ICU has no normalizer: ") + u_errorName(status));
  return *found;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

icu::UnicodeString normalize(const icu::Normalizer2& by, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = by.normalize(text, status);
  if (U_FAILURE(status))
    throw Error(ErrorKind::internal, std::string("ICU cannot normalize: ") + u_errorName(status));
  return result;
}

struct LetterFold {
  char32_t letter;
  std::string_view plain;
};

// Letters without a decomposition that readers type without their stroke, and letters that Arabic and Persian
// keyboards write differently.
constexpr std::array letter_folds = std::to_array<LetterFold>({
    {U'æ', "ae"}, {U'ð', "d"}, {U'ø', "o"}, {U'þ', "th"}, {U'đ', "d"}, {U'ħ', "h"}, {U'ı', "i"},
    {U'ĸ', "k"},  {U'ł', "l"}, {U'ŋ', "n"}, {U'œ', "oe"}, {U'ŧ', "t"}, {U'ƀ', "b"}, {U'ɨ', "i"},
    {U'ə', "e"},  {U'ٱ', "ا"}, {U'ى', "ي"}, {U'ی', "ي"},  {U'ې', "ي"}, {U'ک', "ك"}, {U'ڪ', "ك"},
    {U'ہ', "ه"},  {U'ھ', "ه"}, {U'ە', "ه"}, {U'ۃ', "ة"},
});

std::string_view letter_fold(char32_t letter) {
  const auto found = std::ranges::find(letter_folds, letter, &LetterFold::letter);
  return found == letter_folds.end() ? std::string_view() : found->plain;
}

// Scripts whose marks readers leave out. Indic vowel signs, Thai tones and kana voicing tell words apart and
// stay.
bool has_optional_marks(UScriptCode script) {
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC ||
         script == USCRIPT_HEBREW || script == USCRIPT_ARABIC;
}

UScriptCode script_of(UChar32 point) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(point, &status);
}

// Appends the folded form of one code point of decomposed text; `base` is the last letter before it.
void append_plain(UChar32 point, UChar32& base, icu::UnicodeString& plain) {
  constexpr UChar32 breve = 0x306;
  constexpr UChar32 tatweel = 0x640;
  const auto type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) {
    const bool is_short_i = base == U'и' && point == breve;
    if (is_short_i || !(has_optional_marks(script_of(base)) || has_optional_marks(script_of(point))))
      plain.append(point);
    return;
  }
  if (point == tatweel) return;
  base = point;
  const auto fold = letter_fold(static_cast<char32_t>(point));
  if (!fold.empty()) {
    plain.append(from_utf8(fold));
  } else if (type == U_DECIMAL_DIGIT_NUMBER) {
    plain.append(static_cast<UChar32>('0' + u_charDigitValue(point)));
  } else {
    plain.append(point);
  }
}

std::string fold_any_case(std::string_view word) {
  static const icu::Normalizer2& nfkc_casefold = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  const icu::UnicodeString text = normalize(nfkc_casefold, from_utf8(word));
  icu::UnicodeString kept;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 point = text.char32At(i);
    const CharClass point_class = class_of(static_cast<char32_t>(point));
    if (point_class == CharClass::inner) continue;
    kept.append(point_class == CharClass::apostrophe ? static_cast<UChar32>(U'\'') : point);
  }
  std::string folded;
  kept.toUTF8String(folded);
  return folded;
}

std::string strip_any_marks(std::string_view folded) {
  static const icu::Normalizer2& nfd = normalizer(icu::Normalizer2::getNFDInstance);
  static const icu::Normalizer2& nfc = normalizer(icu::Normalizer2::getNFCInstance);
  const icu::UnicodeString decomposed = normalize(nfd, from_utf8(folded));
  icu::UnicodeString plain;
  UChar32 base = 0;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    append_plain(decomposed.char32At(i), base, plain);
  }
  std::string result;
  normalize(nfc, plain).toUTF8String(result);
  return result;
}

// What letters and digits of two bytes in UTF-8 become, for texts of nothing but these and ASCII: none of
// them joins with the one before it, so each can be looked up by itself.
class TwoByteForms {
 public:
  explicit TwoByteForms(std::string (*slow)(std::string_view)) : slow_(slow) {}

  /// Nothing when the text holds others.
  std::optional<std::string> apply(std::string_view text) {
    std::array<char, most_bytes * sizeof(Form)> result;
    if (text.size() > most_bytes) return std::nullopt;
    char* to = result.data();
    for (std::size_t at = 0; at < text.size();) {
      const auto lead = static_cast<unsigned char>(text[at]);
      char32_t point = lead;
      if (lead >= 0x80) {
        if ((lead & 0xE0U) != 0xC0 || at + 1 == text.size()) return std::nullopt;
        const auto last = static_cast<unsigned char>(text[at + 1]);
        if ((last & 0xC0U) != 0x80) return std::nullopt;
        point = (lead & 0x1FU) << 6 | (last & 0x3FU);
        ++at;
      }
      ++at;
      const Form& form = form_of(point);
      if (form.length == none) return std::nullopt;
      std::memcpy(to, form.bytes.data(), form.bytes.size());
      to += form.length;
    }
    return std::string(result.data(), to);
  }

 private:
  static constexpr std::size_t page_size = 64;
  static constexpr std::size_t most_bytes = 128;  // of a text: words are shorter
  static constexpr std::uint8_t none = 0xFF;
  struct Form {
    std::uint8_t length = none;
    std::array<char, 7> bytes{};
  };
  using Page = std::array<Form, page_size>;

  const Form& form_of(char32_t point) {
    const std::size_t page = point / page_size;
    if (!is_computed_[page].load(std::memory_order_acquire)) compute(page);
    return pages_[page][point % page_size];
  }

  void compute(std::size_t page) {
    const std::lock_guard lock(mutex_);
    if (is_computed_[page].load(std::memory_order_relaxed)) return;
    for (std::size_t i = 0; i < page_size; ++i) {
      const auto point = static_cast<char32_t>(page * page_size + i);
      const CharClass its_class = class_of(point);
      if (point >= 0x80 && its_class != CharClass::letter && its_class != CharClass::digit) continue;
      std::string letter;
      append_utf8(letter, point);
      const std::string folded = slow_(letter);
      Form& form = pages_[page][i];
      if (folded.size() > form.bytes.size()) continue;
      form.length = static_cast<std::uint8_t>(folded.size());
      std::ranges::copy(folded, form.bytes.begin());
    }
    is_computed_[page].store(true, std::memory_order_release);
  }

  std::string (*slow_)(std::string_view);
  std::array<Page, 0x800 / page_size> pages_{};
  std::array<std::atomic<bool>, 0x800 / page_size> is_computed_{};
  std::mutex mutex_;
};

}  // namespace

std::string fold_case(std::string_view word) {
  if (is_ascii(word)) return lower_ascii(word);
  static TwoByteForms forms(fold_any_case);
  if (auto folded = forms.apply(word)) return *std::move(folded);
  return fold_any_case(word);
}

std::string strip_marks(std::string_view folded) {
  if (is_ascii(folded)) return std::string(folded);
  static TwoByteForms forms(strip_any_marks);
  if (auto stripped = forms.apply(folded)) return *std::move(stripped);
  return strip_any_marks(folded);
}

}  // namespace dateline

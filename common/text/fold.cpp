// Folding by ICU's normalizers and a small table; see fold.hpp.
#include "common/text/fold.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "common/text/words.hpp"

#include <algorithm>
#include <array>

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

}  // namespace

std::string fold_case(std::string_view word) {
  if (is_ascii(word)) return lower_ascii(word);
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

std::string strip_marks(std::string_view folded) {
  if (is_ascii(folded)) return std::string(folded);
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

}  // namespace dateline

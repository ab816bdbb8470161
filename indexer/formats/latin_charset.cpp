// Reads a sample in each charset of Latin scripts and keeps the one whose reading looks like words of one
// language: its letters together in one alphabet, capitals where capitals stand, no signs inside words; see
// latin_charset.hpp. (ICU's detector guesses Mac or Chinese charsets from a lone apostrophe, and knows no
// Baltic one.)
#include "indexer/formats/latin_charset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace dateline {

namespace {

// The letters beyond ASCII of a language, lower case.
constexpr auto western = std::to_array<std::u16string_view>({
    u"àâæçèéêëîïôùûüÿœ",  // French
    u"áéíñóúüªº",         // Spanish
    u"àáâãçéêíóôõúüªº",   // Portuguese
    u"äöüßéàè",           // German
    u"àèéìíîòóùú",        // Italian
    u"àçèéíïòóúü",        // Catalan
    u"áàèéëêïíóöüç",      // Dutch
    u"åäöéàü",            // Swedish, Finnish
    u"æøåéóòôäö",         // Danish, Norwegian
    u"áðéíóúýþæö",        // Icelandic
    u"áéíóúàèìòù",        // Irish, Gaelic
    u"éèñçüöïôêâáóíú",    // loans and names in English
});
constexpr auto central = std::to_array<std::u16string_view>({
    u"ąćęłńóśźż",          // Polish
    u"áčďéěíňóřšťúůýž",    // Czech
    u"áäčďéíĺľňóôŕšťúýž",  // Slovak
    u"áéíóöőúüű",          // Hungarian
    u"âîăşţ",              // Romanian
    u"čćđšž",              // Croatian, Serbian, Slovenian
});
constexpr auto turkish = std::to_array<std::u16string_view>({u"çğıöşüâîûi\u0307"});
constexpr auto baltic = std::to_array<std::u16string_view>({
    u"ąčęėįšųūž",     // Lithuanian
    u"āčēģīķļņšūžõ",  // Latvian
    u"äöõüšž",        // Estonian
});

struct LatinCharset {
  const char* name;
  std::span<const std::u16string_view> alphabets;
};

// Where two read equally well, the first stays.
constexpr auto latin_charsets = std::to_array<LatinCharset>({
    {"windows-1252", western},
    {"windows-1250", central},
    {"iso-8859-2", central},
    {"windows-1254", turkish},
    {"windows-1257", baltic},
    {"iso-8859-15", western},
    {"macintosh", western},
    {"ibm-850", western},
    {"ibm-852", central},
});

constexpr int good = 1;     // a letter where one belongs; the alphabet gives as much again
constexpr int sure = 2;     // a quotation mark, dash or space where one belongs
constexpr int odd = -1;     // a letter that the language does not have, a sign that few texts hold
constexpr int wrong = -3;   // what no text holds: a capital or a sign inside a word
constexpr int absurd = -6;  // a control character or none at all

bool is_letter_at(const icu::UnicodeString& text, int32_t at) {
  return at >= 0 && at < text.length() && u_isalpha(text[at]) != 0;
}

int score_letter(const icu::UnicodeString& text, int32_t at) {
  const bool follows_lower = at > 0 && u_islower(text[at - 1]) != 0;
  if (u_isupper(text[at]) != 0 && follows_lower) return wrong;
  const bool stands_alone = !is_letter_at(text, at - 1) && !is_letter_at(text, at + 1);
  return stands_alone ? odd : good;
}

int score_sign(const icu::UnicodeString& text, int32_t at) {
  const bool after_letter = is_letter_at(text, at - 1);
  const bool before_letter = is_letter_at(text, at + 1);
  const bool is_inside = after_letter && before_letter;
  switch (text[at]) {
    case u'\u2019':
      return after_letter || before_letter ? sure : good;
    case u'\u2013':
    case u'\u2014':
    case u'\u2026':
      return sure;
    case u'\u00A0':
      return is_inside ? good : sure;
    case u'\u2018':
    case u'\u201C':
    case u'\u00AB':
    case u'\u201E':
      return is_inside ? wrong : before_letter ? sure : good;
    case u'\u201D':
    case u'\u00BB':
      return is_inside ? wrong : sure;
    case u'\u2022':
    case u'\u20AC':
    case u'\u00A3':
    case u'\u00A7':
    case u'\u00A9':
    case u'\u00AE':
    case u'\u00B0':
    case u'\u00BF':
    case u'\u00A1':
      return is_inside ? odd : good;
    default:
      return is_inside ? wrong : odd;
  }
}

// How well the letters of `text` fit one alphabet, the best of them.
int score_alphabets(const std::u16string& letters, std::span<const std::u16string_view> alphabets) {
  int best = static_cast<int>(letters.size()) * odd;
  for (const std::u16string_view alphabet : alphabets) {
    int score = 0;
    for (const char16_t letter : letters) {
      score += alphabet.find(letter) != std::u16string_view::npos ? good : odd;
    }
    best = std::max(best, score);
  }
  return best;
}

int score_reading(const icu::UnicodeString& text, std::span<const std::u16string_view> alphabets) {
  std::u16string letters;
  int score = 0;
  for (int32_t i = 0; i < text.length(); ++i) {
    const char16_t unit = text[i];
    if (unit < 0x80) continue;
    if (unit < 0xA0 || unit >= 0xE000) {
      score += absurd;
    } else if (u_isalpha(unit) != 0) {
      score += score_letter(text, i);
      letters += static_cast<char16_t>(u_tolower(unit));
    } else {
      score += score_sign(text, i);
    }
  }
  return score + score_alphabets(letters, alphabets);
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

}  // namespace

std::string guess_latin_charset(std::string_view sample) {
  const LatinCharset* best = latin_charsets.begin();
  int best_score = 0;
  for (const LatinCharset& charset : latin_charsets) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.name, &status));
    const icu::UnicodeString text(sample.data(), static_cast<int32_t>(sample.size()), converter.get(),
                                  status);
    if (U_FAILURE(status)) continue;
    const int score = score_reading(text, charset.alphabets);
    if (&charset != best && score <= best_score) continue;
    best = &charset;
    best_score = score;
  }
  return best->name;
}

}  // namespace dateline

// Gathers the names of months and weekdays from ICU once, when the first date is read; see date_words.hpp.
#include "indexer/enrich/date_words.hpp"

#include "common/text/ascii.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace dateline {

namespace {

// A name that means different months in different languages (Polish "listopad" is November, Croatian
// October) is the one of the language that comes first; all others of ICU follow in its order.
constexpr auto first_languages =
    std::to_array<const char*>({"en", "es", "fr", "de", "pt", "it", "ru", "pl", "nl", "tr", "uk", "cs", "ar",
                                "fa", "sv", "ro", "hu", "el"});

// Regions that name their months otherwise than their language's main one.
constexpr auto regional_locales = std::to_array<const char*>(
    {"ar_DZ", "ar_MA", "ar_SY", "ar_TN", "az_Cyrl", "bs_Cyrl", "de_AT", "en_AU", "en_CA", "en_GB", "es_MX",
     "es_UY", "fr_CA", "ku", "pt_PT", "sr_Latn", "ur_IN", "uz_Cyrl"});

struct NamedMonth {
  const char* folded;
  unsigned month;
};

// In use but not in ICU: spellings without the umlaut, wire-service and older abbreviations, second names.
constexpr auto further_months = std::to_array<NamedMonth>({
    {"sept", 9},   {"janv", 1},  {"fevr", 2},  {"fev", 2},  {"avr", 4},  {"juil", 7},      {"jaenner", 1},
    {"janner", 1}, {"feber", 2}, {"maerz", 3}, {"mrz", 3},  {"mar", 3},  {"setiembre", 9}, {"set", 9},
    {"янв", 1},    {"фев", 2},   {"мар", 3},   {"апр", 4},  {"июн", 6},  {"июл", 7},       {"авг", 8},
    {"сен", 9},    {"сент", 9},  {"окт", 10},  {"ноя", 11}, {"дек", 12}, {"novem", 11},    {"decem", 12},
});

// Farvardin … Esfand; ICU has them under its own calendar, here in the two spellings met.
constexpr auto iranian_months = std::to_array<NamedMonth>({
    {"فروردین", 1},
    {"اردیبهشت", 2},
    {"خرداد", 3},
    {"تیر", 4},
    {"مرداد", 5},
    {"امرداد", 5},
    {"شهریور", 6},
    {"مهر", 7},
    {"آبان", 8},
    {"آذر", 9},
    {"دی", 10},
    {"بهمن", 11},
    {"اسفند", 12},
});

struct NamedZone {
  std::string_view folded;
  int minutes;
};

constexpr auto zones = std::to_array<NamedZone>({
    {"acdt", 630}, {"acst", 570}, {"adt", -180}, {"aedt", 660}, {"aest", 600}, {"akdt", -480}, {"akst", -540},
    {"ast", -240}, {"awst", 480}, {"bst", 60},   {"cat", 120},  {"cdt", -300}, {"cest", 120},  {"cet", 60},
    {"cst", -360}, {"ct", -360},  {"eat", 180},  {"edt", -240}, {"eest", 180}, {"eet", 120},   {"est", -300},
    {"et", -300},  {"gmt", 0},    {"hkt", 480},  {"hst", -600}, {"ist", 330},  {"jst", 540},   {"kst", 540},
    {"mdt", -360}, {"mesz", 120}, {"mez", 60},   {"msk", 180},  {"mst", -420}, {"mt", -420},   {"ndt", -150},
    {"nst", -210}, {"nzdt", 780}, {"nzst", 720}, {"pdt", -420}, {"pht", 480},  {"pkt", 300},   {"pst", -480},
    {"pt", -480},  {"sast", 120}, {"sgt", 480},  {"trt", 180},  {"ut", 0},     {"utc", 0},     {"wat", 60},
    {"west", 60},  {"wet", 0},    {"wib", 420},  {"мск", 180},
});

// Letters that decomposition leaves alone but writers leave out or interchange.
UChar32 plain_letter(UChar32 c) {
  switch (c) {
    case 0x0131:
      return 'i';  // dotless i
    case 0x0142:
      return 'l';  // l with stroke
    case 0x0111:
      return 'd';  // d with stroke
    case 0x064A:
      return 0x06CC;  // Arabic yeh: the Persian one
    case 0x0649:
      return 0x06CC;  // alef maksura
    case 0x0643:
      return 0x06A9;  // kaf
    case 0x0640:      // tatweel
    case 0x200C:      // zero-width non-joiner
    case 0x200D:
      return 0;
    default:
      return c;
  }
}

class Vocabulary {
 public:
  Vocabulary() {
    for (const char* language : first_languages) add_locale(icu::Locale(language));
    for (const char* region : regional_locales) add_locale(icu::Locale(region));
    for (const NamedMonth& name : further_months) months_.try_emplace(name.folded, name.month);
    for (const NamedMonth& name : iranian_months)
      iranian_months_.try_emplace(fold_date_word(name.folded), name.month);
    add_all_languages();
  }

  [[nodiscard]] unsigned month(const std::string& folded) const {
    const auto found = months_.find(folded);
    return found != months_.end() ? found->second : 0;
  }
  [[nodiscard]] unsigned iranian_month(const std::string& folded) const {
    const auto found = iranian_months_.find(folded);
    return found != iranian_months_.end() ? found->second : 0;
  }
  [[nodiscard]] bool begins_month(const std::string& folded) const { return month_begins_.contains(folded); }
  [[nodiscard]] bool is_weekday(const std::string& folded) const { return weekdays_.contains(folded); }

 private:
  void add_all_languages() {
    int32_t count = 0;
    const icu::Locale* const locales = icu::Locale::getAvailableLocales(count);
    std::set<std::string> seen;
    for (int32_t i = 0; i < count; ++i) {
      if (*locales[i].getCountry() == '\0' && seen.insert(locales[i].getName()).second)
        add_locale(locales[i]);
    }
  }

  void add_locale(const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(locale, "gregorian", status);
    if (U_FAILURE(status)) return;
    using Symbols = icu::DateFormatSymbols;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (int32_t i = 0; i < count && i < 12; ++i) add_month(names[i], static_cast<unsigned>(i) + 1);
        names = symbols.getWeekdays(count, context, width);
        for (int32_t i = 1; i < count; ++i) add_weekday(names[i]);
      }
    }
  }

  // "" for a name that is no name: ICU's "M01" and "1月", and one or two letters that could be anything.
  static std::string key_of(const icu::UnicodeString& name) {
    std::string utf8;
    name.toUTF8String(utf8);
    std::string key = fold_date_word(utf8);
    std::erase(key, '.');
    if (std::ranges::any_of(key, [](char c) { return c >= '0' && c <= '9'; })) return {};
    return key.size() < 3 ? std::string() : key;
  }

  void add_month(const icu::UnicodeString& name, unsigned month) {
    const std::string key = key_of(name);
    if (key.empty()) return;
    months_.try_emplace(key, month);
    for (std::size_t space = key.find(' '); space != std::string::npos; space = key.find(' ', space + 1))
      month_begins_.insert(key.substr(0, space));
  }

  void add_weekday(const icu::UnicodeString& name) {
    const std::string key = key_of(name);
    if (!key.empty()) weekdays_.insert(key);
  }

  std::unordered_map<std::string, unsigned> months_;
  std::unordered_map<std::string, unsigned> iranian_months_;
  std::unordered_set<std::string> month_begins_;
  std::unordered_set<std::string> weekdays_;
};

const Vocabulary& vocabulary() {
  static const Vocabulary words;  // built by the first caller while others wait
  return words;
}

}  // namespace

std::string fold_date_word(std::string_view word) {
  if (is_ascii(word)) return lower_ascii(word);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const decomposer = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) return std::string(word);
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  icu::UnicodeString decomposed = decomposer->normalize(text, status);
  if (U_FAILURE(status)) return std::string(word);
  decomposed.foldCase();
  decomposed = decomposer->normalize(decomposed, status);
  icu::UnicodeString plain;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (const UChar32 letter = plain_letter(c); letter != 0) plain.append(letter);
  }
  std::string folded;
  plain.toUTF8String(folded);
  return folded;
}

unsigned month_of_word(std::string_view folded) {
  return vocabulary().month(std::string(folded));
}

bool begins_month_name(std::string_view folded) {
  return vocabulary().begins_month(std::string(folded));
}

unsigned iranian_month_of_word(std::string_view folded) {
  return vocabulary().iranian_month(std::string(folded));
}

bool is_weekday_word(std::string_view folded) {
  return vocabulary().is_weekday(std::string(folded));
}

std::optional<int> zone_of_word(std::string_view folded) {
  const auto* const found = std::ranges::find(zones, folded, &NamedZone::folded);
  if (found == zones.end()) return std::nullopt;
  return found->minutes;
}

bool zone_has_summer_time(std::string_view folded) {
  return folded == "et" || folded == "ct" || folded == "mt" || folded == "pt";
}

}  // namespace dateline

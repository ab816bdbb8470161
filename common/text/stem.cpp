// Snowball stemmers by language, behind a cache; see stem.hpp.
#include "common/text/stem.hpp"

#include "common/text/analyse.hpp"
#include "common/text/fold.hpp"
#include "common/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <xapian.h>

namespace dateline {

namespace {

// Words of one language kept at most before the cache is emptied: a year of a newspaper has about 200,000
// forms.
constexpr std::size_t max_cached_stems = 400'000;

struct StemmerRow {
  std::string_view lang;
  const char* xapian_name;
  UScriptCode script;
};

// What Xapian 1.4.22 has, but for lovins, porter and german2.
constexpr std::array stemmer_table = std::to_array<StemmerRow>({
    {"ar", "arabic", USCRIPT_ARABIC},    {"ca", "catalan", USCRIPT_LATIN},
    {"da", "danish", USCRIPT_LATIN},     {"de", "german", USCRIPT_LATIN},
    {"en", "english", USCRIPT_LATIN},    {"es", "spanish", USCRIPT_LATIN},
    {"eu", "basque", USCRIPT_LATIN},     {"fi", "finnish", USCRIPT_LATIN},
    {"fr", "french", USCRIPT_LATIN},     {"ga", "irish", USCRIPT_LATIN},
    {"hu", "hungarian", USCRIPT_LATIN},  {"hy", "armenian", USCRIPT_ARMENIAN},
    {"id", "indonesian", USCRIPT_LATIN}, {"it", "italian", USCRIPT_LATIN},
    {"lt", "lithuanian", USCRIPT_LATIN}, {"ne", "nepali", USCRIPT_DEVANAGARI},
    {"nl", "dutch", USCRIPT_LATIN},      {"no", "norwegian", USCRIPT_LATIN},
    {"pt", "portuguese", USCRIPT_LATIN}, {"ro", "romanian", USCRIPT_LATIN},
    {"ru", "russian", USCRIPT_CYRILLIC}, {"sv", "swedish", USCRIPT_LATIN},
    {"ta", "tamil", USCRIPT_TAMIL},      {"tr", "turkish", USCRIPT_LATIN},
});

constexpr auto stemmed_codes = [] {
  std::array<std::string_view, stemmer_table.size()> codes;
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = stemmer_table[i].lang;
  return codes;
}();

// Without a stemmer, but labelled: its words keep their marks.
constexpr std::string_view vietnamese = "vi";

const StemmerRow* stemmer_row(std::string_view lang) {
  const auto row = std::ranges::find(stemmer_table, lang, &StemmerRow::lang);
  return row == stemmer_table.end() ? nullptr : &*row;
}

UScriptCode script_of_word(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_code_point(word, at);
    at += point.size;
    if (point.value == invalid_code_point) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(point.value), &status);
    if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) return script;
  }
  return USCRIPT_COMMON;
}

}  // namespace

struct StemCache::Language {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  std::string label;  // "en:"
  std::optional<Xapian::Stem> stemmer;
  bool keeps_marks = false;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> stems;

  std::string compute(std::string_view base) const {
    if (keeps_marks) return label + std::string(base);
    if (!stemmer) return label + strip_marks(base);
    return label + strip_marks((*stemmer)(std::string(base)));
  }
};

StemCache::StemCache() = default;
StemCache::~StemCache() = default;

StemCache::Language& StemCache::language(std::string_view code) {
  if (const auto found = languages_.find(code); found != languages_.end()) return *found->second;
  auto made = std::make_unique<Language>();
  const StemmerRow* row = stemmer_row(code);
  made->keeps_marks = code == vietnamese;
  made->label = row != nullptr || made->keeps_marks ? std::string(code) + ":" : "x:";
  if (row != nullptr) made->stemmer.emplace(row->xapian_name);
  return *languages_.emplace(std::string(code), std::move(made)).first->second;
}

std::string_view StemCache::stem(std::string_view base, std::string_view lang) {
  Language& of = language(primary_language(lang));
  if (const auto found = of.stems.find(base); found != of.stems.end()) return found->second;
  if (of.stems.size() >= max_cached_stems) of.stems.clear();
  return of.stems.emplace(std::string(base), of.compute(base)).first->second;
}

std::string StemCache::new_stem(std::string_view base, std::string_view lang) {
  return language(primary_language(lang)).compute(base);
}

std::string_view primary_language(std::string_view lang) {
  const std::string_view primary = lang.substr(0, lang.find_first_of("-_"));
  return primary == "nb" || primary == "nn" ? std::string_view("no") : primary;
}

std::span<const std::string_view> stemmed_languages() {
  return stemmed_codes;
}

bool script_fits(std::string_view lang, std::string_view base) {
  const UScriptCode script = script_of_word(base);
  if (script == USCRIPT_COMMON) return true;
  const std::string_view primary = primary_language(lang);
  if (primary == vietnamese) return script == USCRIPT_LATIN;
  const StemmerRow* row = stemmer_row(primary);
  return row == nullptr || row->script == script;
}

}  // namespace dateline

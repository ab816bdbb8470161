// See language.hpp.
#include "indexer/enrich/language.hpp"

#include "common/text/ascii.hpp"
#include "common/text/fold.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"
#include "indexer/enrich/plain_language.hpp"
#include "indexer/enrich/smooth_text.hpp"

#include <algorithm>
#include <array>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

namespace dateline {

namespace {

// CLD2 is sure of a language after a few hundred bytes; the rest of a long report costs time and changes
// nothing.
constexpr std::size_t max_detected_bytes = 16 * 1024;
// Below it a declared language is believed against CLD2's opinion, and an unsure opinion is no opinion.
constexpr int sure_text_bytes = 200;
constexpr int sure_percent = 70;

// Tags that are as they should be: what most files declare, without a question to ICU.
constexpr auto usual_tags =
    std::to_array<std::string_view>({"en", "de", "fr", "es", "it", "pt", "ar", "ru", "ja", "zh", "ko", "nl",
                                     "pl", "tr", "en-US", "en-GB", "de-DE"});

struct Opinion {
  std::string lang;
  bool is_sure = false;
};

// CLD2 still speaks ISO 639's withdrawn codes.
std::string modern_code(std::string code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "in") return "id";
  if (code == "ji") return "yi";
  if (code == "nb" || code == "nn") return "no";
  if (code == "un" || code.starts_with("xx")) return {};
  return code;
}

// A text in capitals misleads CLD2's letter statistics.
bool is_mostly_upper(std::string_view text) {
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (const char c : text) {
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    lower += c >= 'a' && c <= 'z' ? 1 : 0;
  }
  return upper > lower;
}

Opinion ask_cld2(std::string text) {
  if (is_mostly_upper(text)) text = fold_case(text);
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  bool is_reliable = false;
  CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  int valid_prefix = 0;
  constexpr bool is_plain_text = true;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), is_plain_text, &hints,
                                          0, languages.data(), percents.data(), scores.data(), nullptr,
                                          &text_bytes, &is_reliable, &valid_prefix);
  Opinion opinion;
  opinion.lang = modern_code(CLD2::LanguageCode(languages[0]));
  opinion.is_sure = is_reliable && text_bytes >= sure_text_bytes && percents[0] >= sure_percent;
  if (!is_reliable && text_bytes < sure_text_bytes) opinion.lang.clear();
  return opinion;
}

Opinion find_opinion(std::string_view title, std::string_view text, std::string_view declared) {
  if (const std::string_view plain = plain_language(text, declared); !plain.empty())
    return {.lang = std::string(plain), .is_sure = true};
  std::string sample = to_valid_utf8(title) + "\n";
  if (is_valid_text(text)) {
    sample += text;
  } else {
    sample += to_valid_utf8(text);
  }
  return ask_cld2(std::move(sample));
}

// Whether the text cannot be so long that CLD2 would be sure. ASCII is of one script: no byte of it counts
// twice.
bool is_never_sure(std::string_view title, std::string_view text) {
  constexpr std::size_t added_bytes = 16;  // CLD2 sets spaces around it
  return title.size() + text.size() + added_bytes < sure_text_bytes && is_ascii(title) && is_ascii(text);
}

}  // namespace

std::string normalise_language(std::string_view tag) {
  if (std::ranges::find(usual_tags, tag) != usual_tags.end()) return std::string(tag);
  UErrorCode status = U_ZERO_ERROR;
  std::string name(tag.substr(0, tag.find_first_of(".@ ,;")));
  std::array<char, ULOC_FULLNAME_CAPACITY> canonical{};
  std::array<char, ULOC_FULLNAME_CAPACITY> bcp47{};
  if (name.empty() || name.size() > 35) return {};
  uloc_canonicalize(name.c_str(), canonical.data(), static_cast<int32_t>(canonical.size()), &status);
  uloc_toLanguageTag(canonical.data(), bcp47.data(), static_cast<int32_t>(bcp47.size()), 0, &status);
  if (U_FAILURE(status) != 0) return {};
  const std::string result = bcp47.data();
  const std::string_view primary = std::string_view(result).substr(0, result.find('-'));
  const bool is_code = primary.size() >= 2 && primary.size() <= 3 && primary != "und";
  return is_code ? result : std::string();
}

std::string detect_language(std::string_view title, std::string_view text, std::string_view declared) {
  const std::string tag = normalise_language(declared);
  if (!tag.empty() && is_never_sure(title, text)) return tag;
  text = cut_bytes(text, max_detected_bytes);
  const Opinion opinion = find_opinion(title, text, primary_language(tag));
  if (tag.empty()) return opinion.lang;
  const bool contradicts = opinion.is_sure && primary_language(opinion.lang) != primary_language(tag);
  return contradicts ? opinion.lang : tag;
}

}  // namespace dateline

// Guesses a charset by what the bytes would read as; see guess_charset.hpp. Where bytes over 127 stand
// alone among ASCII letters, the text is in a Latin script and the candidates are compared here; where they
// stand together (Cyrillic, Greek, Arabic, Chinese …), ICU's detector decides.
#include "indexer/formats/guess_charset.hpp"

#include "common/text/ascii.hpp"
#include "indexer/formats/code_points.hpp"
#include "indexer/formats/latin_charset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include <unicode/uchar.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>

namespace dateline {

namespace {

constexpr std::size_t sample_bytes = std::size_t{16} << 10;  // of words with bytes over 127: ample
constexpr int least_confidence = 10;                         // of 100: below, ICU only names what is possible

bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// Punctuation and spaces in every Windows charset: they say nothing of the script around them.
bool is_typographic(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x85 || (byte >= 0x91 && byte <= 0x97) || byte == 0xA0;
}

bool ends_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || c == '<' || c == '>';
}

// The words of `bytes` that hold bytes over 127: what a guess rests on, without the markup around.
std::string high_words(std::string_view bytes) {
  std::string sample;
  std::size_t begin = 0;
  bool has_high = false;
  for (std::size_t i = 0; i <= bytes.size() && sample.size() < sample_bytes; ++i) {
    if (i < bytes.size() && !ends_word(bytes[i]) && i - begin < sample_bytes) {
      has_high = has_high || is_high(bytes[i]);
      continue;
    }
    if (has_high) sample.append(bytes, begin, i - begin) += ' ';
    begin = i + 1;
    has_high = false;
  }
  return sample;
}

bool is_dense(std::string_view sample) {
  std::size_t total = 0;
  std::size_t together = 0;
  const auto counts = [&](std::size_t i) {
    return i < sample.size() && is_high(sample[i]) && !is_typographic(sample[i]);
  };
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (!counts(i)) continue;
    ++total;
    if (counts(i + 1) || (i > 0 && counts(i - 1))) ++together;
  }
  return total > 0 && together * 2 >= total;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string detect_dense(std::string_view sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return "windows-1252";
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  int32_t count = 0;
  const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return "windows-1252";
  for (int32_t i = 0; i < count; ++i) {
    std::string name = lower_ascii(std::string_view(ucsdet_getName(matches[i], &status)));
    if (U_FAILURE(status) || ucsdet_getConfidence(matches[i], &status) < least_confidence) break;
    if (name.starts_with("utf-") || name.starts_with("ibm42")) continue;  // ruled out before; EBCDIC
    if (name.ends_with("_rtl") || name.ends_with("_ltr")) name.resize(name.size() - 4);
    if (name == "iso-8859-8-i") return "windows-1255";
    return name == "iso-8859-1" ? "windows-1252" : name == "iso-8859-9" ? "windows-1254" : name;
  }
  return "windows-1252";
}

bool is_plausible_utf16(std::string_view bytes, std::size_t high_at) {
  bool wants_trail = false;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto unit = static_cast<UChar32>((static_cast<unsigned char>(bytes[i + high_at]) << 8) |
                                           static_cast<unsigned char>(bytes[i + 1 - high_at]));
    if (wants_trail != static_cast<bool>(U16_IS_TRAIL(unit))) return false;
    wants_trail = U16_IS_LEAD(unit);
    if (U16_IS_SURROGATE(unit)) continue;
    if (unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r' && unit != '\f') return false;
    if (!u_isdefined(unit) || u_charType(unit) == U_PRIVATE_USE_CHAR) return false;
  }
  return true;
}

}  // namespace

Utf8Count count_utf8_sequences(std::string_view bytes) {
  Utf8Count count;
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (!is_high(bytes[at])) {
      ++at;
      continue;
    }
    next_code_point(bytes, at) >= 0 ? ++count.good : ++count.bad;
  }
  return count;
}

std::string guess_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min(bytes.size(), std::size_t{8192}) & ~std::size_t{1});
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\0') ++zeros[i % 2];
  }
  // Spaces, line ends and ASCII have a zero byte, always at the same place: even in Chinese one in 200.
  const std::size_t high_at = zeros[0] > zeros[1] ? 0 : 1;
  if (zeros[high_at] * 400 < head.size() || zeros[high_at] < 2 || zeros[1 - high_at] > 0) return {};
  if (!is_plausible_utf16(head, high_at)) return {};
  return high_at == 0 ? "utf-16be" : "utf-16le";
}

std::string guess_charset(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) {
    if (std::string wide = guess_utf16(bytes); !wide.empty()) return wide;
  }
  if (bytes.find("\x1B$B") != std::string_view::npos || bytes.find("\x1B$@") != std::string_view::npos)
    return "iso-2022-jp";
  const Utf8Count utf8 = count_utf8_sequences(bytes);
  if (utf8.bad == 0 || utf8.good >= 10 * utf8.bad) return "utf-8";
  const std::string sample = high_words(bytes);
  return is_dense(sample) ? detect_dense(sample) : guess_latin_charset(sample);
}

}  // namespace dateline

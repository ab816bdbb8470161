// The words of a text as they stand in it, with their positions: what analysis begins with. Folding comes
// later and once for each distinct word (Analyser::forms).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace dateline {

enum class RawKind : std::uint8_t {
  word,           // letters, digits and what belongs between them
  compound,       // the whole of a hyphenated, slashed or dotted word; at the position of its first part
  cjk_character,  // one Han, Hiragana, Katakana or Hangul character
  cjk_pair,       // two neighbouring ones, at the position of the first
};

/// Bytes of the text, on code-point limits; never empty. The same bytes of the same kind have the same forms,
/// whatever stands around them.
struct RawWord {
  const char* begin = nullptr;
  std::uint32_t length = 0;
  std::uint32_t position = 0;
  RawKind kind = RawKind::word;

  [[nodiscard]] std::string_view text() const { return {begin, length}; }
};

/// That a sink is given at once, at most.
inline constexpr std::size_t most_raw_words = 256;

/// Some words of a text, in order of position.
struct RawWords {
  std::span<const RawWord> words{};
  const char* text_end = nullptr;  // of the whole text
};

/// Positions jump by this between paragraphs (a blank line) and between fields, so that no phrase crosses.
inline constexpr std::uint32_t position_gap = 100;

/// Whether the fast path for words of letters and digits may be taken; `careful` exists so that a test can
/// hold the two together.
enum class AnalyserPath : std::uint8_t { fast, careful };

/// Not for use by two threads at once.
class RawWordReader {
 public:
  explicit RawWordReader(AnalyserPath path);
  ~RawWordReader();
  RawWordReader(const RawWordReader&) = delete;
  RawWordReader& operator=(const RawWordReader&) = delete;

  /// Gives `sink` all words of `text`, many at a time; they live until it returns. Invalid UTF-8 separates
  /// words. Positions begin at `first_position`. Returns the position behind the last word.
  std::uint32_t read(std::string_view text, std::uint32_t first_position,
                     const std::function<void(const RawWords&)>& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The end of the character that begins a run of class `cjk` at `at`, the marks behind it included.
std::size_t end_of_cjk_character(std::string_view text, std::size_t at);

}  // namespace dateline

// See plain_language.hpp. Every word of the windows is looked up in one table; what it adds is one number
// that holds a count for each language side by side.
#include "indexer/enrich/plain_language.hpp"

#include "indexer/enrich/function_words.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace dateline {

namespace {

// Windows all over the text, and how little of it is too little to be sure.
constexpr std::size_t window_bytes = 160;
constexpr std::size_t max_windows = 6;
constexpr std::size_t min_text_bytes = 2 * window_bytes;
// Function words that there must be.
struct Demand {
  unsigned in_text = 0;
  int different = 0;  // tables repeat one
};
constexpr Demand without_a_hint = {.in_text = 10, .different = 6};
constexpr Demand for_the_declared = {.in_text = 5, .different = 4};
constexpr std::size_t windows_for_the_declared = 2;
constexpr std::size_t silent_windows_of = 4;  // one in so many may hold none: a list, a heap of names
// Words of other languages stand in names ("El Paso", "de la Cruz"): so many to one are no second language.
constexpr unsigned in_favour_to_one = 8;
constexpr unsigned max_against_in_window = 3;

constexpr std::size_t max_word_bytes = 8;  // what a number holds
constexpr unsigned lane_bits = 8;
constexpr std::size_t lanes = 8;
constexpr std::size_t all_words = lanes - 1;  // the lane that counts the words of every row
static_assert(window_bytes / 2 < (1U << lane_bits), "a lane holds a count of every other byte of a window");

/// Counts of a window, one to a lane.
using Lanes = std::uint64_t;

constexpr unsigned count_in(Lanes counts, std::size_t lane) {
  return static_cast<unsigned>((counts >> (lane * lane_bits)) & ((1U << lane_bits) - 1));
}

/// `byte` eight times.
constexpr std::uint64_t eight(unsigned char byte) {
  return 0x0101010101010101U * byte;
}

/// Eight bytes of a text, the first in the lowest bits, folded: ASCII letters to lower case. Bytes that are
/// no letters may become others of their kind, and so may the second bytes of letters beyond ASCII: "À" and
/// "à" become one, as do some pairs that never make two function words of one.
std::uint64_t load_folded(const char* text) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes | eight(0x20);
}

/// The letters that folded bytes begin with, bytes beyond ASCII included: how many, up to 8.
std::size_t count_letters(std::uint64_t folded) {
  const std::uint64_t low = folded & eight(0x7F);
  const std::uint64_t from_a = low + eight(0x80 - 'a');
  const std::uint64_t beyond_z = low + eight(0x80 - ('z' + 1));
  const std::uint64_t is_letter = (from_a & ~beyond_z) | folded;
  const std::uint64_t others = ~is_letter & eight(0x80);
  return others == 0 ? sizeof folded : static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

std::uint64_t first_bytes(std::uint64_t folded, std::size_t count) {
  return count >= sizeof folded ? folded : folded & ((std::uint64_t{1} << (count * 8)) - 1);
}

struct FunctionWord {
  std::uint64_t folded = 0;  // 0: none
  Lanes lanes = 0;
};

/// Function words by their folded bytes. Open addressing, a quarter full.
class WordTable {
 public:
  WordTable() {
    for (const FunctionWords& row : function_word_table()) {
      Lanes added = Lanes{1} << (all_words * lane_bits);
      if (!row.lang.empty()) {
        assert(languages_ < all_words);
        added |= Lanes{1} << (languages_ * lane_bits);
        rows_[languages_++] = &row;
      }
      add_words(row.words, added);
    }
  }

  /// The language of each lane.
  [[nodiscard]] std::span<const FunctionWords* const> rows() const {
    return std::span(rows_).first(languages_);
  }

  /// Where the word stands; an empty place when it is none of ours.
  [[nodiscard]] std::size_t find(std::uint64_t folded) const {
    constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
    auto at = static_cast<std::size_t>((folded * golden_ratio) >> (64 - slot_bits));
    while (words_[at].folded != folded && words_[at].folded != 0) at = (at + 1) % slots;
    return at;
  }

  [[nodiscard]] Lanes lanes_at(std::size_t place) const { return words_[place].lanes; }

 private:
  static constexpr std::size_t slot_bits = 12;
  static constexpr std::size_t slots = std::size_t{1} << slot_bits;

  void add_words(std::string_view words, Lanes added) {
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      add(words.substr(0, end), added);
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }

  void add(std::string_view word, Lanes added) {
    assert(!word.empty() && word.size() <= max_word_bytes);
    std::array<char, sizeof(std::uint64_t)> padded{};
    std::ranges::copy(word, padded.begin());
    const std::uint64_t folded = first_bytes(load_folded(padded.data()), word.size());
    FunctionWord& place = words_[find(folded)];
    place.folded = folded;
    place.lanes |= added;
  }

  std::array<FunctionWord, slots> words_{};
  std::array<const FunctionWords*, all_words> rows_{};
  std::size_t languages_ = 0;
};

/// What the windows of a text say.
class Poll {
 public:
  explicit Poll(const WordTable& table) : table_(table) {}

  /// `begins_inside`: the window's first word has its begin before it, and does not count.
  void add(std::string_view window, bool begins_inside) {
    std::array<char, window_bytes + sizeof(std::uint64_t)> text{};
    std::ranges::copy(window, text.begin());
    Lanes counts = 0;
    std::size_t at = begins_inside ? skip_word(text.data(), 0) : 0;
    while (at < window.size()) {
      const std::uint64_t folded = load_folded(text.data() + at);
      const std::size_t letters = count_letters(folded);
      const std::size_t end = letters < max_word_bytes ? at + letters : skip_word(text.data(), at + letters);
      if (end >= window.size()) break;  // the word may go on behind the window
      if (letters > 1) ++words_;
      if (letters > 1 && end == at + letters) {
        const std::size_t place = table_.find(first_bytes(folded, letters));
        const Lanes votes = table_.lanes_at(place);
        counts += votes;
        if (votes != 0) marks_ |= std::uint64_t{1} << (place % 64);
      }
      at = end + 1;
    }
    windows_[size_++] = counts;
  }

  [[nodiscard]] std::span<const FunctionWords* const> rows() const { return table_.rows(); }

  /// The language declared, when little speaks for it and less against it.
  [[nodiscard]] std::string_view elected(std::string_view declared) const {
    const auto row =
        std::ranges::find(rows(), declared, [](const FunctionWords* words) { return words->lang; });
    const auto lane = static_cast<std::size_t>(row - rows().begin());
    return row != rows().end() && elects(lane, for_the_declared) ? (*row)->lang : std::string_view();
  }

  [[nodiscard]] bool elects(std::size_t lane, const Demand& demand) const {
    unsigned all = 0;
    unsigned in_favour = 0;
    std::size_t silent = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const unsigned here = count_in(windows_[i], lane);
      const unsigned against = count_in(windows_[i], all_words) - here;
      if (here == 0) ++silent;
      if (against > std::min(here, max_against_in_window)) return false;
      in_favour += here;
      all += here + against;
    }
    return silent * silent_windows_of <= size_ && in_favour >= demand.in_text &&
           in_favour * 100 >= words_ * table_.rows()[lane]->min_percent &&
           (all - in_favour) * in_favour_to_one <= in_favour && std::popcount(marks_) >= demand.different;
  }

 private:
  static std::size_t skip_word(const char* text, std::size_t at) {
    for (;;) {
      const std::size_t letters = count_letters(load_folded(text + at));
      at += letters;
      if (letters < sizeof(std::uint64_t)) return at;
    }
  }

  const WordTable& table_;
  std::array<Lanes, max_windows> windows_{};
  std::size_t size_ = 0;
  std::uint64_t marks_ = 0;  // a bit for each function word seen, some share one
  unsigned words_ = 0;       // of two letters or more
};

Poll poll_windows(std::string_view text, std::size_t most_windows) {
  static const WordTable table;
  Poll poll(table);
  const std::size_t stride = std::max(window_bytes, text.size() / most_windows);
  for (std::size_t i = 0; i < most_windows && (i + 1) * stride <= text.size(); ++i)
    poll.add(text.substr(i * stride, window_bytes), i > 0);
  return poll;
}

}  // namespace

std::string_view plain_language(std::string_view text, std::string_view declared) {
  if (text.size() < window_bytes) return {};
  if (!declared.empty()) {
    const Poll poll = poll_windows(text, windows_for_the_declared);
    if (const std::string_view elected = poll.elected(declared); !elected.empty()) return elected;
  }
  if (text.size() < min_text_bytes) return {};
  const Poll poll = poll_windows(text, max_windows);
  if (const std::string_view elected = poll.elected(declared); !elected.empty()) return elected;
  std::string_view elected;
  for (std::size_t lane = 0; lane < poll.rows().size(); ++lane) {
    if (!poll.elects(lane, without_a_hint)) continue;
    if (!elected.empty()) return {};
    elected = poll.rows()[lane]->lang;
  }
  return elected;
}

}  // namespace dateline

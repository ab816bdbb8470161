// See title_key.hpp. Letters alone, without accents and case, fill the key of most titles, and so does their
// beginning.
#include "indexer/build/title_key.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <unicode/coll.h>

namespace dateline {

namespace {

constexpr std::size_t key_bytes = 32;
using Key = std::array<uint8_t, key_bytes>;

std::unique_ptr<icu::Collator> make_collator(icu::Collator::ECollationStrength strength) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status) != 0) throw Error(ErrorKind::internal, "ICU has no collator");
  made->setStrength(strength);
  return made;
}

/// How many bytes the whole key has, a NUL at its end counted.
std::size_t sort_key(const icu::Collator& collator, std::string_view title, Key& key) {
  const auto size = static_cast<int32_t>(title.size());
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(title.data(), size));
  return static_cast<std::size_t>(collator.getSortKey(text, key.data(), static_cast<int32_t>(key.size())));
}

constexpr bool is_printable(char c) {
  return c >= ' ' && c <= '~';
}

/// Makes keys of letters alone.
class LettersKey {
 public:
  /// Whether there are letters enough to fill the key.
  bool fill(std::string_view title, Key& key) {
    const auto others = std::ranges::find_if_not(title.substr(0, key_bytes + 1), is_printable);
    const auto size = static_cast<std::size_t>(others - title.begin());
    if (size == std::min(title.size(), key_bytes + 1)) return fill_from_printable(title.substr(0, size), key);
    return sort_key(*collator_, filling_part(title), key) > key_bytes;
  }

 private:
  /// What a printable character of ASCII adds to the key of those before it: that depends on the last alone,
  /// for these make no units of collation together. Asked of ICU once.
  struct Added {
    std::uint8_t size = 0;  // 0: not asked yet
    std::array<std::uint8_t, 7> bytes{};
  };
  static constexpr std::size_t printable = '~' - ' ' + 1;

  // The 33rd character only keeps a mark from joining the 32nd.
  bool fill_from_printable(std::string_view title, Key& key) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i < title.size() && filled < key_bytes; ++i) {
      const Added& added = added_by(title.substr(i == 0 ? 0 : i - 1, i == 0 ? 1 : 2));
      for (std::size_t byte = 0; byte < added.size && filled < key_bytes; ++byte)
        key[filled++] = added.bytes[byte];
    }
    return filled == key_bytes;
  }

  const Added& added_by(std::string_view last_and_next) {
    const auto place = [](char c) { return static_cast<std::size_t>(c - ' '); };
    const std::size_t last = last_and_next.size() == 1 ? printable : place(last_and_next.front());
    Added& added = added_[last][place(last_and_next.back())];
    if (added.size == 0) {
      Key before{};
      Key whole{};
      const std::size_t begin =
          last_and_next.size() == 1 ? 0 : sort_key(*collator_, last_and_next.substr(0, 1), before) - 1;
      const std::size_t end = sort_key(*collator_, last_and_next, whole);
      if (end < begin + 1 || end - 1 - begin > added.bytes.size())
        throw Error(ErrorKind::internal, "ICU makes longer sort keys than this program knows");
      added.size = static_cast<std::uint8_t>(end - 1 - begin);
      std::copy_n(whole.begin() + static_cast<std::ptrdiff_t>(begin), added.size, added.bytes.begin());
    }
    return added;
  }

  /// A beginning of `title` that is likely to fill the key. It ends before a space, with which no character
  /// makes one unit of collation, so that its letters sort as they do in the whole title.
  static std::string_view filling_part(std::string_view title) {
    constexpr std::size_t likely_bytes = 96;
    return title.substr(0, title.find(' ', likely_bytes));
  }

  std::unique_ptr<icu::Collator> collator_ = make_collator(icu::Collator::PRIMARY);
  std::array<std::array<Added, printable>, printable + 1> added_{};  // by the last, by the next
};

}  // namespace

std::string title_key(std::string_view title) {
  thread_local const auto letters = std::make_unique<LettersKey>();
  thread_local const auto whole = make_collator(icu::Collator::TERTIARY);
  Key key{};
  if (!letters->fill(title, key)) {
    key.fill(0);
    sort_key(*whole, title, key);
  }
  std::string bytes(key.begin(), key.end());
  while (!bytes.empty() && bytes.back() == '\0') bytes.pop_back();
  return bytes;
}

}  // namespace dateline

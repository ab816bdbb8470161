// Whether any of many phrases occurs in a text, in one pass: part of the readers of plain text.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

class PhraseSet {
 public:
  /// None of `phrases` may be empty.
  explicit PhraseSet(std::vector<std::string> phrases);

  [[nodiscard]] bool occurs_in(std::string_view text) const;

 private:
  [[nodiscard]] bool begins_at(std::string_view text) const;

  std::vector<std::string> short_phrases_;  // of less than four bytes: looked for one by one
  std::vector<std::string> phrases_;
  std::bitset<4096> openings_;  // hashes of the first four bytes of `phrases_`
};

}  // namespace dateline

// Where a passage begins and ends, so that it reads well: at sentences where that leaves room, else at words.
#pragma once

#include "searcher/results/match_finder.hpp"
#include "searcher/results/passage.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace dateline {

/// Bytes [begin, end) of a text, and whether a sentence is cut at either end.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_cut_before = false;
  bool is_cut_behind = false;
};

/// At most `width_chars` code points around the matches of `window`; around as many of them as fit.
Stretch place_stretch(std::string_view text, std::span<const TextMatch> matches, const MatchWindow& window,
                      std::size_t width_chars);

/// The same at the text's beginning.
Stretch place_opening(std::string_view text, std::size_t width_chars);

}  // namespace dateline

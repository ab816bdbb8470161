// Which stretch of a text to show: the one richest in what the query matched.
#pragma once

#include "searcher/results/match_finder.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace dateline {

/// Matches [first, last] of a list belong together in one passage.
struct MatchWindow {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t different = 0;  // forms in it
};

/// What the choice depends on besides the matches.
struct PassageMeasure {
  std::size_t width_chars = 0;  // code points that a passage may have
  std::size_t forms_known = 0;  // form numbers are below this
  std::size_t words_read = 0;   // of the text, for how rare a form is
};

/// The window that fits `width_chars` and is worth most. Each different form counts once, the more the rarer
/// it is in this text; a phrase as its words together; then matches of different forms near one another; then
/// a window that can begin with its sentence; of equals the first. `matches` (not empty) are in order of
/// `begin`.
MatchWindow choose_window(std::string_view text, std::span<const TextMatch> matches,
                          const PassageMeasure& measure);

}  // namespace dateline

// Passages for hits: the stretch of an article that shows best why it was found, and its headline with what
// matched in it.
#pragma once

#include "searcher/results/match_finder.hpp"
#include "searcher/search_types.hpp"

#include <cstddef>
#include <string_view>

namespace dateline {

/// Makes the passages of one query's hits. Not for two threads at once; `analyser` must outlive it.
class SnippetMaker {
 public:
  SnippetMaker(const MatchedForms& forms, Analyser& analyser) : finder_(forms, analyser) {}

  /// The passage of `text` (in language `lang`) richest in what the query matched, at most `width_chars` code
  /// points, on one line and printable. It begins and ends with sentences where that leaves room, else with
  /// words; "…" stands where a sentence is cut; a paragraph's end inside shows as " · " unless a full stop is
  /// there. The text's opening when nothing matched; empty when the text or the width is.
  /// Reads at most `max_snippet_bytes` of the text, and no more than 8 KB when the query's words stand
  /// together there.
  Snippet passage(std::string_view text, std::string_view lang, std::size_t width_chars);

  /// `title` unchanged, with all that matched in it.
  Snippet headline(std::string_view title, std::string_view lang);

 private:
  MatchFinder finder_;
};

inline constexpr std::size_t max_snippet_bytes = 256 * 1024;

}  // namespace dateline

// Passages: matches are found, the best window chosen, its ends put where they read well, the text copied
// onto one line; see snippet.hpp.
#include "searcher/results/snippet.hpp"

#include "common/terminal.hpp"
#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "searcher/results/passage.hpp"
#include "searcher/results/sentences.hpp"
#include "searcher/results/stretch.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace dateline {

namespace {

using Span = Snippet::Span;

constexpr std::size_t ellipsis_chars = 2;  // "…" and a blank
constexpr std::size_t first_look_bytes = 8 * 1024;

bool has_room_for_ellipsis(std::size_t width_chars) {
  return width_chars > 4 * ellipsis_chars;
}

// How much of an article to read before its best passage is good enough: the query's words together, or after
// a while most of them, or after long whatever there is.
bool is_good_enough(std::size_t different, const MatchFinder& finder) {
  const auto wanted = finder.forms_wanted();
  if (different >= wanted) return true;
  if (finder.bytes_read() >= 16 * first_look_bytes) return different > 0;
  return finder.bytes_read() >= 4 * first_look_bytes && different * 5 >= wanted * 3;
}

struct Choice {
  std::vector<TextMatch> matches{};
  std::optional<MatchWindow> window{};
};

// Looks at twice as much each time, so that the whole costs no more than twice its last look.
Choice choose(std::string_view text, MatchFinder& finder, std::size_t width_chars) {
  Choice choice;
  for (std::size_t bytes = first_look_bytes;; bytes *= 2) {
    finder.read_to(bytes);
    choice.matches = finder.matches();
    if (!choice.matches.empty()) {
      choice.window = choose_window(text, choice.matches,
                                    {.width_chars = width_chars,
                                     .forms_known = finder.forms_known(),
                                     .words_read = finder.words_read()});
    }
    const auto different = choice.window ? choice.window->different : 0;
    if (finder.is_at_end() || bytes >= max_snippet_bytes || is_good_enough(different, finder)) return choice;
  }
}

// Matches as spans that neither overlap nor touch.
std::vector<Span> merge_spans(const std::vector<TextMatch>& matches) {
  std::vector<Span> spans;
  for (const auto& match : matches) {
    if (!spans.empty() && match.begin <= spans.back().end) {
      spans.back().end = std::max(spans.back().end, match.end);
    } else {
      spans.push_back({match.begin, match.end});
    }
  }
  return spans;
}

// Copies a stretch of text onto one line of limited length, and the spans with it.
class LineCopier {
 public:
  LineCopier(std::string_view text, std::size_t width_chars)
      : text_(text), has_ellipsis_(has_room_for_ellipsis(width_chars)) {
    most_chars_ = has_ellipsis_ ? width_chars - ellipsis_chars : width_chars;
  }

  Snippet copy(const Stretch& stretch, const std::vector<Span>& spans) {
    if (stretch.is_cut_before && has_ellipsis_) put("… ", ellipsis_chars);
    auto span = std::ranges::upper_bound(spans, stretch.begin, {}, &Span::end);
    bool is_cut = stretch.is_cut_behind;
    for (std::size_t at = stretch.begin; at < stretch.end && !is_full_;) {
      if (is_ascii_space(text_[at])) {
        at = pass_blanks(at, stretch.end);
        continue;
      }
      for (; span != spans.end() && span->end <= at; ++span) close_span();
      const auto size = decode_code_point(text_, at).size;
      put_word_character(text_.substr(at, size), span != spans.end() && span->begin <= at);
      at += size;
    }
    close_span();
    if ((is_cut || is_full_) && has_ellipsis_) put(" …", ellipsis_chars);
    return std::move(line_);
  }

 private:
  void put(std::string_view characters, std::size_t chars) {
    line_.text += characters;
    chars_ += chars;
  }

  // Remembers what to write for the blanks at `at` before the next word; returns where they end.
  std::size_t pass_blanks(std::size_t at, std::size_t end) {
    const auto begin = at;
    while (at < end && is_ascii_space(text_[at])) ++at;
    const auto blanks = text_.substr(begin, at - begin);
    between_ = std::ranges::count(blanks, '\n') >= 2 && !ends_sentence(begin) ? " · " : " ";
    return at;
  }

  [[nodiscard]] bool ends_sentence(std::size_t end) const {
    return last_sentence_end_in(text_, end - std::min<std::size_t>(end, 12), end) == end;
  }

  void put_word_character(std::string_view bytes, bool is_matched) {
    const auto character = printable(bytes);
    if (character.empty()) return;
    if (!has_words_) between_ = {};
    const auto between_chars = count_code_points(between_);
    if (chars_ + between_chars + 1 > most_chars_) {
      is_full_ = true;
      if (between_.empty()) cut_last_word();
      return;
    }
    if (!between_.empty()) {
      last_word_end_ = line_.text.size();
      put(between_, between_chars);
      between_ = {};
    }
    if (is_matched) open_span();
    put(character, 1);
    has_words_ = true;
  }

  // The line is full in the middle of a word: back to the word before, if there is one.
  void cut_last_word() {
    if (last_word_end_ == 0) return;
    close_span();
    line_.text.resize(last_word_end_);
    auto& spans = line_.matches;
    while (!spans.empty() && spans.back().begin >= last_word_end_) spans.pop_back();
    if (!spans.empty()) spans.back().end = std::min(spans.back().end, last_word_end_);
  }

  void open_span() {
    if (is_open_) return;
    line_.matches.push_back({line_.text.size(), 0});
    is_open_ = true;
  }
  void close_span() {
    if (is_open_) line_.matches.back().end = line_.text.size();
    is_open_ = false;
  }

  std::string_view text_;
  std::size_t most_chars_ = 0;  // before a closing ellipsis
  Snippet line_{};
  std::size_t chars_ = 0;
  std::size_t last_word_end_ = 0;
  std::string_view between_{};
  bool has_ellipsis_;
  bool has_words_ = false;
  bool is_open_ = false;
  bool is_full_ = false;
};

}  // namespace

Snippet SnippetMaker::passage(std::string_view text, std::string_view lang, std::size_t width_chars) {
  if (std::ranges::all_of(text, is_ascii_space) || width_chars == 0) return {};
  finder_.begin(text, lang);
  const auto width = has_room_for_ellipsis(width_chars) ? width_chars - 2 * ellipsis_chars : width_chars;
  const auto choice = choose(text, finder_, width);
  const auto stretch =
      choice.window ? place_stretch(text, choice.matches, *choice.window, width) : place_opening(text, width);
  return LineCopier(text, width_chars).copy(stretch, merge_spans(choice.matches));
}

Snippet SnippetMaker::headline(std::string_view title, std::string_view lang) {
  finder_.begin(title, lang);
  finder_.read_to(max_snippet_bytes);
  return {.text = std::string(title), .matches = merge_spans(finder_.matches())};
}

}  // namespace dateline

// The choice of a passage: a window slides over the matches, in time linear in the text; see passage.hpp.
#include "searcher/results/passage.hpp"

#include "common/text/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dateline {

namespace {

// Shares of a window's worth (the sum of its different forms' weights). They only decide between windows that
// hold forms of about the same worth.
constexpr double most_for_nearness = 0.25;
constexpr double for_sentence_start = 0.05;
constexpr double for_repeat = 0.01;

// Where a match lies, in code points from the text's start.
struct CharSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t sentence = 0;
};

// Counts code points up to one byte offset after another, none before the last.
class CodePointRuler {
 public:
  explicit CodePointRuler(std::string_view text) : text_(text) {}
  std::size_t at(std::size_t byte) {
    if (byte > byte_) points_ += count_code_points(text_.substr(byte_, byte - byte_));
    byte_ = std::max(byte_, byte);
    return points_;
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::size_t points_ = 0;
};

std::vector<CharSpan> measure_matches(std::string_view text, std::span<const TextMatch> matches) {
  std::vector<CharSpan> spans;
  spans.reserve(matches.size());
  CodePointRuler begins(text);
  CodePointRuler sentences(text);
  for (const auto& match : matches) {
    const auto begin = begins.at(match.begin);
    const auto length = count_code_points(text.substr(match.begin, match.end - match.begin));
    spans.push_back({begin, begin + length, sentences.at(match.sentence)});
  }
  return spans;
}

// A form's weight by how seldom it stands in this text: the square keeps two "the" below one name.
std::vector<double> weigh_forms(std::span<const TextMatch> matches, const PassageMeasure& measure) {
  std::vector<std::size_t> counts(measure.forms_known, 0);
  std::vector<std::size_t> words(measure.forms_known, 1);
  for (const auto& match : matches) {
    ++counts[match.form];
    words[match.form] = match.words;
  }
  std::vector<double> weights(measure.forms_known, 0);
  for (std::size_t form = 0; form < weights.size(); ++form) {
    if (counts[form] == 0) continue;
    const double rarity =
        std::log1p(static_cast<double>(measure.words_read) / static_cast<double>(counts[form]));
    weights[form] = rarity * rarity * static_cast<double>(words[form]);
  }
  return weights;
}

// nearness[k]: what the pairs of neighbours of different forms among the first k+1 matches are worth
// together, so that a window's own is a difference.
std::vector<double> sum_nearness(std::span<const TextMatch> matches, const std::vector<double>& weights) {
  std::vector<double> sums(matches.size(), 0);
  for (std::size_t i = 1; i < matches.size(); ++i) {
    const auto& left = matches[i - 1];
    const auto& right = matches[i];
    sums[i] = sums[i - 1];
    if (left.form == right.form) continue;
    const double between = static_cast<double>(right.position) - static_cast<double>(left.position);
    sums[i] += std::min(weights[left.form], weights[right.form]) / (1 + std::max(between, 0.0));
  }
  return sums;
}

}  // namespace

MatchWindow choose_window(std::string_view text, std::span<const TextMatch> matches,
                          const PassageMeasure& measure) {
  const auto spans = measure_matches(text, matches);
  const auto weights = weigh_forms(matches, measure);
  const auto nearness = sum_nearness(matches, weights);
  std::vector<std::size_t> held(measure.forms_known, 0);  // of each form, in the window [first, next)
  MatchWindow best;
  double best_worth = -1;
  double worth_of_forms = 0;
  std::size_t different = 0;
  for (std::size_t first = 0, next = 0; first < matches.size(); ++first) {
    // The window holds at least its first match, however long.
    while (next < matches.size() &&
           (next <= first || spans[next].end - spans[first].begin <= measure.width_chars)) {
      if (held[matches[next].form]++ == 0) {
        worth_of_forms += weights[matches[next].form];
        ++different;
      }
      ++next;
    }
    const auto last = next - 1;
    const double repeats = std::min(static_cast<double>(next - first - different), 10.0);
    const bool has_room = spans[last].end - spans[first].sentence <= measure.width_chars;
    const double worth = worth_of_forms * (1 + (has_room ? for_sentence_start : 0) + for_repeat * repeats) +
                         std::min(nearness[last] - nearness[first], most_for_nearness * worth_of_forms);
    // A thousandth more is no reason to leave the text's beginning.
    if (worth > best_worth * 1.001 || best_worth < 0) {
      best_worth = worth;
      best = {first, last, different};
    }
    if (--held[matches[first].form] == 0) {
      worth_of_forms -= weights[matches[first].form];
      --different;
    }
  }
  return best;
}

}  // namespace dateline

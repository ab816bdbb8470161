// See selection.hpp.
#include "indexer/formats/html/selection.hpp"

#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/cues.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace dateline::html {

namespace {

constexpr double climb_gain = 1.2;
constexpr double list_link_share = 0.6;
constexpr std::uint32_t long_block_chars = 80;
constexpr double paragraph_link_share = 0.7;
constexpr std::uint32_t max_cue_chars = 450;
constexpr std::uint32_t max_consent_chars = 800;
constexpr double end_cue_tail = 0.15;
constexpr double dominant_share = 0.05;

std::uint32_t find_container(const Page& page, const Prose& prose) {
  std::uint32_t best = 0;
  double best_sum = 0.0;
  for (std::uint32_t i = 0; i < page.nodes.size(); ++i) {
    const Node& node = page.nodes[i];
    double bonus = 1.0;
    if (node.is_article_body) bonus += 0.3;
    if (node.tag == Tag::article) bonus += 0.1;
    if (node.tag == Tag::main) bonus += 0.05;
    if ((node.meaning & class_body) != 0) bonus += 0.15;
    const double sum = prose.sum(node) * bonus;
    if (sum > 0.0 && sum >= best_sum) {  // of equals the deepest
      best = i;
      best_sum = sum;
    }
  }
  return best;
}

/// To an element that holds much more: the lead outside the body's div, two halves around an advertisement.
std::uint32_t climb(const Page& page, const Prose& prose, std::uint32_t container) {
  while (container != 0) {
    const Node& parent = page.nodes[page.nodes[container].parent];
    if (prose.mass(parent) <= climb_gain * prose.mass(page.nodes[container]) || prose.sum(parent) <= 0.0)
      break;
    container = page.nodes[container].parent;
  }
  return container;
}

class Selector {
 public:
  Selector(const Page& page, const Prose& prose) : page_(page), prose_(prose) {}

  Selection select(LinkPruning pruning) {
    Selection selection;
    selection.container = climb(page_, prose_, find_container(page_, prose_));
    const Node& container = page_.nodes[selection.container];
    first_ = container.first;
    end_ = container.end;
    kept_.resize(page_.blocks.size(), false);
    for (auto i = first_; i < end_; ++i) kept_[i] = prose_.states[i] == BlockState::alive;
    if (pruning == LinkPruning::on) prune_links(selection.container);
    prune_words();
    cut_at_end_cue();
    cut_lead();
    cut_tail();
    for (auto i = first_; i < end_; ++i) {
      if (kept_[i]) selection.blocks.push_back(i);
    }
    return selection;
  }

 private:
  void prune_links(std::uint32_t container);
  void prune_words();
  void cut_at_end_cue();
  void cut_lead();
  void cut_tail();
  void drop(std::uint32_t first, std::uint32_t end) {
    std::fill(kept_.begin() + first, kept_.begin() + end, false);
  }
  [[nodiscard]] double value(std::uint32_t i) const {
    return kept_[i] ? std::max(0.0, prose_.values[i]) : 0.0;
  }
  [[nodiscard]] double kept_mass() const;
  [[nodiscard]] bool is_link_list(const Node& node) const;
  [[nodiscard]] std::uint32_t holder(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t prose_count(const Node& node) const {
    return prose_counts_[node.end] - prose_counts_[node.first];
  }

  const Page& page_;
  const Prose& prose_;
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
  std::vector<bool> kept_;
  std::vector<std::uint32_t> prose_counts_;  // prefix sums of kept blocks of positive value
};

double Selector::kept_mass() const {
  double mass = 0.0;
  for (auto i = first_; i < end_; ++i) mass += value(i);
  return mass;
}

bool Selector::is_link_list(const Node& node) const {
  const Tag tag = node.tag;
  const bool may_be_list = tag == Tag::ul || tag == Tag::ol || tag == Tag::table || tag == Tag::dl ||
                           tag == Tag::div || tag == Tag::section || tag == Tag::form || tag == Tag::header;
  if (!may_be_list) return false;
  if (prose_.link_share(node) <= list_link_share) return false;
  for (auto i = node.first; i < node.end; ++i) {
    const Block& block = page_.blocks[i];
    if (kept_[i] && block.chars - block.link_chars >= long_block_chars) return false;
  }
  return true;
}

void Selector::prune_links(std::uint32_t container) {
  for (std::uint32_t i = container + 1; i < page_.nodes.size(); ++i) {
    const Node& node = page_.nodes[i];
    if (node.first >= end_) break;
    if (node.first < node.end && is_link_list(node)) drop(node.first, node.end);
  }
  for (auto i = first_; i < end_; ++i) {
    const Block& block = page_.blocks[i];
    const bool is_paragraph = page_.nodes[block.node].tag == Tag::p;
    if (is_paragraph && block.link_share() > paragraph_link_share) kept_[i] = false;
    if (block.heading != Tag::other && block.link_share() > 0.9) kept_[i] = false;
  }
}

void Selector::prune_words() {
  for (auto i = first_; i < end_; ++i) {
    if (!kept_[i]) continue;
    const Block& block = page_.blocks[i];
    const auto text = page_.text_of(block);
    if (block.chars < max_cue_chars && is_cue(text, block.link_share())) kept_[i] = false;
    if (kept_[i] && block.chars < max_consent_chars && block.chars > 40 && is_consent(text)) kept_[i] = false;
  }
}

void Selector::cut_at_end_cue() {
  const double mass = kept_mass();
  double seen = 0.0;
  for (auto i = first_; i < end_; ++i) {
    seen += value(i);
    const Block& block = page_.blocks[i];
    if (seen < (1.0 - end_cue_tail) * mass || block.chars > 60) continue;
    if (prose_.states[i] != BlockState::hidden && is_end_cue(page_.text_of(block))) {
      drop(i, end_);
      return;
    }
  }
}

/// The innermost element that holds a block as one of several of prose: a paragraph's parent, or the parent
/// of the wrapper that each paragraph has.
std::uint32_t Selector::holder(std::uint32_t at) const {
  std::uint32_t node = page_.blocks[at].node;
  while (node != 0 && prose_count(page_.nodes[node]) < 2) node = page_.nodes[node].parent;
  return node;
}

/// Before the first paragraph of the elements that hold the bulk stand kicker, by-line, date and share bar;
/// of these only whole sentences belong to the article.
void Selector::cut_lead() {
  prose_counts_.assign(page_.blocks.size() + 1, 0);
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    prose_counts_[i + 1] = prose_counts_[i] + (value(i) > 0.0 ? 1 : 0);
  }
  std::unordered_map<std::uint32_t, double> by_holder;
  double mass = 0.0;
  for (auto i = first_; i < end_; ++i) {
    if (value(i) > 0.0) by_holder[holder(i)] += value(i);
    mass += value(i);
  }
  const auto is_first_paragraph = [&](std::uint32_t i) {
    return kept_[i] && prose_.values[i] > 60.0 && by_holder[holder(i)] > dominant_share * mass;
  };
  auto begin = first_;
  while (begin < end_ && !is_first_paragraph(begin)) ++begin;
  if (begin == end_) return;  // a page of few words: all of it
  for (auto i = first_; i < begin; ++i) {
    const Block& block = page_.blocks[i];
    const bool is_sentence =
        block.width() >= 60 && ends_sentence(page_.text_of(block)) && block.link_share() < 0.25;
    if (!is_sentence) kept_[i] = false;
  }
}

void Selector::cut_tail() {
  for (auto i = end_; i > first_; --i) {
    const std::uint32_t at = i - 1;
    if (!kept_[at]) continue;
    const Block& block = page_.blocks[at];
    const bool is_short_link = block.link_share() > 0.5 && block.width() < 100;
    const bool is_label = block.width() < 100 && page_.text_of(block).ends_with(':');
    const bool is_note = block.chars < 500 && is_author_note(page_.text_of(block));
    if (block.heading == Tag::other && !is_short_link && !is_label && !is_note) return;
    kept_[at] = false;
  }
}

}  // namespace

Selection select_article(const Page& page, const Prose& prose, LinkPruning pruning) {
  return Selector(page, prose).select(pruning);
}

}  // namespace dateline::html

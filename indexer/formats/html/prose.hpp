// How much each block of a page reads like prose, and which elements are furniture: the first half of
// finding the article's text. Weights and their worth were measured on some 700 saved pages of many sites.
#pragma once

#include "indexer/formats/html/page.hpp"

#include <cstdint>
#include <vector>

namespace dateline::html {

/// What a second look leaves out when the first found next to nothing.
struct ProseOptions {
  bool use_class_words = true;  // furniture by class, captions, teaser lists
  bool use_tags = true;         // furniture by tag and role, comments
  bool show_hidden = false;
  bool show_noscript = false;
};

enum class BlockState : std::uint8_t { alive, hidden, furniture, caption };

struct Prose {
  std::vector<BlockState> states;    // per block
  std::vector<double> values;        // per block, furniture below zero
  std::vector<double> sums;          // of values: sums[b] - sums[a] is that of blocks [a, b)
  std::vector<double> masses;        // of the positive ones
  std::vector<std::uint64_t> chars;  // prefix sums of characters of blocks that are alive
  std::vector<std::uint64_t> links;  // … of these in links

  [[nodiscard]] double sum(const Node& node) const { return sums[node.end] - sums[node.first]; }
  [[nodiscard]] double mass(const Node& node) const { return masses[node.end] - masses[node.first]; }
  [[nodiscard]] double link_share(const Node& node) const {
    const auto all = chars[node.end] - chars[node.first];
    return all == 0 ? 0.0
                    : static_cast<double>(links[node.end] - links[node.first]) / static_cast<double>(all);
  }
};

Prose weigh_blocks(const Page& page, const ProseOptions& options);

}  // namespace dateline::html

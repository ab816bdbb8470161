// See prose.hpp.
#include "indexer/formats/html/prose.hpp"

#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dateline::html {

namespace {

constexpr double linky_share = 0.5;

// Furniture may hold at most this share of the page's prose, so that one class word never loses the article.
constexpr double tag_share = 0.5;
constexpr double form_share = 0.3;
constexpr double comments_share = 0.9;  // of comments and of consent dialogues
constexpr double class_share = 0.4;
constexpr double teasers_share = 0.6;
constexpr double nested_article_share = 0.35;
constexpr double body_class_share = 0.1;

double block_value(const Page& page, const Block& block) {
  if (block.heading != Tag::other) return block.link_share() > 0.9 && block.heading != Tag::h1 ? -10.0 : 0.0;
  if (block.link_share() > linky_share) return -(15.0 + std::min(block.link_chars, 200U) / 2.0);
  const double width = block.width();
  if (width < 25) return -4.0;
  const double value = width - 1.5 * block.link_chars;
  if (ends_sentence(page.text_of(block))) return value;
  return value * (width < 100 ? 0.3 : 0.7);
}

class Weigher {
 public:
  Weigher(const Page& page, const ProseOptions& options) : page_(page), options_(options) {}

  Prose weigh() {
    value_blocks();
    kill_furniture();
    if (options_.use_class_words) kill_teaser_lists();
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const BlockState state = prose_.states[i];
      if (state == BlockState::hidden) prose_.values[i] = 0.0;
      if (state == BlockState::furniture || state == BlockState::caption) {
        prose_.values[i] = -(5.0 + std::min(20.0, page_.blocks[i].width() / 10.0));
      }
    }
    add_up();
    return std::move(prose_);
  }

 private:
  void value_blocks();
  void add_up();
  void kill_furniture();
  void kill_teaser_lists();
  void kill_group(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& group);
  void kill(const Node& node, BlockState state);
  [[nodiscard]] std::optional<BlockState> furniture_state(const Node& node) const;
  [[nodiscard]] bool is_caption(const Node& node) const;
  [[nodiscard]] bool has_link_block(const Node& node, bool must_be_heading) const;
  [[nodiscard]] std::uint32_t chars(const Node& node) const;

  const Page& page_;
  const ProseOptions& options_;
  Prose prose_;
  double total_ = 0.0;
};

void Weigher::value_blocks() {
  prose_.states.resize(page_.blocks.size(), BlockState::alive);
  prose_.values.resize(page_.blocks.size());
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    const Block& block = page_.blocks[i];
    const bool is_out = (block.visibility == Visibility::hidden && !options_.show_hidden) ||
                        (block.visibility == Visibility::noscript && !options_.show_noscript);
    if (is_out) {
      prose_.states[i] = BlockState::hidden;
    } else {
      prose_.values[i] = block_value(page_, block);
    }
  }
  add_up();
  total_ = prose_.masses.back();
}

void Weigher::add_up() {
  const std::size_t count = page_.blocks.size();
  prose_.sums.assign(count + 1, 0.0);
  prose_.masses.assign(count + 1, 0.0);
  prose_.chars.assign(count + 1, 0);
  prose_.links.assign(count + 1, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_alive = prose_.states[i] == BlockState::alive;
    prose_.sums[i + 1] = prose_.sums[i] + prose_.values[i];
    prose_.masses[i + 1] = prose_.masses[i] + std::max(0.0, prose_.values[i]);
    prose_.chars[i + 1] = prose_.chars[i] + (is_alive ? page_.blocks[i].chars : 0);
    prose_.links[i + 1] = prose_.links[i] + (is_alive ? page_.blocks[i].link_chars : 0);
  }
}

void Weigher::kill(const Node& node, BlockState state) {
  for (auto i = node.first; i < node.end; ++i) {
    if (prose_.states[i] == BlockState::alive) prose_.states[i] = state;
  }
}

std::uint32_t Weigher::chars(const Node& node) const {
  return static_cast<std::uint32_t>(prose_.chars[node.end] - prose_.chars[node.first]);
}

bool Weigher::is_caption(const Node& node) const {
  if ((node.meaning & class_image) == 0 || node.end - node.first > 3 || chars(node) >= 300) return false;
  for (auto i = node.first; i < node.end; ++i) {
    if (page_.blocks[i].heading != Tag::other) return false;
  }
  return true;
}

std::optional<BlockState> Weigher::furniture_state(const Node& node) const {
  const double share = total_ > 0.0 ? prose_.mass(node) / total_ : 0.0;
  const Tag tag = node.tag;
  if (options_.use_tags) {
    const bool is_by_tag = tag == Tag::nav || tag == Tag::aside || tag == Tag::footer || tag == Tag::menu;
    if ((is_by_tag || node.is_furniture_role) && share < tag_share) return BlockState::furniture;
    if (tag == Tag::form && share < form_share) return BlockState::furniture;
    if (tag == Tag::figcaption) return BlockState::caption;
  }
  const bool is_exempt = tag == Tag::html || tag == Tag::body || tag == Tag::main || tag == Tag::article ||
                         (tag >= Tag::h1 && tag <= Tag::h4) ||
                         ((node.meaning & class_body) != 0 && share > body_class_share);
  if (is_exempt) return std::nullopt;
  if (options_.use_tags && (node.meaning & (class_comments | class_consent)) != 0 && share < comments_share) {
    return BlockState::furniture;
  }
  if (!options_.use_class_words) return std::nullopt;
  if (is_caption(node)) return BlockState::caption;
  if ((node.meaning & class_furniture) != 0 && share < class_share) return BlockState::furniture;
  return std::nullopt;
}

void Weigher::kill_furniture() {
  for (const Node& node : page_.nodes) {
    if (node.first == node.end) continue;
    if (const auto state = furniture_state(node)) kill(node, *state);
  }
}

bool Weigher::has_link_block(const Node& node, bool must_be_heading) const {
  for (auto i = node.first; i < node.end; ++i) {
    const Block& block = page_.blocks[i];
    if (must_be_heading && block.heading == Tag::other) continue;
    if (block.chars >= 15 && block.link_share() > linky_share) return true;
  }
  return false;
}

std::string_view first_class(const Page& page, const Node& node) {
  const std::string_view value = page.class_values[node.class_value];
  return value.substr(0, value.find(' '));
}

/// Rows of cards: siblings of one tag and first class, most of them with a headline that is a link.
void Weigher::kill_teaser_lists() {
  std::unordered_map<std::string_view, std::uint64_t> class_numbers;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> cards;
  for (std::uint32_t i = 1; i < page_.nodes.size(); ++i) {
    const Node& node = page_.nodes[i];
    if (node.end - node.first < 2) continue;
    const bool is_nested_article = node.tag == Tag::article && total_ > 0.0 &&
                                   prose_.mass(node) < nested_article_share * total_ && chars(node) < 900;
    if (is_nested_article && has_link_block(node, true)) kill(node, BlockState::furniture);
    if (chars(node) >= 700) continue;
    const auto number =
        class_numbers.try_emplace(first_class(page_, node), class_numbers.size()).first->second;
    const auto key = static_cast<std::uint64_t>(node.parent) << 32U | (number & 0xFFFFFFU) << 8U |
                     static_cast<std::uint64_t>(node.tag);
    cards.emplace_back(key, i);
  }
  std::ranges::sort(cards);
  for (auto begin = cards.begin(); begin != cards.end();) {
    const auto end =
        std::find_if(begin, cards.end(), [&](const auto& card) { return card.first != begin->first; });
    if (end - begin >= 3) kill_group({begin, end});
    begin = end;
  }
}

void Weigher::kill_group(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& group) {
  double mass = 0.0;
  std::size_t with_links = 0;
  for (const auto& [key, index] : group) {
    const Node& node = page_.nodes[index];
    mass += prose_.mass(node);
    if (has_link_block(node, false)) ++with_links;
  }
  if (4 * with_links < 3 * group.size() || mass >= teasers_share * total_) return;
  for (const auto& [key, index] : group) kill(page_.nodes[index], BlockState::furniture);
}

}  // namespace

Prose weigh_blocks(const Page& page, const ProseOptions& options) {
  return Weigher(page, options).weigh();
}

}  // namespace dateline::html

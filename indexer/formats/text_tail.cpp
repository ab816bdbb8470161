// Where a page's furniture begins behind the article; see text_tail.hpp. Only an unbroken run of furniture up
// to the end is dropped: what looks like it amid prose stays.
#include "indexer/formats/text_tail.hpp"

#include "indexer/enrich/date_words.hpp"
#include "indexer/enrich/smooth_text.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_dateline.hpp"
#include "indexer/formats/text_labels.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

namespace {

constexpr std::size_t max_teaser_chars = 600;     // of one paragraph under "Support us", "About the author"
constexpr std::size_t max_link_chars = 90;        // the headline of another article
constexpr std::size_t max_related_bytes = 800;    // of a paragraph in a list of other articles
constexpr std::size_t related_from_percent = 70;  // of the text: headings before that are the article's own

bool is_link_line(std::string_view text) {
  return count_chars(text) <= max_link_chars && !text.ends_with('.') && !text.ends_with("。") &&
         !text.ends_with(':');
}

// "November 2006 News Releases": a month of an archive, linked below each of its pages.
bool is_archive_link(std::string_view text) {
  constexpr auto kinds = std::to_array<std::string_view>(
      {"news", "releases", "archive", "archives", "articles", "stories", "posts", "headlines"});
  constexpr std::size_t max_words = 5;
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos || count_words(text) > max_words) return false;
  if (month_of_word(fold_date_word(text.substr(0, space))) == 0) return false;
  const std::string_view rest = text.substr(space + 1);
  const std::size_t year_end = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (year_end != 4 || rest.substr(year_end, 1) != " ") return false;
  const std::string kind = fold_date_word(text.substr(text.rfind(' ') + 1));
  return std::ranges::find(kinds, kind) != kinds.end();
}

bool is_end_block(const TextBlock& block) {
  constexpr std::size_t max_mark_bytes = 24;
  const std::string_view head = std::string_view(block.text).substr(0, 2 * max_mark_bytes);
  const auto signs = std::ranges::count_if(head, [](char c) { return c > ' ' && c < '\x7F'; });
  return static_cast<std::size_t>(signs) <= max_mark_bytes && is_end_mark(tidy_line(block.text));
}

// Behind the wire's end mark come addresses and notes to editors.
void cut_at_end_mark(std::vector<TextBlock>& blocks) {
  std::size_t left = 0;
  for (const TextBlock& block : blocks) left += block.text.size();
  const std::size_t total = left;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i > 0 && left * 10 <= total * 3 && is_end_block(blocks[i])) {
      blocks.resize(i);
      return;
    }
    left -= blocks[i].text.size();
  }
  std::erase_if(blocks, is_end_block);
}

// The first block of the run of furniture that reaches to the end; the number of blocks when there is none.
std::size_t furniture_begin(const std::vector<std::string_view>& texts) {
  std::size_t cut = texts.size();
  std::size_t at = texts.size();
  while (at > 1) {
    const std::string_view text = texts[at - 1];
    if (text.empty() || is_furniture_heading(text) || is_furniture_sentence(text) ||
        is_release_furniture(text) || is_archive_link(text)) {
      cut = --at;
    } else if (is_link_line(text)) {
      --at;
    } else if (at > 2 && is_furniture_heading(texts[at - 2]) && count_chars(text) <= max_teaser_chars) {
      at -= 2;
      cut = at;
    } else {
      break;
    }
  }
  return cut;
}

// A list of other articles with their teasers, which no run of short lines shows.
std::size_t related_begin(const std::vector<std::string_view>& texts) {
  std::size_t total = 0;
  std::size_t first = 0;  // behind the last paragraph that is too long for a teaser
  for (std::size_t i = 0; i < texts.size(); ++i) {
    total += texts[i].size();
    if (texts[i].size() > max_related_bytes) first = i + 1;
  }
  std::size_t before = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool is_late = before * 100 >= total * related_from_percent && i >= std::max<std::size_t>(first, 1);
    if (is_late && is_furniture_heading(texts[i])) return i;
    before += texts[i].size();
  }
  return texts.size();
}

}  // namespace

void drop_tail(std::vector<TextBlock>& blocks) {
  cut_at_end_mark(blocks);
  std::vector<std::string> tidied(blocks.size());
  std::vector<std::string_view> texts;
  texts.reserve(blocks.size());
  for (const TextBlock& block : blocks) texts.push_back(tidy_view(block.text, tidied[texts.size()]));
  blocks.resize(std::min(furniture_begin(texts), related_begin(texts)));
}

}  // namespace dateline

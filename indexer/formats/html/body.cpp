// See body.hpp.
#include "indexer/formats/html/body.hpp"

#include "indexer/formats/html/letters.hpp"
#include "indexer/formats/html/prose.hpp"
#include "indexer/formats/html/selection.hpp"
#include "indexer/formats/html/text_run.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace dateline::html {

namespace {

constexpr std::size_t standfirst_look_back = 40;  // blocks
constexpr std::size_t standfirst_letters = 40;
constexpr std::size_t min_json_body_chars = 400;
constexpr std::size_t sought_letters = 200;  // of a block in articleBody: more than tell it from others
constexpr std::size_t max_seek_steps = 100'000'000;  // blocks times letters: about a second at the worst
constexpr std::size_t retry_below_bytes = 250;
constexpr std::size_t tiny_page_bytes = 2000;  // all that a page of this size shows may be its article

bool is_cell(const Page& page, const Block& block) {
  const Tag tag = page.nodes[block.node].tag;
  return tag == Tag::td || tag == Tag::th;
}

/// What stands between two kept blocks: paragraphs part, cells of one row and the halves of an interrupted
/// paragraph do not.
std::string_view glue(const Page& page, std::uint32_t previous, std::uint32_t next) {
  const Block& before = page.blocks[previous];
  const Block& after = page.blocks[next];
  if (after.continues && before.node == after.node) return " ";
  const bool is_row = is_cell(page, before) && is_cell(page, after) && before.node != after.node &&
                      page.nodes[before.node].parent == page.nodes[after.node].parent;
  return is_row ? " | " : "\n\n";
}

std::string join(const Page& page, const std::vector<std::uint32_t>& blocks) {
  std::string text;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i > 0) text += glue(page, blocks[i - 1], blocks[i]);
    text += page.text_of(page.blocks[blocks[i]]);
  }
  return text;
}

std::size_t bytes_of(const Page& page, const std::vector<std::uint32_t>& blocks) {
  std::size_t bytes = 0;
  for (const auto i : blocks) bytes += page.text_of(page.blocks[i]).size();
  return bytes;
}

struct Reading {
  Prose prose;
  std::vector<std::uint32_t> blocks;
};

Reading read_once(const Page& page, const ProseOptions& options, LinkPruning pruning) {
  Reading reading;
  reading.prose = weigh_blocks(page, options);
  reading.blocks = select_article(page, reading.prose, pruning).blocks;
  return reading;
}

std::vector<std::uint32_t> alive_blocks(const Prose& prose) {
  std::vector<std::uint32_t> blocks;
  for (std::uint32_t i = 0; i < prose.states.size(); ++i) {
    if (prose.states[i] == BlockState::alive) blocks.push_back(i);
  }
  return blocks;
}

/// When next to nothing came out, the page's class words or tags may have been misleading.
Reading read_with_retries(const Page& page) {
  Reading best = read_once(page, {}, LinkPruning::on);
  std::size_t size = bytes_of(page, best.blocks);
  const auto retry = [&](const ProseOptions& options, LinkPruning pruning) {
    Reading again = read_once(page, options, pruning);
    const std::size_t again_size = bytes_of(page, again.blocks);
    if (2 * again_size <= 3 * size + 100) return;
    best = std::move(again);
    size = again_size;
  };
  if (size < retry_below_bytes) retry({.use_class_words = false}, LinkPruning::on);
  if (size < retry_below_bytes) {
    retry({.use_class_words = false, .use_tags = false, .show_hidden = true}, LinkPruning::off);
  }
  if (size < 60) {
    retry({.use_class_words = false, .use_tags = false, .show_hidden = true, .show_noscript = true},
          LinkPruning::off);
  }
  if (best.blocks.empty() && page.text.size() <= tiny_page_bytes) best.blocks = alive_blocks(best.prose);
  return best;
}

/// The block before the text that begins as one of the page's descriptions does.
std::optional<std::uint32_t> find_standfirst(const Page& page, const Reading& reading,
                                             const std::vector<std::string_view>& descriptions) {
  std::vector<std::string> openings;
  for (const auto description : descriptions) {
    std::string opening = letters_of(description, standfirst_letters);
    if (opening.size() >= 20) openings.push_back(std::move(opening));
  }
  if (openings.empty() || reading.blocks.empty()) return std::nullopt;
  const std::uint32_t begin = reading.blocks.front();
  for (std::uint32_t back = 1; back <= standfirst_look_back && back <= begin; ++back) {
    const std::uint32_t at = begin - back;
    const Block& block = page.blocks[at];
    const BlockState state = reading.prose.states[at];
    const bool is_candidate = block.width() >= 50 && block.link_share() < 0.5 &&
                              state != BlockState::hidden && state != BlockState::caption &&
                              block.heading != Tag::h1;
    if (!is_candidate) continue;
    const std::string opening = letters_of(page.text_of(block), standfirst_letters);
    if (std::ranges::find(openings, opening) != openings.end()) return at;
  }
  return std::nullopt;
}

std::string join_captions(const Page& page, const Reading& reading) {
  if (reading.blocks.empty()) return {};
  constexpr std::uint32_t before_text = 12;  // the picture over the text
  const auto front = reading.blocks.front();
  std::vector<std::uint32_t> captions;
  for (auto i = front - std::min(front, before_text); i <= reading.blocks.back(); ++i) {
    if (reading.prose.states[i] == BlockState::caption) captions.push_back(i);
  }
  return join(page, captions);
}

/// What articleBody says of the kept blocks.
struct JsonBody {
  std::string text;     // as paragraphs
  std::string letters;  // of it
};

std::optional<JsonBody> read_json_body(std::string_view json_ld_body) {
  if (json_ld_body.size() < min_json_body_chars) return std::nullopt;
  JsonBody body;
  if (json_ld_body.find('<') == std::string_view::npos && json_ld_body.find('&') == std::string_view::npos) {
    body.text = json_ld_body;
  } else {
    body.text = whole_text(parse_page(json_ld_body)).text;
  }
  body.letters = letters_of(body.text);
  if (body.text.size() < min_json_body_chars || body.letters.empty()) return std::nullopt;
  return body;
}

/// Drops what articleBody does not hold, if it is clearly the same text.
void filter_by(const JsonBody& json, const Page& page, std::vector<std::uint32_t>& blocks) {
  if (blocks.size() > max_seek_steps / json.letters.size()) return;
  std::size_t kept_letters = 0;
  std::size_t found_letters = 0;
  std::vector<bool> is_found(blocks.size(), false);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string letters = letters_of(page.text_of(page.blocks[blocks[i]]));
    kept_letters += letters.size();
    is_found[i] = json.letters.find(letters.substr(0, sought_letters)) != std::string::npos;
    if (is_found[i]) found_letters += letters.size();
  }
  const bool is_same_text =
      10 * found_letters >= 7 * kept_letters && 10 * found_letters >= 6 * json.letters.size();
  if (!is_same_text) return;
  const auto first = std::ranges::find(is_found, true) - is_found.begin();
  const auto last = is_found.rend() - std::find(is_found.rbegin(), is_found.rend(), true);
  std::vector<std::uint32_t> filtered;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    const bool is_heading_between = page.blocks[blocks[i]].heading != Tag::other && at > first && at < last;
    if (is_found[i] || is_heading_between) filtered.push_back(blocks[i]);
  }
  blocks = std::move(filtered);
}

}  // namespace

Body find_body(const Page& page, const std::vector<std::string_view>& descriptions,
               std::string_view json_ld_body) {
  Body body;
  body.first_block = static_cast<std::uint32_t>(page.blocks.size());
  Reading reading = read_with_retries(page);
  const auto standfirst = find_standfirst(page, reading, descriptions);
  const auto json = read_json_body(json_ld_body);
  if (json) filter_by(*json, page, reading.blocks);
  if (!reading.blocks.empty()) body.first_block = reading.blocks.front();
  body.captions = join_captions(page, reading);
  if (standfirst) {
    body.standfirst = page.text_of(page.blocks[*standfirst]);
    const auto opens_again =
        !reading.blocks.empty() &&
        letters_of(page.text_of(page.blocks[reading.blocks.front()])) == letters_of(body.standfirst);
    if (!opens_again) reading.blocks.insert(reading.blocks.begin(), *standfirst);
  }
  body.text = join(page, reading.blocks);
  if (json && 2 * body.text.size() < json->text.size()) body.text = json->text;
  return body;
}

Body whole_text(const Page& page) {
  Body body;
  std::vector<std::uint32_t> blocks;
  std::vector<std::uint32_t> captions;
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    if (page.blocks[i].visibility == Visibility::hidden) continue;
    const bool is_caption = page.nodes[page.blocks[i].node].tag == Tag::figcaption;
    (is_caption ? captions : blocks).push_back(i);
  }
  body.text = join(page, blocks);
  body.captions = join(page, captions);
  body.first_block = blocks.empty() ? static_cast<std::uint32_t>(page.blocks.size()) : blocks.front();
  return body;
}

std::string plain_text(std::string_view value) {
  TextRun run;
  if (value.find_first_of("<&") == std::string_view::npos) {
    run.add(value);
    return run.text();
  }
  const Page page = parse_page(value);
  for (const Block& block : page.blocks) {
    run.add(page.text_of(block));
    run.add(" ");
  }
  return run.text();
}

}  // namespace dateline::html

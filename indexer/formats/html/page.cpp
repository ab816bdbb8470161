// The walk that makes a Page; see page.hpp. libxml2's HTML parser hands over balanced start and end events,
// no tree is built.
#include "indexer/formats/html/page.hpp"

#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "indexer/formats/html/attributes.hpp"
#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/parser.hpp"
#include "indexer/formats/html/text_run.hpp"

#include <algorithm>
#include <unordered_map>

namespace dateline::html {

namespace {

// Deeper elements count as part of the one at this depth: layouts nest some 40 deep.
constexpr std::size_t max_depth = 400;
constexpr std::size_t max_marks = 4000;
constexpr std::size_t max_metas = 1000;
constexpr std::size_t max_meta_bytes = 8000;  // of one: every heading is sought in some of them
constexpr std::size_t max_title_bytes = 2000;
constexpr std::size_t max_json_ld = 100;
// Parts hidden by their own style that together hold more than this under one parent are an article behind a
// paywall or "read more".
constexpr std::uint32_t hidden_article_chars = 1500;

struct Open {
  TagMeaning meaning;
  bool is_shown = false;  // not inside a skipped element
  bool is_node = false;
  bool is_link = false;
  bool is_hiding = false;
  bool is_elsewhere = false;
  bool is_updated = false;
  bool is_author = false;
  int mark = -1;
};

struct HiddenRange {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t parent = 0;  // node
};

/// Indices are part of their word: "H2O", "1st".
bool has_script_position(std::string_view name) {
  return name == "sub" || name == "sup";
}

bool may_hold_metadata(Tag tag, const Attributes& attributes, std::uint32_t meaning) {
  constexpr std::uint32_t wanted =
      class_date | class_author | class_title | class_kicker | class_published | class_standfirst | class_tag;
  if (tag == Tag::time || tag == Tag::h1 || tag == Tag::h2 || tag == Tag::h3) return true;
  if (tag == Tag::a && attributes.is_author_address()) return true;
  return (meaning & wanted) != 0 || !attributes.itemprop.empty() || has_word(attributes.rel, "author") ||
         has_word(attributes.rel, "tag");
}

class Walk : public ParserEvents {
 public:
  Page take_page() {
    end_block();
    for (Node& node : page_.nodes) {
      if (node.end == open_end) node.end = block_count();
    }
    // A mark at the very end may have expected text that never came.
    const auto size = static_cast<std::uint32_t>(page_.text.size());
    for (Mark& mark : page_.marks) {
      mark.begin = std::min(mark.begin, size);
      mark.end = std::min(mark.end, size);
    }
    reveal_long_hidden_parts();
    return std::move(page_);
  }

  Walk() {
    page_.class_values.emplace_back();
    page_.nodes.push_back({.tag = Tag::html, .end = open_end});
    node_stack_.push_back(0);
  }

  void start(std::string_view name, const AttributeList& list) override;
  void end(std::string_view name) override;
  void characters(std::string_view text) override;
  void raw_text(std::string_view text) override;

 private:
  static constexpr std::uint32_t open_end = 0xFFFFFFFF;

  [[nodiscard]] std::uint32_t block_count() const { return static_cast<std::uint32_t>(page_.blocks.size()); }
  [[nodiscard]] std::uint32_t node() const { return node_stack_.back(); }

  void end_block();
  void start_node(Tag tag, const Attributes& attributes, std::uint32_t class_value);
  void start_mark(Open& open, const Attributes& attributes, std::uint32_t meaning);
  void start_skipped(Tag tag, const Attributes& attributes);
  void start_shown(Open& open, std::string_view name, const Attributes& attributes);
  void start_context(Open& open, const Attributes& attributes, std::uint32_t meaning);
  void end_skipped(Tag tag);
  void end_shown(const Open& open);
  void unhide(const Open& open);
  void end_node(Tag tag);
  void note_head_element(Tag tag, const Attributes& attributes);
  void hide(Open& open, const Attributes& attributes);
  void close_mark(Mark& mark);
  void reveal_long_hidden_parts();
  std::uint32_t class_value_of(const Attributes& attributes);

  Page page_;
  TextRun run_;
  std::vector<Open> open_;
  std::size_t too_deep_ = 0;
  std::vector<std::uint32_t> node_stack_;
  std::vector<std::uint32_t> meanings_{0};  // by class value
  std::unordered_map<std::string, std::uint32_t> class_index_;
  std::vector<HiddenRange> hidden_by_style_;
  std::vector<std::uint32_t> hidden_starts_;
  std::size_t skipped_depth_ = 0;
  std::size_t link_depth_ = 0;
  std::size_t hidden_depth_ = 0;
  std::size_t noscript_depth_ = 0;
  std::size_t pre_depth_ = 0;
  std::size_t elsewhere_depth_ = 0;
  std::size_t updated_depth_ = 0;
  std::size_t author_depth_ = 0;
  Tag heading_ = Tag::other;
  bool is_continuing_ = false;
  bool is_after_inline_end_ = false;
  bool is_in_title_ = false;
  bool is_in_json_ld_ = false;
};

void Walk::end_block() {
  if (run_.is_empty()) {
    run_.clear();
    return;
  }
  Block block;
  if (!page_.text.empty()) page_.text += "\n\n";
  block.begin = static_cast<std::uint32_t>(page_.text.size());
  page_.text += run_.text();
  block.end = static_cast<std::uint32_t>(page_.text.size());
  block.chars = run_.chars();
  block.wide_chars = run_.wide_chars();
  block.link_chars = run_.link_chars();
  block.node = node();
  block.heading = heading_;
  block.visibility = noscript_depth_ > 0 ? Visibility::noscript
                     : hidden_depth_ > 0 ? Visibility::hidden
                                         : Visibility::shown;
  block.continues = is_continuing_;
  is_continuing_ = false;
  page_.blocks.push_back(block);
  run_.clear();
}

std::uint32_t Walk::class_value_of(const Attributes& attributes) {
  if (attributes.class_name.empty() && attributes.id.empty()) return 0;
  std::string value(attributes.class_name);
  value += ' ';
  value += attributes.id;
  const auto [at, is_new] =
      class_index_.try_emplace(std::move(value), static_cast<std::uint32_t>(page_.class_values.size()));
  if (is_new) {
    page_.class_values.push_back(at->first);
    meanings_.push_back(class_meaning(at->first));
  }
  return at->second;
}

void Walk::start_node(Tag tag, const Attributes& attributes, std::uint32_t class_value) {
  Node node;
  node.tag = tag;
  node.parent = node_stack_.back();
  node.first = block_count();
  node.end = open_end;
  node.class_value = class_value;
  node.meaning = meanings_[class_value];
  node.is_furniture_role = attributes.is_furniture_role();
  node.is_article_body = has_word(attributes.itemprop, "articleBody");
  node_stack_.push_back(static_cast<std::uint32_t>(page_.nodes.size()));
  page_.nodes.push_back(node);
  if (is_heading(tag)) heading_ = tag;
  if (tag == Tag::pre) run_.keep_white_space(++pre_depth_ > 0);
  if (tag == Tag::noscript) ++noscript_depth_;
}

void Walk::start_mark(Open& open, const Attributes& attributes, std::uint32_t meaning) {
  if (page_.marks.size() >= max_marks) return;
  Mark mark;
  mark.tag = open.meaning.tag;
  mark.meaning = meaning;
  if (has_word(attributes.rel, "tag")) mark.meaning |= class_tag;
  mark.node = node();
  mark.first = block_count();
  // Nothing has been written for the block yet: what the run holds now will stand before the mark's text.
  mark.begin =
      static_cast<std::uint32_t>(page_.text.size() + (page_.text.empty() ? 0 : 2) + run_.next_size());
  mark.end = mark.begin;
  mark.is_pubdate = attributes.is_pubdate;
  mark.is_rel_author = has_word(attributes.rel, "author");
  mark.is_author_link = mark.tag == Tag::a && attributes.is_author_address();
  mark.is_elsewhere = elsewhere_depth_ > 0;
  mark.is_updated = updated_depth_ > 0 || (meaning & class_updated) != 0;
  mark.is_in_author = author_depth_ > 0 || (meaning & class_author) != 0;
  mark.itemprop = lower_ascii(attributes.itemprop);
  if (mark.tag == Tag::meta || !attributes.content.empty()) mark.value = attributes.content;
  if (mark.value.empty()) mark.value = attributes.datetime;
  if (mark.value.empty() && mark.tag == Tag::abbr) mark.value = attributes.title;
  mark.href = attributes.href;
  open.mark = static_cast<int>(page_.marks.size());
  page_.marks.push_back(std::move(mark));
}

void Walk::close_mark(Mark& mark) {
  const auto written = static_cast<std::uint32_t>(page_.text.size());
  const auto pending =
      run_.is_empty() ? 0U : static_cast<std::uint32_t>((written == 0 ? 0 : 2) + run_.text().size());
  mark.end = std::max(mark.begin, written + pending);
}

void Walk::note_head_element(Tag tag, const Attributes& attributes) {
  if (tag == Tag::meta && page_.metas.size() < max_metas) {
    std::string name = lower_ascii(attributes.property.empty() ? attributes.name : attributes.property);
    if (name.empty()) name = lower_ascii(attributes.http_equiv);
    const auto content = cut_bytes(trim(attributes.content), max_meta_bytes);
    if (!name.empty()) page_.metas.push_back({std::move(name), std::string(content)});
  }
  if (tag == Tag::link && page_.canonical.empty() && has_word(lower_ascii(attributes.rel), "canonical")) {
    page_.canonical = trim(attributes.href);
  }
  if (tag == Tag::html && page_.lang.empty()) page_.lang = trim(attributes.lang);
}

void Walk::start_skipped(Tag tag, const Attributes& attributes) {
  ++skipped_depth_;
  if (tag == Tag::title && page_.title.empty()) is_in_title_ = true;
  if (tag == Tag::script && attributes.type.find("ld+json") != std::string_view::npos &&
      page_.json_ld.size() < max_json_ld) {
    is_in_json_ld_ = true;
    page_.json_ld.emplace_back();
  }
}

void Walk::hide(Open& open, const Attributes& attributes) {
  const bool by_style = attributes.is_hidden_by_style();
  if (!by_style && !attributes.is_hidden && !attributes.is_aria_hidden) return;
  const Tag tag = open.meaning.tag;
  if (tag == Tag::body || tag == Tag::html || tag == Tag::br) return;
  // A hidden word inside a paragraph must not join its neighbours, nor part the paragraph.
  const bool interrupts = open.meaning.kind == TagKind::inside && !run_.is_empty();
  end_block();
  is_continuing_ = interrupts;
  open.is_hiding = true;
  ++hidden_depth_;
  hidden_starts_.push_back(by_style ? block_count() : open_end);
}

void Walk::start(std::string_view name, const AttributeList& list) {
  if (open_.size() >= max_depth) {
    ++too_deep_;
    if (tag_meaning(name).kind == TagKind::block) end_block();
    return;
  }
  Open open{.meaning = tag_meaning(name)};
  const Attributes attributes(list);
  note_head_element(open.meaning.tag, attributes);
  if (open.meaning.kind == TagKind::skipped) {
    start_skipped(open.meaning.tag, attributes);
  } else if (skipped_depth_ == 0) {
    open.is_shown = true;
    start_shown(open, name, attributes);
  }
  open_.push_back(open);
}

void Walk::start_shown(Open& open, std::string_view name, const Attributes& attributes) {
  const Tag tag = open.meaning.tag;
  open.is_node = open.meaning.kind == TagKind::block;
  if (tag == Tag::br && run_.add_line_end()) end_block();
  if (is_after_inline_end_ && !open.is_node && tag != Tag::br && !has_script_position(name)) run_.add_seam();
  is_after_inline_end_ = false;
  if (open.is_node) {
    end_block();
    is_continuing_ = false;
  }
  const std::uint32_t class_value = class_value_of(attributes);
  const std::uint32_t meaning = meanings_[class_value];
  hide(open, attributes);
  if (open.is_node) start_node(tag, attributes, class_value);
  if (may_hold_metadata(tag, attributes, meaning)) start_mark(open, attributes, meaning);
  if (tag == Tag::img && hidden_depth_ == 0 && !trim(attributes.alt).empty()) {
    page_.image_alts.emplace_back(trim(attributes.alt));
  }
  start_context(open, attributes, meaning);
}

/// What holds for all text inside the element.
void Walk::start_context(Open& open, const Attributes& attributes, std::uint32_t meaning) {
  const Tag tag = open.meaning.tag;
  open.is_link = tag == Tag::a && !attributes.href.empty();
  if (open.is_link) run_.set_link(++link_depth_ > 0);
  if (tag == Tag::html || tag == Tag::body || tag == Tag::main || tag == Tag::article) return;
  open.is_elsewhere =
      (meaning & class_elsewhere) != 0 || tag == Tag::aside || tag == Tag::footer || tag == Tag::nav;
  open.is_updated = (meaning & class_updated) != 0;
  open.is_author = (meaning & class_author) != 0;
  elsewhere_depth_ += open.is_elsewhere ? 1 : 0;
  updated_depth_ += open.is_updated ? 1 : 0;
  author_depth_ += open.is_author ? 1 : 0;
}

void Walk::end_skipped(Tag tag) {
  --skipped_depth_;
  if (tag == Tag::title) is_in_title_ = false;
  if (tag == Tag::script) is_in_json_ld_ = false;
}

void Walk::end_shown(const Open& open) {
  if (open.mark >= 0) close_mark(page_.marks[static_cast<std::size_t>(open.mark)]);
  if (open.is_link) run_.set_link(--link_depth_ > 0);
  if (open.is_hiding) {
    unhide(open);
  } else if (open.is_node) {
    end_block();
  }
  if (open.is_node) end_node(open.meaning.tag);
  elsewhere_depth_ -= open.is_elsewhere ? 1 : 0;
  updated_depth_ -= open.is_updated ? 1 : 0;
  author_depth_ -= open.is_author ? 1 : 0;
}

void Walk::unhide(const Open& open) {
  const bool is_inside = open.meaning.kind == TagKind::inside;
  end_block();
  --hidden_depth_;
  const std::uint32_t first = hidden_starts_.back();
  hidden_starts_.pop_back();
  const std::uint32_t parent = open.is_node ? page_.nodes[node()].parent : node();
  if (first != open_end) hidden_by_style_.push_back({first, block_count(), parent});
  is_continuing_ = is_inside;
}

void Walk::end_node(Tag tag) {
  page_.nodes[node()].end = block_count();
  node_stack_.pop_back();
  if (is_heading(tag)) heading_ = Tag::other;
  if (tag == Tag::pre) run_.keep_white_space(--pre_depth_ > 0);
  if (tag == Tag::noscript) --noscript_depth_;
}

void Walk::end(std::string_view name) {
  is_after_inline_end_ = !has_script_position(name);
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  if (open_.empty()) return;
  const Open open = open_.back();
  open_.pop_back();
  if (open.meaning.kind == TagKind::skipped) {
    end_skipped(open.meaning.tag);
  } else if (open.is_shown) {
    end_shown(open);
  }
}

void Walk::characters(std::string_view text) {
  if (is_in_title_)
    page_.title += cut_bytes(text, max_title_bytes - std::min(page_.title.size(), max_title_bytes));
  if (is_in_json_ld_) raw_text(text);
  if (skipped_depth_ == 0) run_.add(text);
  is_after_inline_end_ = false;
}

void Walk::raw_text(std::string_view text) {
  if (is_in_json_ld_) page_.json_ld.back() += text;
}

void Walk::reveal_long_hidden_parts() {
  std::unordered_map<std::uint32_t, std::uint32_t> chars_by_parent;
  for (const HiddenRange& range : hidden_by_style_) {
    std::uint32_t& chars = chars_by_parent[range.parent];
    for (auto i = range.first; i < range.end; ++i)
      chars += page_.blocks[i].chars - page_.blocks[i].link_chars;
  }
  for (const HiddenRange& range : hidden_by_style_) {
    if (chars_by_parent[range.parent] <= hidden_article_chars) continue;
    for (auto i = range.first; i < range.end; ++i) {
      if (page_.blocks[i].visibility == Visibility::hidden) page_.blocks[i].visibility = Visibility::shown;
    }
  }
}

}  // namespace

std::string_view Page::meta(std::string_view name) const {
  for (const MetaTag& tag : metas) {
    if (tag.name == name && !tag.content.empty()) return tag.content;
  }
  return {};
}

Page parse_page(std::string_view utf8) {
  Walk walk;
  parse_html(utf8, walk);
  return walk.take_page();
}

}  // namespace dateline::html

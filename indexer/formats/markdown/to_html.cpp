// See to_html.hpp.
#include "indexer/formats/markdown/to_html.hpp"

#include <exception>
#include <limits>
#include <utility>

#include <md4c.h>

namespace dateline::markdown {

namespace {

// Markup around the text; a row short of cells is filled up by the parser, so a table can outgrow this.
constexpr std::size_t max_growth = 16;
constexpr std::size_t free_bytes = std::size_t{1} << 20U;

std::string_view block_tag(MD_BLOCKTYPE type, const void* detail) {
  static constexpr std::string_view headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
  switch (type) {
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
      return {};
    case MD_BLOCK_QUOTE:
      return "blockquote";
    case MD_BLOCK_UL:
      return "ul";
    case MD_BLOCK_OL:
      return "ol";
    case MD_BLOCK_LI:
      return "li";
    case MD_BLOCK_HR:
      return "hr";
    case MD_BLOCK_H:
      return headings[(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level - 1) % 6];
    case MD_BLOCK_CODE:
      return "pre";
    case MD_BLOCK_P:
      return "p";
    case MD_BLOCK_TABLE:
      return "table";
    case MD_BLOCK_THEAD:
      return "thead";
    case MD_BLOCK_TBODY:
      return "tbody";
    case MD_BLOCK_TR:
      return "tr";
    case MD_BLOCK_TH:
      return "th";
    case MD_BLOCK_TD:
      return "td";
  }
  return {};
}

class Renderer {
 public:
  explicit Renderer(std::size_t input_bytes) : limit_(free_bytes + max_growth * input_bytes) {}

  int start_block(MD_BLOCKTYPE type, const void* detail) {
    is_indented_code_ =
        type == MD_BLOCK_CODE && static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->fence_char == 0;
    code_begin_ = html_.size();
    return add_tag("<", block_tag(type, detail));
  }
  int end_block(MD_BLOCKTYPE type, const void* detail) {
    if (type == MD_BLOCK_CODE && is_indented_code_ && is_markup(code_)) {
      html_.resize(code_begin_);
      html_ += code_;
      code_.clear();
      return state();
    }
    code_.clear();
    return type == MD_BLOCK_HR ? 0 : add_tag("</", block_tag(type, detail));
  }
  int start_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) ++image_depth_;
    if (type == MD_SPAN_A) html_ += "<a href=\"#\">";
    return state();
  }
  int end_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG && --image_depth_ == 0 && !alt_.empty()) alts_.push_back(std::exchange(alt_, {}));
    if (type == MD_SPAN_A) html_ += "</a>";
    return state();
  }
  int text(MD_TEXTTYPE type, std::string_view text);
  RenderedMarkdown take() { return {std::move(html_), std::move(alts_)}; }

 private:
  [[nodiscard]] int state() const { return html_.size() > limit_ ? 1 : 0; }
  int add_tag(std::string_view open, std::string_view tag) {
    if (!tag.empty()) html_.append(open).append(tag) += '>';
    return state();
  }
  /// Indented HTML after a blank line counts as code in Markdown; it was never meant so.
  static bool is_markup(std::string_view code) {
    const auto begin = code.find_first_not_of(" \n");
    return begin != std::string_view::npos &&
           (code[begin] == '<' || code.find("&#8") != std::string_view::npos);
  }
  static void append_escaped(std::string& out, std::string_view text);

  std::string html_;
  std::string alt_;
  std::vector<std::string> alts_;
  std::string code_;  // of an indented code block, as written
  std::size_t code_begin_ = 0;
  std::size_t limit_;
  bool is_indented_code_ = false;
  int image_depth_ = 0;
};

void Renderer::append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      default:
        out += c;
    }
  }
}

int Renderer::text(MD_TEXTTYPE type, std::string_view text) {
  std::string& out = image_depth_ > 0 ? alt_ : html_;
  switch (type) {
    case MD_TEXT_BR:
      out += image_depth_ > 0 ? " " : "<br>";
      break;
    case MD_TEXT_SOFTBR:
      out += '\n';
      break;
    case MD_TEXT_ENTITY:
    case MD_TEXT_HTML:
      if (image_depth_ == 0 || type == MD_TEXT_ENTITY) out += text;
      break;
    case MD_TEXT_NULLCHAR:
      out += "\xEF\xBF\xBD";
      break;
    case MD_TEXT_CODE:
      if (is_indented_code_) code_ += text;
      append_escaped(out, text);
      break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_LATEXMATH:
      append_escaped(out, text);
      break;
  }
  return state();
}

/// C must not see our exceptions (only bad_alloc can be one): the parser stops, and render_html throws it
/// again.
struct Call {
  Renderer renderer;
  std::exception_ptr failure{};

  template <typename Event>
  int run(Event event) noexcept {
    try {
      return event(renderer);
    } catch (...) {
      failure = std::current_exception();
      return 1;
    }
  }
};

Call& call_of(void* user) {
  return *static_cast<Call*>(user);
}

}  // namespace

std::optional<RenderedMarkdown> render_html(std::string_view markdown) {
  if (markdown.size() > std::numeric_limits<MD_SIZE>::max() / 2) return std::nullopt;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_WIKILINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return call_of(user).run([&](Renderer& to) { return to.start_block(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return call_of(user).run([&](Renderer& to) { return to.end_block(type, detail); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* user) {
    return call_of(user).run([&](Renderer& to) { return to.start_span(type); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    return call_of(user).run([&](Renderer& to) { return to.end_span(type); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return call_of(user).run([&](Renderer& to) { return to.text(type, {text, size}); });
  };
  Call call{.renderer = Renderer(markdown.size())};
  const int status = md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &call);
  if (call.failure) std::rethrow_exception(call.failure);
  if (status != 0) return std::nullopt;
  return call.renderer.take();
}

}  // namespace dateline::markdown

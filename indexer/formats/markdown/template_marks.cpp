// See template_marks.hpp.
#include "indexer/formats/markdown/template_marks.hpp"

#include "common/text/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace dateline::markdown {

namespace {

// A mark that does not close within this many bytes is none.
constexpr std::size_t max_mark_bytes = 4000;
constexpr std::size_t max_note_mark_bytes = 60;
constexpr std::size_t max_attribute_bytes = 300;

/// The value of `name="…"` among a shortcode's arguments.
std::string_view argument(std::string_view arguments, std::string_view name) {
  for (auto at = arguments.find(name); at != std::string_view::npos; at = arguments.find(name, at + 1)) {
    const bool begins = at == 0 || arguments[at - 1] == ' ' || arguments[at - 1] == '\n' ||
                        arguments[at - 1] == '(' || arguments[at - 1] == ',';
    const auto equals = arguments.find_first_not_of(' ', at + name.size());
    if (!begins || equals == std::string_view::npos || arguments[equals] != '=') continue;
    const auto open = arguments.find_first_not_of(' ', equals + 1);
    if (open == std::string_view::npos) return {};
    const char quote = arguments[open];
    if (quote != '"' && quote != '\'' && quote != '`') return {};
    const auto close = arguments.find(quote, open + 1);
    return arguments.substr(open + 1, std::min(close, arguments.size()) - open - 1);
  }
  return {};
}

class Stripper {
 public:
  explicit Stripper(std::string_view in) : in_(in) {}

  PlainMarkdown strip() {
    while (at_ < in_.size()) {
      if (is_line_start() && take_fence()) continue;
      if (is_line_start() && take_footnote()) continue;
      if (!take_mark()) plain_.text += in_[at_++];
    }
    return std::move(plain_);
  }

 private:
  [[nodiscard]] bool is_line_start() const { return at_ == 0 || in_[at_ - 1] == '\n'; }
  [[nodiscard]] std::string_view rest() const { return in_.substr(at_); }
  bool take_fence();
  bool take_footnote();
  bool take_mark();
  bool take_code_span();
  bool take_shortcode();
  bool take_tag();
  bool take_pair(std::size_t size, std::string_view end_name, bool& is_open);
  bool take_attributes();
  bool take_footnote_mark();
  bool take_embed();
  bool take_lone_emphasis();
  void leave_out(std::size_t size);

  std::string_view in_;
  std::size_t at_ = 0;
  std::size_t paragraph_end_ = 0;  // of the paragraph that holds `at_`, when a code span was looked for in it
  std::size_t scan_limit_ = 0;     // code spans do not close before here
  bool is_comment_open_ = false;
  bool is_highlight_open_ = false;
  PlainMarkdown plain_;
};

/// Skips `size` bytes; where they were a link's address, something must stand for it, and "<{{ url }}>" goes
/// with its brackets.
void Stripper::leave_out(std::size_t size) {
  at_ += size;
  if (plain_.text.ends_with('<') && rest().starts_with('>')) {
    plain_.text.pop_back();
    ++at_;
    return;
  }
  const std::string_view before =
      trim(std::string_view(plain_.text)
               .substr(plain_.text.size() - std::min<std::size_t>(plain_.text.size(), 4)));
  if (before.ends_with("](") || before.ends_with("]:")) plain_.text += '#';
}

/// A fenced code block, whole.
bool Stripper::take_fence() {
  const auto indent = std::min(in_.find_first_not_of(' ', at_), in_.size());
  const auto open = in_.substr(indent);
  if (indent - at_ > 3 || (!open.starts_with("```") && !open.starts_with("~~~"))) return false;
  const char mark = open.front();
  const auto length = std::min(open.find_first_not_of(mark), open.size());
  std::size_t line = in_.find('\n', indent);
  while (line != std::string_view::npos) {
    const auto begin = std::min(in_.find_first_not_of(' ', line + 1), in_.size());
    const auto run = std::min(in_.find_first_not_of(mark, begin), in_.size()) - begin;
    line = in_.find('\n', begin);
    if (run >= length) break;
  }
  const auto end = line == std::string_view::npos ? in_.size() : line + 1;
  plain_.text += in_.substr(at_, end - at_);
  at_ = end;
  return true;
}

/// "[^1]: text of a note": the text stays.
bool Stripper::take_footnote() {
  if (!rest().starts_with("[^")) return false;
  const auto close = rest().substr(0, max_note_mark_bytes).find(']');
  if (close == std::string_view::npos || close + 1 >= rest().size() || rest()[close + 1] != ':') return false;
  at_ += close + 2;
  return true;
}

bool Stripper::take_mark() {
  switch (in_[at_]) {
    case '`':
      return take_code_span();
    case '{':
      return take_shortcode() || take_tag() || take_attributes();
    case '[':
      return take_footnote_mark();
    case '!':
      return take_embed();
    case '_':
      return take_lone_emphasis();
    default:
      return false;
  }
}

/// `code`: closed by a run of as many backticks.
bool Stripper::take_code_span() {
  const auto length = std::min(rest().find_first_not_of('`'), rest().size());
  if (at_ >= paragraph_end_) paragraph_end_ = std::min(in_.find("\n\n", at_), in_.size());
  for (auto close = at_ + length; close < paragraph_end_ && at_ >= scan_limit_;) {
    close = in_.find('`', close);
    if (close == std::string_view::npos || close >= paragraph_end_) break;
    const auto run = std::min(in_.find_first_not_of('`', close), in_.size()) - close;
    if (run == length) {
      plain_.text += in_.substr(at_, close + run - at_);
      at_ = close + run;
      return true;
    }
    close += run;
  }
  // No closing run in this paragraph: do not look again for each of its backticks.
  if (at_ >= scan_limit_) scan_limit_ = paragraph_end_;
  plain_.text += in_.substr(at_, length);
  at_ += length;
  return true;
}

/// Hugo's `{{< figure … >}}` and `{{% … %}}`, Liquid's and Zola's `{{ … }}`.
bool Stripper::take_shortcode() {
  if (!rest().starts_with("{{")) return false;
  const auto close = rest().substr(0, max_mark_bytes).find("}}");
  if (close == std::string_view::npos) return false;
  const auto inside = rest().substr(2, close - 2);
  for (const std::string_view name : {"alt", "caption"}) {
    const auto value = trim(argument(inside, name));
    if (!value.empty()) plain_.captions.emplace_back(value);
  }
  leave_out(close + 2);
  return true;
}

/// Liquid's `{% … %}`. Highlighted code becomes a fence; comments go with what they hold.
bool Stripper::take_tag() {
  if (!rest().starts_with("{%")) return false;
  const auto close = rest().substr(0, max_mark_bytes).find("%}");
  if (close == std::string_view::npos) return false;
  const auto inside = trim(rest().substr(2, close - 2));
  const auto name = inside.substr(0, inside.find_first_of(" \n("));
  if (name == "comment" && take_pair(close + 2, "endcomment", is_comment_open_)) return true;
  if (name == "highlight" && take_pair(close + 2, "endhighlight", is_highlight_open_)) return true;
  leave_out(close + 2);
  return true;
}

/// From an opening tag of `size` bytes to its closing one; false when there is none, and then for all later
/// ones too (`is_open` remembers it).
bool Stripper::take_pair(std::size_t size, std::string_view end_name, bool& is_open) {
  if (is_open) return false;
  const auto begin = at_ + size;
  const auto name = in_.find(end_name, begin);
  const auto end = name == std::string_view::npos ? name : in_.find("%}", name);
  const auto inside_end = end == std::string_view::npos ? end : in_.rfind("{%", name);
  if (inside_end == std::string_view::npos || inside_end < begin) {
    is_open = true;
    return false;
  }
  if (end_name == "endhighlight") {
    plain_.text += "\n~~~~~~\n";
    plain_.text += trim(in_.substr(begin, inside_end - begin));
    plain_.text += "\n~~~~~~\n";
  }
  at_ = end + 2;
  return true;
}

/// kramdown's `{: .class #id}` and the `{#id}`, `{.class}` of headings.
bool Stripper::take_attributes() {
  const bool is_attributes = rest().starts_with("{:") || rest().starts_with("{#") || rest().starts_with("{.");
  if (!is_attributes) return false;
  const auto close = rest().substr(0, max_attribute_bytes).find_first_of("}\n");
  if (close == std::string_view::npos || rest()[close] != '}') return false;
  const auto after = in_.find_first_not_of(" \t\r", at_ + close + 1);
  // "{#" and "{." may be text; as attributes they end their line.
  const bool ends_line = after == std::string_view::npos || in_[after] == '\n';
  if (!rest().starts_with("{:") && !ends_line) return false;
  at_ += close + 1;
  return true;
}

/// "[^1]" in running text.
bool Stripper::take_footnote_mark() {
  if (!rest().starts_with("[^")) return false;
  const auto close = rest().substr(0, max_note_mark_bytes).find_first_of("] \n");
  if (close == std::string_view::npos || rest()[close] != ']') return false;
  at_ += close + 1;
  return true;
}

/// Obsidian's `![[picture.png]]`.
bool Stripper::take_embed() {
  if (!rest().starts_with("![[")) return false;
  const auto close = rest().substr(0, max_mark_bytes).find("]]");
  if (close == std::string_view::npos) return false;
  at_ += close + 2;
  return true;
}

/// An editor's emphasis of the full stop behind a link, "[_email_](…)_._", which the parser pairs wrongly.
bool Stripper::take_lone_emphasis() {
  const bool is_lone = at_ > 0 && in_[at_ - 1] == ')' && rest().size() > 2 && rest()[2] == '_' &&
                       std::string_view(".,;:!?").find(rest()[1]) != std::string_view::npos;
  if (!is_lone) return false;
  plain_.text += rest()[1];
  at_ += 3;
  return true;
}

}  // namespace

PlainMarkdown without_template_marks(std::string_view markdown) {
  return Stripper(markdown).strip();
}

}  // namespace dateline::markdown

// See headline.hpp. The heading that agrees with what the page calls itself beats either alone: `<title>` is
// often written for search engines, and the first heading is often the site's name.
#include "indexer/formats/html/headline.hpp"

#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

namespace dateline::html {

namespace {

constexpr double h1_weight = 1.5;
constexpr std::size_t min_heading_letters = 4;
constexpr std::size_t max_title_bytes = 600;
constexpr std::size_t max_title_letters = 1000;  // each heading is sought in them

std::string_view raw_text(const Page& page, const Mark& mark) {
  return std::string_view(page.text).substr(mark.begin, mark.end - mark.begin);
}

std::string one_line(std::string_view text) {
  std::string out;
  bool is_gap = false;
  for (const char c : text) {
    if (c == '\n' || c == ' ') {
      is_gap = true;
    } else {
      if (is_gap && !out.empty()) out += ' ';
      is_gap = false;
      out += c;
    }
  }
  return out;
}

class Finder {
 public:
  Finder(const Page& page, const JsonLd& json, const Site& site) : page_(page), json_(json), site_(site) {
    for (const std::string_view title :
         {std::string_view(page.title), page.meta("og:title"), page.meta("twitter:title")}) {
      std::string letters = letters_of(plain_text(title), max_title_letters);
      if (!letters.empty()) titles_.push_back(std::move(letters));
    }
  }

  Headline find() {
    Headline headline = agreed_heading();
    if (headline.text.empty()) headline = only_h1();
    drop_run_in_kicker(headline);
    if (headline.text.empty())
      headline = marked([](const Mark& mark) { return mark.itemprop == "headline"; });
    if (headline.text.empty()) headline.text = json_.headline;
    if (headline.text.empty()) {
      headline = marked([](const Mark& mark) { return (mark.meaning & class_title) != 0; });
    }
    for (const std::string_view title : {page_.meta("og:title"), std::string_view(page_.title)}) {
      if (headline.text.empty()) headline.text = without_site_name(site_, plain_text(title));
    }
    if (headline.text.empty()) headline = first_h1();
    if (headline.text.empty())
      headline.text = without_site_name(site_, plain_text(page_.meta("twitter:title")));
    if (!headline.block) headline.block = printed_at(headline.text);
    return headline;
  }

 private:
  [[nodiscard]] Headline agreed_heading() const;
  [[nodiscard]] Headline only_h1() const;
  [[nodiscard]] Headline first_h1() const;
  void drop_run_in_kicker(Headline& headline) const;
  [[nodiscard]] Headline marked(const std::function<bool(const Mark&)>& is_wanted) const;
  [[nodiscard]] std::optional<std::uint32_t> printed_at(const std::string& title) const;
  [[nodiscard]] std::string without_kicker(const Mark& heading) const;
  [[nodiscard]] bool is_agreed(const std::string& letters) const;
  [[nodiscard]] bool is_shown(const Mark& mark) const {
    return mark.end > mark.begin && mark.first < page_.blocks.size() &&
           page_.blocks[mark.first].visibility == Visibility::shown;
  }

  const Page& page_;
  const JsonLd& json_;
  const Site& site_;
  std::vector<std::string> titles_;
};

bool Finder::is_agreed(const std::string& letters) const {
  if (letters.size() < min_heading_letters) return false;
  return std::ranges::any_of(
      titles_, [&](const std::string& title) { return title.find(letters) != std::string::npos; });
}

/// The heading without an element at its start that is classed as the line over it; empty when it has none.
std::string Finder::without_kicker(const Mark& heading) const {
  for (const Mark& mark : page_.marks) {
    if (mark.begin > heading.end) break;
    const bool is_kicker = (mark.meaning & class_kicker) != 0 && mark.begin == heading.begin &&
                           mark.end > mark.begin && mark.end < heading.end;
    if (is_kicker) return one_line(std::string_view(page_.text).substr(mark.end, heading.end - mark.end));
  }
  return {};
}

Headline Finder::agreed_heading() const {
  Headline best;
  double best_score = 0.0;
  for (const Mark& mark : page_.marks) {
    const bool is_candidate = (mark.tag == Tag::h1 || mark.tag == Tag::h2 || mark.tag == Tag::h3) &&
                              !mark.is_elsewhere && is_shown(mark) &&
                              mark.end - mark.begin <= max_title_bytes;
    if (!is_candidate) continue;
    // A line over the headline that the titles hold as well belongs to it.
    std::string text = one_line(raw_text(page_, mark));
    if (!is_agreed(letters_of(text))) text = without_kicker(mark);
    const std::string letters = letters_of(text);
    const double score = static_cast<double>(letters.size()) * (mark.tag == Tag::h1 ? h1_weight : 1.0);
    if (score <= best_score || !is_agreed(letters) || is_site_name(site_, text)) continue;
    best_score = score;
    best = {std::move(text), mark.first};
  }
  return best;
}

/// A heading that ends in a title the page states elsewhere holds more than the headline: a place, a section.
void Finder::drop_run_in_kicker(Headline& headline) const {
  const std::string letters = letters_of(headline.text);
  if (is_agreed(letters)) return;  // a title holds all of it
  for (const std::string_view stated : {std::string_view(json_.headline), page_.meta("og:title"),
                                        page_.meta("twitter:title"), std::string_view(page_.title)}) {
    std::string title = without_site_name(site_, plain_text(stated));
    const std::string title_letters = letters_of(title);
    const bool is_tail = title_letters.size() < letters.size() &&
                         5 * title_letters.size() > 2 * letters.size() && letters.ends_with(title_letters);
    if (!is_tail) continue;
    headline.text = std::move(title);
    return;
  }
}

Headline Finder::only_h1() const {
  Headline only;
  for (const Mark& mark : page_.marks) {
    if (mark.tag != Tag::h1 || !is_shown(mark) || mark.end - mark.begin > max_title_bytes) continue;
    std::string text = one_line(raw_text(page_, mark));
    if (is_site_name(site_, text)) continue;
    if (!only.text.empty()) return {};
    std::string shorter = without_kicker(mark);
    only = {shorter.empty() ? std::move(text) : std::move(shorter), mark.first};
  }
  return only;
}

Headline Finder::first_h1() const {
  return marked([](const Mark& mark) { return mark.tag == Tag::h1; });
}

Headline Finder::marked(const std::function<bool(const Mark&)>& is_wanted) const {
  for (const Mark& mark : page_.marks) {
    if (mark.is_elsewhere || !is_wanted(mark) || mark.end - mark.begin > max_title_bytes) continue;
    std::string text = mark.value.empty() ? one_line(raw_text(page_, mark)) : plain_text(mark.value);
    if (text.empty() || text.size() > max_title_bytes || is_site_name(site_, text)) continue;
    return {std::move(text), is_shown(mark) ? std::optional(mark.first) : std::nullopt};
  }
  return {};
}

std::optional<std::uint32_t> Finder::printed_at(const std::string& title) const {
  const std::string letters = letters_of(title);
  if (letters.size() < min_heading_letters) return std::nullopt;
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    const Block& block = page_.blocks[i];
    const bool may_be =
        block.visibility == Visibility::shown && block.end - block.begin < 2 * title.size() + 20;
    if (may_be && letters_of(page_.text_of(block)) == letters) return i;
  }
  return std::nullopt;
}

}  // namespace

Headline find_headline(const Page& page, const JsonLd& json, const Site& site) {
  return Finder(page, json, site).find();
}

}  // namespace dateline::html

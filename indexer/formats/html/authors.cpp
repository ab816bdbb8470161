// See authors.hpp. The kinds of evidence are asked in the order of how often they are right; a vote did no
// better.
#include "indexer/formats/html/authors.hpp"

#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/html/author_names.hpp"
#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string_view>

namespace dateline::html {

namespace {

/// Some name of one list holds, or is held in, one of the other.
bool agree(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::ranges::any_of(some, [&](const std::string& one) {
    const std::string letters = letters_of(one);
    return std::ranges::any_of(others, [&](const std::string& other) {
      const std::string other_letters = letters_of(other);
      return letters.find(other_letters) != std::string::npos ||
             other_letters.find(letters) != std::string::npos;
    });
  });
}

/// Two to four words, each with a capital.
bool is_full_name(std::string_view name) {
  std::size_t words = 0;
  while (!name.empty()) {
    const auto word = name.substr(0, name.find(' '));
    if (!begins_with_capital(word)) return false;
    ++words;
    name.remove_prefix(std::min(name.size(), word.size() + 1));
  }
  return words >= 2 && words <= 4;
}

class Finder {
 public:
  Finder(const Page& page, const JsonLd& json, const Site& site, std::uint32_t near)
      : page_(page), json_(json), site_(site), near_(near) {}

  std::vector<std::string> find();

 private:
  using Names = std::vector<std::string>;

  [[nodiscard]] Names by_line() const;
  [[nodiscard]] Names dated_line() const;
  [[nodiscard]] Names of_list(const Names& values) const;
  [[nodiscard]] Names of_marks(const std::function<bool(const Mark&)>& is_wanted) const;
  [[nodiscard]] Names of_metas() const;
  [[nodiscard]] Names site_as_author() const;
  [[nodiscard]] std::string value_of(const Mark& mark) const;
  [[nodiscard]] Names without_site(Names names) const;

  const Page& page_;
  const JsonLd& json_;
  const Site& site_;
  std::uint32_t near_;
};

Finder::Names Finder::without_site(Names names) const {
  std::erase_if(names, [&](const std::string& name) { return is_site_name(site_, name); });
  return names;
}

/// "By …" at the start of a short block near the headline.
Finder::Names Finder::by_line() const {
  const auto count = static_cast<std::int64_t>(page_.blocks.size());
  for (int step = 1; step <= 22; ++step) {
    const std::int64_t at = std::int64_t{near_} + (step <= 15 ? step : 15 - step);
    if (at < 0 || at >= count) continue;
    const Block& block = page_.blocks[static_cast<std::size_t>(at)];
    if (block.chars >= 250 || block.visibility != Visibility::shown || block.heading != Tag::other) continue;
    const std::string_view text = page_.text_of(block);
    const auto bytes = by_word_bytes(text);
    if (bytes == 0) continue;
    // "By the end of the year, …" is prose: a name begins with a capital, or has none.
    const auto begin = std::min(text.find_first_not_of(" \n:", bytes), text.size());
    const char initial = begin < text.size() ? text[begin] : '0';
    if ((initial >= 'a' && initial <= 'z') || (initial >= '0' && initial <= '9')) continue;
    if (block.chars > 120 && ends_sentence(text)) continue;
    Names names = without_site(split_authors(text));
    if (!names.empty()) return names;
  }
  return {};
}

/// "Ann Smith, 3 May 2020" right under the headline: a name without a by-word, told by the date behind it.
Finder::Names Finder::dated_line() const {
  constexpr std::uint32_t lines = 3;
  const auto end = std::min<std::size_t>(page_.blocks.size(), std::size_t{near_} + 1 + lines);
  for (std::size_t i = std::size_t{near_} + 1; i < end; ++i) {
    const Block& block = page_.blocks[i];
    if (block.chars >= 80 || block.visibility != Visibility::shown) continue;
    const std::string_view text = page_.text_of(block);
    const auto date = find_date(text, DateReading{.today = std::chrono::year(2999) / 12 / 31});
    if (!date || date->begin == 0) continue;
    const auto head = text.substr(0, date->begin);
    if (head.find(',') == std::string_view::npos) continue;
    Names names = without_site(split_authors(head));
    const bool are_people =
        std::ranges::all_of(names, [](const std::string& name) { return is_full_name(name); });
    if (!names.empty() && are_people) return names;
  }
  return {};
}

Finder::Names Finder::of_list(const Names& values) const {
  Names names;
  for (const std::string& value : values) {
    for (std::string& name : split_authors(value)) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
  return without_site(std::move(names));
}

/// A person's name where the element holds one apart ("itemprop=name"), else all of its text.
std::string Finder::value_of(const Mark& mark) const {
  const auto text = [&](const Mark& of) {
    if (of.end - of.begin > max_author_bytes) return std::string();
    return of.value.empty() ? plain_text(std::string_view(page_.text).substr(of.begin, of.end - of.begin))
                            : plain_text(of.value);
  };
  if (mark.itemprop.find("author") != std::string::npos ||
      mark.itemprop.find("creator") != std::string::npos) {
    for (const Mark& inner : page_.marks) {
      const bool is_inside = &inner > &mark && inner.begin >= mark.begin && inner.end <= mark.end;
      if (is_inside && inner.itemprop == "name") return text(inner);
      if (inner.begin > mark.end) break;
    }
  }
  return text(mark);
}

/// All marks of a kind in the first place where one stands: two authors stand side by side.
Finder::Names Finder::of_marks(const std::function<bool(const Mark&)>& is_wanted) const {
  Names values;
  std::uint32_t place = 0;
  constexpr std::uint32_t same_place = 3;  // blocks
  for (const Mark& mark : page_.marks) {
    if (mark.is_elsewhere || !is_wanted(mark)) continue;
    if (!values.empty() && mark.first > place + same_place) break;
    std::string value = value_of(mark);
    if (split_authors(value).empty()) continue;
    place = mark.first;
    values.push_back(std::move(value));
  }
  return of_list(values);
}

Finder::Names Finder::of_metas() const {
  for (const char* name :
       {"author", "article:author_name", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author",
        "citation_author", "byl", "article:author", "og:article:author"}) {
    Names values;
    for (const MetaTag& meta : page_.metas) {
      if (meta.name == name && meta.content.find("://") == std::string::npos)
        values.push_back(plain_text(meta.content));
    }
    Names names = of_list(values);
    if (!names.empty()) return names;
  }
  return {};
}

/// What the page itself gives as its author, though it is only the site.
Finder::Names Finder::site_as_author() const {
  for (const std::string& value : json_.authors) {
    if (is_site_name(site_, value)) return {value};
  }
  const std::string_view meta = page_.meta("author");
  return is_site_name(site_, meta) ? Names{plain_text(meta)} : Names{};
}

std::vector<std::string> Finder::find() {
  Names names = by_line();
  // Of two lists that agree in a name, JSON-LD's is the cleaner: no town, no job, no agency run in.
  const Names stated = of_list(json_.authors);
  if (names.empty() || agree(names, stated)) names = stated;
  if (names.empty()) {
    names = of_marks([](const Mark& mark) { return mark.is_author_link && mark.is_in_author; });
  }
  if (names.empty()) names = of_marks([](const Mark& mark) { return mark.is_rel_author; });
  if (names.empty()) {
    names = of_marks([](const Mark& mark) { return mark.itemprop.find("author") != std::string::npos; });
  }
  if (names.empty()) {
    names = of_marks(
        [](const Mark& mark) { return (mark.meaning & class_author) != 0 && mark.end - mark.begin < 100; });
  }
  if (names.empty()) {
    const std::string label = folded_words(page_.meta("twitter:label1"));
    if (label.find("by") != std::string::npos || label.find("von") != std::string::npos ||
        label.find("par") != std::string::npos || label.find("por") != std::string::npos) {
      names = of_list({plain_text(page_.meta("twitter:data1"))});
    }
  }
  if (names.empty()) names = of_metas();
  if (names.empty() && json_.persons.size() == 1) names = of_list(json_.persons);
  if (names.empty()) names = dated_line();
  if (names.empty()) names = site_as_author();
  return names;
}

}  // namespace

std::vector<std::string> find_authors(const Page& page, const JsonLd& json, const Site& site,
                                      std::uint32_t near) {
  return Finder(page, json, site, near).find();
}

}  // namespace dateline::html

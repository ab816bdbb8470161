// See site.hpp.
#include "indexer/formats/html/site.hpp"

#include "common/schema/terms.hpp"
#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/letters.hpp"
#include "indexer/formats/language_tag.hpp"

#include <algorithm>
#include <array>

namespace dateline::html {

namespace {

constexpr std::size_t max_tags = 30;
constexpr std::size_t max_tag_bytes = 100;

bool is_web_address(std::string_view url) {
  return (url.starts_with("http://") || url.starts_with("https://")) &&
         url.find_first_of(" \t\n\"<>") == url.npos;
}

/// "tagesschau" of "www.tagesschau.de", "bbc" of "news.bbc.co.uk".
std::string main_label(std::string_view host) {
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos) return std::string(host);
  auto rest = host.substr(0, dot);
  auto label = rest.substr(rest.rfind('.') + 1);
  if (label.size() <= 3 && label.size() < rest.size()) {
    rest = rest.substr(0, rest.size() - label.size() - 1);
    const auto longer = rest.substr(rest.rfind('.') + 1);
    if (longer.size() > label.size() || label == "co" || label == "com") label = longer;
  }
  return std::string(label);
}

std::string read_language(const Page& page, const JsonLd& json) {
  for (const std::string_view candidate : {std::string_view(page.lang), page.meta("content-language"),
                                           page.meta("og:locale"), std::string_view(json.lang)}) {
    std::string tag = language_tag(candidate);
    if (!tag.empty()) return tag;
  }
  return {};
}

void add_tag(std::vector<std::string>& tags, std::string_view raw) {
  std::string tag = plain_text(raw);
  if (tag.starts_with('#')) tag.erase(0, 1);
  if (tag.empty() || tag.size() > max_tag_bytes || tags.size() >= max_tags) return;
  const std::string letters = letters_of(tag);
  const bool is_known =
      std::ranges::any_of(tags, [&](const std::string& known) { return letters_of(known) == letters; });
  if (!is_known && !letters.empty()) tags.push_back(std::move(tag));
}

void add_list(std::vector<std::string>& tags, std::string_view list) {
  while (!list.empty()) {
    const auto end = std::min(list.size(), list.find_first_of(",;"));
    add_tag(tags, list.substr(0, end));
    list.remove_prefix(std::min(list.size(), end + 1));
  }
}

struct Separator {
  std::size_t begin = 0;
  std::size_t end = 0;
};

constexpr auto separators =
    std::to_array<std::string_view>({" | ", " · ", " • ", " » ", " – ", " — ", " - ", " :: ", " ― ", " « ",
                                     " / ", "｜", " ‹ ", "|", "_", " ▷ "});

std::size_t word_count(std::string_view text) {
  const std::string words = folded_words(text);
  return words.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(words, ' ')) + 1;
}

/// The segment is the site's name, holds it, or is held in it.
bool speaks_of_site(const Site& site, std::string_view segment) {
  const std::string letters = letters_of(segment);
  if (letters.size() <= 3) return std::ranges::find(site.name_letters, letters) != site.name_letters.end();
  return std::ranges::any_of(site.name_letters, [&](const std::string& name) {
    if (name.size() <= 3) return name == letters;
    return letters.find(name) != std::string::npos || name.find(letters) != std::string::npos;
  });
}

/// The name inside an element marked as the publisher.
std::string publisher_of(const Page& page) {
  for (std::size_t i = 0; i < page.marks.size(); ++i) {
    const Mark& publisher = page.marks[i];
    if (publisher.itemprop.find("publisher") == std::string::npos) continue;
    for (std::size_t k = i + 1; k < page.marks.size() && page.marks[k].begin <= publisher.end; ++k) {
      const Mark& name = page.marks[k];
      if (name.itemprop != "name" || name.end > publisher.end) continue;
      return plain_text(name.value.empty()
                            ? std::string_view(page.text).substr(name.begin, name.end - name.begin)
                            : std::string_view(name.value));
    }
  }
  return {};
}

}  // namespace

Site read_site(const Page& page, const JsonLd& json) {
  Site site;
  for (const std::string_view url :
       {std::string_view(page.canonical), page.meta("og:url"), std::string_view(json.url)}) {
    if (site.url.empty() && is_web_address(url)) site.url = url;
  }
  if (!site.url.empty()) site.host = host_of(site.url);
  site.lang = read_language(page, json);
  std::vector<std::string> names;
  for (const char* meta :
       {"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone"}) {
    if (const auto name = page.meta(meta); !name.empty()) names.push_back(plain_text(name));
  }
  names.insert(names.end(), json.site_names.begin(), json.site_names.end());
  if (std::string publisher = publisher_of(page); !publisher.empty()) names.push_back(std::move(publisher));
  if (!names.empty()) site.name = names.front();
  if (!site.host.empty()) {
    names.push_back(site.host);
    names.push_back(main_label(site.host));
  }
  for (const std::string& name : names) {
    std::string letters = letters_of(name);
    if (!letters.empty()) site.name_letters.push_back(std::move(letters));
  }
  return site;
}

std::vector<std::string> read_tags(const Page& page, const JsonLd& json) {
  std::vector<std::string> tags;
  for (const MetaTag& meta : page.metas) {
    if (meta.name == "article:section") add_tag(tags, meta.content);
  }
  add_tag(tags, json.section);
  for (const MetaTag& meta : page.metas) {
    if (meta.name == "article:tag" || meta.name == "news_keywords" || meta.name == "parsely-tags" ||
        meta.name == "sailthru.tags") {
      add_list(tags, meta.content);
    }
  }
  for (const std::string& keyword : json.keywords) add_tag(tags, keyword);
  for (const Mark& mark : page.marks) {
    if (mark.tag == Tag::a && (mark.meaning & class_tag) != 0 && !mark.is_elsewhere &&
        mark.end - mark.begin <= max_tag_bytes) {
      add_tag(tags, std::string_view(page.text).substr(mark.begin, mark.end - mark.begin));
    }
  }
  if (tags.size() <= 1) add_list(tags, page.meta("keywords"));
  return tags;
}

bool is_site_name(const Site& site, std::string_view text) {
  const std::string letters = letters_of(text);
  return std::ranges::find(site.name_letters, letters) != site.name_letters.end();
}

std::string without_site_name(const Site& site, std::string_view title) {
  std::string_view rest = title;
  for (int round = 0; round < 3; ++round) {
    Separator last;
    Separator first{.begin = std::string_view::npos, .end = 0};
    for (const auto separator : separators) {
      const auto from_end = rest.rfind(separator);
      if (from_end != std::string_view::npos && from_end > last.begin) {
        last = {from_end, from_end + separator.size()};
      }
      const auto from_start = rest.find(separator);
      if (from_start < first.begin) first = {from_start, from_start + separator.size()};
    }
    if (last.begin == 0) break;
    const auto head = rest.substr(0, last.begin);
    const auto tail = rest.substr(last.end);
    if (speaks_of_site(site, tail)) {
      rest = head;
    } else if (first.begin > 0 && speaks_of_site(site, rest.substr(0, first.begin))) {
      rest = rest.substr(first.end);
    } else if (site.name_letters.empty() && word_count(tail) <= 4 && tail.size() < head.size()) {
      rest = head;
      break;
    } else {
      break;
    }
  }
  return plain_text(rest);
}

}  // namespace dateline::html

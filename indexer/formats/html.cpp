// Reads a saved web page in five steps: bytes to UTF-8, page to blocks, text, what the page says of itself,
// article.
#include "indexer/formats/html.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/html/authors.hpp"
#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/headline.hpp"
#include "indexer/formats/html/json_ld.hpp"
#include "indexer/formats/html/letters.hpp"
#include "indexer/formats/html/page.hpp"
#include "indexer/formats/html/page_date.hpp"
#include "indexer/formats/html/site.hpp"
#include "indexer/formats/html/tags.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace dateline {

namespace {

constexpr std::size_t charset_window_bytes = 8192;

/// Of `<meta charset=…>` or `<meta … content="text/html; charset=…">` in the page's first bytes.
std::string declared_charset(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, charset_window_bytes));
  for (auto tag = head.find("<meta"); tag != std::string::npos; tag = head.find("<meta", tag + 5)) {
    const auto end = std::min(head.find('>', tag), head.size());
    auto at = head.find("charset", tag);
    if (at == std::string::npos || at > end) continue;
    at = head.find_first_not_of(" \t\r\n=\"'", at + 7);
    if (at == std::string::npos || at > end) continue;
    return head.substr(at, head.find_first_of(" \t\r\n\"';/>", at) - at);
  }
  return {};
}

std::vector<std::string_view> descriptions_of(const html::Page& page, const html::JsonLd& json) {
  return {page.meta("og:description"), page.meta("description"), page.meta("twitter:description"),
          json.description};
}

/// The standfirst as printed; else the description, unless it is only the text's own beginning.
std::string choose_summary(const html::Body& body, const std::vector<std::string_view>& descriptions) {
  if (!body.standfirst.empty()) return body.standfirst;
  constexpr std::size_t opening_letters = 40;
  const std::string text = html::letters_of(body.text);
  for (const std::string_view description : descriptions) {
    std::string summary = html::plain_text(description);
    const std::string opening = html::letters_of(summary, opening_letters);
    if (opening.size() < 20) continue;
    return text.find(opening) == std::string::npos ? summary : std::string();
  }
  return {};
}

Article read_article(const html::Page& page, std::chrono::sys_days today) {
  const html::JsonLd json = html::read_json_ld(page.json_ld);
  html::Site site = html::read_site(page, json);
  const auto descriptions = descriptions_of(page, json);
  html::Body body = html::find_body(page, descriptions, json.body);
  html::Headline headline = html::find_headline(page, json, site);
  const std::uint32_t near = headline.block.value_or(body.first_block);
  const html::PageDates dates = html::find_dates(page, json, site, near, today);

  Article article;
  article.title = std::move(headline.text);
  article.summary = choose_summary(body, descriptions);
  article.authors = html::find_authors(page, json, site, near);
  article.published = dates.published;
  article.published_from = dates.published_from;
  article.modified = dates.modified;
  article.tags = html::read_tags(page, json);
  article.source = site.name.empty() ? site.host : site.name;
  article.url = std::move(site.url);
  article.lang = std::move(site.lang);
  article.format = "text/html";
  article.text = std::move(body.text);
  article.captions = std::move(body.captions);
  return article;
}

}  // namespace

bool looks_like_html(std::string_view head) {
  const std::string text = lower_ascii(head);
  if (text.find("<!doctype html") != std::string::npos || text.find("<html") != std::string::npos)
    return true;
  // A fragment: its first element is one that only pages have.
  auto at = text.find('<');
  if (text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") != at) return false;
  while (at != std::string::npos && text.compare(at, 4, "<!--") == 0) {
    const auto end = text.find("-->", at);
    at = end == std::string::npos ? end : text.find('<', end);
  }
  if (at == std::string::npos) return false;
  const auto name = std::string_view(text).substr(at + 1);
  const auto is_element = html::tag_meaning(name.substr(0, name.find_first_of(" \t\r\n/>"))).kind;
  return is_element != html::TagKind::inside;
}

void read_html(SourceFile& file, const ArticleSink& sink) {
  const std::string bytes = file.bytes.read_all(file.max_article_bytes);
  if (bytes.empty()) throw Error(ErrorKind::bad_input, "empty");
  const DecodedText decoded = decode_text(bytes, declared_charset(bytes));
  const html::Page page = html::parse_page(decoded.text);
  Article article = read_article(page, file.today);
  if (article.text.empty() && article.title.empty()) throw Error(ErrorKind::bad_input, "no text");
  sink.article(std::move(article), 0);
}

}  // namespace dateline

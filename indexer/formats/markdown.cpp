// Reads a Markdown file: front matter to fields, the rest by way of HTML to paragraphs.
#include "indexer/formats/markdown.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/letters.hpp"
#include "indexer/formats/html/page.hpp"
#include "indexer/formats/language_tag.hpp"
#include "indexer/formats/markdown/front_matter.hpp"
#include "indexer/formats/markdown/template_marks.hpp"
#include "indexer/formats/markdown/to_html.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline {

namespace {

using markdown::FrontMatter;

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
/// A name kept as a slug, "john-doe", is "John Doe"; others stay as written.
std::string readable_name(std::string_view name) {
  const bool is_slug = name.find('-') != std::string_view::npos &&
                       std::ranges::all_of(name, [](char c) { return is_lower_or_digit(c) || c == '-'; });
  std::string out;
  for (const char c : name) {
    const bool begins = out.empty() || out.back() == ' ';
    out += !is_slug ? c : c == '-' ? ' ' : begins ? upper_ascii(c) : c;
  }
  return out;
}

/// "My first post" of "2014/2014-05-17-my-first-post.md"; of an index file the folder's name.
std::string title_of_path(std::string_view path) {
  auto name = path.substr(path.rfind('/') + 1);
  name = name.substr(0, name.rfind('.'));
  if ((name == "index" || name == "_index" || name == "README") &&
      path.rfind('/') != std::string_view::npos) {
    const auto folder = path.substr(0, path.rfind('/'));
    name = folder.substr(folder.rfind('/') + 1);
  }
  const auto begin = name.find_first_not_of("0123456789-_. ");
  if (begin != std::string_view::npos && begin >= 8) name.remove_prefix(begin);  // a date before it
  std::string title;
  for (const char c : name) title += c == '-' || c == '_' ? ' ' : c;
  if (!title.empty()) title.front() = upper_ascii(title.front());
  return title;
}

struct MarkdownBody {
  std::string text;
  std::string captions;
  std::string first_heading;  // when a heading of the first level opens the text
  std::string after_heading;  // the text without it
};

void add_paragraph(std::string& text, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += paragraph;
}

MarkdownBody read_body(std::string_view source) {
  const markdown::PlainMarkdown plain = markdown::without_template_marks(source);
  MarkdownBody body;
  const auto rendered = markdown::render_html(plain.text);
  if (!rendered) {
    body.text = body.after_heading = plain.text;
    return body;
  }
  const html::Page page = html::parse_page(rendered->html);
  html::Body whole = html::whole_text(page);
  body.text = std::move(whole.text);
  body.captions = std::move(whole.captions);
  for (const auto* list : {&rendered->image_alts, &page.image_alts, &plain.captions}) {
    for (const std::string& caption : *list) add_paragraph(body.captions, html::plain_text(caption));
  }
  body.after_heading = body.text;
  if (whole.first_block < page.blocks.size() && page.blocks[whole.first_block].heading == html::Tag::h1) {
    const auto heading = page.text_of(page.blocks[whole.first_block]);
    body.first_heading = html::plain_text(heading);
    body.after_heading = body.text.substr(std::min(body.text.size(), heading.size()));
    body.after_heading.erase(0,
                             std::min(body.after_heading.size(), body.after_heading.find_first_not_of('\n')));
  }
  return body;
}

/// A field that may be written in Markdown, as one line.
std::string field_text(std::string_view value) {
  if (value.find_first_of("*_[`<&\\") == std::string_view::npos) return html::plain_text(value);
  return html::plain_text(read_body(value).text);
}

/// "Jane Doe, John Roe", "Jane Doe and John Roe"; but "The Release and Infra Teams" is one author.
std::vector<std::string> people_of(std::string_view value) {
  std::vector<std::string> names;
  const std::string words = ' ' + html::folded_words(value) + ' ';
  const bool is_group =
      std::ranges::any_of(std::to_array<std::string_view>(
                              {" the ", " team ", " teams ", " group ", " staff ", " office ", " wg "}),
                          [&](std::string_view word) { return words.find(word) != std::string::npos; });
  while (!value.empty()) {
    std::size_t end = value.find(", ");
    std::size_t size = 2;
    for (const std::string_view joint : {" and ", " & ", " und ", " et "}) {
      const auto at = is_group ? std::string_view::npos : value.find(joint);
      if (at < end) {
        end = at;
        size = joint.size();
      }
    }
    std::string name = readable_name(html::plain_text(value.substr(0, end)));
    if (name.starts_with("and ") && !is_group) name.erase(0, 4);
    if (!name.empty()) names.push_back(std::move(name));
    if (end == std::string_view::npos) break;
    value.remove_prefix(end + size);
  }
  return names;
}

void read_dates(const FrontMatter& front, const SourceFile& file, Article& article) {
  const DateReading reading{.today = file.today};
  for (const std::string_view key :
       {"date", "published", "publishdate", "pubdate", "published_at", "publish_date", "date_published",
        "datepublished", "created", "created_at", "pub_date"}) {
    article.published = read_date(front.value({key}), reading);
    if (article.published) {
      article.published_from = DateEvidence::front_matter;
      break;
    }
  }
  if (!article.published) {
    for (const std::string_view key : {"path", "permalink", "url", "slug"}) {
      article.published = date_of_address('/' + std::string(front.value({key})), reading);
      if (article.published) {
        article.published_from = DateEvidence::address;
        break;
      }
    }
  }
  if (!article.published) {
    article.published = date_of_path(file.path, reading);
    if (article.published) article.published_from = DateEvidence::file_name;
  }
  for (const std::string_view key : {"lastmod", "updated", "modified", "last_modified", "last_modified_at",
                                     "updated_at", "date_modified", "datemodified", "moddate"}) {
    if (!article.modified) article.modified = read_date(front.value({key}), reading);
  }
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

void read_people_and_tags(const FrontMatter& front, Article& article) {
  for (const std::string& value : front.values({"authors", "author", "byline", "by", "extra.author",
                                                "extra.authors", "taxonomies.authors", "author.name"})) {
    for (std::string& name : people_of(value)) add_once(article.authors, std::move(name));
  }
  for (const std::string_view key : {"tags", "topics", "categories", "keywords", "taxonomies.tags",
                                     "taxonomies.categories", "category", "tag", "section", "topic"}) {
    for (const std::string& value : front.values({key})) {
      for (std::size_t begin = 0; begin <= value.size();) {
        const auto end = std::min(value.find(',', begin), value.size());
        add_once(article.tags, html::plain_text(std::string_view(value).substr(begin, end - begin)));
        begin = end + 1;
      }
    }
  }
}

std::string web_address(const FrontMatter& front) {
  for (const std::string_view key :
       {"canonical", "canonical_url", "canonicalurl", "url", "permalink", "link"}) {
    const auto url = front.value({key});
    if (url.starts_with("https://") || url.starts_with("http://")) return std::string(url);
  }
  return {};
}

}  // namespace

void read_markdown(SourceFile& file, const ArticleSink& sink) {
  const std::string bytes = file.bytes.read_all(file.max_article_bytes);
  if (bytes.empty()) throw Error(ErrorKind::bad_input, "empty");
  const DecodedText decoded = decode_text(bytes);
  const FrontMatter front = markdown::read_front_matter(decoded.text);
  MarkdownBody body = read_body(std::string_view(decoded.text).substr(front.body_begin));

  Article article;
  article.title = field_text(front.value({"title", "headline", "name"}));
  const bool repeats_title = html::letters_of(body.first_heading) == html::letters_of(article.title);
  if (article.title.empty()) article.title = body.first_heading;
  const bool is_title_in_text =
      !body.first_heading.empty() && (repeats_title || article.title == body.first_heading);
  article.text = is_title_in_text ? std::move(body.after_heading) : std::move(body.text);
  if (article.title.empty()) article.title = title_of_path(file.path);
  article.summary = field_text(
      front.value({"summary", "description", "deck", "excerpt", "subtitle", "standfirst", "lead", "dek"}));
  read_people_and_tags(front, article);
  read_dates(front, file, article);
  article.source = front.value({"source", "publication", "publisher", "outlet", "site_name", "institution",
                                "organization", "organisation"});
  article.url = web_address(front);
  article.lang = language_tag(front.value({"lang", "language", "locale"}));
  article.format = "text/markdown";
  article.captions = std::move(body.captions);
  sink.article(std::move(article), 0);
}

}  // namespace dateline

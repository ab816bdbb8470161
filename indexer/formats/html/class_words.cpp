// The word lists of class_words.hpp. A class such as "articleShare-bar" is one token of the words article,
// share and bar; words match whole, never as part of another ("crossroads" holds no "ad").
#include "indexer/formats/html/class_words.hpp"

#include "common/text/ascii.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace dateline::html {

namespace {

struct Row {
  std::string_view word;
  std::uint32_t meaning;
};

constexpr std::uint32_t aside = class_furniture | class_elsewhere;
constexpr std::uint32_t dialogue = class_furniture | class_consent;
constexpr std::uint32_t replies = class_comments | class_elsewhere;

// Meanings of a word anywhere in a token; sorted.
constexpr auto words = std::to_array<Row>({
    {"addthis", class_furniture},
    {"ads", class_furniture},
    {"advert", class_furniture},
    {"advertisement", class_furniture},
    {"advertising", class_furniture},
    {"anzeige", class_furniture},
    {"aside", class_elsewhere},
    {"auteur", class_author},
    {"author", class_furniture | class_author},
    {"authors", class_furniture | class_author},
    {"autor", class_author},
    {"autore", class_author},
    {"autores", class_author},
    {"banner", class_furniture},
    {"beitrag", class_body},
    {"bild", class_image},
    {"blogroll", aside},
    {"breadcrumb", class_furniture},
    {"breadcrumbs", class_furniture},
    {"byline", class_furniture | class_author},
    {"caption", class_furniture},
    {"captions", class_furniture},
    {"carousel", class_furniture},
    {"cmplz", dialogue},
    {"comentarios", replies},
    {"comment", replies},
    {"commentaires", replies},
    {"commenti", replies},
    {"commentlist", replies},
    {"comments", replies},
    {"compartir", class_furniture},
    {"condividi", class_furniture},
    {"consent", dialogue},
    {"cookie", dialogue},
    {"cookiebot", dialogue},
    {"cookies", dialogue},
    {"copyright", class_furniture},
    {"corps", class_body},
    {"correlati", aside},
    {"credit", class_furniture},
    {"credits", class_furniture},
    {"cuerpo", class_body},
    {"dachzeile", class_kicker},
    {"data", class_date},
    {"date", class_date},
    {"dateline", class_date},
    {"datetime", class_date},
    {"datum", class_date},
    {"deck", class_standfirst},
    {"dek", class_standfirst},
    {"didomi", dialogue},
    {"disqus", replies},
    {"donate", class_furniture},
    {"eyebrow", class_kicker},
    {"factbox", class_furniture},
    {"fecha", class_date},
    {"footer", aside},
    {"foto", class_image},
    {"gallery", class_image},
    {"gdpr", dialogue},
    {"headline", class_title},
    {"image", class_image},
    {"infobox", class_furniture},
    {"kicker", class_kicker},
    {"komentarze", replies},
    {"kommentar", replies},
    {"kommentare", replies},
    {"lightbox", class_furniture},
    {"login", class_furniture},
    {"masthead", class_furniture},
    {"media", class_image},
    {"modal", class_furniture},
    {"modified", class_updated | class_date},
    {"mostread", aside},
    {"nav", aside},
    {"navbar", aside},
    {"navigation", aside},
    {"newsletter", class_furniture},
    {"onetrust", dialogue},
    {"outbrain", aside},
    {"overline", class_kicker},
    {"pager", class_furniture},
    {"pagination", class_furniture},
    {"partager", class_furniture},
    {"paywall", class_furniture},
    {"photo", class_image},
    {"picture", class_image},
    {"pingbacks", replies},
    {"placeholder", class_furniture},
    {"popular", aside},
    {"popup", class_furniture},
    {"posted", class_date},
    {"profile", class_furniture},
    {"promo", class_furniture},
    {"pubdate", class_date},
    {"publicacion", class_date},
    {"publicado", class_date},
    {"publication", class_date},
    {"publicidad", class_furniture},
    {"published", class_date},
    {"publishing", class_date},
    {"pullquote", class_furniture},
    {"rating", class_furniture},
    {"reacties", replies},
    {"readmore", class_furniture},
    {"reklama", class_furniture},
    {"related", aside},
    {"replies", replies},
    {"respond", replies},
    {"roofline", class_kicker},
    {"share", class_furniture},
    {"sharing", class_furniture},
    {"sidebar", aside},
    {"signup", class_furniture},
    {"slide", class_image},
    {"slideshow", class_furniture},
    {"social", class_furniture},
    {"standfirst", class_standfirst},
    {"subscribe", class_furniture},
    {"taboola", aside},
    {"tagcloud", aside},
    {"taglist", class_furniture | class_tag},
    {"tags", class_furniture | class_tag},
    {"teaser", aside},
    {"teasers", aside},
    {"teilen", class_furniture},
    {"testo", class_body},
    {"texte", class_body},
    {"time", class_date},
    {"timestamp", class_furniture | class_date},
    {"toolbar", class_furniture},
    {"tooltip", class_furniture},
    {"topline", class_kicker},
    {"trackbacks", replies},
    {"trending", aside},
    {"updated", class_updated | class_date},
    {"usercentrics", dialogue},
    {"verwandte", aside},
    {"video", class_image},
    {"volanta", class_kicker},
    {"werbung", class_furniture},
    {"widget", aside},
    {"writer", class_author},
});

// Meanings of a whole token, words joined by hyphens; sorted.
constexpr auto tokens = std::to_array<Row>({
    {"about-author", class_furniture},
    {"alert", class_furniture},
    {"archive", aside},
    {"archives", aside},
    {"article-title", class_title},
    {"articlebody", class_body},
    {"articlecontent", class_body},
    {"articletext", class_body},
    {"artikeltext", class_body},
    {"author-box", class_furniture},
    {"bio", class_furniture},
    {"bodytext", class_body},
    {"button", class_furniture},
    {"calendar", class_furniture},
    {"cat-links", class_furniture},
    {"categories", class_furniture},
    {"contact", class_furniture},
    {"date", class_furniture},
    {"entry-footer", class_furniture},
    {"entry-meta", class_furniture},
    {"entry-summary", class_standfirst},
    {"entry-title", class_title},
    {"fulltext", class_body},
    {"hidden", class_furniture},
    {"hide", class_furniture},
    {"keywords", class_furniture},
    {"label", class_kicker},
    {"links", class_furniture},
    {"menu", aside},
    {"meta", class_furniture},
    {"more-from", aside},
    {"mw-editsection", class_furniture},
    {"navbox", class_furniture},
    {"next", class_furniture},
    {"player", class_furniture},
    {"post-meta", class_furniture},
    {"post-title", class_title},
    {"postbody", class_body},
    {"postcontent", class_body},
    {"previous", class_furniture},
    {"published", class_furniture | class_published},
    {"rss", class_furniture},
    {"screen-reader-text", class_furniture},
    {"search", class_furniture},
    {"see-also", class_furniture},
    {"skip-link", class_furniture},
    {"sr-only", class_furniture},
    {"story-title", class_title},
    {"storybody", class_body},
    {"storytext", class_body},
    {"tag-links", class_furniture | class_tag},
    {"toc", class_furniture},
    {"tools", class_furniture},
    {"topic", class_kicker},
    {"visually-hidden", class_furniture},
    {"weather", class_furniture},
    {"wp-caption", class_furniture},
});

constexpr auto no_comment_tokens =
    std::to_array<std::string_view>({"comment-count", "comments-closed", "comments-open", "no-comments"});

// "article-body", "entry-content", "story-text": one of the first before one of the second.
constexpr auto body_owners = std::to_array<std::string_view>(
    {"article", "artikel", "blog", "detail", "entry", "news", "post", "single", "story"});
constexpr auto body_names = std::to_array<std::string_view>({"body", "content", "inhalt", "text", "txt"});

static_assert(std::ranges::is_sorted(words, {}, &Row::word));
static_assert(std::ranges::is_sorted(tokens, {}, &Row::word));

// Ids made from headings are longer; they say nothing about what the element is.
constexpr std::size_t max_token_words = 5;

bool is_one_of(std::string_view word, const auto& list) {
  return std::ranges::find(list, word) != list.end();
}

std::uint32_t look_up(std::string_view word, const auto& table) {
  const auto row = std::ranges::lower_bound(table, word, {}, &Row::word);
  return row != table.end() && row->word == word ? row->meaning : 0U;
}

std::uint32_t word_meaning(std::string_view word) {
  if (word.starts_with("recommend") || word.starts_with("relacionad")) return aside;
  if (word.starts_with("sponsor")) return class_furniture;
  return look_up(word, words);
}

/// Lower case, words joined by single hyphens: "mainNav_top" becomes "main-nav-top".
std::string normalise(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    const bool is_separator = c == '-' || c == '_' || c == ':' || c == '.' || c == '/';
    const bool begins_word = is_ascii_upper(c) && i > 0 && is_ascii_lower(token[i - 1]);
    if ((is_separator || begins_word) && !out.empty() && out.back() != '-') out += '-';
    if (!is_separator) out += lower_ascii(c);
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::uint32_t token_meaning(std::string_view raw) {
  const std::string token = normalise(raw);
  if (static_cast<std::size_t>(std::ranges::count(token, '-')) >= max_token_words) return 0;
  std::uint32_t meaning = look_up(token, tokens);
  std::string_view previous;
  std::string_view rest = token;
  while (!rest.empty()) {
    const auto word = rest.substr(0, rest.find('-'));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    meaning |= word_meaning(word);
    if (is_one_of(previous, body_owners) && is_one_of(word, body_names)) meaning |= class_body;
    previous = word;
  }
  if (is_one_of(token, no_comment_tokens)) meaning &= ~(class_comments | class_elsewhere);
  return meaning;
}

}  // namespace

std::uint32_t class_meaning(std::string_view class_and_id) {
  std::uint32_t meaning = 0;
  std::size_t i = 0;
  constexpr std::string_view white = " \t\r\n\f";
  while ((i = class_and_id.find_first_not_of(white, i)) != std::string_view::npos) {
    const auto end = std::min(class_and_id.find_first_of(white, i), class_and_id.size());
    meaning |= token_meaning(class_and_id.substr(i, end - i));
    i = end;
  }
  return meaning;
}

}  // namespace dateline::html

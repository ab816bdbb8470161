// See author_names.hpp.
#include "indexer/formats/html/author_names.hpp"

#include "common/text/ascii.hpp"
#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace dateline::html {

namespace {

// A date beside a name is cut off wherever it lies.
constexpr std::chrono::sys_days latest_day = std::chrono::year(2999) / 12 / 31;
constexpr std::size_t max_name_chars_bytes = 120;
constexpr std::size_t max_name_words = 9;
constexpr std::size_t max_authors = 12;

// A space or a colon must follow: names begin with them too ("Daniel", "Vonnegut").
constexpr auto by_words = std::to_array<std::string_view>({
    "written by",
    "posted by",
    "published by",
    "reported by",
    "story by",
    "text by",
    "words by",
    "article by",
    "view all posts by",
    "all posts by",
    "more articles by",
    "articles by",
    "zeige alle beiträge von",
    "alle beiträge von",
    "mehr artikel von",
    "beitrag von",
    "artikel von",
    "ein beitrag von",
    "voir tous les articles de",
    "by",
    "author",
    "authors",
    "von",
    "autor",
    "autorin",
    "autoren",
    "par",
    "auteur",
    "por",
    "autores",
    "di",
    "autore",
    "a cura di",
    "door",
    "auteurs",
    "av",
    "af",
    "skrevet av",
    "skriven av",
    "autorka",
    "opracował",
    "oprac",
    "автор",
    "авторы",
    "автори",
    "yazar",
    "penulis",
    "oleh",
    "συντάκτης",
    "του",
    "della",
    "dal nostro inviato",
    "escrito por",
    "publicado por",
    "veröffentlicht von",
    "geschrieben von",
    "publié par",
    "rédigé par",
    "ecrit par",
    "écrit par",
    "kirjoittaja",
    "szerző",
    "gepostet von",
    "eingestellt von",
    "от",
    "від",
});

// The same where no space follows.
constexpr auto cjk_by_words =
    std::to_array<std::string_view>({"作者：", "作者:", "作者", "记者", "記者", "文/", "文／", "文：",
                                     "بقلم:", "بقلم", "كتب:", "كتب", "نویسنده:", "글 ", "기자 "});

// Words for a text as well: only a colon makes them by-words.
constexpr auto colon_by_words = std::to_array<std::string_view>(
    {"text:", "tekst:", "текст:", "words:", "texte:", "testo:", "texto:", "source:", "name:"});

// What stands between a name and the date behind it.
constexpr auto trailing_words = std::to_array<std::string_view>({
    "am",        "on",           "le",      "el",   "il",        "den",
    "um",        "at",           "vom",     "the",  "published", "veröffentlicht",
    "erstellt",  "posted",       "updated", "date", "in",        "publié",
    "publicado", "opublikowano", "dne",     "dnia", "и",         "del",
    "from",      "von",
});

constexpr auto network_names = std::to_array<std::string_view>({
    "facebook",
    "twitter",
    "youtube",
    "linkedin",
    "xing",
    "instagram",
    "pinterest",
    "whatsapp",
    "mastodon",
    "telegram",
    "tiktok",
    "email",
    "x",
    "rss",
});

constexpr auto role_names = std::to_array<std::string_view>({
    "admin",     "administrator", "editor",     "editors",        "redaktion", "redaction", "redacción",
    "redazione", "redacao",       "redação",    "redakcja",       "redakce",   "редакция",  "staff",
    "webmaster", "search",        "no author",  "none",           "null",      "undefined", "author",
    "authors",   "user",          "root",       "guest",          "anonymous", "unknown",   "comments",
    "share",     "profile",       "about",      "contact",        "more",      "home",      "twitter",
    "facebook",  "wordpress",     "super user", "die redaktion",  "size",      "submit",    "google scholar",
    "print",     "hide",          "read more",  "view all posts", "follow",    "website",   "email",
    "e mail",
});

constexpr auto job_words = std::to_array<std::string_view>({
    "reporter",   "correspondent", "editor",        "writer",        "columnist",       "journalist",
    "staff",      "contributor",   "producer",      "photographer",  "producer",        "analyst",
    "chief",      "redakteur",     "redakteurin",   "korrespondent", "korrespondentin", "journaliste",
    "redactor",   "redactora",     "periodista",    "corresponsal",  "giornalista",     "bureau",
    "special to", "contributing",  "professor",     "director",      "fellow",          "author",
    "senior",     "specialist",    "корреспондент", "reporterin",    "autor",           "freelance",
});

std::string_view without_junk(std::string_view text) {
  return trim(text, " \t\r\n,;:-/|*\"");
}

std::string_view without_by_word(std::string_view value) {
  for (int round = 0; round < 2; ++round) {
    const auto bytes = by_word_bytes(value);
    if (bytes == 0) break;
    value = without_junk(value.substr(bytes));
  }
  return value;
}

/// Where an e-mail address or a handle begins that has its '@' at `at`.
std::size_t address_begin(std::string_view value, std::size_t at) {
  const auto end = std::min(value.find(' ', at), value.size());
  const bool is_mail = value.substr(at, end - at).find('.') != std::string_view::npos;
  if (!is_mail) return at;
  const auto space = value.substr(0, at).rfind(' ');
  return space == std::string_view::npos ? 0 : space;
}

/// Up to what is no name any more: a bar, a bracket, an address, a date, a number, a dash between spaces.
std::string_view name_part(std::string_view value) {
  std::size_t end = value.find_first_of("|(<[@\n0123456789");
  if (end < value.size() && value[end] == '@') end = address_begin(value, end);
  for (const std::string_view stop :
       {"http", " - ", " – ", " — ", "•", "·", "www.", "→", "»", "©", " Foto", " Photo", " Bild", " Image"}) {
    end = std::min(end, value.find(stop));
  }
  if (const auto date = find_date(value, DateReading{.today = latest_day})) end = std::min(end, date->begin);
  value = without_junk(value.substr(0, end));
  while (!value.empty()) {
    const auto space = value.rfind(' ');
    const auto last = space == std::string_view::npos ? value : value.substr(space + 1);
    if (std::ranges::find(trailing_words, folded_words(last)) == trailing_words.end()) break;
    value = without_junk(value.substr(0, value.size() - last.size()));
  }
  return value;
}

bool speaks_of_job(std::string_view piece) {
  const std::string words = ' ' + folded_words(piece) + ' ';
  return std::ranges::any_of(job_words, [&](std::string_view job) {
    return words.find(' ' + std::string(job) + ' ') != std::string::npos;
  });
}

/// "Ingo Arzt Redakteur für Wirtschaft": up to a job's word, where two words stand before it.
std::string_view without_job(std::string_view name) {
  std::size_t words = 0;
  for (std::size_t begin = 0; begin < name.size(); ++words) {
    const auto end = std::min(name.find(' ', begin), name.size());
    if (words >= 2 && speaks_of_job(name.substr(begin, end - begin)))
      return without_junk(name.substr(0, begin));
    begin = end + 1;
  }
  return name;
}

/// Nothing but names of networks, as in a row of their links.
bool is_networks(std::string_view words) {
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(' '));
    if (std::ranges::find(network_names, word) == network_names.end()) return false;
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return true;
}

void add_name(std::vector<std::string>& names, std::string_view piece) {
  std::string name(without_job(without_junk(without_by_word(without_junk(piece)))));
  for (std::size_t at = 0; (at = name.find("\xC2\xAD", at)) != std::string::npos;) name.erase(at, 2);
  const std::string words = folded_words(name);
  if (words.size() < 2 || name.size() > max_name_chars_bytes || names.size() >= max_authors) return;
  if (static_cast<std::size_t>(std::ranges::count(words, ' ')) >= max_name_words) return;
  if (std::ranges::find(role_names, words) != role_names.end() || is_networks(words)) return;
  if (std::ranges::find(by_words, words) != by_words.end()) return;
  if (!names.empty() && speaks_of_job(name)) return;  // ", Staff Reporter" behind a name
  const std::string letters = letters_of(name);
  const bool is_known =
      std::ranges::any_of(names, [&](const std::string& known) { return letters_of(known) == letters; });
  if (!is_known && !letters.empty()) names.push_back(std::move(name));
}

/// Where the next name begins: behind a comma, an ampersand or an "and".
struct Cut {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};

Cut next_cut(std::string_view value) {
  constexpr auto joints = std::to_array<std::string_view>({",", ";", " & ", " and ", " und ", " et ", " y ",
                                                           " e ", " en ", " og ", " och ", " i ", " и ",
                                                           " та ", " and\n", "、", "，", " with ", " / "});
  Cut cut;
  for (const auto joint : joints) {
    const auto at = value.find(joint);
    if (at < cut.at) cut = {at, joint.size()};
  }
  return cut;
}

}  // namespace

std::size_t by_word_bytes(std::string_view text) {
  for (const auto word : cjk_by_words) {
    if (text.starts_with(word)) return word.size();
  }
  // Five words at most: longer heads are prose.
  std::size_t best = 0;
  std::size_t end = 0;
  for (int words = 0; words < 5 && end < text.size(); ++words) {
    end = text.find_first_of(" :\n", end);
    if (end == std::string_view::npos) break;
    const std::string head = folded_words(text.substr(0, end));
    const bool is_colon = text[end] == ':';
    if (std::ranges::find(by_words, head) != by_words.end() ||
        (is_colon && std::ranges::find(colon_by_words, head + ':') != colon_by_words.end())) {
      best = end + 1;
    }
    ++end;
  }
  return best;
}

std::vector<std::string> split_authors(std::string_view value) {
  std::vector<std::string> names;
  std::string_view rest = name_part(without_by_word(without_junk(value.substr(0, max_author_bytes))));
  while (!rest.empty()) {
    const Cut cut = next_cut(rest);
    add_name(names, rest.substr(0, cut.at));
    if (cut.at == std::string_view::npos) break;
    rest.remove_prefix(cut.at + cut.size);
  }
  return names;
}

}  // namespace dateline::html

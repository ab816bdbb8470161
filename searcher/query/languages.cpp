// Which languages an index holds in earnest: the L terms and how many articles have each; see compile.hpp.
#include "common/schema/fields.hpp"
#include "common/text/stem.hpp"
#include "searcher/query/compile.hpp"

#include <algorithm>
#include <map>

namespace dateline {

namespace {

constexpr Xapian::doccount articles_in_earnest = 5;
constexpr Xapian::doccount earnest_per_hundred = 1;

bool has_labelled_stems(std::string_view code) {
  const auto codes = stemmed_languages();
  return code == "vi" || std::ranges::find(codes, code) != codes.end();
}

}  // namespace

IndexLanguages read_languages(const Xapian::Database& db) {
  const std::string prefix(field_row(Field::lang).whole_prefix);
  std::map<std::string, Xapian::doccount> articles;
  Xapian::doccount labelled = 0;
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
    const std::string code = (*term).substr(prefix.size());
    if (code.find('-') != std::string::npos) continue;  // an article in pt-BR has pt as well
    articles[code] += term.get_termfreq();
    if (has_labelled_stems(code)) labelled += term.get_termfreq();
  }
  IndexLanguages found;
  found.has_unstemmed = labelled < db.get_doccount();
  std::vector<IndexLanguage> all;
  all.reserve(articles.size());
  for (const auto& [code, count] : articles) all.push_back({.code = code, .articles = count});
  std::ranges::stable_sort(all, std::ranges::greater{}, &IndexLanguage::articles);
  for (IndexLanguage& language : all) {
    if (has_labelled_stems(language.code)) found.languages.push_back(language.code);
    const bool is_earnest =
        language.articles >= articles_in_earnest ||
        std::uint64_t{language.articles} * 100 >= std::uint64_t{db.get_doccount()} * earnest_per_hundred;
    if (is_earnest) found.in_earnest.push_back(std::move(language));
  }
  return found;
}

}  // namespace dateline

// See hits.hpp.
#include "searcher/results/hits.hpp"

#include "common/schema/stored.hpp"
#include "searcher/results/snippet.hpp"

namespace dateline {

std::vector<Hit> make_hits(const Xapian::Database& db, const std::vector<RankedDocument>& documents,
                           const MatchedForms& forms, const SearchRequest& request, Analyser& analyser) {
  std::vector<Hit> hits;
  hits.reserve(documents.size());
  SnippetMaker snippets(forms, analyser);
  for (const auto& document : documents) {
    const std::string data = db.get_document(document.docid).get_data();
    StoredArticle stored = read_stored(data);
    Hit hit{
        .rank = request.offset + hits.size() + 1, .score = document.score, .path = std::move(stored.path)};
    hit.article = std::move(stored.article);
    hit.title = snippets.headline(hit.article.title, hit.article.lang);
    if (request.snippet_chars > 0) {
      Article with_text;
      read_stored_text(data, with_text);
      const std::string& text = with_text.text.empty() ? hit.article.summary : with_text.text;
      hit.snippet = snippets.passage(text, hit.article.lang, request.snippet_chars);
    }
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace dateline

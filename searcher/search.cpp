// THE JOURNEY: parse -> compile -> rank -> hits; see search.hpp.
#include "searcher/search.hpp"

#include "common/error.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"
#include "searcher/query/compile.hpp"
#include "searcher/query/parse.hpp"
#include "searcher/rank/match.hpp"
#include "searcher/results/hits.hpp"
#include "searcher/results/zero_hits.hpp"

#include <algorithm>

namespace dateline {

namespace {

void append_notes(const std::vector<QueryNote>& notes, std::vector<QueryNote>& to) {
  to.insert(to.end(), notes.begin(), notes.end());
}

// A query of nothing but brackets has a note for each.
void cut_notes(std::vector<QueryNote>& notes) {
  constexpr std::size_t most_notes = 10;
  if (notes.size() <= most_notes) return;
  const std::size_t left_out = notes.size() - most_notes;
  notes.resize(most_notes);
  notes.push_back({.column = 0, .text = "and " + std::to_string(left_out) + " more notes of this kind"});
}

Deadline deadline_of(const SearchRequest& request) {
  return std::chrono::steady_clock::now() + request.timeout;
}

// What a calendar is read for; reading one of 50 years takes a millisecond, once for each opening.
bool has_dates(const QueryNode& node) {
  return node.kind == NodeKind::date || std::ranges::any_of(node.children, has_dates);
}

const CalendarReader* calendar_for_query(IndexReader& reader, const QueryNode& root) {
  return has_dates(root) ? reader.calendar() : nullptr;
}

MatchRequest match_request(const SearchRequest& request, const CompiledQuery& compiled, Deadline deadline,
                           IndexReader& reader) {
  // Filters alone rank nothing: what passes is listed newest first.
  const bool lists = !compiled.has_words && request.sort == SortOrder::relevance;
  return {.sort = lists ? SortOrder::newest : request.sort,
          .offset = request.offset,
          .limit = request.limit,
          .deadline = deadline,
          .needs_full_match = compiled.needs_full_match,
          .calendar = lists || request.sort != SortOrder::relevance ? reader.calendar() : nullptr};
}

void note_left_out(const Xapian::Database& db, const CompiledQuery& compiled, Deadline deadline,
                   std::vector<QueryNote>& notes) {
  if (compiled.left_out.empty()) return;
  const auto left_out = count_matches(db, compiled.left_out, deadline);
  if (left_out.value_or(0) > 0) notes.push_back({.column = 0, .text = describe_left_out(*left_out)});
}

}  // namespace

SearchResponse search(IndexReader& reader, const SearchRequest& request, Analyser& analyser) {
  const auto begun = std::chrono::steady_clock::now();
  const ParsedQuery parsed = parse_request(request);
  SearchResponse response;
  reader.run([&](Xapian::Database& db) {
    response = {.notes = parsed.notes};
    const Deadline deadline = deadline_of(request);
    const IndexLanguages languages = read_languages(db);
    const CalendarReader* calendar = calendar_for_query(reader, parsed.root);
    const CompiledQuery compiled = compile_query(parsed.root, db, languages, analyser, calendar);
    append_notes(compiled.notes, response.notes);
    note_left_out(db, compiled, deadline, response.notes);
    cut_notes(response.notes);
    const MatchResult match =
        run_match(db, compiled.query, match_request(request, compiled, deadline, reader));
    response.count = match.count;
    response.was_cut = match.was_cut;
    response.hits = make_hits(db, match.documents, compiled.forms, request, analyser);
    if (match.count.number == 0)
      response.reasons =
          find_zero_hit_reasons({db, languages, request, analyser, calendar, deadline}, parsed.root);
  });
  response.elapsed =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  return response;
}

std::vector<std::pair<std::string, double>> search_ids(IndexReader& reader, const SearchRequest& request,
                                                       Analyser& analyser) {
  const ParsedQuery parsed = parse_request(request);
  std::vector<std::pair<std::string, double>> ids;
  reader.run([&](Xapian::Database& db) {
    ids.clear();
    const CompiledQuery compiled =
        compile_query(parsed.root, db, read_languages(db), analyser, calendar_for_query(reader, parsed.root));
    const MatchRequest match = match_request(request, compiled, deadline_of(request), reader);
    for (const auto& document : run_match(db, compiled.query, match).documents) {
      ids.emplace_back(read_stored(db.get_document(document.docid).get_data()).article.id, document.score);
    }
  });
  return ids;
}

std::string explain(IndexReader& reader, const SearchRequest& request, Analyser& analyser) {
  const ParsedQuery parsed = parse_request(request);
  std::string text;
  reader.run([&](Xapian::Database& db) {
    const IndexLanguages languages = read_languages(db);
    const CompiledQuery compiled =
        compile_query(parsed.root, db, languages, analyser, calendar_for_query(reader, parsed.root));
    std::string stages = "\nlanguages of the index:";
    for (const auto& lang : languages.languages) stages += " " + lang;
    stages += languages.has_unstemmed ? " and others without stems\n" : "\n";
    stages += "\nXapian query:\n  " + print_query(compiled.query) + "\n";
    const auto matches = count_matches(db, compiled.query, deadline_of(request));
    stages += "\nmatches: " + (matches ? std::to_string(*matches) : std::string("not counted in time")) +
              " of " + std::to_string(db.get_doccount()) + " articles\n";
    for (const auto* notes : {&parsed.notes, &compiled.notes}) {
      for (const auto& note : *notes) stages += "note: " + note.text + "\n";
    }
    text = "query: " + request.query + "\n\ntree:\n" + print_tree(parsed.root) + stages;
  });
  return text;
}

Hit find_article(IndexReader& reader, const std::string& id) {
  Hit hit;
  reader.run([&](Xapian::Database& db) {
    const std::string term = make_term(field_row(Field::id).whole_prefix, id);
    const auto found = db.postlist_begin(term);
    if (found == db.postlist_end(term)) {
      throw Error(ErrorKind::not_found, "no article with the id " + id, "ids are what --format ids prints");
    }
    const std::string data = db.get_document(*found).get_data();
    StoredArticle stored = read_stored(data);
    read_stored_text(data, stored.article);
    hit = {.article = std::move(stored.article), .path = std::move(stored.path)};
  });
  return hit;
}

}  // namespace dateline

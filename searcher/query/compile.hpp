// A query tree to a Xapian query over one index, and the forms that its words were looked up in.
#pragma once

#include "common/index/calendar_reader.hpp"
#include "common/text/analyse.hpp"
#include "searcher/query/scored_query.hpp"
#include "searcher/query/tree.hpp"
#include "searcher/results/matched_forms.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

struct IndexLanguage {
  std::string code;  // ISO 639-1, or its first part
  Xapian::doccount articles = 0;
};

/// What the index holds that a query depends on; read for each query (one walk over the L terms).
struct IndexLanguages {
  // All with labelled stems (a stemmer, or "vi"), most articles first. Rare ones too: looking a stem up costs
  // a microsecond, and the word as it stands beside its stems would count exact forms twice (nDCG@10 with one
  // Swedish article added: cranfield .401 to .386, time .757 to .751).
  std::vector<std::string> languages{};
  // At least 5 articles or 1 % of all, with or without a stemmer: whose function words may weigh little.
  std::vector<IndexLanguage> in_earnest{};
  bool has_unstemmed = false;  // articles whose ranking terms are "x:" ones
};
IndexLanguages read_languages(const Xapian::Database& db);

struct CompiledQuery {
  Xapian::Query query{};   // ranked clauses and filters together; empty when nothing was asked
  ScoredQuery scored{};    // the same before it was put together: `restrict_to` it for a further filter
  bool has_words = false;  // false: only filters, which list newest first
  bool needs_full_match = false;  // scores are right only with check_at_least = number of articles
  MatchedForms forms{};
  std::vector<QueryNote> notes{};
  /// Articles that the rest of the query finds and whose date, known only to the month or year, is neither
  /// inside nor outside the interval asked for. Empty where there can be none: count them to say
  /// `describe_left_out`.
  Xapian::Query left_out{};
};

/// `db` serves term lookups (tf > 0, wildcards); `calendar` is its calendar, by which dates are cut, null
/// when it has none. Throws Xapian exceptions as they come: the caller retries the whole.
CompiledQuery compile_query(const QueryNode& root, const Xapian::Database& db,
                            const IndexLanguages& languages, Analyser& analyser,
                            const CalendarReader* calendar = nullptr);

/// "3 articles known only to the month or year may belong here and were left out".
std::string describe_left_out(std::uint64_t articles);

/// The query in one line for people: terms, operators, factors.
std::string print_query(const Xapian::Query& query);

}  // namespace dateline

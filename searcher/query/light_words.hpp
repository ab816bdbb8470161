// Which words of a ranked query are there only for grammar's sake: weighed at 0.1 they were measured
// to serve best.
#pragma once

#include "searcher/query/context.hpp"
#include "searcher/query/word_forms.hpp"

#include <vector>

namespace dateline {

/// The factor that the words found light are weighted with.
inline constexpr double light_word_weight = 0.1;

/// For each of `words` (the plain words of one level of a query) whether it is a function word of the
/// language that the query seems to be in: of those in the index, the one whose function words explain it
/// best. A word that is one in that language and a subject in another (German "war") needs company to count.
std::vector<bool> find_light_words(const std::vector<const QueryWord*>& words, QueryContext& context);

}  // namespace dateline

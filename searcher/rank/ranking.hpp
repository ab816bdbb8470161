// The constants of ranking, each with the run that earned it.
#pragma once

#include <xapian.h>

namespace dateline {

/// BM25 as Xapian computes it over wdf and document lengths that field weights and stems have swollen: k1 and
/// b were tuned with them. nDCG@10, mean of time, cranfield, cisi, scifact, uct-a, xquad-en over k1/b 0.9/0.4
/// (.610): 1.2/.75 .625, 1.5/.75 .629, 2/.75 .630; with stop words 1.5-2/.6-.75 is a plateau.
inline constexpr double bm25_k1 = 1.5;
inline constexpr double bm25_b = 0.7;
inline constexpr double bm25_k2 = 0;  // no correction by query length: the same for every article
inline constexpr double bm25_k3 = 1;  // a word typed twice counts a little more
inline constexpr double bm25_min_length =
    0.5;  // lengths below half the mean count as half: very short notes do not win

inline Xapian::BM25Weight ranking_weight() {
  return {bm25_k1, bm25_k2, bm25_k3, bm25_b, bm25_min_length};
}

}  // namespace dateline

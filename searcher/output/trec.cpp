// A TREC run, version 1: one line a hit, `qid Q0 id rank score dateline`, separated by single blanks.
//   qid    the query's id; 1 for a query alone
//   id     the article's id; white space and control characters in it become %XX of their UTF-8 bytes,
//          nothing else changes (see trec_id)
//   rank   from 1
//   score  descending without ties. trec_eval ignores the rank, reads the score as a 32-bit float and puts
//          ties in descending order of id, so a score that would tie or rise is written as the next float
//          below the one before it. Answers sorted by date have no scores: they get minus their rank.
// History: 1 first.
#include "searcher/output/trec.hpp"

#include "searcher/output/formats.hpp"
#include "searcher/output/plain.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace dateline {

namespace {

std::string shortest(float number) {
  std::array<char, 64> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), end};
}

float score_below(float previous, const Hit& hit, SortOrder sort) {
  const auto score =
      sort == SortOrder::relevance ? static_cast<float>(hit.score) : -static_cast<float>(hit.rank);
  return score < previous ? score : std::nextafter(previous, -std::numeric_limits<float>::infinity());
}

}  // namespace

std::string trec_id(std::string_view id) {
  return line_safe_id(id, SpaceInId::encoded);
}

void write_trec(const Answer& answer, Output& output) {
  const auto query_id = answer.query_id.empty() ? std::string("1") : trec_id(answer.query_id);
  float previous = std::numeric_limits<float>::max();
  for (const auto& hit : answer.response.hits) {
    previous = score_below(previous, hit, answer.request.sort);
    output.results << query_id << " Q0 " << trec_id(hit.article.id) << ' ' << hit.rank << ' '
                   << shortest(previous) << " dateline\n";
  }
  write_notes(answer, output.notes);
}

}  // namespace dateline

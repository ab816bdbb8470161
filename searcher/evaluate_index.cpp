// See evaluate_index.hpp.
#include "searcher/evaluate_index.hpp"

#include "common/error.hpp"
#include "searcher/output/trec.hpp"
#include "searcher/search.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace dateline {

Run run_queries(IndexReader& reader, const std::vector<JudgedQuery>& queries, SearchRequest request,
                Analyser& analyser) {
  request.limit = evaluation_depth;
  request.offset = 0;
  Run run;
  for (const auto& query : queries) {
    request.query = query.text;
    auto& ids = run[query.id];
    for (auto& [id, score] : search_ids(reader, request, analyser)) ids.push_back(trec_id(id));
  }
  return run;
}

Run read_run(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) throw Error(ErrorKind::not_found, "no run file " + file);
  struct Line {
    std::string id;
    double score;
  };
  std::map<std::string, std::vector<Line>> scored;
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty()) continue;
    std::istringstream fields(line);
    std::string query, iteration, id, rank, tag;
    double score = 0;
    if (!(fields >> query >> iteration >> id >> rank >> score >> tag)) {
      throw Error(ErrorKind::bad_input,
                  file + ":" + std::to_string(number) + ": not `query Q0 article rank score tag`");
    }
    scored[query].push_back({.id = id, .score = score});
  }
  Run run;
  for (auto& [query, ranked] : scored) {
    // trec_eval goes by score, not by the rank that a line claims.
    std::ranges::stable_sort(ranked, std::ranges::greater{}, &Line::score);
    for (auto& entry : ranked) run[query].push_back(std::move(entry.id));
  }
  return run;
}

}  // namespace dateline

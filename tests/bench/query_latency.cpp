// query_latency QUERIES.tsv DB [--snippets] [--wall] [--repeat N]: how long queries take in process.
//
// A line of QUERIES.tsv: qid, type, op, words, from, to, sort, tab-separated. op is or, and, phrase or
// prefix; from and to are seconds since 1970 or empty; sort is rel, date or oldest. Prints a JSON line a
// type:
// {"engine","type","n","mean","p50","p95", "p99"} in microseconds, of each query the least of N repetitions
// (5): thread CPU time, or with --wall the clock. The first ten hits are read with their metadata; with
// --snippets with their passages.
#include "common/run_main.hpp"
#include "searcher/search.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace dateline;

namespace {

struct BenchQuery {
  std::string type;
  SearchRequest request;
};

struct BenchOptions {
  std::string queries;
  std::string db;
  bool with_snippets = false;
  bool by_wall = false;
  int repeats = 5;
};

std::string day_of(const std::string& epoch) {
  const std::chrono::sys_seconds time{std::chrono::seconds(std::stoll(epoch))};
  return format_iso(to_printed_date(std::chrono::floor<std::chrono::days>(time)));
}

std::string in_our_language(const std::string& op, const std::string& words) {
  if (op == "phrase") return "\"" + words + "\"";
  if (op == "prefix") return words + "*";
  if (op != "and") return words;
  std::string query;
  std::istringstream in(words);
  for (std::string word; in >> word;) query += (query.empty() ? "+" : " +") + word;
  return query;
}

std::vector<BenchQuery> read_bench_queries(const BenchOptions& options) {
  std::ifstream lines(options.queries);
  std::vector<BenchQuery> queries;
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
    fields.resize(7);
    SearchRequest request{.query = in_our_language(fields[2], fields[3])};
    if (!fields[4].empty()) request.since = day_of(fields[4]);
    if (!fields[5].empty()) request.until = day_of(fields[5]);
    if (fields[6] == "date") request.sort = SortOrder::newest;
    if (fields[6] == "oldest") request.sort = SortOrder::oldest;
    request.snippet_chars = options.with_snippets ? 240 : 0;
    queries.push_back({.type = fields[1], .request = std::move(request)});
  }
  return queries;
}

double now_us(bool by_wall) {
  timespec time{};
  clock_gettime(by_wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

void print_line(const std::string& type, std::vector<double> times) {
  std::ranges::sort(times);
  double sum = 0;
  for (const double time : times) sum += time;
  const auto at = [&times](double share) {
    return times[std::min(times.size() - 1,
                          static_cast<std::size_t>(static_cast<double>(times.size()) * share))];
  };
  std::printf(
      "{\"engine\":\"dateline\",\"type\":\"%s\",\"n\":%zu,\"mean\":%.1f,\"p50\":%.1f,\"p95\":%.1f,\"p99\":%."
      "1f}\n",
      type.c_str(), times.size(), sum / static_cast<double>(times.size()), at(0.5), at(0.95), at(0.99));
}

ExitStatus run(const BenchOptions& options) {
  const auto queries = read_bench_queries(options);
  IndexReader reader(IndexLocation{options.db});
  Analyser analyser;
  std::map<std::string, std::vector<double>> times;
  for (const auto& query : queries) {
    double least = 1e18;
    for (int i = 0; i < options.repeats; ++i) {
      const double begun = now_us(options.by_wall);
      search(reader, query.request, analyser);
      least = std::min(least, now_us(options.by_wall) - begun);
    }
    times[query.type].push_back(least);
  }
  for (auto& [type, of_type] : times) print_line(type, of_type);
  return ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  BenchOptions options;
  std::vector<std::string> named;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--snippets") {
      options.with_snippets = true;
    } else if (argument == "--wall") {
      options.by_wall = true;
    } else if (argument == "--repeat" && i + 1 < argc) {
      options.repeats = std::max(1, std::atoi(argv[++i]));
    } else {
      named.push_back(argument);
    }
  }
  if (named.size() != 2) {
    std::cerr << "usage: query_latency QUERIES.tsv DB [--snippets] [--wall] [--repeat N]\n";
    return static_cast<int>(ExitStatus::could_not);
  }
  options.queries = named[0];
  options.db = named[1];
  return run_main("query_latency", [&options] { return run(options); });
}

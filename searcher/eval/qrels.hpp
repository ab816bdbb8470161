// Queries and relevance judgements as TREC and its heirs keep them, and the answers to be judged.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dateline {

/// Article id to grade: 1 and above is relevant, 0 and below is not. An article that is not there counts as
/// not relevant.
using Judgements = std::unordered_map<std::string, int>;

/// By query id.
using Qrels = std::map<std::string, Judgements>;

/// Article ids by query id, best first.
using Run = std::map<std::string, std::vector<std::string>>;

struct JudgedQuery {
  std::string id{};
  std::string text{};
};

/// Lines `query iteration article grade`, fields parted by blanks or tabs; empty lines and lines that begin
/// with # are passed over. `name` is for messages. Throws Error(bad_input) "NAME:LINE: what is wrong" for a
/// line of another shape, a grade that is no whole number, and an article judged twice with different grades.
Qrels parse_qrels(std::string_view text, const std::string& name);

/// Lines `id<TAB>query`, in their order; empty lines are passed over. Throws Error(bad_input) as above for a
/// line without a tab or an id, an id with white space in it, and an id that stands twice.
std::vector<JudgedQuery> parse_queries(std::string_view text, const std::string& name);

/// The same from files; Error(not_found) or Error(io) when one cannot be read.
Qrels read_qrels(const std::filesystem::path& file);
std::vector<JudgedQuery> read_queries(const std::filesystem::path& file);

}  // namespace dateline

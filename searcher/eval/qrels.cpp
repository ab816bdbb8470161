// Readers of judgements and queries; see qrels.hpp.
#include "searcher/eval/qrels.hpp"

#include "common/error.hpp"
#include "common/terminal.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

namespace dateline {

namespace {

// Where a reader is, for messages.
struct Place {
  const std::string& name;
  std::size_t line = 0;

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorKind::bad_input, printable(name) + ":" + std::to_string(line) + ": " + what);
  }
};

std::string quoted(std::string_view text) {
  std::string out = "'";
  return out.append(cut_to_width(printable(text), 60)).append("'");
}

// Calls `use` for each line, without its end (\n or \r\n) and without a byte order mark before the first.
void for_each_line(std::string_view text, Place& place, const std::function<void(std::string_view)>& use) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    ++place.line;
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    use(line);
  }
}

std::vector<std::string_view> split_at_blanks(std::string_view line) {
  std::vector<std::string_view> fields;
  constexpr std::string_view blanks = " \t";
  for (auto begin = line.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const auto end = std::min(line.find_first_of(blanks, begin), line.size());
    fields.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(blanks, end);
  }
  return fields;
}

int read_grade(std::string_view text, const Place& place) {
  int grade = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), grade);
  if (error != std::errc() || end != text.data() + text.size()) {
    place.fail("the grade " + quoted(text) + " is no whole number");
  }
  return grade;
}

std::string read_whole(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    throw Error(ErrorKind::not_found, "no file " + printable(file.string()));
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (std::filesystem::is_directory(file, ignored) || in.bad() || !in.is_open()) {
    throw Error(ErrorKind::io, "cannot read " + printable(file.string()));
  }
  return text.str();
}

}  // namespace

Qrels parse_qrels(std::string_view text, const std::string& name) {
  Qrels qrels;
  Place place{name};
  for_each_line(text, place, [&](std::string_view line) {
    const auto fields = split_at_blanks(line);
    if (fields.empty() || fields.front().starts_with('#')) return;
    if (fields.size() != 4) {
      place.fail("a judgement has four fields, `query iteration article grade`; here are " +
                 std::to_string(fields.size()));
    }
    const int grade = read_grade(fields[3], place);
    const auto [known, is_new] = qrels[std::string(fields[0])].emplace(fields[2], grade);
    if (!is_new && known->second != grade) {
      place.fail("article " + quoted(fields[2]) + " is judged twice for query " + quoted(fields[0]) + ", " +
                 std::to_string(known->second) + " and " + std::to_string(grade));
    }
  });
  return qrels;
}

std::vector<JudgedQuery> parse_queries(std::string_view text, const std::string& name) {
  std::vector<JudgedQuery> queries;
  std::set<std::string, std::less<>> ids;
  Place place{name};
  for_each_line(text, place, [&](std::string_view line) {
    if (line.empty()) return;
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) place.fail("no tab between id and query in " + quoted(line));
    const auto id = line.substr(0, tab);
    if (id.empty() || id.find(' ') != std::string_view::npos) {
      place.fail("the query id " + quoted(id) + " is empty or has a blank in it");
    }
    if (!ids.emplace(id).second) place.fail("query " + quoted(id) + " stands twice");
    queries.push_back({.id = std::string(id), .text = std::string(line.substr(tab + 1))});
  });
  return queries;
}

Qrels read_qrels(const std::filesystem::path& file) {
  return parse_qrels(read_whole(file), file.string());
}

std::vector<JudgedQuery> read_queries(const std::filesystem::path& file) {
  return parse_queries(read_whole(file), file.string());
}

}  // namespace dateline

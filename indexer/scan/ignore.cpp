// See ignore.hpp. As in git, patterns given with the run go before those of files, and those of an inner file
// before an outer one's.
#include "indexer/scan/ignore.hpp"

#include <algorithm>
#include <utility>

namespace dateline {

PatternList::PatternList(const std::vector<std::string>& patterns) {
  for (const auto& pattern : patterns) {
    if (auto glob = parse_glob(pattern)) globs_.push_back(std::move(*glob));
  }
}

PatternList PatternList::of_file(std::string_view contents) {
  PatternList list;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (contents.starts_with(byte_order_mark)) contents.remove_prefix(byte_order_mark.size());
  while (!contents.empty()) {
    const std::size_t end = std::min(contents.find('\n'), contents.size());
    std::string_view line = contents.substr(0, end);
    contents.remove_prefix(std::min(end + 1, contents.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto glob = parse_glob(line)) list.globs_.push_back(std::move(*glob));
  }
  return list;
}

Match PatternList::match(std::string_view path, bool is_directory) const {
  const auto last = std::find_if(globs_.rbegin(), globs_.rend(),
                                 [&](const Glob& glob) { return matches(glob, path, is_directory); });
  if (last == globs_.rend()) return Match::none;
  return last->is_negated ? Match::negated : Match::positive;
}

IgnoreRules::IgnoreRules(const std::vector<std::string>& include, const std::vector<std::string>& exclude)
    : include_(include), exclude_(exclude) {}

bool IgnoreRules::is_excluded(std::string_view path, bool is_directory) const {
  if (!is_directory && !is_included(path)) return true;
  Match match = exclude_.match(path, is_directory);
  for (auto file = files_.rbegin(); match == Match::none && file != files_.rend(); ++file)
    match = file->patterns.match(path.substr(file->base_size), is_directory);
  return match == Match::positive;
}

// A directory that is matched includes what lies below it; what matches nearer to the file decides.
bool IgnoreRules::is_included(std::string_view path) const {
  if (include_.is_empty()) return true;
  Match match = include_.match(path, false);
  while (match == Match::none && path.find('/') != std::string_view::npos) {
    path = path.substr(0, path.rfind('/'));
    match = include_.match(path, true);
  }
  return match == Match::positive;
}

void IgnoreRules::push_file(std::string_view directory, PatternList patterns) {
  files_.push_back(
      {.base_size = directory.empty() ? 0 : directory.size() + 1, .patterns = std::move(patterns)});
}

}  // namespace dateline

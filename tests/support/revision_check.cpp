// See revision_check.hpp.
#include "tests/support/revision_check.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace dateline::tests {

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view article_label = "article ";
constexpr std::string_view file_label = "file ";

// What follows `label` in the line that begins with it; empty when there is none.
std::string after_label(const Lines& lines, std::string_view label) {
  for (const auto& line : lines) {
    if (line.starts_with(label)) return line.substr(label.size());
  }
  return {};
}

std::string revision_of(const Lines& article) {
  return after_label(article, "ingest revision ");
}

Lines without(const Lines& lines, const std::vector<std::string_view>& labels) {
  Lines kept;
  for (const auto& line : lines) {
    const bool is_left_out =
        std::ranges::any_of(labels, [&line](std::string_view label) { return line.starts_with(label); });
    if (!is_left_out) kept.push_back(line);
  }
  return kept;
}

// What stays when an article's file moves.
Lines essence(const Lines& article) {
  return without(article,
                 {"ingest revision ", "data id=", "data path=", "data sum=", "term Q", "term XFILE"});
}

using Files = std::map<std::string, std::string>;  // path -> hash of its bytes

// A path as an article tells it: bytes that are no UTF-8 are replaced there.
std::string as_stored(std::string path) {
  const std::string odd = "\\xFF";
  for (auto at = path.find(odd); at != std::string::npos; at = path.find(odd))
    path.replace(at, odd.size(), "\\xEF\\xBF\\xBD");
  return path;
}

Files files_of(const IndexDump& dump) {
  Files files;
  for (const auto& [key, lines] : dump) {
    if (key.starts_with(file_label))
      files[as_stored(key.substr(file_label.size()))] = after_label(lines, "hash ");
  }
  return files;
}

// Paths that hold these bytes in `files` and did not, or do not, in `others`.
std::vector<std::string> only_here(const std::string& hash, const Files& files, const Files& others) {
  std::vector<std::string> paths;
  for (const auto& [path, held] : files) {
    const auto other = others.find(path);
    if (held == hash && (other == others.end() || other->second != hash)) paths.push_back(path);
  }
  return paths;
}

class RevisionCheck {
 public:
  RevisionCheck(const IndexDump& before, const IndexDump& after)
      : before_(before),
        files_before_(files_of(before)),
        files_after_(files_of(after)),
        run_(after_label(after.at("index"), "revision ")) {}

  std::string check(const std::string& key, const Lines& article) const {
    const auto old = before_.find(key);
    const bool was_there = old != before_.end();
    const std::string revision = revision_of(article);
    if (was_there && without(article, {"ingest revision "}) == without(old->second, {"ingest revision "}))
      return told(key, "is as it was", {revision_of(old->second)}, revision);
    const std::string path = after_label(article, "data path=");
    const auto hash = files_after_.find(path);
    const bool has_moved_id = was_there && after_label(old->second, "data path=") != path;
    std::set<std::string> allowed{run_};
    if (has_moved_id) allowed.insert(revision_of(old->second));
    if (hash == files_after_.end()) return told(key, "is of no file of the ledger", allowed, revision);

    const auto left = only_here(hash->second, files_before_, files_after_);
    const auto come = only_here(hash->second, files_after_, files_before_);
    const bool is_here = std::ranges::find(come, path) != come.end();
    if (left.empty() || !is_here) return told(key, "is new or changed", allowed, revision);
    if (was_there) allowed.insert(revision_of(old->second));
    std::set<std::string> kept;
    for (const auto& from : left) {
      add_revisions(from, essence(article), kept);
      add_revisions(from, {}, allowed);  // the same bytes are read otherwise under a name of another format
    }
    const bool is_certain = left.size() == 1 && come.size() == 1 && !kept.empty() && !has_moved_id;
    if (is_certain) return told(key, "has moved from " + left.front(), kept, revision);
    allowed.insert(kept.begin(), kept.end());
    return told(key, "may have moved", allowed, revision);
  }

 private:
  // Of the articles in the index before that came from a file and said what is wanted; empty: anything.
  void add_revisions(const std::string& path, const Lines& wanted, std::set<std::string>& revisions) const {
    for (const auto& [key, article] : before_) {
      const bool is_its = key.starts_with(article_label) && after_label(article, "data path=") == path;
      if (is_its && (wanted.empty() || essence(article) == wanted)) revisions.insert(revision_of(article));
    }
  }

  static std::string told(const std::string& key, const std::string& why,
                          const std::set<std::string>& allowed, const std::string& found) {
    if (allowed.contains(found)) return {};
    std::string text = key + " " + why + ", so its revision should be";
    for (const auto& revision : allowed) text += " " + revision;
    return text + ", not " + found;
  }

  const IndexDump& before_;
  Files files_before_;
  Files files_after_;
  std::string run_;
};

}  // namespace

std::string wrong_revision(const IndexDump& before, const IndexDump& after) {
  const RevisionCheck check(before, after);
  for (const auto& [key, lines] : after) {
    if (!key.starts_with(article_label)) continue;
    std::string wrong = check.check(key, lines);
    if (!wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace dateline::tests

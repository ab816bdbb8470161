// See select_articles.hpp.
#include "indexer/remove/select_articles.hpp"

#include "common/error.hpp"
#include "common/schema/stored.hpp"
#include "indexer/formats/registry.hpp"
#include "indexer/remove/victims.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

namespace dateline {

namespace {

using std::filesystem::path;

path without_end_slash(const path& given) {
  auto normal = std::filesystem::absolute(given).lexically_normal();
  return normal.has_filename() || !normal.has_relative_path() ? normal : normal.parent_path();
}

bool has_known_extension(const std::string& argument) {
  const std::string extension = path(argument).extension().string();
  return extension.size() > 1 && std::ranges::any_of(format_table(), [&](const FormatRow& row) {
           return std::ranges::find(row.extensions, std::string_view(extension).substr(1)) !=
                  row.extensions.end();
         });
}

// A mistyped path must not be taken for a query whose words some articles have. Who means a query has ways to
// write it: "a/b" in quotation marks, source:a/b.
bool looks_like_path(const std::string& argument) {
  std::error_code error;
  if (std::filesystem::exists(argument, error)) return true;
  if (argument.find_first_of(" \"':*~^+()") != std::string::npos) return false;
  if (argument.starts_with("NEAR/") || argument.starts_with("ADJ/")) return false;
  return argument.find('/') != std::string::npos || has_known_extension(argument);
}

class Selection {
 public:
  explicit Selection(const KnownIndex& index) : index_(index), files_(index.ledger) {}

  bool add_path(const std::string& argument) {
    for (const auto& spelling : spellings_of(argument)) {
      if (!is_known(spelling)) continue;
      add_path_key(spelling);
      return true;
    }
    return false;
  }

  bool add_id(const std::string& id) {
    const auto docid = find_article(index_.db, id);
    if (!docid) return add_removed_id(id);
    const auto file = files_.find(index_.db, *docid);
    const auto entry = file ? index_.ledger.find(*file) : std::nullopt;
    if (entry && is_whole_file(*entry, id, *docid)) {
      add_path_key(*file);
    } else {
      add_staying(removed_id_key(id));
    }
    return true;
  }

  PendingRemoval take() { return std::move(removal_); }

 private:
  bool add_staying(const RemovedKey& key) {
    removal_.staying.insert(key);
    return true;
  }

  // An id that was removed before: a purge may still have something to do.
  bool add_removed_id(const std::string& id) {
    const auto& sources = index_.sources;
    for (const auto& root : sources.roots) {
      const RemovedKey key = removed_path_key(root / id);
      if (sources.removed.contains(key)) return add_staying(key);
    }
    const RemovedKey key = removed_id_key(id);
    if (sources.removed.contains(key)) return add_staying(key);
    const bool was_removed = std::ranges::find(sources.removed_contents, key, &RemovedContents::name) !=
                             sources.removed_contents.end();
    if (was_removed) removal_.once.insert(key);
    return was_removed;
  }

  // Something of it is indexed, or it was removed before.
  [[nodiscard]] bool is_known(const path& spelling) const {
    const auto& sources = index_.sources;
    if (std::ranges::find(sources.roots, spelling) != sources.roots.end() ||
        sources.removed.contains(removed_path_key(spelling)) || index_.ledger.known(spelling.native()))
      return true;
    bool has_below = false;
    const std::string directory = spelling == "/" ? "/" : spelling.native() + "/";
    index_.ledger.for_each_known([&](std::string_view file, const KnownFile&) {
      has_below = has_below || file.starts_with(directory);
    });
    return has_below;
  }

  // What came from standard input comes back only when it is given again, and then it is wanted.
  void add_path_key(const path& removed) {
    const bool stays = removed != standard_input_path;
    (stays ? removal_.staying : removal_.once).insert(removed_path_key(removed));
  }

  // Records of a file that may grow are no whole file: what comes next is to be read.
  [[nodiscard]] bool is_whole_file(const LedgerEntry& entry, const std::string& id,
                                   Xapian::docid docid) const {
    if (id == entry.id_path) return true;
    if (entry.articles != 1 || entry.documents != 1) return false;
    const auto format = read_stored(index_.db.get_document(docid).get_data()).article.format;
    return format == "text/html" || format == "text/markdown" || format == "text/plain";
  }

  const KnownIndex& index_;
  FileOfArticle files_;
  PendingRemoval removal_{};
};

}  // namespace

std::vector<path> spellings_of(const std::string& argument) {
  if (argument == standard_input_path) return {argument};
  std::vector<path> spellings{without_end_slash(argument)};
  std::error_code error;
  auto resolved = std::filesystem::weakly_canonical(argument, error);
  if (!error) resolved = without_end_slash(resolved);
  if (!error && resolved != spellings.front()) spellings.push_back(std::move(resolved));
  return spellings;
}

PendingRemoval select_articles(const std::vector<std::string>& arguments, const KnownIndex& index,
                               const AskSearch& ask) {
  Selection selection(index);
  std::vector<std::string> words;
  for (const auto& argument : arguments) {
    if (!argument.empty() && (selection.add_path(argument) || selection.add_id(argument))) continue;
    words.push_back(argument);
  }
  if (words.empty()) return selection.take();
  if (words.size() < arguments.size()) {
    throw Error(ErrorKind::usage,
                words.front() + " is neither a path nor an article's id known to the index, as others are",
                "name paths and ids, or give a query: not both at once");
  }
  // A path that the index does not know is no query.
  if (std::ranges::any_of(words, looks_like_path)) return {};
  for (const auto& id : ask(words)) selection.add_id(id);
  return selection.take();
}

}  // namespace dateline

// See traces.hpp.
#include "indexer/remove/traces.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/schema/stored.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/remove/byte_patterns.hpp"
#include "indexer/scan/ledger.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include <zlib.h>

namespace dateline {

namespace {

constexpr std::size_t most_traces = 20'000;
constexpr std::size_t words_per_article = 40;
constexpr std::size_t min_trace_bytes = 12;
constexpr std::size_t max_trace_bytes = 64;
// A word of one article may be seen where another's stands: the numbers between two entries of a table, three
// bytes at most, looked like its beginning ("20design" before designsystem.gov) or its end.
constexpr std::size_t accidental_bytes = 3;
static_assert(min_trace_bytes - accidental_bytes >= BytePatterns::min_bytes);
constexpr std::size_t window_bytes = 24;
constexpr std::size_t read_bytes = std::size_t{4} << 20;

// As Xapian compresses a value before it stores it (glass: raw deflate, where that is shorter).
std::string deflated(const std::string& data) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, static_cast<uLong>(data.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool is_done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(is_done ? stream.total_out : 0);
  deflateEnd(&stream);
  return packed;
}

class TraceCollector {
 public:
  explicit TraceCollector(const Xapian::Database& db) : db_(db) {}

  // False when there are enough.
  bool add_article(Xapian::docid docid) {
    const std::string data = db_.get_document(docid).get_data();
    const StoredArticle stored = read_stored(data);
    add(stored.article.title);
    add(stored.article.id);
    add_path(stored.path);
    add_windows(data);
    add_windows(deflated(data));
    add_rare_words(docid);
    return traces_.size() < most_traces;
  }

  void add_path(const std::filesystem::path& path) {
    add(path.native());
    add(path.filename().native());
  }

  Traces take() { return {traces_.begin(), traces_.end()}; }

 private:
  void add(const std::string& bytes) {
    if (bytes.size() >= min_trace_bytes) traces_.insert(bytes.substr(0, max_trace_bytes));
  }

  // Long data is stored in pieces of about 2,000 bytes: several windows, of which most lie within one.
  void add_windows(const std::string& data) {
    for (std::size_t quarter = 1; quarter <= 3; ++quarter) {
      const std::size_t at = data.size() * quarter / 4;
      if (at + window_bytes < data.size()) add(data.substr(at, window_bytes));
    }
  }

  void add_rare_words(Xapian::docid docid) {
    std::size_t words = 0;
    for (auto term = db_.termlist_begin(docid); term != db_.termlist_end(docid); ++term) {
      if (words == words_per_article) return;
      if ((*term).size() < min_trace_bytes || db_.get_termfreq(*term) > 1) continue;
      add(*term);
      ++words;
    }
  }

  const Xapian::Database& db_;
  std::set<std::string> traces_;
};

std::set<std::size_t> search_files(const IndexLocation& location, const BytePatterns& patterns,
                                   TraceSearch& search) {
  std::set<std::size_t> found;
  std::string buffer;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(location.directory)) {
    if (!entry.is_regular_file()) continue;
    patterns.search(entry.path().filename().native(), [&](std::size_t pattern) { found.insert(pattern); });
    std::ifstream file(entry.path(), std::ios::binary);
    if (!file) throw Error(ErrorKind::io, "cannot read " + entry.path().string());
    ++search.files;
    buffer.clear();
    while (file) {
      // What one piece ends with may be the beginning of a trace.
      const std::size_t kept = std::min(buffer.size(), patterns.longest());
      buffer.erase(0, buffer.size() - kept);
      buffer.resize(kept + read_bytes);
      file.read(buffer.data() + kept, static_cast<std::streamsize>(read_bytes));
      buffer.resize(kept + static_cast<std::size_t>(file.gcount()));
      search.bytes += static_cast<std::uint64_t>(file.gcount());
      patterns.search(buffer, [&](std::size_t pattern) { found.insert(pattern); });
    }
  }
  return found;
}

enum class DataForm { plain, deflated };

// A trace and what is left of it without an accidental beginning or end.
std::vector<std::string> readings_of(const std::string& trace) {
  std::vector<std::string> readings{trace};
  for (std::size_t bytes = 1; bytes <= accidental_bytes; ++bytes) {
    readings.push_back(trace.substr(bytes));
    readings.push_back(trace.substr(0, trace.size() - bytes));
  }
  return readings;
}

// Which patterns what is still in the index accounts for: a headline that another article has, too, a file
// name that is the end of another's. Deflating all of it takes long.
std::set<std::size_t> explain(const IndexLocation& location, const BytePatterns& patterns, DataForm form) {
  std::set<std::size_t> explained;
  const auto look_at = [&](const std::string& bytes) {
    patterns.search(bytes, [&](std::size_t pattern) { explained.insert(pattern); });
  };
  const IndexSources sources = read_sources(location);
  for (const auto& root : sources.roots) look_at(root.native());
  for (const auto* patterns_of_walk : {&sources.include, &sources.exclude}) {
    for (const auto& pattern : *patterns_of_walk) look_at(pattern);
  }
  for (const auto& mount : sources.mounts) look_at(mount.native());
  for (const auto& [file, base] : sources.bases) {
    look_at(file);
    look_at(base);
  }
  const Xapian::Database db = open_index(location);
  Ledger::load(db).for_each([&](const std::string& path, const LedgerEntry& entry) {
    look_at(path);
    look_at(entry.root);
    look_at(entry.id_path);
    for (const auto& reason : entry.rejections) look_at(reason);
  });
  for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term) look_at(*term);
  for (auto docid = db.postlist_begin(""); docid != db.postlist_end(""); ++docid) {
    const Xapian::Document document = db.get_document(*docid);
    const std::string data = document.get_data();
    look_at(form == DataForm::plain ? data : deflated(data));
    for (auto value = document.values_begin(); value != document.values_end(); ++value) look_at(*value);
  }
  return explained;
}

// Those that nothing accounts for.
Traces unexplained(const IndexLocation& location, const Traces& traces, DataForm form) {
  std::vector<std::string> readings;
  std::vector<std::size_t> owners;  // of each reading, the trace
  for (std::size_t i = 0; i < traces.size(); ++i) {
    for (auto& reading : readings_of(traces[i])) {
      readings.push_back(std::move(reading));
      owners.push_back(i);
    }
  }
  std::set<std::size_t> explained;
  for (const auto reading : explain(location, BytePatterns(readings), form))
    explained.insert(owners[reading]);
  Traces left;
  for (std::size_t i = 0; i < traces.size(); ++i) {
    if (!explained.contains(i)) left.push_back(traces[i]);
  }
  return left;
}

}  // namespace

Traces collect_traces(const Xapian::Database& db, const Victims& victims) {
  TraceCollector collector(db);
  for (const auto& file : victims.files) collector.add_path(file);
  for_each_victim(db, victims, [&](Xapian::docid docid) { return collector.add_article(docid); });
  return collector.take();
}

TraceSearch search_traces(const IndexLocation& location, const Traces& traces) {
  TraceSearch search;
  try {
    const auto found = search_files(location, BytePatterns(traces), search);
    for (const auto pattern : found) search.found.push_back(traces[pattern]);
    for (const auto form : {DataForm::plain, DataForm::deflated}) {
      if (!search.found.empty()) search.found = unexplained(location, search.found, form);
    }
  } catch (...) {
    rethrow_as_error("reading all of " + location.directory.string());
  }
  return search;
}

}  // namespace dateline

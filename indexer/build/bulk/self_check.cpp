// See self_check.hpp.
#include "indexer/build/bulk/self_check.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "indexer/build/article_terms.hpp"
#include "indexer/build/document.hpp"
#include "indexer/parallel/memory_gate.hpp"
#include "indexer/parallel/turns.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

namespace {

constexpr std::size_t checked_segments = 20;
constexpr std::size_t checked_of_segment = 10;
// Of a larger one only what is stored is compared: Xapian takes a hundred times its text to make a document,
// and seconds a megabyte to look all its terms up.
constexpr std::size_t most_analysed_bytes = std::size_t{256} << 10;
// In the tables that are ordered by term each look reads blocks that no other look reads, from the disk: all
// terms of all checked articles took a tenth of a build. So there one term in so many is looked for; all of
// the first article of one checked segment in so many, and all in a small database.
constexpr std::size_t segments_a_whole_article = 5;
constexpr unsigned terms_a_look = 32;
constexpr Xapian::doccount small_database = 100;

std::string check_counts(const Xapian::Database& db, const DatabaseStatistics& statistics) {
  if (db.get_doccount() != statistics.documents) return "its number of articles";
  if (db.get_lastdocid() != statistics.last_docid) return "its last docid";
  if (db.get_total_length() != statistics.sum_of_lengths) return "the sum of its lengths";
  if (statistics.documents > 0 && db.get_doclength_upper_bound() < statistics.greatest_length)
    return "its greatest length";
  return "";
}

bool has_same_positions(const Xapian::Database& db, Xapian::docid docid, const std::string& name,
                        Xapian::TermIterator& expected) {
  if (expected.positionlist_count() == 0)
    return db.positionlist_begin(docid, name) == db.positionlist_end(docid, name);
  return std::equal(expected.positionlist_begin(), expected.positionlist_end(),
                    db.positionlist_begin(docid, name), db.positionlist_end(docid, name));
}

std::string check_terms(const Xapian::Database& db, Xapian::docid docid, const Xapian::Document& expected,
                        unsigned a_look) {
  auto found = db.termlist_begin(docid);
  unsigned number = docid;
  for (auto term = expected.termlist_begin(); term != expected.termlist_end(); ++term, ++found) {
    if (found == db.termlist_end(docid) || *found != *term || found.get_wdf() != term.get_wdf())
      return "the term list of article " + std::to_string(docid) + " at " + *term;
    if (++number % a_look != 0) continue;
    auto posting = db.postlist_begin(*term);
    posting.skip_to(docid);
    if (posting == db.postlist_end(*term) || *posting != docid || posting.get_wdf() != term.get_wdf())
      return "the postings of " + *term + " at article " + std::to_string(docid);
    if (!has_same_positions(db, docid, *term, term))
      return "the positions of " + *term + " in article " + std::to_string(docid);
  }
  return found == db.termlist_end(docid) ? "" : "the term list of article " + std::to_string(docid);
}

std::string check_article(const Xapian::Database& db, const BulkArticle& article, Analyser& analyser,
                          unsigned a_look) {
  const Xapian::Document found = db.get_document(article.docid);
  if (found.get_data() != article.data) return "what is stored of article " + std::to_string(article.docid);
  if (prose_bytes(article.article) > most_analysed_bytes) return "";
  const Xapian::Document expected = make_document(article, analyser);
  auto value = found.values_begin();
  for (auto wanted = expected.values_begin(); wanted != expected.values_end(); ++wanted, ++value) {
    if (value == found.values_end() || value.get_valueno() != wanted.get_valueno() || *value != *wanted)
      return "a value of article " + std::to_string(article.docid);
  }
  if (value != found.values_end()) return "a value of article " + std::to_string(article.docid);
  return check_terms(db, article.docid, expected, a_look);
}

struct Enough {};

std::string check_segment(const Xapian::Database& db, const BulkInput& input, std::size_t segment,
                          Analyser& analyser, bool has_whole_article) {
  std::string fault;
  std::size_t checked = 0;
  try {
    input.read(segment, [&](const BulkArticle& article) {
      const bool is_all = (has_whole_article && checked == 0) || db.get_doccount() <= small_database;
      fault = check_article(db, article, analyser, is_all ? 1 : terms_a_look);
      if (!fault.empty() || ++checked == checked_of_segment) throw Enough{};
    });
  } catch (const Enough&) {
    return fault;
  }
  return fault;
}

}  // namespace

std::string check_database(const std::filesystem::path& path, const BulkInput& input,
                           const DatabaseStatistics& statistics, const BulkOptions& options) {
  struct Worker {
    explicit Worker(const std::filesystem::path& opened) : db(opened.string()) {}

    Xapian::Database db;
    Analyser analyser{};
  };
  try {
    std::string fault = check_counts(Xapian::Database(path.string()), statistics);
    if (!fault.empty()) return fault;
    const std::size_t step = input.segments / checked_segments + 1;
    std::vector<std::string> faults((input.segments + step - 1) / step);
    const unsigned threads = options.memory.inverting_threads(options.threads);
    std::vector<std::unique_ptr<Worker>> workers(threads);
    MemoryGate gate(options.memory.inverting_bytes);
    // Side by side: most of it is waiting for the disk.
    work_in_turns(threads, faults.size(), {&gate.turns()}, [&](unsigned number, std::size_t i) {
      const std::uint64_t largest = input.largest_article ? input.largest_article(i * step) : 0;
      const MemoryGate::Pass pass = gate.enter(i, options.memory.segment_need(largest));
      if (!workers[number]) workers[number] = std::make_unique<Worker>(path);
      Worker& worker = *workers[number];
      faults[i] =
          check_segment(worker.db, input, i * step, worker.analyser, i % segments_a_whole_article == 0);
    });
    const auto first = std::ranges::find_if(faults, [](const std::string& text) { return !text.empty(); });
    return first == faults.end() ? std::string() : *first;
  } catch (const Xapian::Error& error) {
    return error.get_description();
  }
}

}  // namespace dateline

// Turns the articles of one segment, docids ascending, into finished leaf blocks of the tables that are
// ordered by docid, and a run for those that are ordered by term.
//
// While articles come, each one's terms are noted in a log: what is looked at again and again stays small. At
// the end the terms are sorted once, and one pass over the log writes every list at its place.
#pragma once

#include "indexer/build/article_terms.hpp"
#include "indexer/build/bulk/raw_word_table.hpp"
#include "indexer/build/bulk/segment_log.hpp"
#include "indexer/build/bulk/table_part.hpp"
#include "indexer/build/bulk/term_run.hpp"
#include "indexer/build/bulk/term_table.hpp"
#include "indexer/build/bulk/version_file.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct InvertedSegment {
  TablePart termlist{};
  TablePart docdata{};
  TermRun run{};
  DatabaseStatistics statistics{};
  std::map<unsigned, ValueBounds> values{};  // by slot
};

/// Not for use by two threads at once.
class Inverter : private ArticleTerms {
 public:
  explicit Inverter(Analyser& analyser) : ArticleTerms(analyser) {}

  void begin(PartPlace place);
  /// `data` is what is stored of it. Docids ascend.
  void add(std::uint32_t docid, const Article& article, std::string_view file_term, std::uint64_t revision,
           std::string_view data);
  /// Of all articles since `begin`.
  InvertedSegment finish();

 private:
  struct Seen {
    std::uint32_t stamp = 0;  // the article that had the term last
    std::uint32_t place = 0;  // in that one's `article_terms_`
  };
  struct Stem {
    TermNumber number = 0;   // + 1, of the "Z" term; 0 = not asked yet
    std::uint32_t lang = 0;  // in `lang_numbers_`
  };
  /// Terms that others become with a field's prefix: number + 1 by number, 0 = not asked yet.
  struct Prefixed {
    std::vector<TermNumber> words{};
    std::vector<TermNumber> stems{};  // by the number of the "Z" term
  };
  struct ArticleTerm {
    TermNumber number = 0;
    std::uint32_t wdf = 0;
    std::uint32_t stemmed_wdf = 0;  // of occurrences whose stem is still to be counted
    std::uint32_t positions = 0;
  };
  struct Occurrence {
    std::uint32_t place = 0;
    std::uint32_t position = 0;
  };

  void add_boolean(std::string_view term) override { touch(number_of(term, hash_term(term))); }
  void add_posting(std::string_view term, std::uint32_t position, unsigned wdf) override;
  void add_term(std::string_view term, unsigned wdf) override {
    touch(number_of(term, hash_term(term))).wdf += wdf;
  }
  void add_value(unsigned slot, std::string_view value) override { log_.add_value(slot, value); }
  void add_raw_words(const FieldRow& row, const RawWords& words) override;

  TermNumber number_of(std::string_view term, TermHash hash) { return note(table_.find_or_add(term, hash)); }
  TermNumber note(TermNumber number);
  ArticleTerm& touch(TermNumber number) {
    Seen& seen = seen_[number];
    if (seen.stamp != stamp_) {
      seen = {.stamp = stamp_, .place = static_cast<std::uint32_t>(article_terms_.size())};
      article_terms_.push_back({.number = number});
    }
    return article_terms_[seen.place];
  }
  void count_posting(ArticleTerm& entry, std::uint32_t position);
  KnownWord learn(const RawWord& word);
  void add_rest(const FieldRow& row, const KnownWord& word, std::uint32_t position);
  void add_stems_of(const FieldRow& row, const KnownWord& word);
  void count_stems();
  TermNumber stem_of(TermNumber number);
  TermNumber stem_of_base(TermNumber base);
  TermNumber find_stem(Stem& known, std::string_view base);
  TermNumber prefixed_word(const FieldRow& row, TermNumber word);
  TermNumber prefixed_stem(const FieldRow& row, TermNumber stem);
  void group_positions();
  void log_terms();
  void forget_terms();

  RawWordTable words_{};
  std::array<RawWordTable::Key, most_raw_words> keys_{};  // of the words at hand
  std::array<std::uint32_t, most_raw_words> numbers_{};
  TermTable table_{};
  std::vector<Seen> seen_{};   // by term
  std::vector<Stem> stems_{};  // by term, of words that are their own base
  TermTable bases_{};          // of words that are not their own
  std::vector<Stem> stems_of_bases_{};
  std::array<Prefixed, field_table.size()> prefixed_{};
  std::map<std::string, std::uint32_t, std::less<>> lang_numbers_{};
  std::uint32_t lang_number_ = 0;  // of the article
  std::uint32_t stamp_ = 0;        // of the article
  std::vector<ArticleTerm> article_terms_{};
  std::vector<Occurrence> occurrences_{};
  std::vector<std::uint32_t> positions_{};   // of the article, grouped by term
  std::vector<std::uint32_t> group_ends_{};  // in `positions_`, by place
  SegmentLog log_{};
  PartPlace place_ = PartPlace::begins_table;
  std::optional<TablePartWriter> docdata_{};
  std::string key_{};
  std::string base_{};
  WordForms forms_{};
};

}  // namespace dateline

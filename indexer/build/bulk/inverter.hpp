// Inverts articles, docids ascending: one run for the tables that are ordered by term, and the term lists.
//
// While articles come, each one's terms are noted in a log: what is looked at again and again stays small. At
// the end the terms are sorted once, and one walk over them writes every list.
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
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct InvertedRun {
  TermRun run{};
  DatabaseStatistics statistics{};
  std::map<unsigned, ValueBounds> values{};  // by slot
};

/// Not for use by two threads at once.
class Inverter : private ArticleTerms {
 public:
  /// Remembers about `kept_terms` terms from run to run: most come again.
  Inverter(Analyser& analyser, std::size_t kept_terms) : ArticleTerms(analyser), kept_terms_(kept_terms) {}

  /// Docids ascend.
  void add(std::uint32_t docid, const Article& article, std::string_view file_term, std::uint64_t revision);
  /// Different terms of all articles since the last `finish`.
  [[nodiscard]] std::size_t term_count() const { return term_count_; }
  /// About what is kept of those articles until then.
  [[nodiscard]] std::size_t logged_bytes() const { return log_.bytes(); }
  /// Of those articles; their term lists go into `termlist`.
  InvertedRun finish(TablePartWriter& termlist);

 private:
  struct Seen {
    std::uint32_t stamp = 0;  // the article that had the term last
    std::uint32_t place = 0;  // in that one's `article_terms_`
  };
  struct Stem {
    TermNumber number = 0;   // + 1, of the "Z" term; 0 = not asked yet
    std::uint32_t lang = 0;  // in `lang_numbers_`

    [[nodiscard]] bool is_known_in(std::uint32_t wanted) const { return number != 0 && lang == wanted; }
  };
  /// Terms that others become with a field's prefix: number + 1 by number, 0 = not asked yet.
  struct Prefixed {
    std::vector<TermNumber> words{};
    std::vector<TermNumber> stems{};  // by the number of the "Z" term
  };
  /// Of a word that is not its own base, or has a part: see `WordForms`.
  struct More {
    TermNumber part = no_term;
    TermNumber base = no_term;  // in `bases_`; none when it is its own base, or has none
    bool is_own_base = false;
  };
  struct ArticleTerm {
    TermNumber number = 0;
    std::uint32_t positions = 0;  // each gives a wdf of 1
    std::uint32_t more_wdf = 0;
    std::uint32_t unstemmed_wdf = 0;  // what of its wdf gives none to its stem

    [[nodiscard]] std::uint32_t wdf() const { return positions + more_wdf; }
  };
  struct Occurrence {
    std::uint32_t place = 0;
    std::uint32_t position = 0;
  };

  void add_boolean(std::string_view term) override { place_of(number_of(term, hash_term(term))); }
  void add_posting(std::string_view term, std::uint32_t position, unsigned wdf) override;
  void add_term(std::string_view term, unsigned wdf) override {
    count_unplaced(number_of(term, hash_term(term)), wdf);
  }
  void add_value(unsigned slot, std::string_view value) override { log_.add_value(slot, value); }
  void add_raw_words(const FieldRow& row, const RawWords& words) override;

  TermNumber number_of(std::string_view term, TermHash hash) { return note(table_.find_or_add(term, hash)); }
  TermNumber note(TermNumber number);
  /// In `article_terms_`, where the article has the term from now on.
  std::uint32_t place_of(TermNumber number) {
    Seen& seen = seen_[number];
    if (seen.stamp != stamp_) {
      term_count_ += seen.stamp < first_stamp_ ? 1 : 0;
      seen = {.stamp = stamp_, .place = static_cast<std::uint32_t>(article_terms_.size())};
      article_terms_.push_back({.number = number});
    }
    return seen.place;
  }
  void count_posting(TermNumber number, std::uint32_t position, unsigned wdf);
  void count_unplaced(TermNumber number, unsigned wdf);
  void find_words(const RawWords& words);
  KnownWord learn(const RawWord& word);
  void add_more(const FieldRow& row, const KnownWord& word, std::uint32_t position);
  void add_prefixed(const FieldRow& row, TermNumber term, std::uint32_t position);
  void add_stems_of_base(const FieldRow& row, TermNumber term, TermNumber base);
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
  std::vector<More> more_{};   // by `KnownWord::more` - 1
  TermTable bases_{};          // of words that are not their own
  std::vector<Stem> stems_of_bases_{};
  std::array<Prefixed, field_table.size()> prefixed_{};
  std::map<std::string, std::uint32_t, std::less<>> lang_numbers_{};
  std::uint32_t lang_number_ = 0;  // of the article
  std::uint32_t stamp_ = 0;        // of the article
  std::uint32_t first_stamp_ = 1;  // of the run
  std::size_t term_count_ = 0;
  std::size_t kept_terms_;
  std::size_t occurrence_count_ = 0;
  std::vector<ArticleTerm> article_terms_{};
  std::vector<TermNumber> article_stems_{};  // of each of them, `no_term` when it gives none
  std::vector<Occurrence> occurrences_{};    // of the article: the first `occurrence_count_`
  std::vector<std::uint32_t> positions_{};   // of the article, grouped by term
  std::vector<std::uint32_t> group_ends_{};  // in `positions_`, by place
  SegmentLog log_{};
  std::string key_{};
  std::string base_{};
  WordForms forms_{};
};

}  // namespace dateline

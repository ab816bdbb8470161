// What an article gives to the database, whichever way it is built: terms, positions and values, from one
// walk over the field table.
#pragma once

#include "common/article.hpp"
#include "common/schema/fields.hpp"
#include "common/text/analyse.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// The unique term of an article's id.
std::string id_term(const std::string& id);
/// The term that all articles of one source file share; `path` absolute, bytes as the file system has them.
std::string file_term(const std::string& path);
/// What of the path is in that term.
std::uint64_t hash_path(const std::string& path);
std::string file_term(std::uint64_t path_hash);
/// Of a term that `file_term` made; 0 for any other.
std::uint64_t path_hash_of(std::string_view file_term);

/// Of its text, captions and summary, the members that may be large: what it takes to give its words.
std::uint64_t prose_bytes(const Article& article);

/// Describes articles, one after the other, to a derived class: a Xapian document, or the bulk builder's
/// inverter.
class ArticleTerms {
 public:
  /// `analyser` outlives it.
  explicit ArticleTerms(Analyser& analyser) : analyser_(analyser) {}
  virtual ~ArticleTerms() = default;
  ArticleTerms(const ArticleTerms&) = delete;
  ArticleTerms& operator=(const ArticleTerms&) = delete;

  /// `revision` is the ingest revision.
  void describe(const Article& article, std::string_view file_term, std::uint64_t revision);

 protected:
  /// A term without positions that adds nothing to the article's length; the same may come again.
  virtual void add_boolean(std::string_view term) = 0;
  /// Once an occurrence, in order of position for each term; the same position may come again.
  virtual void add_posting(std::string_view term, std::uint32_t position, unsigned wdf) = 0;
  virtual void add_term(std::string_view term, unsigned wdf) = 0;
  /// A slot at most once; never empty.
  virtual void add_value(unsigned slot, std::string_view value) = 0;
  /// To be overridden by who remembers what words give.
  virtual void add_raw_words(const FieldRow& row, const RawWords& words);

  void add_stems(const FieldRow& row, const WordForms& forms);
  [[nodiscard]] Analyser& analyser() const { return analyser_; }
  /// Of the article that is described.
  [[nodiscard]] std::string_view lang() const { return lang_; }

 private:
  void add_field(const FieldRow& row, std::string_view value);
  void add_words(const FieldRow& row, std::string_view text);
  void add_word(const FieldRow& row, const WordForms& forms, std::uint32_t position);
  void add_stem(const FieldRow& row);
  void add_occurrence(const FieldRow& row, std::string_view term, std::uint32_t position);
  void add_unmarked_stem(const FieldRow& row, std::string_view term);
  void add_date(const Article& article);
  void add_values(const Article& article, std::uint64_t revision);
  void add_short_value(unsigned slot, const std::string& value);
  std::string join_folded(const std::vector<std::string>& names);

  Analyser& analyser_;
  std::string lang_;
  std::uint32_t position_ = 0;
  std::string term_;
  std::string stem_;
};

}  // namespace dateline

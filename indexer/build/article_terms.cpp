// See article_terms.hpp. Every prose word gives its plain term, its field's term and its stem.
#include "indexer/build/article_terms.hpp"

#include "common/error.hpp"
#include "common/schema/terms.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/title_key.hpp"

#include <charconv>
#include <span>

#include <xapian.h>
#include <xxhash.h>

namespace dateline {

namespace {

constexpr char list_separator = '\x1F';  // between the names in a value that holds several

std::span<const std::string> one(const std::string& value) {
  return {&value, 1};
}

// The values of a field that are searched by word or as a whole.
std::span<const std::string> values_of(const Article& article, Field field, const std::string& host) {
  switch (field) {
    case Field::title:
      return one(article.title);
    case Field::summary:
      return one(article.summary);
    case Field::text:
      return one(article.text);
    case Field::captions:
      return one(article.captions);
    case Field::author:
      return article.authors;
    case Field::tag:
      return article.tags;
    case Field::source:
      return one(article.source);
    case Field::host:
      return one(host);
    case Field::lang:
      return one(article.lang);
    case Field::format:
      return one(article.format);
    case Field::published:
    case Field::modified:
    case Field::added:
    case Field::id:
      return {};
  }
  throw Error(ErrorKind::internal, "a field without a row");
}

// Printed day, then instant: big-endian and biased, so that bytes compare as numbers do.
std::string order_key(const PrintedTime& time) {
  constexpr std::int64_t bias = std::int64_t{1} << 38;  // seconds: 8,700 years to either side of 1970
  const auto append = [](std::string& key, std::int64_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      key += static_cast<char>(static_cast<unsigned char>(number >> shift));
    }
  };
  std::string key;
  append(key, first_day(time.date).time_since_epoch().count() + (bias >> 10), 4);
  append(key, instant_of(time).time_since_epoch().count() + bias, 5);
  return key;
}

std::string seconds_value(const PrintedTime& time) {
  return Xapian::sortable_serialise(static_cast<double>(instant_of(time).time_since_epoch().count()));
}

}  // namespace

std::string id_term(const std::string& id) {
  return make_term(field_row(Field::id).whole_prefix, id);
}

std::uint64_t hash_path(const std::string& path) {
  return XXH3_64bits(path.data(), path.size());
}

std::string file_term(std::uint64_t path_hash) {
  return std::string(file_prefix) + hash_digits(path_hash);
}

std::string file_term(const std::string& path) {
  return file_term(hash_path(path));
}

std::uint64_t path_hash_of(std::string_view file_term) {
  std::uint64_t hash = 0;
  if (!file_term.starts_with(file_prefix)) return hash;
  file_term.remove_prefix(file_prefix.size());
  std::from_chars(file_term.data(), file_term.data() + file_term.size(), hash, 16);
  return hash;
}

std::uint64_t prose_bytes(const Article& article) {
  return std::uint64_t{article.summary.size()} + article.text.size() + article.captions.size();
}

void ArticleTerms::describe(const Article& article, std::string_view file_term, std::uint64_t revision) {
  lang_ = article.lang;
  // Positions begin at 1: Xapian 1.4 stores the positions 0 and 1 of a term as 1 alone.
  position_ = 1;
  const std::string host = host_of(article.url);
  for (const FieldRow& row : field_table) {
    for (const auto& value : values_of(article, row.field, host)) add_field(row, value);
  }
  add_boolean(id_term(article.id));
  add_boolean(file_term);
  add_date(article);
  add_values(article, revision);
}

void ArticleTerms::add_field(const FieldRow& row, std::string_view value) {
  if (value.empty()) return;
  if (!row.whole_prefix.empty()) {
    add_boolean(make_term(row.whole_prefix, analyser_.fold_name(value)));
    if (row.field == Field::lang)  // zh-Hant is also zh
      add_boolean(make_term(row.whole_prefix, analyser_.fold_name(primary_language(value))));
  }
  if (row.weight > 0) add_words(row, value);
}

void ArticleTerms::add_words(const FieldRow& row, std::string_view text) {
  position_ = analyser_.read_words(text, position_, [&](const RawWords& words) {
    add_raw_words(row, words);
  }) + position_gap;
}

void ArticleTerms::add_raw_words(const FieldRow& row, const RawWords& words) {
  for (const RawWord& word : words.words) add_word(row, analyser_.known_forms(word), word.position);
}

void ArticleTerms::add_word(const FieldRow& row, const WordForms& forms, std::uint32_t position) {
  if (forms.term.empty()) return;
  add_occurrence(row, forms.term, position);
  if (!forms.base.empty()) add_stems(row, forms);
  if (!forms.part.empty()) add_occurrence(row, forms.part, position);
}

void ArticleTerms::add_occurrence(const FieldRow& row, std::string_view term, std::uint32_t position) {
  add_posting(term, position, row.weight);
  if (row.prefix.empty()) return;
  term_.assign(row.prefix).append(term);
  add_posting(term_, position, 1);
}

void ArticleTerms::add_stems(const FieldRow& row, const WordForms& forms) {
  stem_.assign(analyser_.stem(forms.base, lang_));
  add_stem(row);
  add_unmarked_stem(row, forms.term);
}

void ArticleTerms::add_stem(const FieldRow& row) {
  term_.assign("Z").append(stem_);
  add_term(term_, row.weight);
  if (row.prefix.empty()) return;
  term_.assign("Z").append(row.prefix).append(stem_);
  add_term(term_, 1);
}

// Vietnamese stems keep their marks, which tell words apart; readers who type none find the word all the
// same.
void ArticleTerms::add_unmarked_stem(const FieldRow& row, std::string_view term) {
  constexpr std::string_view marked_label = "vi:";
  if (!stem_.starts_with(marked_label) || std::string_view(stem_).substr(marked_label.size()) == term) return;
  stem_.assign(marked_label).append(term);
  add_stem(row);
}

void ArticleTerms::add_date(const Article& article) {
  if (!article.published) {
    add_boolean(undated_term);
    return;
  }
  for (const auto& term : date_terms(article.published->date)) add_boolean(term);
  add_boolean(make_term(evidence_prefix, evidence_name(article.published_from)));
}

void ArticleTerms::add_values(const Article& article, std::uint64_t revision) {
  if (article.published) {
    add_value(slot_published, seconds_value(*article.published));
    add_value(slot_order, order_key(*article.published));
  }
  if (article.modified) add_value(slot_modified, seconds_value(*article.modified));
  add_short_value(slot_lang, std::string(primary_language(article.lang)));
  add_short_value(slot_source, analyser_.fold_name(article.source));
  add_short_value(slot_title, title_key(article.title));
  add_short_value(slot_author, join_folded(article.authors));
  add_short_value(slot_tag, join_folded(article.tags));
  add_value(slot_revision, Xapian::sortable_serialise(static_cast<double>(revision)));
}

void ArticleTerms::add_short_value(unsigned slot, const std::string& value) {
  if (!value.empty()) add_value(slot, cut_bytes(value, max_term_bytes));
}

std::string ArticleTerms::join_folded(const std::vector<std::string>& names) {
  std::string joined;
  for (const auto& name : names) {
    if (!joined.empty()) joined += list_separator;
    joined += analyser_.fold_name(name);
  }
  return joined;
}

}  // namespace dateline

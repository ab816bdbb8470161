// See document.hpp. One walk over the field table; every prose word gives its plain term, its field's term
// and its stem.
#include "indexer/build/document.hpp"

#include "common/error.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"

#include <array>
#include <vector>

#include <unicode/coll.h>
#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t title_key_bytes = 32;
constexpr char list_separator = '\x1F';  // between the names in a value that holds several

class DocumentMaker {
 public:
  DocumentMaker(const Article& article, Analyser& analyser) : article_(article), analyser_(analyser) {}

  Xapian::Document make(const DocumentOrigin& origin) {
    for (const FieldRow& row : field_table) add_field(row);
    document_.add_boolean_term(id_term(article_.id));
    document_.add_boolean_term(file_term(origin.path));
    add_date();
    add_values(origin);
    document_.set_data(write_stored(article_, to_valid_utf8(origin.path)));
    return std::move(document_);
  }

 private:
  // The values of a field that are searched by word or as a whole.
  std::vector<std::string> values_of(Field field) const {
    switch (field) {
      case Field::title:
        return {article_.title};
      case Field::summary:
        return {article_.summary};
      case Field::text:
        return {article_.text};
      case Field::captions:
        return {article_.captions};
      case Field::author:
        return article_.authors;
      case Field::tag:
        return article_.tags;
      case Field::source:
        return {article_.source};
      case Field::host:
        return {host_of(article_.url)};
      case Field::lang:
        return {article_.lang};
      case Field::format:
        return {article_.format};
      case Field::published:
      case Field::modified:
      case Field::added:
      case Field::id:
        return {};
    }
    throw Error(ErrorKind::internal, "a field without a row");
  }

  void add_field(const FieldRow& row) {
    for (const auto& value : values_of(row.field)) {
      if (value.empty()) continue;
      if (!row.whole_prefix.empty()) {
        document_.add_boolean_term(make_term(row.whole_prefix, analyser_.fold_name(value)));
        if (row.field == Field::lang) add_primary_language(row, value);
      }
      if (row.weight > 0) add_words(row, value);
    }
  }

  // zh-Hant is also zh.
  void add_primary_language(const FieldRow& row, const std::string& tag) {
    document_.add_boolean_term(make_term(row.whole_prefix, analyser_.fold_name(primary_language(tag))));
  }

  void add_words(const FieldRow& row, const std::string& text) {
    position_ = analyser_.tokenise(text, position_, [&](const Token& token) { add_token(row, token); }) +
                position_gap;
  }

  void add_token(const FieldRow& row, const Token& token) {
    term_.assign(token.term);
    document_.add_posting(term_, token.position, row.weight);
    if (!row.prefix.empty()) {
      term_.assign(row.prefix).append(token.term);
      document_.add_posting(term_, token.position);
    }
    if (token.base.empty()) return;
    stem_.assign(analyser_.stem(token.base, article_.lang));
    add_stem(row);
    add_unmarked_stem(row, token);
  }

  void add_stem(const FieldRow& row) {
    term_.assign("Z").append(stem_);
    document_.add_term(term_, row.weight);
    if (row.prefix.empty()) return;
    term_.assign("Z").append(row.prefix).append(stem_);
    document_.add_term(term_);
  }

  // Vietnamese stems keep their marks, which tell words apart; readers who type none find the word all the
  // same.
  void add_unmarked_stem(const FieldRow& row, const Token& token) {
    constexpr std::string_view marked_label = "vi:";
    if (!stem_.starts_with(marked_label) || std::string_view(stem_).substr(marked_label.size()) == token.term)
      return;
    stem_.assign(marked_label).append(token.term);
    add_stem(row);
  }

  void add_date() {
    if (!article_.published) {
      document_.add_boolean_term(std::string(undated_term));
      return;
    }
    for (const auto& term : date_terms(article_.published->date)) document_.add_boolean_term(term);
    document_.add_boolean_term(make_term(evidence_prefix, evidence_name(article_.published_from)));
  }

  void add_values(const DocumentOrigin& origin) {
    const auto seconds = [](const PrintedTime& time) {
      return Xapian::sortable_serialise(static_cast<double>(instant_of(time).time_since_epoch().count()));
    };
    if (article_.published) {
      document_.add_value(slot_published, seconds(*article_.published));
      document_.add_value(slot_order, order_key(*article_.published));
    }
    if (article_.modified) document_.add_value(slot_modified, seconds(*article_.modified));
    add_value(slot_lang, std::string(primary_language(article_.lang)));
    add_value(slot_source, analyser_.fold_name(article_.source));
    add_value(slot_title, title_key());
    add_value(slot_author, join_folded(article_.authors));
    add_value(slot_tag, join_folded(article_.tags));
    document_.add_value(slot_revision, Xapian::sortable_serialise(static_cast<double>(origin.revision)));
  }

  void add_value(unsigned slot, const std::string& value) {
    if (!value.empty()) document_.add_value(slot, std::string(cut_bytes(value, max_term_bytes)));
  }

  // Printed day, then instant: big-endian and biased, so that bytes compare as numbers do.
  static std::string order_key(const PrintedTime& time) {
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

  std::string join_folded(const std::vector<std::string>& names) {
    std::string joined;
    for (const auto& name : names) {
      if (!joined.empty()) joined += list_separator;
      joined += analyser_.fold_name(name);
    }
    return joined;
  }

  std::string title_key() const {
    thread_local const std::unique_ptr<icu::Collator> collator = [] {
      UErrorCode status = U_ZERO_ERROR;
      std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale::getRoot(), status));
      if (U_FAILURE(status) != 0) throw Error(ErrorKind::internal, "ICU has no collator");
      return made;
    }();
    const auto title = icu::UnicodeString::fromUTF8(article_.title);
    std::array<uint8_t, title_key_bytes> key{};
    collator->getSortKey(title, key.data(), static_cast<int32_t>(key.size()));
    std::string bytes(key.begin(), key.end());
    while (!bytes.empty() && bytes.back() == '\0') bytes.pop_back();
    return bytes;
  }

  const Article& article_;
  Analyser& analyser_;
  Xapian::Document document_;
  // Positions begin at 1: Xapian 1.4 stores the positions 0 and 1 of a term as 1 alone.
  std::uint32_t position_ = 1;
  std::string term_;
  std::string stem_;
};

}  // namespace

std::string id_term(const std::string& id) {
  return make_term(field_row(Field::id).whole_prefix, id);
}

std::string file_term(const std::string& path) {
  return std::string(file_prefix) + hash_digits(XXH3_64bits(path.data(), path.size()));
}

Xapian::Document make_document(const Article& article, const DocumentOrigin& origin, Analyser& analyser) {
  return DocumentMaker(article, analyser).make(origin);
}

}  // namespace dateline

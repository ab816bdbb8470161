// See inverter.hpp. Words go through in three steps (hash all, look all up, count all), so that the memory
// that one step needs has come while the others worked.
#include "indexer/build/bulk/inverter.hpp"

#include "indexer/build/bulk/pack.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline {

namespace {

TermNumber& entry_of(std::vector<TermNumber>& entries, TermNumber number) {
  if (number >= entries.size()) entries.resize(std::max<std::size_t>(number + 1, 2 * entries.size()));
  return entries[number];
}

}  // namespace

TermNumber Inverter::note(TermNumber number) {
  if (number == seen_.size()) {
    seen_.emplace_back();
    stems_.emplace_back();
  }
  return number;
}

// Of a term that has no stem, or whose stem is counted elsewhere.
void Inverter::count_posting(TermNumber number, std::uint32_t position, unsigned wdf) {
  const std::uint32_t place = place_of(number);
  ArticleTerm& entry = article_terms_[place];
  ++entry.positions;
  entry.more_wdf += wdf - 1;
  entry.unstemmed_wdf += wdf;
  if (occurrence_count_ == occurrences_.size()) occurrences_.resize(2 * occurrence_count_ + most_raw_words);
  occurrences_[occurrence_count_++] = {.place = place, .position = position};
}

void Inverter::count_unplaced(TermNumber number, unsigned wdf) {
  ArticleTerm& entry = article_terms_[place_of(number)];
  entry.more_wdf += wdf;
  entry.unstemmed_wdf += wdf;
}

void Inverter::add_posting(std::string_view term, std::uint32_t position, unsigned wdf) {
  count_posting(number_of(term, hash_term(term)), position, wdf);
}

void Inverter::find_words(const RawWords& words) {
  const std::size_t count = words.words.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (words.words[i].length > RawWordTable::most_bytes) continue;
    keys_[i] = RawWordTable::key_of(words.words[i], words.text_end);
    words_.prefetch_slot(keys_[i]);
  }
  for (std::size_t i = 0; i < count; ++i) words_.prefetch_entry(keys_[i]);
  for (std::size_t i = 0; i < count; ++i) {
    const RawWord& word = words.words[i];
    if (word.length > RawWordTable::most_bytes) continue;
    numbers_[i] = words_.find(word, keys_[i]);
    if (numbers_[i] == RawWordTable::unknown) numbers_[i] = words_.add(word, keys_[i], learn(word));
    prefetch(seen_.data(), sizeof(Seen) * words_.known(numbers_[i]).term);
  }
}

void Inverter::add_raw_words(const FieldRow& row, const RawWords& words) {
  find_words(words);
  const std::size_t count = words.words.size();
  const std::uint32_t more_wdf = row.weight - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const RawWord& raw = words.words[i];
    const KnownWord word = raw.length > RawWordTable::most_bytes ? learn(raw) : words_.known(numbers_[i]);
    if (word.term == no_term) continue;
    if (occurrence_count_ == occurrences_.size()) occurrences_.resize(2 * occurrence_count_ + most_raw_words);
    const std::uint32_t place = place_of(word.term);
    ArticleTerm& entry = article_terms_[place];
    ++entry.positions;
    entry.more_wdf += more_wdf;
    occurrences_[occurrence_count_++] = {.place = place, .position = raw.position};
    if (word.more == 0 && row.prefix.empty()) continue;  // as nearly all
    if (word.more != 0 && !more_[word.more - 1].is_own_base) entry.unstemmed_wdf += row.weight;
    add_more(row, word, raw.position);
  }
}

KnownWord Inverter::learn(const RawWord& word) {
  const WordForms forms = analyser().forms(word);
  if (forms.term.empty()) return {};
  KnownWord known{.term = number_of(forms.term, hash_term(forms.term))};
  More more{.is_own_base = forms.base == forms.term};
  if (more.is_own_base && forms.part.empty()) return known;
  if (!forms.part.empty()) more.part = number_of(forms.part, hash_term(forms.part));
  if (!more.is_own_base && !forms.base.empty()) {
    more.base = bases_.find_or_add(forms.base, hash_term(forms.base));
    if (more.base == stems_of_bases_.size()) stems_of_bases_.emplace_back();
  }
  more_.push_back(more);
  known.more = static_cast<std::uint32_t>(more_.size());
  return known;
}

// All but the posting of its term itself, and the stem of a word that is its own base: see `count_stems`.
void Inverter::add_more(const FieldRow& row, const KnownWord& word, std::uint32_t position) {
  const More more = word.more == 0 ? More{.is_own_base = true} : more_[word.more - 1];
  add_prefixed(row, word.term, position);
  if (more.base != no_term) {
    add_stems_of_base(row, word.term, more.base);
  } else if (more.is_own_base && !row.prefix.empty()) {
    count_unplaced(prefixed_stem(row, stem_of(word.term)), 1);
  }
  if (more.part == no_term) return;
  count_posting(more.part, position, row.weight);
  add_prefixed(row, more.part, position);
}

void Inverter::add_prefixed(const FieldRow& row, TermNumber term, std::uint32_t position) {
  if (!row.prefix.empty()) count_posting(prefixed_word(row, term), position, 1);
}

void Inverter::add_stems_of_base(const FieldRow& row, TermNumber term, TermNumber base) {
  if (lang().starts_with("vi")) {  // it has two
    forms_.term.assign(table_.text(term));
    forms_.base.assign(bases_.text(base));
    add_stems(row, forms_);
    return;
  }
  const TermNumber stem = stem_of_base(base);
  count_unplaced(stem, row.weight);
  if (!row.prefix.empty()) count_unplaced(prefixed_stem(row, stem), 1);
}

TermNumber Inverter::stem_of_base(TermNumber base) {
  Stem& known = stems_of_bases_[base];
  if (known.is_known_in(lang_number_)) return known.number - 1;
  base_.assign(bases_.text(base));
  return find_stem(known, base_);
}

// Where it is not known in the article's language.
TermNumber Inverter::find_stem(Stem& known, std::string_view base) {
  // A word of several languages is asked for again and again.
  key_ = "Z";
  if (known.number == 0) {
    key_ += analyser().new_stem(base, lang());
  } else {
    key_ += analyser().stem(base, lang());
  }
  const TermNumber number = number_of(key_, hash_term(key_));
  known = {.number = number + 1, .lang = lang_number_};
  return number;
}

TermNumber Inverter::stem_of(TermNumber number) {
  Stem known = stems_[number];
  if (known.is_known_in(lang_number_)) return known.number - 1;
  base_.assign(table_.text(number));
  const TermNumber stem = find_stem(known, base_);
  stems_[number] = known;  // not by reference: `stems_` may have moved
  return stem;
}

TermNumber Inverter::prefixed_word(const FieldRow& row, TermNumber word) {
  TermNumber& known = entry_of(prefixed_[static_cast<std::size_t>(row.field)].words, word);
  if (known == 0) {
    key_.assign(row.prefix).append(table_.text(word));
    known = number_of(key_, hash_term(key_)) + 1;
  }
  return known - 1;
}

TermNumber Inverter::prefixed_stem(const FieldRow& row, TermNumber stem) {
  TermNumber& known = entry_of(prefixed_[static_cast<std::size_t>(row.field)].stems, stem);
  if (known == 0) {
    key_.assign("Z").append(row.prefix).append(table_.text(stem).substr(1));
    known = number_of(key_, hash_term(key_)) + 1;
  }
  return known - 1;
}

// In two steps, as `find_words`.
void Inverter::count_stems() {
  constexpr std::size_t ahead = 8;
  const std::size_t words = article_terms_.size();
  if (article_stems_.size() < words) article_stems_.resize(2 * words);
  for (std::size_t i = 0; i < words; ++i) {
    if (i + ahead < words) __builtin_prefetch(&stems_[article_terms_[i + ahead].number]);
    const ArticleTerm& term = article_terms_[i];
    article_stems_[i] = term.wdf() == term.unstemmed_wdf ? no_term : stem_of(term.number);
    prefetch(seen_.data(), sizeof(Seen) * article_stems_[i]);
  }
  for (std::size_t i = 0; i < words; ++i) {
    const ArticleTerm& term = article_terms_[i];
    if (article_stems_[i] != no_term) count_unplaced(article_stems_[i], term.wdf() - term.unstemmed_wdf);
  }
}

void Inverter::group_positions() {
  group_ends_.resize(article_terms_.size());
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < article_terms_.size(); ++i) {
    group_ends_[i] = begin;  // moves to the end as the group fills
    begin += article_terms_[i].positions;
  }
  if (positions_.size() < occurrence_count_) positions_.resize(occurrences_.size());
  for (const Occurrence& occurrence : std::span(occurrences_).first(occurrence_count_))
    positions_[group_ends_[occurrence.place]++] = occurrence.position;
}

void Inverter::log_terms() {
  LoggedTerm* to = log_.extend(article_terms_.size());
  std::uint32_t* begin = positions_.data();
  for (const ArticleTerm& term : article_terms_) {
    std::size_t count = term.positions;
    // A word and its part may be one term at one position.
    if (count > 1) count = static_cast<std::size_t>(std::unique(begin, begin + count) - begin);
    *to++ = log_.log_term(term.number, term.wdf(), {begin, count});
    begin += term.positions;
  }
}

void Inverter::add(std::uint32_t docid, const Article& article, std::string_view file_term,
                   std::uint64_t revision) {
  ++stamp_;
  lang_number_ = lang_numbers_.try_emplace(article.lang, lang_numbers_.size() + 1).first->second;
  article_terms_.clear();
  occurrence_count_ = 0;
  log_.begin_article(docid);
  describe(article, file_term, revision);
  count_stems();
  group_positions();
  log_terms();
  log_.end_article();
}

InvertedRun Inverter::finish(TablePartWriter& termlist) {
  InvertedRun done{
      .run = log_.write(table_, termlist), .statistics = log_.statistics(), .values = log_.value_bounds()};
  log_.clear();
  first_stamp_ = stamp_ + 1;
  term_count_ = 0;
  // A word too long for `words_` is learnt wherever it comes, so `more_` may grow while they do not.
  if (std::max({table_.size(), words_.size(), more_.size()}) > kept_terms_) forget_terms();
  return done;
}

void Inverter::forget_terms() {
  words_.clear();
  more_.clear();
  table_.clear();
  seen_.clear();
  stems_.clear();
  bases_.clear();
  stems_of_bases_.clear();
  prefixed_ = {};
  lang_numbers_.clear();
  stamp_ = 0;
  first_stamp_ = 1;
}

}  // namespace dateline

// See inverter.hpp. Words go through in three steps (hash all, look all up, count all), so that the memory
//  that one step needs has come while the others worked.
#include "indexer/build/bulk/inverter.hpp"

#include "indexer/build/bulk/pack.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline {

namespace {

// Terms are kept from segment to segment: most come again. About 60 bytes each.
constexpr std::size_t most_terms = 1'000'000;

TermNumber& entry_of(std::vector<TermNumber>& entries, TermNumber number) {
  if (number >= entries.size()) entries.resize(std::max<std::size_t>(number + 1, 2 * entries.size()));
  return entries[number];
}

}  // namespace

void Inverter::begin(PartPlace place) {
  place_ = place;
  docdata_.emplace(place);
}

TermNumber Inverter::note(TermNumber number) {
  if (number == seen_.size()) {
    seen_.emplace_back();
    stems_.emplace_back();
  }
  return number;
}

void Inverter::count_posting(ArticleTerm& entry, std::uint32_t position) {
  ++entry.positions;
  occurrences_.push_back(
      {.place = static_cast<std::uint32_t>(&entry - article_terms_.data()), .position = position});
}

void Inverter::add_posting(std::string_view term, std::uint32_t position, unsigned wdf) {
  ArticleTerm& entry = touch(number_of(term, hash_term(term)));
  entry.wdf += wdf;
  count_posting(entry, position);
}

void Inverter::add_raw_words(const FieldRow& row, const RawWords& words) {
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
    __builtin_prefetch(seen_.data() + words_.known(numbers_[i]).term);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const RawWord& raw = words.words[i];
    const KnownWord word = raw.length > RawWordTable::most_bytes ? learn(raw) : words_.known(numbers_[i]);
    if (word.term == no_term) continue;
    ArticleTerm& entry = touch(word.term);
    entry.wdf += row.weight;
    count_posting(entry, raw.position);
    if (word.is_own_base && row.prefix.empty()) {  // as nearly all
      entry.stemmed_wdf += row.weight;
    } else {
      add_rest(row, word, raw.position);
    }
  }
}

KnownWord Inverter::learn(const RawWord& word) {
  const WordForms forms = analyser().forms(word);
  KnownWord known;
  if (forms.term.empty()) return known;
  known.term = number_of(forms.term, hash_term(forms.term));
  if (!forms.part.empty()) known.part = number_of(forms.part, hash_term(forms.part));
  known.is_own_base = forms.base == forms.term;
  if (known.is_own_base || forms.base.empty()) return known;
  known.base = bases_.find_or_add(forms.base, hash_term(forms.base));
  if (known.base == stems_of_bases_.size()) stems_of_bases_.emplace_back();
  return known;
}

// All but the posting of its term itself.
void Inverter::add_rest(const FieldRow& row, const KnownWord& word, std::uint32_t position) {
  const auto add_prefixed = [&](TermNumber term) {
    if (row.prefix.empty()) return;
    ArticleTerm& entry = touch(prefixed_word(row, term));
    ++entry.wdf;
    count_posting(entry, position);
  };
  add_prefixed(word.term);
  if (word.is_own_base || word.base != no_term) add_stems_of(row, word);
  if (word.part == no_term) return;
  ArticleTerm& part = touch(word.part);
  part.wdf += row.weight;
  count_posting(part, position);
  add_prefixed(word.part);
}

void Inverter::add_stems_of(const FieldRow& row, const KnownWord& word) {
  if (!word.is_own_base && lang().starts_with("vi")) {  // it has two
    forms_.term.assign(table_.text(word.term));
    forms_.base.assign(bases_.text(word.base));
    add_stems(row, forms_);
    return;
  }
  const TermNumber stem = word.is_own_base ? stem_of(word.term) : stem_of_base(word.base);
  touch(stem).wdf += row.weight;
  if (!row.prefix.empty()) ++touch(prefixed_stem(row, stem)).wdf;
}

TermNumber Inverter::stem_of_base(TermNumber base) {
  Stem& known = stems_of_bases_[base];
  base_.assign(bases_.text(base));
  return find_stem(known, base_);
}

TermNumber Inverter::find_stem(Stem& known, std::string_view base) {
  if (known.number != 0 && known.lang == lang_number_) return known.number - 1;
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
  if (known.number != 0 && known.lang == lang_number_) return known.number - 1;
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

void Inverter::count_stems() {
  const std::size_t words = article_terms_.size();
  for (std::size_t i = 0; i < words; ++i) {
    if (const std::uint32_t wdf = article_terms_[i].stemmed_wdf; wdf > 0)
      touch(stem_of(article_terms_[i].number)).wdf += wdf;
  }
}

void Inverter::group_positions() {
  group_ends_.resize(article_terms_.size());
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < article_terms_.size(); ++i) {
    group_ends_[i] = begin;  // moves to the end as the group fills
    begin += article_terms_[i].positions;
  }
  positions_.resize(occurrences_.size());
  for (const Occurrence& occurrence : occurrences_)
    positions_[group_ends_[occurrence.place]++] = occurrence.position;
}

void Inverter::log_terms() {
  for (std::size_t i = 0; i < article_terms_.size(); ++i) {
    const ArticleTerm& term = article_terms_[i];
    const auto begin = positions_.begin() + (group_ends_[i] - term.positions);
    auto end = positions_.begin() + group_ends_[i];
    // A word and its part may be one term at one position.
    if (term.positions > 1) end = std::unique(begin, end);
    log_.add_term(term.number, term.wdf, {begin, end});
  }
}

void Inverter::add(std::uint32_t docid, const Article& article, std::string_view file_term,
                   std::uint64_t revision, std::string_view data) {
  ++stamp_;
  lang_number_ = lang_numbers_.try_emplace(article.lang, lang_numbers_.size() + 1).first->second;
  article_terms_.clear();
  occurrences_.clear();
  log_.begin_article(docid);
  describe(article, file_term, revision);
  count_stems();
  group_positions();
  log_terms();
  log_.end_article();
  key_.clear();
  append_sortable(key_, docid);
  if (!data.empty()) docdata_->add(key_, data);  // as Xapian does: its check refuses empty ones
}

InvertedSegment Inverter::finish() {
  TablePartWriter termlist(place_);
  InvertedSegment segment{.run = log_.write(table_, termlist)};
  segment.termlist = termlist.finish();
  segment.docdata = docdata_->finish();
  segment.statistics = log_.statistics();
  segment.values = log_.value_bounds();
  log_.clear();
  if (table_.size() > most_terms || words_.size() > most_terms) forget_terms();
  return segment;
}

void Inverter::forget_terms() {
  log_.forget_terms();
  words_.clear();
  table_.clear();
  seen_.clear();
  stems_.clear();
  bases_.clear();
  stems_of_bases_.clear();
  prefixed_ = {};
  lang_numbers_.clear();
  stamp_ = 0;
}

}  // namespace dateline

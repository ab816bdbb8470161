// See inverter.hpp. Plain words go through in three steps (hash all, look all up, count all), so that the
// memory that one step needs has come while the others worked.
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

void Inverter::add_plain_words(const FieldRow& row, const PlainWords& words) {
  std::array<TermHash, PlainWords::most_words> hashes;
  std::array<TermNumber, PlainWords::most_words> numbers;
  const auto text_of = [&words](std::size_t i) {
    return std::string_view(words.text.data() + words.words[i].begin, words.words[i].length);
  };
  for (std::size_t i = 0; i < words.count; ++i) {
    hashes[i] = hash_term(text_of(i));
    table_.prefetch(hashes[i]);
  }
  for (std::size_t i = 0; i < words.count; ++i) {
    numbers[i] = note(table_.find_or_add_slack(text_of(i), hashes[i]));
    __builtin_prefetch(&seen_[numbers[i]]);
  }
  for (std::size_t i = 0; i < words.count; ++i) {
    ArticleTerm& entry = touch(numbers[i]);
    entry.wdf += row.weight;
    entry.stemmed_wdf += row.weight;
    count_posting(entry, words.words[i].position);
  }
  if (!row.prefix.empty()) add_prefixed_words(row, {numbers.data(), words.count}, words);
}

void Inverter::add_prefixed_words(const FieldRow& row, std::span<const TermNumber> numbers,
                                  const PlainWords& words) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    ArticleTerm& entry = touch(prefixed_word(row, numbers[i]));
    ++entry.wdf;
    count_posting(entry, words.words[i].position);
    ++touch(prefixed_stem(row, stem_of(numbers[i]))).wdf;
  }
}

void Inverter::add_stems(const FieldRow& row, const Token& token) {
  if (lang().starts_with("vi")) {  // more than one
    ArticleTerms::add_stems(row, token);
    return;
  }
  const TermNumber base = bases_.find_or_add(token.base, hash_term(token.base));
  if (base == stems_of_bases_.size()) stems_of_bases_.emplace_back();
  const TermNumber stem = find_stem(stems_of_bases_[base], token.base);
  touch(stem).wdf += row.weight;
  if (!row.prefix.empty()) ++touch(prefixed_stem(row, stem)).wdf;
}

TermNumber Inverter::find_stem(Stem& known, std::string_view base) {
  if (known.number != 0 && known.lang == lang_number_) return known.number - 1;
  key_.assign("Z").append(analyser().stem(base, lang()));
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
  if (table_.size() > most_terms) forget_terms();
  return segment;
}

void Inverter::forget_terms() {
  log_.forget_terms();
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

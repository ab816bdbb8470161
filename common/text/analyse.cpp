// See analyse.hpp. A word is folded when it is first met.
#include "common/text/analyse.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "common/text/fold.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/lookup_part.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"
#include "common/text/words.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t max_compound_bytes = 2 * max_word_bytes;  // folded: 64 bytes of text may become 330
// Of all kinds together, some 200 bytes each: 10 MB a thread, which the least memory of a build has room for.
constexpr std::size_t max_cached_words = 50'000;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return XXH3_64bits(text.data(), text.size()); }
};

}  // namespace

struct Analyser::State {
  explicit State(AnalyserPath analyser_path) : path(analyser_path), reader(analyser_path) {}

  AnalyserPath path;
  RawWordReader reader;
  StemCache stems;
  // Of `tokenise`, by RawKind.
  std::array<std::unordered_map<std::string, WordForms, TextHash, std::equal_to<>>, 4> known;
  std::size_t known_words = 0;  // in all of them
  WordForms last;               // of a word that is not worth its place in `known`, or too long for it
  Place place;

  // Whether it is its own term and base but for case.
  [[nodiscard]] bool is_plain(std::string_view raw) const {
    return path == AnalyserPath::fast && raw.size() <= max_word_bytes &&
           std::ranges::all_of(raw, [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); });
  }
  const WordForms& plain_forms(std::string_view raw) {
    last.term.assign(raw);
    for (char& c : last.term) c = lower_ascii(c);
    last.base = last.term;
    last.part.clear();
    return last;
  }
  WordForms forms_of_word(std::string_view raw);
  WordForms forms_of_compound(std::string_view raw);
};

namespace {

TokenKind token_kind(RawKind kind) {
  switch (kind) {
    case RawKind::word:
      return TokenKind::word;
    case RawKind::compound:
      return TokenKind::compound;
    case RawKind::cjk_character:
      return TokenKind::cjk_character;
    case RawKind::cjk_pair:
      return TokenKind::cjk_pair;
  }
  throw Error(ErrorKind::internal, "a raw word of no kind");
}

WordForms forms_of_segment(std::string_view raw, const Segment& segment) {
  std::string folded = fold_case(cut_bytes(raw, max_word_bytes));
  if (segment.is_dotted_acronym) std::erase(folded, '.');
  WordForms forms;
  // Folding can make a word longer: U+FDFA is a sentence of 33 bytes.
  forms.base = cut_bytes(folded, max_word_bytes);
  if (segment.has_apostrophe) {
    const LookupPart lookup = find_lookup_part(folded);
    forms.base = cut_bytes(lookup.base, max_word_bytes);
    if (lookup.is_a_word_of_its_own) forms.part = cut_bytes(strip_marks(forms.base), max_word_bytes);
  }
  forms.term = cut_bytes(strip_marks(folded), max_word_bytes);
  return forms;
}

std::string cjk_term(std::string_view raw) {
  // Cut first: normalising a hundred thousand marks behind one character takes minutes.
  return std::string(cut_bytes(strip_marks(fold_case(cut_bytes(raw, max_word_bytes))), max_word_bytes / 2));
}

}  // namespace

// A piece of a run of Thai has no class of a word's first character, and nothing inside that would matter.
WordForms Analyser::State::forms_of_word(std::string_view raw) {
  if (is_plain(raw)) return plain_forms(raw);
  const CharClass first = class_of(decode_code_point(raw, 0).value);
  if (first != CharClass::letter && first != CharClass::digit) return forms_of_segment(raw, {});
  read_place(raw, 0, place);
  return forms_of_segment(raw, place.segments.front());
}

WordForms Analyser::State::forms_of_compound(std::string_view raw) {
  read_place(raw, 0, place);
  std::string joined;
  for (std::size_t i = 0; i < place.segments.size(); ++i) {
    const Segment& segment = place.segments[i];
    const std::size_t before = i > 0 ? place.segments[i - 1].end : segment.begin;
    joined += fold_case(raw.substr(before, segment.begin - before));
    joined += forms_of_segment(raw.substr(segment.begin, segment.end - segment.begin), segment).term;
  }
  return {.term = joined.size() > max_compound_bytes ? std::string() : joined};
}

Analyser::Analyser(AnalyserPath path) : state_(std::make_unique<State>(path)) {}
Analyser::~Analyser() = default;

WordForms Analyser::forms(const RawWord& word) {
  const std::string_view raw = word.text();
  switch (word.kind) {
    case RawKind::word:
      return state_->forms_of_word(raw);
    case RawKind::compound:
      return state_->forms_of_compound(raw);
    case RawKind::cjk_character:
      return {.term = cjk_term(raw)};
    case RawKind::cjk_pair: {
      const std::size_t second = end_of_cjk_character(raw, 0);
      return {.term = cjk_term(raw.substr(0, second)) + cjk_term(raw.substr(second))};
    }
  }
  throw Error(ErrorKind::internal, "a raw word of no kind");
}

const WordForms& Analyser::known_forms(const RawWord& word) {
  if (word.kind == RawKind::word && state_->is_plain(word.text())) return state_->plain_forms(word.text());
  if (word.length > max_word_bytes) return state_->last = forms(word);
  auto& known = state_->known[static_cast<std::size_t>(word.kind)];
  if (const auto found = known.find(word.text()); found != known.end()) return found->second;
  if (state_->known_words == max_cached_words) {
    for (auto& each : state_->known) each.clear();
    state_->known_words = 0;
  }
  ++state_->known_words;
  return known.emplace(std::string(word.text()), forms(word)).first->second;
}

std::uint32_t Analyser::read_words(std::string_view text, std::uint32_t first_position,
                                   const std::function<void(const RawWords&)>& sink) {
  return state_->reader.read(text, first_position, sink);
}

std::uint32_t Analyser::tokenise(std::string_view text, std::uint32_t first_position,
                                 const std::function<void(const Token&)>& sink) {
  return read_words(text, first_position, [&](const RawWords& batch) {
    for (const RawWord& word : batch.words) {
      const WordForms& forms = known_forms(word);
      if (forms.term.empty()) continue;
      const auto begin = static_cast<std::size_t>(word.begin - text.data());
      Token token{.begin = begin,
                  .end = begin + word.length,
                  .position = word.position,
                  .kind = token_kind(word.kind),
                  .term = forms.term,
                  .base = forms.base};
      sink(token);
      if (forms.part.empty()) continue;
      token.kind = TokenKind::part;
      token.term = forms.part;
      token.base = {};
      sink(token);
    }
  });
}

std::string_view Analyser::stem(std::string_view base, std::string_view lang) {
  return state_->stems.stem(base, lang);
}

std::string Analyser::new_stem(std::string_view base, std::string_view lang) {
  return state_->stems.new_stem(base, lang);
}

std::string Analyser::fold_name(std::string_view text) {
  const std::string folded = strip_marks(fold_case(to_valid_utf8(text)));
  std::string name;
  bool wants_space = false;
  for (const char c : folded) {
    const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!is_space && wants_space && !name.empty()) name += ' ';
    if (!is_space) name += c;
    wants_space = is_space;
  }
  return name;
}

std::string analyser_fingerprint() {
  // Words whose stems or folds have moved between releases of Snowball, Xapian and ICU, or are likely to.
  constexpr std::array samples = std::to_array<std::string_view>(
      {"generally international intern pasted universities skies",
       "möchten häuser strasse straße übergängen lieben", "l'économie nationaux travaillées généraux",
       "сегодняшнего объём ёлка правительства", "economía niñas naciones", "città nazionali dell'arte",
       "onderzoeken mogelijkheden", "الاقتصادية والمدرسة كتابها", "İstanbul'da kitapları",
       "Kuczyński Łódź Sørensen æøå", "北京大学 東京 カタカナ 서울", "สวัสดีครับ",
       "U.S. AT&T C++ COVID-19 3.14 duma.gov.ru"});
  std::string forms;
  Analyser analyser(AnalyserPath::careful);
  for (const auto sample : samples) {
    analyser.tokenise(sample, 0, [&](const Token& token) {
      forms += std::string(token.term) + ' ';
      if (token.base.empty()) return;
      const std::string base(token.base);
      for (const auto lang : stemmed_languages()) forms += std::string(analyser.stem(base, lang)) + ' ';
    });
  }
  return hash_digits(XXH3_64bits(forms.data(), forms.size()));
}

}  // namespace dateline

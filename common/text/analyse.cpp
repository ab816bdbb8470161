// The analyser: places in the text to tokens, with a fast path for plain ASCII words; see analyse.hpp.
#include "common/text/analyse.hpp"

#include "common/error.hpp"
#include "common/text/fold.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/lookup_part.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"
#include "common/text/words.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <unicode/brkiter.h>
#include <unicode/utext.h>
#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t max_compound_parts = 5;
constexpr std::size_t max_compound_bytes = 2 * max_word_bytes;  // folded: 64 bytes of text may become 330
constexpr std::size_t max_cached_words = 200'000;

// The lower-case form of an ASCII letter or digit, 0 for every other byte.
constexpr std::array<char, 256> plain_form = [] {
  std::array<char, 256> forms{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) forms[c] = static_cast<char>(c);
  for (std::size_t c = 'A'; c <= 'Z'; ++c) forms[c] = static_cast<char>(c - 'A' + 'a');
  for (std::size_t c = '0'; c <= '9'; ++c) forms[c] = static_cast<char>(c);
  return forms;
}();

char plain_form_of(char c) {
  return plain_form[static_cast<unsigned char>(c)];
}
bool is_ascii_word(char c) {
  return plain_form_of(c) != 0;
}
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// Whether an ASCII word that ends before `at` is a whole place by itself: what follows can neither join nor
// extend it.
bool ends_plainly(std::string_view text, std::size_t at) {
  if (at == text.size()) return true;
  switch (text[at]) {
    case '+':
    case '#':
      return false;
    case '\'':
    case '.':
    case ',':
    case '-':
    case '/':
    case '_':
    case '&':
      return at + 1 == text.size() || (is_ascii(text[at + 1]) && !is_ascii_word(text[at + 1]));
    default:
      return is_ascii(text[at]);
  }
}

// The folded forms of one word as it stands in the text.
struct WordForms {
  std::string term;
  std::string base;
  std::string part;  // folded lookup part; empty when the word has none
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return XXH3_64bits(text.data(), text.size()); }
};

// Counts line ends so that a blank line opens a gap in positions, once.
class PositionCounter {
 public:
  explicit PositionCounter(std::uint32_t first) : next_(first) {}

  void pass_separator(char c) {
    if (c == '\n') {
      ++line_ends_;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      line_ends_ = 0;
    }
    if (line_ends_ < 2) return;
    if (has_words_) next_ += position_gap;
    has_words_ = false;
    line_ends_ = 0;
  }

  std::uint32_t take() {
    has_words_ = true;
    line_ends_ = 0;
    return next_++;
  }

  [[nodiscard]] std::uint32_t next() const { return next_; }

 private:
  std::uint32_t next_;
  int line_ends_ = 0;
  bool has_words_ = false;  // since the last gap
};

}  // namespace

struct Analyser::State {
  AnalyserPath path = AnalyserPath::fast;
  StemCache stems;
  std::unordered_map<std::string, WordForms, TextHash, std::equal_to<>> words;
  WordForms long_word;  // the last one that was too long to keep in `words`
  std::unique_ptr<icu::BreakIterator> dictionary;
  Place place;
  PlainWords plain;
  std::string joined;

  const WordForms& forms_of(std::string_view raw, const Segment& segment);
  icu::BreakIterator& dictionary_words();
  void emit_words(std::string_view text, PositionCounter& positions,
                  const std::function<void(const Token&)>& sink);
  void emit_compound(std::string_view text, std::uint32_t position,
                     const std::function<void(const Token&)>& sink);
  void emit_word(std::string_view text, const Segment& segment, std::uint32_t position,
                 const std::function<void(const Token&)>& sink);
  void emit_dictionary_words(std::string_view text, PositionCounter& positions,
                             const std::function<void(const Token&)>& sink);
  std::size_t emit_place(std::string_view text, std::size_t at, PositionCounter& positions,
                         const std::function<void(const Token&)>& sink);
  std::size_t take_plain_word(std::string_view text, std::size_t at, PositionCounter& positions);
  std::size_t pass(std::string_view text, std::size_t at, PositionCounter& positions,
                   const std::function<void(const Token&)>& sink);
};

namespace {

WordForms compute_forms(std::string_view raw, const Segment& segment) {
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

// One character of a CJK run with the marks behind it.
struct CjkCharacter {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string term;
};

bool read_cjk_character(std::string_view text, std::size_t at, std::size_t end, CjkCharacter& character) {
  if (at >= end) return false;
  character.begin = at;
  at += decode_code_point(text, at).size;
  while (at < end && class_of(decode_code_point(text, at).value) != CharClass::cjk)
    at += decode_code_point(text, at).size;
  character.end = at;
  // Cut first: normalising a hundred thousand marks behind one character takes minutes.
  const std::string_view raw = cut_bytes(text.substr(character.begin, at - character.begin), max_word_bytes);
  character.term = cut_bytes(strip_marks(fold_case(raw)), max_word_bytes / 2);
  return true;
}

void emit_cjk_run(std::string_view text, const Place& place, PositionCounter& positions,
                  const std::function<void(const Token&)>& sink) {
  CjkCharacter current;
  bool has_current = read_cjk_character(text, place.begin, place.end, current);
  std::string pair;
  while (has_current) {
    const std::uint32_t position = positions.take();
    sink({current.begin, current.end, position, TokenKind::cjk_character, current.term, {}});
    CjkCharacter next;
    has_current = read_cjk_character(text, current.end, place.end, next);
    if (!has_current) break;
    pair = current.term + next.term;
    sink({current.begin, next.end, position, TokenKind::cjk_pair, pair, {}});
    current = std::move(next);
  }
}

}  // namespace

const WordForms& Analyser::State::forms_of(std::string_view raw, const Segment& segment) {
  if (raw.size() > max_word_bytes) return long_word = compute_forms(raw, segment);
  if (const auto found = words.find(raw); found != words.end()) return found->second;
  if (words.size() >= max_cached_words) words.clear();
  return words.emplace(std::string(raw), compute_forms(raw, segment)).first->second;
}

icu::BreakIterator& Analyser::State::dictionary_words() {
  if (!dictionary) {
    UErrorCode status = U_ZERO_ERROR;
    dictionary.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status))
      throw Error(ErrorKind::internal, std::string("ICU has no word iterator: ") + u_errorName(status));
  }
  return *dictionary;
}

void Analyser::State::emit_word(std::string_view text, const Segment& segment, std::uint32_t position,
                                const std::function<void(const Token&)>& sink) {
  const WordForms& forms = forms_of(text.substr(segment.begin, segment.end - segment.begin), segment);
  if (forms.term.empty()) return;
  sink({segment.begin, segment.end, position, TokenKind::word, forms.term, forms.base});
  if (!forms.part.empty()) sink({segment.begin, segment.end, position, TokenKind::part, forms.part, {}});
}

void Analyser::State::emit_compound(std::string_view text, std::uint32_t position,
                                    const std::function<void(const Token&)>& sink) {
  if (place.segments.size() > max_compound_parts || place.end - place.begin > max_word_bytes) return;
  joined.clear();
  for (std::size_t i = 0; i < place.segments.size(); ++i) {
    const Segment& segment = place.segments[i];
    if (i > 0)
      joined += fold_case(text.substr(place.segments[i - 1].end, segment.begin - place.segments[i - 1].end));
    joined += forms_of(text.substr(segment.begin, segment.end - segment.begin), segment).term;
  }
  if (joined.size() > max_compound_bytes) return;
  sink({place.begin, place.end, position, TokenKind::compound, joined, {}});
}

void Analyser::State::emit_words(std::string_view text, PositionCounter& positions,
                                 const std::function<void(const Token&)>& sink) {
  for (std::size_t i = 0; i < place.segments.size(); ++i) {
    const std::uint32_t position = positions.take();
    emit_word(text, place.segments[i], position, sink);
    if (i == 0 && place.segments.size() > 1) emit_compound(text, position, sink);
  }
}

void Analyser::State::emit_dictionary_words(std::string_view text, PositionCounter& positions,
                                            const std::function<void(const Token&)>& sink) {
  UErrorCode status = U_ZERO_ERROR;
  UText* run = utext_openUTF8(nullptr, text.data() + place.begin,
                              static_cast<int64_t>(place.end - place.begin), &status);
  if (U_FAILURE(status))
    throw Error(ErrorKind::internal, std::string("ICU cannot read a text: ") + u_errorName(status));
  icu::BreakIterator& iterator = dictionary_words();
  iterator.setText(run, status);
  int32_t from = iterator.first();
  for (int32_t to = iterator.next(); to != icu::BreakIterator::DONE; from = to, to = iterator.next()) {
    const Segment piece{.begin = place.begin + static_cast<std::size_t>(from),
                        .end = place.begin + static_cast<std::size_t>(to)};
    emit_word(text, piece, positions.take(), sink);
  }
  utext_close(run);
}

std::size_t Analyser::State::emit_place(std::string_view text, std::size_t at, PositionCounter& positions,
                                        const std::function<void(const Token&)>& sink) {
  read_place(text, at, place);
  switch (place.kind) {
    case PlaceKind::words:
      emit_words(text, positions, sink);
      break;
    case PlaceKind::cjk:
      emit_cjk_run(text, place, positions, sink);
      break;
    case PlaceKind::dictionary:
      emit_dictionary_words(text, positions, sink);
      break;
  }
  return place.end;
}

Analyser::Analyser(AnalyserPath path) : state_(std::make_unique<State>()) {
  state_->path = path;
}
Analyser::~Analyser() = default;

// Takes the ASCII word at `at` into the batch when it stands alone; returns its end, or `at` when the careful
// path must read it.
std::size_t Analyser::State::take_plain_word(std::string_view text, std::size_t at,
                                             PositionCounter& positions) {
  const std::size_t most = std::min(text.size(), at + max_word_bytes);
  char* const word = plain.text.data() + plain.text_bytes;
  char* to = word;
  std::size_t end = at;
  for (; end < most; ++end) {
    const char form = plain_form_of(text[end]);
    if (form == 0) break;
    *to++ = form;
  }
  if (end < text.size() && (is_ascii_word(text[end]) || !ends_plainly(text, end))) return at;
  const std::size_t length = end - at;
  plain.words[plain.count++] = {.begin = static_cast<std::uint32_t>(plain.text_bytes),
                                .length = static_cast<std::uint32_t>(length),
                                .position = positions.take()};
  plain.text_bytes += length;
  return end;
}

// What is no plain word: separators, or a place that needs care. Returns its end.
std::size_t Analyser::State::pass(std::string_view text, std::size_t at, PositionCounter& positions,
                                  const std::function<void(const Token&)>& sink) {
  const CodePoint point = decode_code_point(text, at);
  const CharClass point_class =
      point.value == invalid_code_point ? CharClass::separator : class_of(point.value);
  switch (point_class) {
    case CharClass::letter:
    case CharClass::digit:
    case CharClass::cjk:
    case CharClass::dictionary:
      return emit_place(text, at, positions, sink);
    default:
      positions.pass_separator(text[at]);
      return at + point.size;
  }
}

std::uint32_t Analyser::tokenise(std::string_view text, std::uint32_t first_position,
                                 const std::function<void(const Token&)>& sink) {
  PositionCounter positions(first_position);
  PlainWords& plain = state_->plain;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    if (is_ascii_word(text[at]) && state_->path == AnalyserPath::fast) {
      plain.count = 0;
      plain.text_bytes = 0;
      end = state_->take_plain_word(text, at, positions);
    }
    if (end == at) {
      at = state_->pass(text, at, positions, sink);
      continue;
    }
    const std::string_view word(plain.text.data(), plain.text_bytes);
    sink({at, end, plain.words.front().position, TokenKind::word, word, word});
    at = end;
  }
  return positions.next();
}

std::uint32_t Analyser::tokenise(std::string_view text, std::uint32_t first_position,
                                 const std::function<void(const PlainWords&)>& plain_sink,
                                 const std::function<void(const Token&)>& sink) {
  PositionCounter positions(first_position);
  PlainWords& plain = state_->plain;
  plain.count = 0;
  plain.text_bytes = 0;
  const auto flush = [&] {
    if (plain.count > 0) plain_sink(plain);
    plain.count = 0;
    plain.text_bytes = 0;
  };
  const auto flushing_sink = [&](const Token& token) {
    flush();
    sink(token);
  };
  const std::function<void(const Token&)> in_order(flushing_sink);
  constexpr std::size_t most_text = PlainWords{}.text.size() - max_word_bytes - PlainWords::slack_bytes;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_ascii_word(c) && state_->path == AnalyserPath::fast) {
      if (plain.count == PlainWords::most_words || plain.text_bytes > most_text) flush();
      const std::size_t end = state_->take_plain_word(text, at, positions);
      at = end != at ? end : state_->pass(text, at, positions, in_order);
    } else if (c == ' ') {
      ++at;
    } else if (is_ascii(c) && !is_ascii_word(c)) {
      positions.pass_separator(c);
      ++at;
    } else {
      at = state_->pass(text, at, positions, in_order);
    }
  }
  flush();
  return positions.next();
}

std::string_view Analyser::stem(std::string_view base, std::string_view lang) {
  return state_->stems.stem(base, lang);
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

#include "common/text/raw_words.hpp"

#include "common/text/plain_run.hpp"
#include "common/text/utf8.hpp"
#include "common/text/words.hpp"
#include "tests/support/seed.hpp"

#include <array>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

struct Found {
  std::string text;
  std::uint32_t position = 0;
  RawKind kind = RawKind::word;
  bool operator==(const Found&) const = default;
};

std::vector<Found> words_of(std::string_view text, AnalyserPath path = AnalyserPath::fast) {
  RawWordReader reader(path);
  std::vector<Found> found;
  reader.read(text, 0, [&](const RawWords& words) {
    REQUIRE(words.words.size() <= most_raw_words);
    REQUIRE(words.text_end == text.data() + text.size());
    for (const RawWord& word : words.words)
      found.push_back({.text = std::string(word.text()), .position = word.position, .kind = word.kind});
  });
  return found;
}

constexpr std::array pieces = std::to_array<std::string_view>(
    {"a",    "B", "7",  "19", " ",  "\n", ".",  ",",  "'",      "’",      "-",      "/",    "_",  "&", "+",
     "#",    "é", "я",  "ё",  "ا",  "١",  "北", "カ", "한",     "ท",      "\u0301", "\xFF", "·",  "״", "ש",
     "U.S.", "x", "l'", "C+", "++", "ﷺ",  "𝒜",  "—",  "\u200D", "\u00A0", "”",      "،",    "a.b"});

std::string random_text(std::mt19937& random) {
  std::string text;
  for (auto n = random() % 14 + 1; n > 0; --n) text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace

TEST_CASE("a run of letters and digits is counted up to sixteen bytes", "[raw_words]") {
  for (int c = 0; c < 256; ++c) {
    const auto byte = static_cast<char>(c);
    const bool is_plain = is_ascii_letter(byte) || is_ascii_digit(byte);
    for (std::size_t at = 0; at < plain_run_bytes; ++at) {
      std::string text(plain_run_bytes, 'z');
      text[at] = byte;
      CAPTURE(c, at);
      REQUIRE(plain_run(text.data()) == (is_plain ? plain_run_bytes : at));
    }
  }
}

TEST_CASE("words stand in the text as they are given, many at a time", "[raw_words]") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "Wort" + std::to_string(i) + (i % 3 == 0 ? "-Teil " : " ");
  const auto found = words_of(text);
  CHECK(found.size() == 1000 + 2 * 334);
  CHECK(found[0] == Found{"Wort0", 0, RawKind::word});
  CHECK(found[1] == Found{"Wort0-Teil", 0, RawKind::compound});
  CHECK(found[2] == Found{"Teil", 1, RawKind::word});
  CHECK(found.back() == Found{"Teil", 1333, RawKind::word});
  CHECK(found == words_of(text, AnalyserPath::careful));
}

TEST_CASE("words in typographic quotes and of several scripts are found both ways", "[raw_words][property]") {
  std::mt19937 random(tests::seed());
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = random_text(random);
    CAPTURE(text);
    REQUIRE(words_of(text) == words_of(text, AnalyserPath::careful));
  }
}

// What `Analyser::forms` relies on.
TEST_CASE("a place read by itself is what it is in its text", "[raw_words][property]") {
  std::mt19937 random(tests::seed());
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = random_text(random);
    CAPTURE(text);
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = decode_code_point(text, at);
      const CharClass first =
          point.value == invalid_code_point ? CharClass::separator : class_of(point.value);
      if (first != CharClass::letter && first != CharClass::digit) {
        at += point.size;
        continue;
      }
      Place inside;
      read_place(text, at, inside);
      Place alone;
      read_place(std::string_view(text).substr(at, inside.end - at), 0, alone);
      REQUIRE(alone.segments.size() == inside.segments.size());
      for (std::size_t i = 0; i < alone.segments.size(); ++i) {
        const Segment& segment = inside.segments[i];
        CHECK(alone.segments[i].begin + at == segment.begin);
        CHECK(alone.segments[i].end + at == segment.end);
        CHECK(alone.segments[i].has_apostrophe == segment.has_apostrophe);
        CHECK(alone.segments[i].is_dotted_acronym == segment.is_dotted_acronym);
        Place by_itself;
        read_place(std::string_view(text).substr(segment.begin, segment.end - segment.begin), 0, by_itself);
        CHECK(by_itself.segments.size() == 1);
        CHECK(by_itself.segments.front().end == segment.end - segment.begin);
        CHECK(by_itself.segments.front().has_apostrophe == segment.has_apostrophe);
        CHECK(by_itself.segments.front().is_dotted_acronym == segment.is_dotted_acronym);
      }
      at = inside.end;
    }
  }
}

#include "searcher/rank/stop_words.hpp"

#include "searcher/rank/stop_word_lists.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("function words are known folded, in their language only", "[rank]") {
  struct Row {
    const char* lang;
    const char* term;
    bool is_stop;
  };
  const auto row = GENERATE(Row{"en", "the", true}, Row{"en", "war", false}, Row{"de", "war", true},
                            Row{"de", "fur", true}, Row{"ru", "еще", true}, Row{"el", "τησ", true},
                            Row{"tr", "mi", true}, Row{"fr", "meme", false}, Row{"pl", "się", false},
                            Row{"pl", "sie", true}, Row{"xx", "the", false}, Row{"en", "", false});
  CAPTURE(row.lang, row.term);
  CHECK(is_stop_word(row.lang, row.term) == row.is_stop);
}

TEST_CASE("question verbiage is no stop word", "[rank]") {
  CHECK(is_question_word("en", "information"));
  CHECK_FALSE(is_stop_word("en", "information"));
}

TEST_CASE("every list has words, none twice a language", "[rank]") {
  for (const auto lists : {stop_word_lists(), question_word_lists()}) {
    for (std::size_t i = 0; i < lists.size(); ++i) {
      CHECK_FALSE(lists[i].words.empty());
      if (i > 0) CHECK(lists[i - 1].lang < lists[i].lang);
    }
  }
}

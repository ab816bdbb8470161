// Function words of a query; see light_words.hpp.
#include "searcher/query/light_words.hpp"

#include "searcher/rank/stop_words.hpp"

#include <algorithm>
#include <string>

namespace dateline {

namespace {

constexpr std::size_t question_words = 6;  // shorter queries name their subject and nothing else
constexpr double subject_share = 0.2;      // of its articles in other languages, for a word to be a subject

// In how many articles of `lang` the word stands in one of its forms.
double articles_with(const QueryWord& word, const IndexLanguage& lang, QueryContext& context) {
  const std::string term = "Z" + std::string(context.analyser.stem(word.base, lang.code));
  return std::min<double>(context.db.get_termfreq(term), lang.articles);
}

struct Reading {
  const IndexLanguage* lang = nullptr;
  std::vector<bool> is_stop_word{};
  std::size_t stop_words = 0;
  double score = 0;  // the shares of the language's articles that its function words stand in, added up
};

Reading read_as(const IndexLanguage& lang, const std::vector<const QueryWord*>& words,
                QueryContext& context) {
  Reading reading{.lang = &lang};
  for (const QueryWord* word : words) {
    const bool is_stop = is_stop_word(lang.code, word->term) || is_stop_word(lang.code, word->base);
    reading.is_stop_word.push_back(is_stop);
    if (!is_stop) continue;
    ++reading.stop_words;
    reading.score += articles_with(*word, lang, context) / std::max<double>(lang.articles, 1);
  }
  return reading;
}

// Whether a lone function word of `lang` is a word like any other in the index's other languages.
bool is_subject_elsewhere(const QueryWord& word, const IndexLanguage& lang, QueryContext& context) {
  double elsewhere = 0;
  for (const IndexLanguage& other : context.languages.in_earnest) {
    if (other.code != lang.code && script_fits(other.code, word.base) && !is_stop_word(other.code, word.term))
      elsewhere += articles_with(word, other, context);
  }
  return elsewhere > subject_share * articles_with(word, lang, context);
}

}  // namespace

std::vector<bool> find_light_words(const std::vector<const QueryWord*>& words, QueryContext& context) {
  Reading best;
  for (const IndexLanguage& lang : context.languages.in_earnest) {
    Reading reading = read_as(lang, words, context);
    if (reading.score > best.score) best = std::move(reading);
  }
  std::vector<bool> light(words.size(), false);
  if (best.lang == nullptr) return light;
  light = best.is_stop_word;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (light[i] && best.stop_words == 1 && is_subject_elsewhere(*words[i], *best.lang, context))
      light[i] = false;
    if (words.size() >= question_words && is_question_word(best.lang->code, words[i]->term)) light[i] = true;
  }
  return light;
}

}  // namespace dateline

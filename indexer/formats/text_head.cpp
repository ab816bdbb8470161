// Reads a head block by block until the prose begins; see text_head.hpp. Where a page was saved as one line,
// headline, date and dateline stand in one block with the prose and are cut off it first.
#include "indexer/formats/text_head.hpp"

#include "indexer/enrich/date_cursor.hpp"
#include "indexer/enrich/date_words.hpp"
#include "indexer/enrich/match_date.hpp"
#include "indexer/enrich/smooth_text.hpp"
#include "indexer/formats/code_points.hpp"
#include "indexer/formats/names.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_dateline.hpp"
#include "indexer/formats/text_labels.hpp"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

namespace dateline {

namespace {

constexpr std::size_t max_head_blocks = 16;
constexpr std::size_t max_headline_chars = 220;
constexpr std::size_t max_sub_headline_chars = 160;
constexpr std::size_t max_sentence_chars = 110;  // of a line below the headline in no Title Case
constexpr std::size_t min_lead_chars = 40;       // of a sentence below a headline
constexpr std::size_t min_prose_chars =
    120;  // with a full stop at the end; a headline is shorter or has none
constexpr std::size_t max_standfirst_chars = 800;
constexpr std::size_t min_headline_words = 4;
constexpr std::size_t max_menu_words = 2;  // "TOPICS", "Filter by"

bool ends_like_sentence(std::string_view text) {
  for (const std::string_view end :
       {".", "!", "?", ".\"", ".”", "”", "\"", "。", "！", "？", "।", "؟", ".»"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

bool ends_in_full_stop(std::string_view text) {
  constexpr auto ends = std::to_array<std::string_view>({".", "。", "।", ".\"", ".”", ".»"});
  return !text.ends_with("...") &&
         std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

// As prose has it, where a headline would be in Title Case or without the full stop.
bool is_statement(std::string_view text) {
  return ends_in_full_stop(text) && !is_title_case(text);
}

bool is_prose(std::string_view text, bool is_below_headline) {
  const std::size_t chars = count_chars(text);
  const std::size_t least = is_below_headline || dateline_bytes(text) > 0 ? min_lead_chars : min_prose_chars;
  return chars > max_headline_chars || (chars >= least && ends_like_sentence(text));
}

bool is_byline(std::string_view text, std::size_t word_bytes) {
  if (text.size() > 160 || count_words(text) > 14 || text.ends_with('?')) return false;
  constexpr auto small = std::to_array<std::string_view>(
      {"and", "de",  "von", "van", "der", "den", "di", "da",  "la",  "le",  "y", "e", "i",
       "и",   "und", "et",  "al",  "bin", "for", "of", "the", "del", "dos", "&", "|", "en"});
  std::string names = tidy_line(text.substr(word_bytes)) + " ";
  for (std::size_t begin = 0; begin < names.size(); begin = names.find(' ', begin) + 1) {
    const std::string_view word = std::string_view(names).substr(begin, names.find(' ', begin) - begin);
    std::size_t at = 0;
    const int first = word.empty() ? 0 : next_code_point(word, at);
    const bool has_no_case = u_isalpha(first) != 0 && u_toupper(first) == u_tolower(first);
    if (u_isupper(first) == 0 && !has_no_case && std::ranges::find(small, word) == small.end()) return false;
  }
  return true;
}

bool has_letter_case(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const int c = next_code_point(text, at);
    if (u_isalpha(c) != 0 && u_toupper(c) != u_tolower(c)) return true;
  }
  return false;
}

// Two to four words with capitals, and no city's name.
bool is_person_name(std::string_view text) {
  const std::size_t words = count_words(text);
  return words >= 2 && words <= 4 && is_byline(text, 0) && has_letter_case(text) && !is_city(text) &&
         !is_place(text) && text.find_first_of("0123456789:") == std::string_view::npos;
}

// Without the punctuation and space at both ends.
std::string without_punctuation(std::string_view text) {
  std::string bare = tidy_line(text);
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const std::string_view sign :
         {",", ".", ";", ":", "-", "–", "—", "|", "•", "·", "/", " ", "，", "。", "、", "("}) {
      while (bare.ends_with(sign)) {
        bare.resize(bare.size() - sign.size());
        is_changed = true;
      }
      while (bare.starts_with(sign)) {
        bare.erase(0, sign.size());
        is_changed = true;
      }
    }
  }
  return bare;
}

bool same_words(std::string_view left, std::string_view right) {
  return fold_date_word(tidy_line(left)) == fold_date_word(tidy_line(right));
}

struct Candidate {
  std::string text;
  bool is_behind_furniture = false;
};

class HeadReader {
 public:
  HeadReader(std::vector<TextBlock>& blocks, const DateReading& reading)
      : blocks_(blocks), reading_(reading) {}

  TextHead read(const std::string& known_title) {
    while (next_ < blocks_.size() && next_ < max_head_blocks && take_block()) ++next_;
    choose_title(known_title);
    take_standfirst();
    put_place_back();
    take_dateline_date();
    make_title();
    std::vector<TextBlock> rest;
    for (std::string& text : kept_) rest.push_back({.text = std::move(text)});
    std::move(blocks_.begin() + static_cast<std::ptrdiff_t>(next_), blocks_.end(), std::back_inserter(rest));
    blocks_ = std::move(rest);
    return std::move(head_);
  }

 private:
  bool take_block();
  void keep_date(const PrintedTime& time);
  std::string_view take_leading_date(std::string_view text);
  [[nodiscard]] bool stands_apart(std::string_view text, const FoundDate& found) const;
  bool cut_inner_date(std::string& text);
  bool cut_inner_dateline(std::string& text);
  bool take_named_date(std::string name, std::string_view separator, const PrintedTime& time);
  bool take_place_and_date(std::string_view text);
  void keep_place(std::string place);
  void put_place_back();
  void take_dateline_date();
  void take_trailing_date(std::string& text);
  void drop_place_and_outlet(const std::string& known_title);
  void choose_title(const std::string& known_title);
  void keep_line(std::string line, bool is_below_title);
  [[nodiscard]] std::size_t best_candidate() const;
  void take_standfirst();
  void make_title();

  std::vector<TextBlock>& blocks_;
  const DateReading& reading_;
  std::size_t next_ = 0;  // the block in hand; in the end, where the prose begins
  bool has_furniture_ = false;
  bool has_inner_date_ = false;
  bool has_prefix_ = false;  // "PRESS RELEASE" was cut off a headline
  std::vector<Candidate> candidates_;
  std::vector<std::string> kept_;  // of the head, but prose
  std::string place_;              // printed on a line of its own above the prose
  TextHead head_;
};

void HeadReader::keep_date(const PrintedTime& time) {
  if (head_.published && head_.published->date.precision() >= time.date.precision()) return;
  head_.published = time;
  head_.published_from = DateEvidence::text;
}

// "August 2  2006 Senators Announce …": the date goes, the rest stays.
std::string_view HeadReader::take_leading_date(std::string_view text) {
  constexpr std::size_t head_bytes = 120;
  const auto found = find_date(text.substr(0, head_bytes), reading_);
  if (!found || !is_date_filler(text.substr(0, found->begin))) return text;
  std::string_view rest = text.substr(std::min(found->end, text.size()));
  while (!rest.empty() &&
         (rest[0] == ' ' || rest[0] == ',' || rest[0] == '\n' || rest[0] == '-' || rest[0] == '|'))
    rest.remove_prefix(1);
  if (!rest.empty() && !begins_upper(rest) && !(rest[0] >= '0' && rest[0] <= '9') && rest[0] != '"')
    return text;
  keep_date(found->time);
  return rest;
}

// Whether a date inside a line is one by itself: set off by space, or behind a weekday, not "the act of
// March 3, 2006".
bool HeadReader::stands_apart(std::string_view text, const FoundDate& found) const {
  if (found.time.date.precision() != DatePrecision::day || found.begin < 15) return false;
  const std::string_view before = text.substr(0, found.begin);
  std::size_t begin = 0;
  const auto word = word_before(text, skip_spaces_back(text, found.begin), begin);
  if (word && is_weekday_word(*word)) return true;
  constexpr auto prepositions = std::to_array<std::string_view>(
      {"of",  "on",      "in", "since", "by", "until", "from", "before", "after", "to", "the", "for",
       "and", "through", "am", "le",    "el", "del",   "vom",  "seit",   "bis",   "du", "au"});
  if (word && std::ranges::find(prepositions, *word) != prepositions.end()) return false;
  return before.ends_with("  ") || before.ends_with('\n') || dateline_follows(text.substr(found.end));
}

// "Headline words  July 19  2005  Washington  D C …" in one block: headline off, date kept, the rest stays.
bool HeadReader::cut_inner_date(std::string& text) {
  const std::string_view head = std::string_view(text).substr(0, max_headline_chars + 60);
  const auto found = find_date(head, reading_);
  if (!found || found->begin > max_headline_chars || !stands_apart(head, *found)) return false;
  keep_date(found->time);
  std::string_view before = head.substr(0, found->begin);
  std::size_t begin = 0;
  const auto word = word_before(before, skip_spaces_back(before, before.size()), begin);
  if (word && is_weekday_word(*word)) before = before.substr(0, begin);
  std::string headline = tidy_line(before);
  while (headline.ends_with(',') || headline.ends_with('-') || headline.ends_with(' ')) headline.pop_back();
  candidates_.push_back({.text = std::move(headline), .is_behind_furniture = has_furniture_});
  text = tidy_line(std::string_view(text).substr(found->end));
  return true;
}

// "Headline in Capitals Washington-- Senator X today …" in one block: the last place before the dash begins
// the prose.
bool HeadReader::cut_inner_dateline(std::string& text) {
  const std::string_view head = std::string_view(text).substr(0, max_headline_chars);
  std::size_t dash = std::string_view::npos;
  std::size_t dash_bytes = 0;
  for (const std::string_view sign : {"--", "—", "–"}) {
    const std::size_t at = head.find(sign);
    if (at >= dash) continue;
    dash = at;
    dash_bytes = sign.size();
  }
  if (dash == std::string_view::npos || dash < 20) return false;
  const std::string_view behind = std::string_view(text).substr(dash + dash_bytes);
  const std::size_t first = behind.find_first_not_of(' ');
  if (first == std::string_view::npos || !begins_upper(behind.substr(first))) return false;
  const std::size_t place = last_place_in(head.substr(0, dash));
  if (place == std::string_view::npos || count_words(head.substr(0, place)) < min_headline_words)
    return false;
  candidates_.push_back({.text = tidy_line(head.substr(0, place)), .is_behind_furniture = has_furniture_});
  text.erase(0, place);
  return true;
}

// False when the block is prose: the head is over.
bool HeadReader::take_block() {
  std::string& block = blocks_[next_].text;
  const std::string_view raw = block;
  std::string text = tidy_line(raw);
  if (text.empty() || is_end_mark(text)) return true;
  if (const std::size_t prefix = release_prefix_bytes(raw); prefix > 0 && !has_prefix_) {
    has_furniture_ = has_prefix_ = true;
    block = raw.substr(std::min(raw.find_first_not_of(" :-", prefix), raw.size()));
    return block.empty() || take_block();
  }
  if (is_release_furniture(text) || is_furniture_heading(text)) {
    if (const auto found = find_date(text, reading_)) keep_date(found->time);
    has_furniture_ = true;
    return true;
  }
  if (take_place_and_date(text)) return true;
  const std::string_view rest = take_leading_date(raw);
  if (tidy_line(rest).empty()) return true;
  if (rest.size() != raw.size()) {
    block = std::string(rest);
    text = tidy_line(block);
    if (is_release_furniture(text)) return true;
  }
  if (const std::size_t bytes = byline_word_bytes(text);
      bytes > 0 && is_byline(text, bytes) && head_.authors.empty()) {
    head_.authors = split_names(text);
    return true;
  }
  const bool has_headline = std::ranges::any_of(
      candidates_, [](const Candidate& candidate) { return count_words(candidate.text) > max_menu_words; });
  if (!has_headline && !has_inner_date_ && cut_inner_date(block)) {
    has_inner_date_ = true;
    return block.empty() || take_block();
  }
  if (is_prose(text, has_headline) || (!place_.empty() && !is_title_case(text))) {
    if (!has_headline) cut_inner_dateline(block);
    return false;
  }
  candidates_.push_back({.text = std::move(text), .is_behind_furniture = has_furniture_});
  return true;
}

// A name with a date behind it: the outlet ("Daily Ledger, July 12, 1962"), the author ("Ann
// Lee, 12.07.2017", below a headline), else the place.
bool HeadReader::take_named_date(std::string name, std::string_view separator, const PrintedTime& time) {
  if (is_release_furniture(name)) {
    has_furniture_ = true;
    keep_date(time);
    return true;
  }
  if (is_outlet_name(name) && head_.source.empty()) {
    head_.source = std::move(name);
    keep_date(time);
    return true;
  }
  const bool is_person =
      !candidates_.empty() && head_.authors.empty() && !separator.empty() && is_person_name(name);
  if (is_person) {
    head_.authors = split_names(name);
    keep_date(time);
    return true;
  }
  constexpr std::size_t max_place_chars = 40;
  const bool may_be_place =
      is_place(name) || is_city(name) ||
      (count_words(name) <= 3 && is_title_case(name) && name.find(':') == std::string::npos) ||
      (!has_letter_case(name) && count_chars(name) <= max_place_chars / 4);
  if (!may_be_place || count_chars(name) > max_place_chars) return false;
  keep_date(time);
  if (head_.published == time) head_.published_from = DateEvidence::dateline;
  keep_place(std::move(name));
  return true;
}

// "Washington, D.C.    Friday, December 15, 2006", "Daily Ledger, July 12, 1962", or a place alone; perhaps
// with a byline behind the date.
bool HeadReader::take_place_and_date(std::string_view text) {
  constexpr std::size_t max_line_chars = 90;
  if (count_chars(text) > max_line_chars) return false;
  const auto found = find_date(text, reading_);
  if (!found) {
    if (!is_place(text) || (candidates_.empty() && !has_furniture_)) return false;
    keep_place(std::string(text));
    return true;
  }
  const std::string behind = without_punctuation(text.substr(found->end));
  const std::size_t byline = byline_word_bytes(behind);
  if (!is_date_filler(behind) && !(byline > 0 && is_byline(behind, byline))) return false;
  std::string_view before = text.substr(0, skip_spaces_back(text, found->begin));
  while (before.ends_with(',') || before.ends_with('-'))
    before = before.substr(0, skip_spaces_back(before, before.size() - 1));
  std::size_t weekday = 0;
  if (const auto word = word_before(before, before.size(), weekday); word && is_weekday_word(*word))
    before = before.substr(0, skip_spaces_back(before, weekday));
  std::string name = without_punctuation(before);
  if (byline == 0 && text.ends_with('.') && !name.empty() && !is_place(name) && !is_city(name)) return false;
  if (name.empty() ? byline == 0
                   : !take_named_date(name, text.substr(text.find(name) + name.size(), 1), found->time))
    return false;
  keep_date(found->time);
  if (byline > 0 && head_.authors.empty()) head_.authors = split_names(behind);
  return true;
}

void HeadReader::keep_place(std::string place) {
  if (!place_.empty()) kept_.push_back(std::move(place_));
  place_ = std::move(place);
}

// The place begins the prose as its dateline, or stays the line that it was.
void HeadReader::put_place_back() {
  if (place_.empty()) return;
  const bool has_prose = next_ < blocks_.size();
  const std::size_t bytes = has_prose ? dateline_bytes(blocks_[next_].text) : 0;
  if (has_prose && bytes == 0) {
    blocks_[next_].text.insert(0, place_ + " – ");
    return;
  }
  const std::string town = fold_date_word(std::string_view(place_).substr(0, place_.find_first_of(", ")));
  if (bytes > 0 && fold_date_word(std::string_view(blocks_[next_].text).substr(0, bytes)).starts_with(town))
    return;
  kept_.push_back(std::move(place_));
}

void HeadReader::take_dateline_date() {
  if (head_.published || next_ >= blocks_.size()) return;
  const std::string& prose = blocks_[next_].text;
  const std::size_t bytes = dateline_bytes(prose);
  if (bytes == 0) return;
  const auto found = find_date(std::string_view(prose).substr(0, bytes), reading_);
  if (!found) return;
  head_.published = found->time;
  head_.published_from = DateEvidence::dateline;
}

// The headline among what stood above the prose: one that is printed twice, or behind a letterhead the first
// that is long enough, or the first; none when a letterhead is followed by words of a menu alone.
std::size_t HeadReader::best_candidate() const {
  const auto is_long = [](const Candidate& candidate) {
    return count_words(candidate.text) >= min_headline_words;
  };
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!is_long(candidates_[i])) continue;
    for (std::size_t k = i + 1; k < candidates_.size(); ++k) {
      if (same_words(candidates_[i].text, candidates_[k].text)) return i;
    }
  }
  if (is_long(candidates_[0])) return 0;
  const auto is_headline = [&](const Candidate& candidate) {
    return is_long(candidate) && (!is_statement(candidate.text) || is_statement(candidates_[0].text));
  };
  const auto first_long =
      static_cast<std::size_t>(std::ranges::find_if(candidates_, is_headline) - candidates_.begin());
  const bool is_menu_word = count_words(candidates_[0].text) <= max_menu_words;
  if (first_long < candidates_.size() && (has_furniture_ || (is_menu_word && first_long == 1)))
    return first_long;
  return is_menu_word && has_furniture_ && next_ < blocks_.size() ? candidates_.size() : 0;
}

// "A line below the headline  Thursday  December 7  2006".
void HeadReader::take_trailing_date(std::string& text) {
  if (const auto whole = read_date(text, reading_)) {
    keep_date(*whole);
    text.clear();
    return;
  }
  const auto found = find_date(text, reading_);
  if (!found || !is_date_filler(std::string_view(text).substr(found->end)) || !stands_apart(text, *found))
    return;
  keep_date(found->time);
  std::size_t begin = 0;
  const std::string_view before = std::string_view(text).substr(0, found->begin);
  const auto word = word_before(before, skip_spaces_back(before, before.size()), begin);
  text = tidy_line(before.substr(0, word && is_weekday_word(*word) ? begin : before.size()));
}

// A place alone above the prose and a masthead above a headline are no headlines.
void HeadReader::drop_place_and_outlet(const std::string& known_title) {
  const bool has_title = !known_title.empty();
  if (candidates_.empty()) return;
  std::string& first = candidates_[0].text;
  if (candidates_.size() == 1 && !has_title && next_ < blocks_.size() &&
      (is_place(first) || is_city(first))) {
    keep_place(std::move(first));
    candidates_.clear();
    return;
  }
  const bool is_above_headline = has_title ? !same_words(first, known_title) : candidates_.size() > 1;
  if (!is_above_headline || !head_.source.empty() || !is_outlet_name(first)) return;
  head_.source = std::move(first);
  candidates_.erase(candidates_.begin());
}

void HeadReader::choose_title(const std::string& known_title) {
  drop_place_and_outlet(known_title);
  std::size_t chosen = candidates_.size();
  head_.title = known_title;
  if (known_title.empty() && !candidates_.empty()) {
    chosen = best_candidate();
    if (chosen < candidates_.size()) head_.title = candidates_[chosen].text;
  }
  const bool has_chosen = chosen < candidates_.size();
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (i == chosen) continue;
    Candidate& candidate = candidates_[i];
    const bool is_letterhead =
        has_chosen && i < chosen && candidates_[chosen].is_behind_furniture && !candidate.is_behind_furniture;
    if (is_letterhead) continue;
    keep_line(std::move(candidate.text), has_chosen ? i > chosen : !known_title.empty());
  }
}

// A line of the head beside the headline: its repetition, a date, a word of a menu, the line below the
// headline that sums the article up, or else a first paragraph.
void HeadReader::keep_line(std::string line, bool is_below_title) {
  if (!head_.title.empty() && line.starts_with(head_.title + " ")) line.erase(0, head_.title.size() + 1);
  take_trailing_date(line);
  const bool is_menu_word = has_furniture_ && count_words(line) <= max_menu_words && !ends_in_full_stop(line);
  if (line.empty() || is_menu_word || same_words(line, head_.title)) return;
  const std::size_t chars = count_chars(line);
  const bool sums_up = count_words(line) > min_headline_words && !dateline_follows(line) &&
                       chars <= (is_title_case(line) ? max_sub_headline_chars : max_sentence_chars);
  if (is_below_title && sums_up && head_.summary.empty() && next_ < blocks_.size()) {
    head_.summary = std::move(line);
  } else {
    kept_.push_back(std::move(line));
  }
}

// A paragraph between the headline and a labelled line ("SOURCE: …"), with the article behind it.
void HeadReader::take_standfirst() {
  if (head_.title.empty() || !head_.summary.empty() || next_ + 1 >= blocks_.size()) return;
  const TextBlock& block = blocks_[next_];
  if (!block.is_before_field || count_chars(block.text) > max_standfirst_chars) return;
  if (!is_prose(tidy_line(blocks_[next_ + 1].text), true)) return;
  head_.summary = tidy_line(block.text);
  ++next_;
}

// A text without a headline is named by its first sentence, the dateline left out.
void HeadReader::make_title() {
  if (!head_.title.empty() || next_ >= blocks_.size()) return;
  const std::string_view prose = blocks_[next_].text;
  head_.title = headline_of(prose.substr(std::min(dateline_bytes(prose), prose.size())));
}

}  // namespace

TextHead take_head(std::vector<TextBlock>& blocks, const DateReading& reading,
                   const std::string& known_title) {
  return HeadReader(blocks, reading).read(known_title);
}

}  // namespace dateline

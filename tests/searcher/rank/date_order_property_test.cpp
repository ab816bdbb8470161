// Date cuts, newest and oldest first, over indexes that were changed at random after they were laid out by a
// calendar, against a plain filter and sort of their articles.
#include "common/index/calendar_format.hpp"
#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "indexer/build/calendar_placement.hpp"
#include "indexer/build/document.hpp"
#include "searcher/query/compile.hpp"
#include "searcher/search.hpp"
#include "tests/support/calendar_copy.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <span>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

using std::chrono::days;
using std::chrono::sys_days;

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  /// 0 … limit-1.
  unsigned below(unsigned limit) { return static_cast<unsigned>(engine_() % limit); }
  bool one_in(unsigned number) { return below(number) == 0; }

 private:
  std::mt19937_64 engine_;
};

constexpr sys_days first_of_all = std::chrono::year(2021) / 11 / 20;
constexpr unsigned usual_days = 60;  // over a new year

// Words that no stemmer changes.
const std::vector<std::string> vocabulary{"kilo", "nova", "delta"};

std::optional<PrintedTime> random_time(Random& random, unsigned within_days) {
  if (random.one_in(12)) return std::nullopt;
  PrintedTime time{.date = to_printed_date(first_of_all + days(random.below(within_days)))};
  if (random.one_in(40)) time.date.year = -50 - static_cast<int>(random.below(2));
  if (random.one_in(8)) time.date.day = 0;
  if (random.one_in(20)) time.date.month = time.date.day = 0;
  if (time.date.day == 0 || random.one_in(2)) return time;
  time.second_of_day = 3600 * static_cast<int>(random.below(24));
  if (random.one_in(2)) time.zone_minutes = 60 * (static_cast<int>(random.below(20)) - 8);
  return time;
}

Article random_article(Random& random, const std::string& id, unsigned within_days = usual_days) {
  Article article{.id = id, .title = "x", .published = random_time(random, within_days), .lang = "en"};
  for (const auto& word : vocabulary) {
    if (!random.one_in(3)) article.text += word + " ";
  }
  if (random.one_in(20)) article.tags = {"red"};
  return article;
}

/// One or two databases under one stub, and what they hold.
class ChangedIndex {
 public:
  ChangedIndex(Random& random, std::size_t shards, std::size_t articles, const CalendarSlack& slack)
      : random_(random), shards_(shards) {
    std::string stub;
    for (std::size_t shard = 0; shard < shards; ++shard) {
      const tests::TempDir directory;
      Xapian::WritableDatabase plain((directory.path() / "db").string(),
                                     Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
      plain.set_metadata(metadata_schema, std::to_string(schema_version));
      plain.set_metadata(metadata_analyser, analyser_mark());
      for (std::size_t i = 0; i < articles / shards; ++i) {
        const Article article = random_article(random_, new_id());
        plain.add_document(document_of(article));
        articles_.emplace(article.id, Known{.article = article, .shard = shard});
      }
      plain.commit();
      tests::copy_by_calendar(plain, path_of(shard), slack);
      stub += "auto shard-" + std::to_string(shard) + "\n";
    }
    directory_.write("XAPIANDB", stub);
  }

  [[nodiscard]] IndexLocation location() const { return {directory_.path()}; }

  /// As a run of the indexer changes it: late articles, days to come, unseen days, other dates, removals.
  void change(std::size_t changes) {
    for (std::size_t shard = 0; shard < shards_; ++shard) {
      Xapian::WritableDatabase db(path_of(shard), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      auto placement = CalendarPlacement::of(db);
      REQUIRE(placement);
      for (std::size_t i = 0; i < changes / shards_; ++i) change_one(db, *placement, shard);
      placement->store(db);
      db.commit();
    }
  }

  /// Leaves it as an index that was built without one.
  void forget_calendar() {
    for (std::size_t shard = 0; shard < shards_; ++shard) {
      Xapian::WritableDatabase db(path_of(shard), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      db.set_metadata(metadata_calendar, "");
      db.commit();
    }
  }

  [[nodiscard]] std::vector<Article> articles() const {
    std::vector<Article> all;
    for (const auto& [id, known] : articles_) all.push_back(known.article);
    return all;
  }

 private:
  struct Known {
    Article article;
    std::size_t shard = 0;
  };

  std::string path_of(std::size_t shard) const {
    return (directory_.path() / ("shard-" + std::to_string(shard))).string();
  }
  std::string new_id() {
    std::string id;
    do {
      id = std::to_string(random_.below(1'000'000));
      if (random_.one_in(30)) id += std::string(300, 'x') + std::to_string(random_.below(10));
    } while (articles_.contains(id));
    return id;
  }
  Xapian::Document document_of(const Article& article) {
    return make_document(article, {.path = "/articles/" + article.id, .revision = 1}, analyser_);
  }

  void change_one(Xapian::WritableDatabase& db, CalendarPlacement& placement, std::size_t shard) {
    if (random_.one_in(3)) {  // a new one, perhaps of a day to come
      const unsigned within = random_.one_in(2) ? usual_days : usual_days + 10;
      const Article article = random_article(random_, new_id(), within);
      placement.write(db, article, document_of(article), 0);
      articles_.emplace(article.id, Known{.article = article, .shard = shard});
      return;
    }
    auto known = std::next(articles_.begin(), random_.below(static_cast<unsigned>(articles_.size())));
    if (known->second.shard != shard) return;
    const Xapian::docid docid = *db.postlist_begin(id_term(known->first));
    if (random_.one_in(3)) {
      placement.remove(db, docid);
      articles_.erase(known);
      return;
    }
    Article& article = known->second.article;
    if (random_.one_in(2)) article.published = random_time(random_, usual_days + 5);
    if (article.published && article.published->second_of_day)
      article.published->second_of_day = 60 * static_cast<int>(random_.below(1440));
    article.text += "again ";
    placement.write(db, article, document_of(article), docid);
  }

  Random& random_;
  std::size_t shards_;
  tests::TempDir directory_;
  std::map<std::string, Known> articles_;
  Analyser analyser_;
};

std::string order_of(const Article& article) {
  Analyser analyser;
  return make_document(article, {}, analyser).get_value(slot_order);
}

/// What a request should find, in order.
class Model {
 public:
  explicit Model(const std::vector<Article>& articles) {
    for (const Article& article : articles)
      all_.push_back({.article = &article, .place = {.order = order_of(article), .id = article.id}});
  }

  struct Row {
    const Article* article = nullptr;
    tests::PlaceInTime place{};
  };

  template <class Passes>
  [[nodiscard]] std::vector<std::string> ids(const Passes& passes, SortOrder sort) const {
    std::vector<Row> found;
    std::ranges::copy_if(all_, std::back_inserter(found),
                         [&](const Row& row) { return passes(*row.article); });
    std::ranges::sort(found,
                      sort == SortOrder::oldest ? tests::comes_first_oldest : tests::comes_first_newest,
                      &Row::place);
    std::vector<std::string> ids;
    for (const Row& row : found) ids.push_back(row.place.id);
    return ids;
  }

 private:
  std::vector<Row> all_;
};

bool has_word(const Article& article, const std::string& word) {
  return article.text.find(word) != std::string::npos;
}

struct WordClause {
  const char* text;
  bool (*passes)(const Article& article);
};
const std::vector<WordClause> word_clauses{
    {"", [](const Article&) { return true; }},
    {"kilo", [](const Article& article) { return has_word(article, "kilo"); }},
    {"kilo nova",
     [](const Article& article) { return has_word(article, "kilo") || has_word(article, "nova"); }},
    {"+kilo +nova",
     [](const Article& article) { return has_word(article, "kilo") && has_word(article, "nova"); }},
    {"-kilo", [](const Article& article) { return !has_word(article, "kilo"); }},
    {"tag:red", [](const Article& article) { return !article.tags.empty(); }},
    {"kilo tag:red",
     [](const Article& article) { return has_word(article, "kilo") && !article.tags.empty(); }},
};

bool covers(const DateInterval& interval, const Article& article) {
  if (!article.published) return interval.is_undated;
  const PrintedDate& date = article.published->date;
  return !interval.is_undated && (!interval.from || *interval.from <= first_day(date)) &&
         (!interval.until || last_day(date) <= *interval.until);
}

bool touches(const DateInterval& interval, const Article& article) {
  if (!article.published || interval.is_undated) return false;
  const PrintedDate& date = article.published->date;
  return (!interval.from || *interval.from <= last_day(date)) &&
         (!interval.until || first_day(date) <= *interval.until);
}

// Without a calendar a cut through a year before Christ goes by instants, which months and years lack.
enum class Years { all, after_christ };

std::string random_interval(Random& random, Years years) {
  const auto random_day = [&random, years] {
    PrintedDate date = to_printed_date(first_of_all + days(random.below(usual_days + 12)) - days(2));
    if (random.one_in(4)) date.day = 0;
    if (random.one_in(8)) date.month = date.day = 0;
    if (years == Years::all && random.one_in(8)) date.year = -51;
    return format_iso(date);
  };
  switch (random.below(6)) {
    case 0:
      return random_day() + "..";
    case 1:
      return ".." + random_day();
    case 2:
      return "none";
    case 3:
      return random_day();
    default:
      return random_day() + ".." + random_day();
  }
}

// "" when they are equal.
std::string first_difference(std::span<const std::string> found, std::span<const std::string> wanted) {
  const auto [left, right] = std::ranges::mismatch(found, wanted);
  if (left == found.end() && right == wanted.end()) return "";
  return "at " + std::to_string(left - found.begin()) + " of " + std::to_string(wanted.size()) + ": " +
         (left == found.end() ? "nothing" : *left) + " for " + (right == wanted.end() ? "nothing" : *right);
}

void check_answers(Random& random, const ChangedIndex& index, Years years) {
  constexpr int queries = 45;
  const std::vector<Article> articles = index.articles();
  const Model model(articles);
  IndexReader reader(index.location());
  Analyser analyser;
  for (int i = 0; i < queries; ++i) {
    const WordClause& words = word_clauses[random.below(static_cast<unsigned>(word_clauses.size()))];
    const bool has_date = words.text == std::string() || !random.one_in(4);
    const bool is_alternative = has_date && words.text == std::string("kilo") && random.one_in(2);
    SearchRequest request{
        .query = words.text, .timeout = std::chrono::hours(1), .snippet_chars = 0, .today = first_of_all};
    request.sort = random.one_in(2) ? SortOrder::newest : SortOrder::oldest;
    request.offset = random.one_in(2) ? 0 : random.below(random.one_in(2) ? 30 : 2500);
    request.limit = random.one_in(10) ? 0 : 1 + random.below(random.one_in(2) ? 20 : 600);
    const std::string dates = has_date ? random_interval(random, years) : "";
    if (is_alternative) {
      request.query = "(kilo OR date:" + dates + ")";
    } else {
      request.date = dates;
    }
    CAPTURE(request.query, dates, request.sort == SortOrder::newest, request.offset, request.limit);
    const DateInterval interval =
        has_date ? read_interval(dates, first_of_all).interval.value() : DateInterval{};
    const auto passes = [&](const Article& article) {
      const bool lies_inside = !has_date || covers(interval, article);
      return is_alternative ? words.passes(article) || lies_inside : words.passes(article) && lies_inside;
    };
    const auto wanted = model.ids(passes, request.sort);
    const SearchResponse response = search(reader, request, analyser);
    std::vector<std::string> ids;
    for (const Hit& hit : response.hits) ids.push_back(hit.article.id);
    const auto begin = std::min(wanted.size(), request.offset);
    const auto end = std::min(wanted.size(), begin + request.limit);
    CHECK(first_difference(ids, std::span(wanted).subspan(begin, end - begin)) == "");
    if (wanted.size() < 1000) CHECK(response.count.is_exact);
    if (response.count.is_exact) CHECK(response.count.number == wanted.size());
    if (is_alternative || !has_date) continue;
    const auto left_out = model.ids(
        [&](const Article& article) {
          return words.passes(article) && touches(interval, article) && !covers(interval, article);
        },
        request.sort);
    const bool has_note = std::ranges::any_of(response.notes, [&](const QueryNote& note) {
      return note.text == describe_left_out(left_out.size());
    });
    CHECK(has_note == !left_out.empty());
    request.sort = SortOrder::relevance;
    request.offset = 0;
    request.limit = articles.size();
    auto ranked = search_ids(reader, request, analyser);
    std::ranges::sort(ranked, {}, [](const auto& found) { return found.first; });
    auto sorted = wanted;
    std::ranges::sort(sorted);
    CHECK(std::ranges::equal(ranked, sorted, {}, [](const auto& found) { return found.first; }));
  }
}

}  // namespace

TEST_CASE("answers by date are those of a plain filter and sort, whatever was changed",
          "[property][calendar]") {
  Random random(tests::seed());
  const std::size_t shards = GENERATE(1U, 2U);
  const CalendarSlack slack =
      GENERATE(CalendarSlack{},
               CalendarSlack{.late_percent = 0, .late_least = 0, .reserve_percent = 0, .reserve_least = 30});
  CAPTURE(shards, slack.late_percent);
  const Years years = shards == 1 ? Years::all : Years::after_christ;
  ChangedIndex index(random, shards, 2000, slack);
  check_answers(random, index, years);
  for (const std::size_t changes : {3U, 40U, 400U}) {
    index.change(changes);
    check_answers(random, index, years);
  }
  index.forget_calendar();
  check_answers(random, index, Years::after_christ);
}

// See calendar_copy.hpp.
#include "tests/support/calendar_copy.hpp"

#include "common/index/calendar_format.hpp"
#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dateline::tests {

namespace {

struct Placed {
  std::optional<PrintedDate> date{};
  PlaceInTime place{};
  Xapian::docid docid = 0;
};

// By date, then as a day's articles lie.
bool lies_before(const Placed& a, const Placed& b) {
  if (a.date != b.date) {
    if (!a.date || !b.date) return a.date.has_value();
    return is_newer(*a.date, *b.date);
  }
  return comes_first_newest(a.place, b.place);
}

std::vector<Placed> articles_of(const Xapian::Database& db) {
  std::vector<Placed> articles;
  for (auto docid = db.postlist_begin(""); docid != db.postlist_end(""); ++docid) {
    const Xapian::Document document = db.get_document(*docid);
    const Article article = read_stored(document.get_data()).article;
    Placed placed{.place = {.order = document.get_value(slot_order), .id = article.id}, .docid = *docid};
    if (article.published) placed.date = article.published->date;
    articles.push_back(std::move(placed));
  }
  std::ranges::sort(articles, lies_before);
  return articles;
}

Calendar plan(const std::vector<Placed>& articles, const CalendarSlack& slack) {
  std::vector<DayCount> days;
  std::uint32_t undated = 0;
  for (const Placed& article : articles) {
    if (!article.date) {
      ++undated;
      continue;
    }
    if (days.empty() || days.back().date != *article.date) days.push_back({*article.date, 0});
    ++days.back().articles;
  }
  return plan_calendar(days, undated, slack);
}

}  // namespace

bool comes_first_newest(const PlaceInTime& a, const PlaceInTime& b) {
  return std::tie(b.order, a.id) < std::tie(a.order, b.id);
}

bool comes_first_oldest(const PlaceInTime& a, const PlaceInTime& b) {
  if (a.order.empty() != b.order.empty()) return b.order.empty();
  return std::tie(a.order, a.id) < std::tie(b.order, b.id);
}

Calendar copy_by_calendar(const Xapian::Database& from, const std::filesystem::path& to,
                          const CalendarSlack& slack) {
  const std::vector<Placed> articles = articles_of(from);
  const Calendar calendar = plan(articles, slack);
  Xapian::WritableDatabase db(to.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
  std::optional<PrintedDate> date;
  Xapian::docid next = 0;
  constexpr std::size_t articles_a_commit = 500;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (i == 0 || articles[i].date != date) {
      date = articles[i].date;
      next = calendar.first_docid(date);
    }
    db.replace_document(next++, from.get_document(articles[i].docid));
    if (i % articles_a_commit == articles_a_commit - 1) db.commit();
  }
  for (auto name = from.metadata_keys_begin(); name != from.metadata_keys_end(); ++name)
    db.set_metadata(*name, from.get_metadata(*name));
  write_calendar(db, calendar);
  db.set_metadata(metadata_sum, sum_of_metadata(db));
  db.commit();
  return calendar;
}

}  // namespace dateline::tests

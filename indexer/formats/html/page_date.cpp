// See page_date.hpp. The weights were measured on some 700 dated pages: each kind's first date counts, the
// highest sum wins, ties go to the earlier date.
#include "indexer/formats/html/page_date.hpp"

#include "common/text/ascii.hpp"
#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/html/class_words.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string_view>
#include <vector>

namespace dateline::html {

namespace {

// Pages of the web are no older; structured data may speak of a digitised archive.
constexpr int earliest_printed_year = 1995;
constexpr int earliest_structured_year = 1800;

constexpr double structured_weight = 3.0;
constexpr double visible_weight = 2.0;
constexpr double other_weight = 1.0;
constexpr double updated_text_weight = 0.5;
constexpr double modified_weight = 0.4;

struct Vote {
  PrintedTime time;
  double weight = 0.0;
  DateEvidence evidence = DateEvidence::none;
};

constexpr auto published_metas = std::to_array<std::string_view>({
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publication-date",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date.published",
    "dc.created",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.available",
    "dcsext.articlefirstpublished",
    "sailthru.date",
    "parsely-pub-date",
    "citation_date",
    "citation_publication_date",
    "citation_online_date",
    "article.published",
    "article.created",
    "article:published",
    "article_date_original",
    "article:post_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "og:published_time",
    "og:article:published_time",
    "og:pubdate",
    "og:publish_date",
    "rnews:datepublished",
    "datepublished",
    "originalpublicationdate",
    "date.created",
    "created",
    "shareaholic:article_published_time",
    "vr:published_time",
    "published_time",
    "published",
    "published-date",
    "pub_date",
    "release_date",
    "ptime",
    "lastpublished",
    "issued",
    "publish-time",
    "time",
    "weibo:article:create_at",
});

constexpr auto modified_metas = std::to_array<std::string_view>({
    "article:modified_time",
    "og:updated_time",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "revised",
    "date.modified",
    "datemodified",
    "modified",
    "article.updated",
    "og:modified_time",
    "article:modified",
    "modified_time",
    "utime",
});

constexpr auto updated_words = std::to_array<std::string_view>({
    "update",   "modif",   "edited",   "aktualis",   "geändert",  "bearbeitet", "mis à jour",
    "actualiz", "atualiz", "aggiorna", "bijgewerkt", "gewijzigd", "zaktualiz",  "aktualiz",
    "обновл",   "оновл",   "изменен",  "uppdater",   "oppdater",  "opdater",    "päivitet",
    "güncelle", "更新",    "修改",     "수정",       "تحديث",     "diperbarui", "frissít",
});

bool is_updated(std::string_view text) {
  const std::string folded = folded_words(text);
  return std::ranges::any_of(updated_words,
                             [&](auto word) { return folded.find(word) != std::string::npos; });
}

class Ballot {
 public:
  Ballot(const Page& page, const Site& site, std::chrono::sys_days today) : page_(page) {
    structured_.today = printed_.today = today;
    structured_.earliest_year = earliest_structured_year;
    printed_.earliest_year = earliest_printed_year;
    structured_.order = printed_.order = order_of(site);
  }

  void vote_structured(const JsonLd& json, const Site& site);
  void vote_marks();
  void vote_near(std::uint32_t near);
  void vote_anywhere();
  void vote_modified(const JsonLd& json);
  void vote_month(std::uint32_t near);
  [[nodiscard]] PageDates count() const;

 private:
  static DayMonthOrder order_of(const Site& site);
  [[nodiscard]] std::optional<PrintedTime> read_value(std::string_view value) const;
  [[nodiscard]] std::optional<PrintedTime> find_in(std::string_view text) const;
  [[nodiscard]] std::optional<PrintedTime> date_of(const Mark& mark) const;
  [[nodiscard]] std::optional<PrintedTime> first_meta(std::span<const std::string_view> names) const;
  [[nodiscard]] std::optional<PrintedTime> near_date(std::uint32_t near, bool wants_updated) const;
  [[nodiscard]] std::string_view text_of(const Mark& mark) const {
    return std::string_view(page_.text).substr(mark.begin, mark.end - mark.begin);
  }
  bool vote(const std::optional<PrintedTime>& time, double weight, DateEvidence evidence) {
    if (time) votes_.push_back({*time, weight, evidence});
    return time.has_value();
  }
  /// The first mark of a kind that holds a date.
  template <typename Wanted>
  void vote_mark(double weight, DateEvidence evidence, Wanted is_wanted) {
    for (const Mark& mark : page_.marks) {
      if (is_wanted(mark) && vote(date_of(mark), weight, evidence)) return;
    }
  }

  const Page& page_;
  DateReading structured_;
  DateReading printed_;
  std::vector<Vote> votes_;
  std::optional<PrintedTime> modified_;
};

/// Month first where English is written and the address does not say otherwise.
DayMonthOrder Ballot::order_of(const Site& site) {
  if (!site.lang.empty() && !site.lang.starts_with("en")) return DayMonthOrder::day_first;
  if (site.lang == "en-GB" || site.lang == "en-AU" || site.lang == "en-IN") return DayMonthOrder::day_first;
  for (const std::string_view ending : {".uk", ".au", ".nz", ".ie", ".in", ".za"}) {
    if (site.host.ends_with(ending)) return DayMonthOrder::day_first;
  }
  return DayMonthOrder::month_first;
}

std::optional<PrintedTime> read_epoch(std::string_view digits, const DateReading& reading) {
  if (digits.size() != 10 && digits.size() != 13) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (digits.size() == 13) seconds /= 1000;
  if (seconds == 0) return std::nullopt;
  const auto instant = std::chrono::sys_seconds(std::chrono::seconds(seconds));
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  if (day > reading.today + std::chrono::days(1)) return std::nullopt;
  return PrintedTime{.date = to_printed_date(day),
                     .second_of_day = static_cast<int>((instant - day).count()),
                     .zone_minutes = 0};
}

std::optional<PrintedTime> Ballot::read_value(std::string_view value) const {
  value = trim(value);
  if (value.empty() || value.size() > 200) return std::nullopt;
  if (const auto epoch = read_epoch(value, structured_)) return epoch;
  if (const auto time = read_date(value, structured_)) return time;
  if (const auto found = find_date(value, structured_)) return found->time;
  return std::nullopt;
}

std::optional<PrintedTime> Ballot::find_in(std::string_view text) const {
  const auto found = find_date(text, printed_);
  if (!found || found->time.date.precision() != DatePrecision::day) return std::nullopt;
  return found->time;
}

std::optional<PrintedTime> Ballot::date_of(const Mark& mark) const {
  if (!mark.value.empty()) {
    if (auto time = read_value(mark.value)) return time;
  }
  if (mark.end == mark.begin || mark.end - mark.begin > 300) return std::nullopt;
  return find_in(text_of(mark));
}

std::optional<PrintedTime> Ballot::first_meta(std::span<const std::string_view> names) const {
  for (const MetaTag& meta : page_.metas) {
    if (std::ranges::find(names, meta.name) == names.end()) continue;
    if (auto time = read_value(meta.content)) return time;
  }
  return std::nullopt;
}

void Ballot::vote_structured(const JsonLd& json, const Site& site) {
  for (const std::string_view url : {std::string_view(site.url), page_.meta("og:url")}) {
    const auto time = date_of_address(url, printed_);
    if (time && time->date.precision() == DatePrecision::day) {
      vote(time, structured_weight, DateEvidence::address);
      break;
    }
  }
  constexpr std::array<std::string_view, 1> published_time{"article:published_time"};
  vote(first_meta(published_time), structured_weight, DateEvidence::meta);
  vote(read_value(json.published), structured_weight, DateEvidence::json_ld);
  vote(first_meta(published_metas), visible_weight, DateEvidence::meta);
  vote(read_value(json.published_elsewhere), other_weight, DateEvidence::json_ld);
  vote(read_value(json.created), other_weight, DateEvidence::json_ld);
}

void Ballot::vote_marks() {
  vote_mark(structured_weight, DateEvidence::microdata, [](const Mark& mark) {
    return mark.itemprop.find("datepublished") != std::string::npos ||
           (mark.tag == Tag::abbr && (mark.meaning & class_published) != 0 && !mark.value.empty());
  });
  vote_mark(visible_weight, DateEvidence::time, [&](const Mark& mark) {
    return mark.tag == Tag::time && !mark.is_elsewhere && !mark.is_updated &&
           mark.itemprop.find("datemodified") == std::string::npos;
  });
  vote_mark(visible_weight, DateEvidence::text, [&](const Mark& mark) {
    return (mark.meaning & class_date) != 0 && !mark.is_updated && mark.end - mark.begin < 150;
  });
  vote_mark(other_weight, DateEvidence::microdata,
            [](const Mark& mark) { return mark.itemprop.find("datecreated") != std::string::npos; });
  vote_mark(other_weight, DateEvidence::time,
            [](const Mark& mark) { return mark.tag == Tag::time && mark.is_pubdate; });
  vote_mark(updated_text_weight, DateEvidence::text, [](const Mark& mark) {
    return (mark.meaning & class_date) != 0 && mark.is_updated && mark.end - mark.begin < 150;
  });
  vote_mark(modified_weight, DateEvidence::time,
            [](const Mark& mark) { return mark.tag == Tag::time && mark.is_elsewhere; });
}

/// The nearest date that is printed after the headline, then before it.
std::optional<PrintedTime> Ballot::near_date(std::uint32_t near, bool wants_updated) const {
  const auto count = static_cast<std::int64_t>(page_.blocks.size());
  for (int step = 1; step <= 21; ++step) {
    const std::int64_t at = std::int64_t{near} + (step <= 15 ? step - 1 : 15 - step);
    if (at < 0 || at >= count) continue;
    const Block& block = page_.blocks[static_cast<std::size_t>(at)];
    if (block.chars >= 250 || block.visibility != Visibility::shown) continue;
    const std::string_view text = page_.text_of(block);
    std::size_t from = 0;
    while (const auto found = find_date(text.substr(from), printed_)) {
      const auto before = text.substr(from, found->begin);
      const bool is_day = found->time.date.precision() == DatePrecision::day;
      if (is_day && is_updated(before) == wants_updated) return found->time;
      from += found->end;
    }
  }
  return std::nullopt;
}

void Ballot::vote_near(std::uint32_t near) {
  vote(near_date(near, false), visible_weight, DateEvidence::text);
  vote(near_date(near, true), updated_text_weight, DateEvidence::text);
}

void Ballot::vote_anywhere() {
  for (const Block& block : page_.blocks) {
    if (block.chars >= 80 || block.visibility != Visibility::shown) continue;
    if (vote(find_in(page_.text_of(block)), other_weight, DateEvidence::text)) return;
  }
}

/// "March 1998" under the headline, on a page that names no day at all.
void Ballot::vote_month(std::uint32_t near) {
  if (!votes_.empty()) return;
  const auto end = std::min<std::size_t>(page_.blocks.size(), std::size_t{near} + 6);
  for (std::size_t i = near; i < end; ++i) {
    const Block& block = page_.blocks[i];
    if (block.chars >= 80 || block.visibility != Visibility::shown) continue;
    const auto found = find_date(page_.text_of(block), printed_);
    if (found && vote(found->time, other_weight, DateEvidence::text)) return;
  }
}

void Ballot::vote_modified(const JsonLd& json) {
  const auto note = [&](const std::optional<PrintedTime>& time, DateEvidence evidence) {
    if (vote(time, modified_weight, evidence) && !modified_) modified_ = time;
  };
  note(read_value(json.modified), DateEvidence::json_ld);
  note(first_meta(modified_metas), DateEvidence::meta);
  for (const Mark& mark : page_.marks) {
    if (mark.itemprop.find("datemodified") == std::string::npos) continue;
    note(date_of(mark), DateEvidence::microdata);
    break;
  }
  for (const Mark& mark : page_.marks) {
    if (mark.tag != Tag::time || !mark.is_updated || mark.is_elsewhere) continue;
    note(date_of(mark), DateEvidence::time);
    break;
  }
}

PageDates Ballot::count() const {
  PageDates dates;
  dates.modified = modified_;
  double best = 0.0;
  PrintedDate winner;
  for (const Vote& candidate : votes_) {
    double sum = 0.0;
    for (const Vote& vote : votes_) sum += vote.time.date == candidate.time.date ? vote.weight : 0.0;
    const bool is_better = sum > best || (sum == best && candidate.time.date < winner);
    if (is_better) {
      best = sum;
      winner = candidate.time.date;
    }
  }
  for (const Vote& vote : votes_) {
    if (vote.time.date != winner) continue;
    if (dates.published_from == DateEvidence::none || vote.evidence < dates.published_from) {
      dates.published_from = vote.evidence;
    }
    // Of equal days the one with a clock, then with a zone, says most.
    const auto detail = [](const PrintedTime& time) {
      return (time.second_of_day ? 1 : 0) + (time.zone_minutes ? 1 : 0);
    };
    if (!dates.published || detail(vote.time) > detail(*dates.published)) dates.published = vote.time;
  }
  return dates;
}

}  // namespace

PageDates find_dates(const Page& page, const JsonLd& json, const Site& site, std::uint32_t near,
                     std::chrono::sys_days today) {
  Ballot ballot(page, site, today);
  ballot.vote_structured(json, site);
  ballot.vote_marks();
  ballot.vote_near(near);
  ballot.vote_anywhere();
  ballot.vote_modified(json);
  ballot.vote_month(near);
  return ballot.count();
}

}  // namespace dateline::html

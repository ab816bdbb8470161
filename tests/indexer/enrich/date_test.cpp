#include "indexer/enrich/date.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

constexpr std::chrono::sys_days today{std::chrono::year{2024} / 6 / 15};

Article dated(std::optional<PrintedDate> date, const char* url) {
  Article article;
  article.url = url;
  if (date) {
    article.published = PrintedTime{.date = *date};
    article.published_from = DateEvidence::meta;
  }
  return article;
}

}  // namespace

TEST_CASE("an undated article takes the date of its address, then of its name", "[date_step]") {
  struct Row {
    const char* url;
    const char* path;
    const char* date;
    DateEvidence evidence;
  };
  const auto row = GENERATE(
      Row{"https://example.org/2023/01/26/x", "2020-01-01.html", "2023-01-26", DateEvidence::address},
      Row{"https://example.org/x", "a/2020-01-01.html", "2020-01-01", DateEvidence::file_name},
      Row{"https://example.org/2023/01/x", "2023-01-26.html", "2023-01-26", DateEvidence::file_name},
      Row{"https://example.org/x", "x.html", "none", DateEvidence::none},
      Row{"", "", "none", DateEvidence::none});
  CAPTURE(row.url, row.path);
  Article article = dated(std::nullopt, row.url);
  complete_date(article, row.path, {.today = today});
  CHECK((article.published ? format_iso(*article.published) : "none") == row.date);
  CHECK(article.published_from == row.evidence);
}

TEST_CASE("a date that a reader found stays unless it is impossible or to come", "[date_step]") {
  Article good = dated(PrintedDate{.year = 2022, .month = 5}, "https://example.org/2023/01/26/x");
  complete_date(good, "", {.today = today});
  CHECK(format_iso(*good.published) == "2022-05");
  CHECK(good.published_from == DateEvidence::meta);
  const auto bad =
      GENERATE(PrintedDate{.year = 2025, .month = 1, .day = 1}, PrintedDate{.year = 0, .month = 1, .day = 1},
               PrintedDate{.year = 2023, .month = 2, .day = 30});
  Article article = dated(bad, "");
  article.modified = PrintedTime{.date = bad};
  complete_date(article, "2021-03-04-x.md", {.today = today});
  CHECK(format_iso(*article.published) == "2021-03-04");
  CHECK(article.published_from == DateEvidence::file_name);
  CHECK_FALSE(article.modified);
}

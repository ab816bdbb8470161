#include "common/schema/terms.hpp"

#include "common/schema/fields.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a long value is cut on a code-point limit and stays distinct by its hash", "[schema]") {
  std::string first, second;
  for (int i = 0; i < 200; ++i) first += "я";
  second = first + "а";
  first += "б";
  const auto term = make_term("Q", first);
  CHECK(term.size() <= max_term_bytes);
  CHECK(term != make_term("Q", second));
  CHECK(term.substr(1, 2) == "я");
  const auto hash_at = term.size() - 16;
  CHECK(hash_at % 2 == 1);  // whole two-byte letters behind the one-byte prefix
  CHECK(make_term("K", "nato") == "Knato");
  CHECK(make_term("Q", std::string("a\0b", 3)) == "Qa b");
}

TEST_CASE("a date has the terms that its precision allows", "[schema]") {
  CHECK(date_terms({.year = 2023, .month = 1, .day = 26}) ==
        std::vector<std::string>{"Y2023", "M202301", "D20230126"});
  CHECK(date_terms({.year = 2023, .month = 1}) == std::vector<std::string>{"Y2023", "M202301"});
  CHECK(date_terms({.year = 987}) == std::vector<std::string>{"Y0987"});
  CHECK(date_terms({.year = -43, .month = 3, .day = 15}) == std::vector<std::string>{"Y-0043"});
}

TEST_CASE("the host of an address is its lower-case name without www", "[schema]") {
  CHECK(host_of("https://www.Duma.gov.ru/news/1?x=http://y") == "duma.gov.ru");
  CHECK(host_of("HTTP://user:pw@example.org:8080/") == "example.org");
  CHECK(host_of("javascript:alert(1)").empty());
  CHECK(host_of("ftp://example.org/").empty());
  CHECK(host_of("").empty());
}

TEST_CASE("every field is found by its name and its aliases, and no name stands twice", "[schema]") {
  for (const auto& row : field_table) {
    CAPTURE(row.name);
    CHECK(find_field(row.name) == &row);
    for (const auto alias : row.aliases) {
      if (!alias.empty()) CHECK(find_field(alias) == &row);
    }
  }
  CHECK(find_field("nonsense") == nullptr);
  CHECK(find_field("") == nullptr);
}

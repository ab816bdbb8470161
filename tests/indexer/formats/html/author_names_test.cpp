#include "indexer/formats/html/author_names.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline::html;

TEST_CASE("a by-line gives people, without by-words, jobs, addresses and dates", "[html]") {
  using Names = std::vector<std::string>;
  struct Row {
    const char* text;
    Names expected;
  };
  const auto row = GENERATE(
      Row{"By Jane Doe", {"Jane Doe"}}, Row{"By Jane Doe and John Roe", {"Jane Doe", "John Roe"}},
      Row{"Von Anna Müller, Kai Groß", {"Anna Müller", "Kai Groß"}},
      Row{"Par Élise Dupont et Jean Petit", {"Élise Dupont", "Jean Petit"}},
      Row{"Автор: Мария Белова", {"Мария Белова"}}, Row{"作者：王小明", {"王小明"}},
      Row{"Daniel Byrne", {"Daniel Byrne"}}, Row{"Jane Doe, Staff Writer", {"Jane Doe"}},
      Row{"By Jane Doe | 3 May 2020", {"Jane Doe"}}, Row{"Jane Doe on January 5, 2020", {"Jane Doe"}},
      Row{"By Jane Doe@janedoe", {"Jane Doe"}}, Row{"Jane Doe jane.doe@example.org", {"Jane Doe"}},
      Row{"Ingo Kern Redakteur für Wirtschaft", {"Ingo Kern"}}, Row{"admin", {}}, Row{"Facebook Twitter", {}},
      Row{"View all posts by Jane Doe", {"Jane Doe"}}, Row{"Jane Doe, Jane Doe", {"Jane Doe"}}, Row{"", {}},
      Row{"by ", {}});
  CAPTURE(row.text);
  CHECK(split_authors(row.text) == row.expected);
}

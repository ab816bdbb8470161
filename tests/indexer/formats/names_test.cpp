#include "indexer/formats/names.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a line of names is split into people", "[names]") {
  struct Row {
    const char* text;
    std::vector<std::string> names;
  };
  const auto row = GENERATE(
      Row{"Ann Lee", {"Ann Lee"}}, Row{"By Ann Lee and José Ruiz", {"Ann Lee", "José Ruiz"}},
      Row{"Ann Lee, José Ruiz & Wu Li", {"Ann Lee", "José Ruiz", "Wu Li"}}, Row{"Smith, Ann", {"Ann Smith"}},
      Row{"By Chaitanya Rao, Reuters", {"Chaitanya Rao"}},
      Row{"Zoé Brun et Luc Petit", {"Zoé Brun", "Luc Petit"}}, Row{"Ann Lee, Staff Writer", {"Ann Lee"}},
      Row{"GRZEGORZ NOWAK", {"Grzegorz Nowak"}}, Row{"AFP", {"AFP"}}, Row{"", {}},
      Row{"王小明、李四", {"王小明", "李四"}}, Row{"José Ortega y Gasset", {"José Ortega y Gasset"}},
      Row{"Иван Котов и Анна Белая", {"Иван Котов", "Анна Белая"}}, Row{"Ann Lee, Ann Lee", {"Ann Lee"}});
  CAPTURE(row.text);
  CHECK(split_names(row.text) == row.names);
}

TEST_CASE("a line of tags is split, each once", "[names]") {
  CHECK(split_tags("a, b c ,a;d|e") == std::vector<std::string>{"a", "b c", "d", "e"});
  CHECK(split_tags("#port #fish") == std::vector<std::string>{"port", "fish"});
  CHECK(split_tags("政治、经济，文化") == std::vector<std::string>{"政治", "经济", "文化"});
  CHECK(split_tags(" , ").empty());
}

TEST_CASE("a list of tags without end is cut", "[names]") {
  std::string tags;
  for (int i = 0; i < 50'000; ++i) tags += "t" + std::to_string(i) + ",";
  CHECK(split_tags(tags).size() == 200);
}

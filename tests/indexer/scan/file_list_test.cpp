#include "indexer/scan/file_list.hpp"

#include "tests/support/seed.hpp"

#include <map>
#include <random>
#include <string>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("the order of a walk goes name by name", "[file_list]") {
  CHECK(is_path_before("/a", "/a/x"));
  CHECK(is_path_before("/a/x", "/a-b"));
  CHECK(is_path_before("/a", "/a-b"));
  CHECK(is_path_before("/a/b", "/a/\xFF"));
  CHECK_FALSE(is_path_before("/a", "/a"));
}

TEST_CASE("a list gives each path once, as it was first added, whatever order they come in",
          "[file_list][property]") {
  std::mt19937 random(tests::seed());
  for (int round = 0; round < 200; ++round) {
    FileList list;
    std::map<std::string, std::uint64_t> model;
    std::uint64_t number = 0;
    for (std::size_t blocks = random() % 8; blocks > 0; --blocks) {
      const std::string directory =
          std::string("/r/") + static_cast<char>('a' + random() % 3) + (random() % 2 == 0 ? "" : "/x");
      list.begin_directory(directory, "/r");
      for (std::size_t files = random() % 5; files > 0; --files) {
        const std::string name(1, static_cast<char>('a' + random() % 6));
        list.add(name, ++number, 0);
        model.emplace(directory + "/" + name, number);
      }
    }
    list.sort();
    std::map<std::string, std::uint64_t> found;
    std::string before;
    list.for_each([&](const ListedFile& file) {
      CHECK(found.emplace(file.path, file.size).second);
      CHECK(file.root == "/r");
      const std::string directory(file.path.substr(0, file.path.rfind('/')));
      CHECK_FALSE(is_path_before(directory, before));
      before = directory;
    });
    CHECK(found == model);
    CHECK(list.size() == model.size());
  }
}

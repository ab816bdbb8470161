#include "indexer/scan/walk.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

constexpr const char* git = "/usr/bin/git";

std::string pick(tests::RandomText& random, const std::vector<std::string>& choices) {
  return choices[random.below(choices.size())];
}

std::string random_name(tests::RandomText& random) {
  std::string name;
  for (std::size_t i = 1 + random.below(3); i > 0; --i)
    name += pick(random, {"a", "b", "c", "-", "x.y", " ", "#", "!"});
  return name;
}

std::string random_pattern(tests::RandomText& random) {
  std::string pattern = pick(random, {"", "", "", "", "!", "/", "#", "\\", "!/", "**/", " "});
  for (std::size_t i = 1 + random.below(5); i > 0; --i) {
    pattern += pick(random, {"a",    "b", "c", "-",   "x.y", " ",    "#",    "*",     "*",
                             "?",    "/", "/", "**",  "\\",  "[ab]", "[!a]", "[a-c]", "[[:alpha:]-]",
                             "[]a]", "[", "]", "/**", "**/", "/**/"});
  }
  return pattern + pick(random, {"", "", "", "/", " ", "\\ ", "*"});
}

// git compares what stands before the first wildcard as bytes, then takes "a**/b" for "a" and "**/b"; by its
// own documents the two asterisks there are one.
bool is_read_oddly_by_git(const std::string& pattern) {
  const auto stars = pattern.find("**/");
  return stars != std::string::npos && stars > 0 && pattern[stars - 1] != '/';
}

std::string random_ignore_file(tests::RandomText& random) {
  std::string contents;
  for (std::size_t i = 1 + random.below(4); i > 0; --i) {
    const std::string pattern = random_pattern(random);
    if (!is_read_oddly_by_git(pattern)) contents += pattern + pick(random, {"\n", "\n", "\r\n"});
  }
  return contents;
}

/// The files below the directory that git does not ignore. Its own files are hidden ones.
std::set<std::string> model(const fs::path& root) {
  const auto listed = tests::run_program(
      git, {"ls-files", "--others", "--exclude-per-directory=.datelineignore", "-z"}, root);
  REQUIRE(listed.status == 0);
  std::set<std::string> files;
  for (std::size_t at = 0; at < listed.out.size();) {
    const std::size_t end = listed.out.find('\0', at);
    const std::string file = listed.out.substr(at, end - at);
    if (file.find("/.") == std::string::npos && file.front() != '.') files.insert(file);
    at = end + 1;
  }
  return files;
}

}  // namespace

TEST_CASE("a walk leaves out what git leaves out, whatever trees and patterns there are",
          "[walk][property]") {
  if (!fs::exists(git)) {
    WARN("left out: no git");
    return;
  }
  tests::RandomText random(tests::seed());
  for (int round = 0; round < 60; ++round) {
    const tests::TempDir directory;
    const auto root = fs::canonical(directory.path());
    std::vector<std::string> folders{""};
    std::string patterns;
    for (int i = 0; i < 25; ++i) {
      const std::string path = folders[random.below(folders.size())] + random_name(random);
      if (fs::exists(root / path)) continue;
      if (random.below(3) == 0 && std::ranges::count(path, '/') < 4) {
        fs::create_directory(root / path);
        folders.push_back(path + "/");
      } else {
        directory.write(path, "1");
      }
    }
    for (int i = 0; i < 3; ++i) {
      const std::string path = folders[random.below(folders.size())] + ".datelineignore";
      const std::string contents = random_ignore_file(random);
      directory.write(path, contents);
      patterns += path + ":\n" + contents;
    }
    REQUIRE(tests::run_program(git, {"init", "-q"}, root).status == 0);
    std::set<std::string> found;
    walk_paths({.named = {root}}).files.for_each([&](const ListedFile& file) {
      found.insert(std::string(file.path.substr(root.native().size() + 1)));
    });
    CAPTURE(round, patterns);
    CHECK(found == model(root));
  }
}

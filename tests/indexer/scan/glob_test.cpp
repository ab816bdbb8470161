#include "indexer/scan/glob.hpp"

#include <chrono>
#include <string>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("patterns match what gitignore(5) says", "[glob]") {
  struct Row {
    const char* pattern;
    const char* path;  // a slash at the end: a directory
    bool is_match;
  };
  const auto row = GENERATE(values<Row>({
      // a name at any depth
      {"foo", "foo", true},
      {"foo", "a/b/foo", true},
      {"foo", "foo/", true},
      {"foo", "food", false},
      {"foo", "foo/bar", false},  // below it: the walk does not come there
      {"*.html", "a/b.html", true},
      {"*.html", ".html", true},
      {"*.html", "b.html.gz", false},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"**", "a/b", true},
      {"foo**bar", "foo-bar", true},
      {"foo**bar", "x/foobar", true},
      // directories only
      {"foo/", "foo/", true},
      {"foo/", "a/foo/", true},
      {"foo/", "foo", false},
      {"doc/frotz/", "doc/frotz/", true},
      {"doc/frotz/", "a/doc/frotz/", false},
      // anchored
      {"/foo", "foo", true},
      {"/foo", "a/foo", false},
      {"/*.c", "cat-file.c", true},
      {"/*.c", "mozilla-sha1/sha1.c", false},
      {"foo/*", "foo/test.json", true},
      {"foo/*", "foo/bar/", true},
      {"foo/*", "foo/bar/hello.c", false},
      {"a/b", "a/b", true},
      {"a/b", "x/a/b", false},
      {"a*/b", "abc/b", true},
      {"a*/b", "a/x/b", false},
      {"a?b/c", "a/b/c", false},
      // **
      {"**/foo", "foo", true},
      {"**/foo", "a/b/foo", true},
      {"**/foo/bar", "x/foo/bar", true},
      {"**/foo/bar", "foo/x/bar", false},
      {"abc/**", "abc/x", true},
      {"abc/**", "abc/x/y", true},
      {"abc/**", "abc/", false},
      {"abc/**", "x/abc/y", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/x/y/c", false},
      {"a/**/b/**/c", "a/b/x/b/y/c", true},
      {"**/*.html", "a/b/c.html", true},
      {"**/**/x", "x", true},
      {"/**", "a/b", true},
      {"a/***/b", "a/x/y/b", true},
      {"a/x**/b", "a/xy/z/b", false},
      // sets
      {"[abc].txt", "b.txt", true},
      {"[a-c].txt", "d.txt", false},
      {"[!a-c].txt", "d.txt", true},
      {"[^a-c].txt", "a.txt", false},
      {"[]x]", "]", true},
      {"[]-a]", "^", true},
      {"[a-]", "-", true},
      {"[\\]]", "]", true},
      {"[[:digit:]][[:alpha:]]", "1a", true},
      {"[[:digit:]-]", "-", true},
      {"[[:nonsense:]]", "n", false},
      {"[[:]", ":", true},
      {"a[!x]b", "a/b", false},
      {"a[x/]b", "axb", true},
      {"[abc", "[abc", false},
      {"[abc", "a", false},
      // escapes, spaces, comments
      {"\\#foo", "#foo", true},
      {"#foo", "#foo", false},
      {"\\!foo", "!foo", true},
      {"\\*", "*", true},
      {"\\*", "x", false},
      {"foo\\", "foo\\", false},
      {"foo  ", "foo", true},
      {"foo\\ ", "foo ", true},
      {"foo\\  ", "foo ", true},
      {"foo\\\\ ", "foo\\", true},
      {" foo", " foo", true},
      {"foo\t", "foo\t", true},
      {"", "", false},
      {"/", "a", false},
      {"a//b", "a/b", false},
      {"foo\\/bar", "foo/bar", true},
      // bytes
      {"caf\xC3\xA9", "caf\xC3\xA9", true},
      {"caf??", "caf\xC3\xA9", true},
      {"\xFF*", "\xFFx", true},
      {"*x*x*", "axbxc", true},
      {"*a*b", "ab-ab-a", false},
  }));
  CAPTURE(row.pattern, row.path);
  std::string path = row.path;
  const bool is_directory = path.ends_with('/');
  if (is_directory) path.pop_back();
  const auto glob = parse_glob(row.pattern);
  CHECK((glob && matches(*glob, path, is_directory)) == row.is_match);
}

TEST_CASE("a pattern with ! is negated, and matches what it would without", "[glob]") {
  const auto glob = parse_glob("!/foo/");
  REQUIRE(glob);
  CHECK(glob->is_negated);
  CHECK(matches(*glob, "foo", true));
  CHECK_FALSE(matches(*glob, "foo", false));
  CHECK_FALSE(parse_glob("foo")->is_negated);
}

TEST_CASE("no pattern takes time out of proportion", "[glob]") {
  std::string stars;
  std::string deep;
  for (int i = 0; i < 200; ++i) {
    stars += "a*";
    deep += "**/a/";
  }
  const auto begun = std::chrono::steady_clock::now();
  CHECK_FALSE(matches(*parse_glob(stars + "b"), std::string(4000, 'a'), false));
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "a/";
  CHECK_FALSE(matches(*parse_glob(deep + "b"), path + "c", false));
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
}

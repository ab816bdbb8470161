#include "indexer/publish/sources.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

TEST_CASE("sources come back as they were written, odd names and all", "[sources]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  CHECK(read_sources(location) == IndexSources{});
  const IndexSources sources{.roots = {"/b 100%", "/a\n", "/\xFF%41", "/"},
                             .include = {"*.html", "x y"},
                             .exclude = {"/drafts/", "!caf\xC3\xA9", "#"},
                             .links = LinkPolicy::all,
                             .bases = {{"/b 100%", "/ "}},
                             .removed = {removed_path_key("/a/b"), removed_id_key("a/b"), {0, 1}},
                             .removed_contents = {{.contents = {1, 2}, .name = removed_id_key("a#2")},
                                                  {.contents = {1, 2}, .name = {3, 4}}},
                             .mounts = {"/mnt/disk 1"}};
  write_sources(location, sources);
  CHECK(read_sources(location) == sources);
}

TEST_CASE("roots are added in their order, each once, and forgotten", "[sources]") {
  IndexSources sources;
  add_roots(sources, {.roots = {"/b", "/a/x"}, .bases = {{"/a/x", "/a"}}});
  add_roots(sources, {.roots = {"/a/x", "/c", "/c"}});
  CHECK(sources.roots == std::vector<fs::path>{"/b", "/a/x", "/c"});
  CHECK(sources.bases == IdBases{{"/a/x", "/a"}});
  forget_roots(sources, {.forgotten = {"/a/x"}});
  CHECK(sources.roots == std::vector<fs::path>{"/b", "/c"});
  CHECK(sources.bases.empty());
}

TEST_CASE("settings stay until a run gives others, and an empty pattern clears them", "[sources]") {
  IndexSources sources;
  change_settings(sources, {.include = {{"*.html"}}, .exclude = {{"a", "b"}}, .links = LinkPolicy::none});
  change_settings(sources, {.exclude = {{"c"}}});
  CHECK(sources.include == std::vector<std::string>{"*.html"});
  CHECK(sources.exclude == std::vector<std::string>{"c"});
  CHECK(sources.links == LinkPolicy::none);
  change_settings(sources, {.include = {{""}}});
  CHECK(sources.include.empty());
}

TEST_CASE("the roots of version 1 are still read", "[sources]") {
  const tests::TempDir directory;
  directory.write("roots", "dateline roots 1\n/a%20b\n/c\n");
  CHECK(read_sources(IndexLocation{directory.path()}).roots == std::vector<fs::path>{"/a b", "/c"});
}

TEST_CASE("sources of another version, damaged or empty are an error", "[sources]") {
  const tests::TempDir directory;
  const auto contents =
      GENERATE(as<std::string>{}, "", "dateline roots 4\nroot /a\n", "/a\n", "dateline roots 2\nroot\n",
               "dateline roots 2\nlinks some\n", "dateline roots 2\nremoved 12\n",
               "dateline roots 2\nremoved 0123456789abcdef0123456789abcdeg\n", "dateline roots 2\nrot /a\n",
               "dateline roots 3\ncontents 0123456789abcdef0123456789abcdef\n");
  directory.write("roots", contents);
  CHECK_THROWS_AS(read_sources(IndexLocation{directory.path()}), Error);
}

TEST_CASE("an article's key is no path's", "[sources]") {
  CHECK(removed_path_key("/a") != removed_id_key("/a"));
  CHECK(removed_path_key("/a") != removed_path_key("/a/"));
}

TEST_CASE("contents that were removed withhold an article whose id is made from its path, and no other",
          "[sources]") {
  const Article removed{.title = "Mill", .summary = "s", .text = "It burned."};
  const IndexSources sources{
      .removed_contents = {{.contents = removed_contents_key(removed), .name = removed_id_key("x.jsonl#2")}}};
  struct Row {
    std::string id;
    std::string text;
    bool is_withheld;
  };
  const auto row = GENERATE(values<Row>({{"x.jsonl#2", "It burned.", true},
                                         {"x.jsonl#3", "It burned.", true},
                                         {"x.jsonl", "It burned.", true},
                                         {"x.jsonl#2", "It stands.", false},
                                         {"x.jsonl#", "It burned.", false},
                                         {"x.jsonl#a", "It burned.", false},
                                         {"y.jsonl#2", "It burned.", false},
                                         {"mill", "It burned.", false}}));
  CAPTURE(row.id, row.text);
  Article article = removed;
  article.id = row.id;
  article.text = row.text;
  CHECK(is_withheld(sources, article, "x.jsonl") == row.is_withheld);
}

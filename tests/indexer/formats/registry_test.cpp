#include "indexer/formats/registry.hpp"

#include "common/error.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

std::string format_of(const std::string& path, std::string bytes) {
  ByteStream stream(std::move(bytes));
  SourceFile file{.path = path, .bytes = stream};
  try {
    return std::string(find_format(file).name);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_input);
    return error.what();
  }
}

}  // namespace

TEST_CASE("every format has a name, a MIME type and a reader of its own", "[registry]") {
  std::set<std::string_view> names;
  std::set<std::string_view> extensions;
  for (const FormatRow& row : format_table()) {
    CHECK(names.insert(row.name).second);
    CHECK(row.mime.find('/') != std::string_view::npos);
    CHECK(row.read != nullptr);
    for (const std::string_view extension : row.extensions) CHECK(extensions.insert(extension).second);
  }
}

TEST_CASE("contents decide where they are unmistakable, the name elsewhere", "[registry]") {
  struct Row {
    const char* path;
    const char* bytes;
    const char* format;
  };
  const auto row = GENERATE(
      Row{"a.txt", "Some words", "text"}, Row{"a.TXT", "Some words", "text"},
      Row{"a.txt", "---\ntitle: a\n---\nText", "markdown"},
      Row{"a.txt", "+++\ntitle = 'a'\n+++\nText", "markdown"}, Row{"a.txt", "---\nA line\n---\n", "text"},
      Row{"a.md", "Some words", "markdown"}, Row{"a.txt", "<!DOCTYPE html><html><body>x", "html"},
      Row{"a/README", "Some plain words here.", "text"}, Row{"a.json", "{\"title\": 1}", "json"},
      Row{"a.json", "[{\"title\": 1}]", "json"}, Row{"a.jsonl", "{\"a\":1}\n{\"a\":2}\n", "jsonl"},
      Row{"a.ndjson", "{\"a\":1}\n{\"a\":2}\n", "jsonl"}, Row{"a.jsonl", "{\"a\":1}\n", "jsonl"},
      Row{"a.jsonl", "{\n\"a\":1}\n", "json"}, Row{"a.dat", "{\"a\":1}\n{\"a\":2}\n", "jsonl"},
      Row{"a.sgm", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"NO\">", "reuters"},
      Row{"a.txt", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"NO\">", "reuters"},
      Row{"a.txt", "\xFF\xFEH\0i\0 \0y\0o\0u\0", "text"});
  CAPTURE(row.path);
  CHECK(format_of(row.path, row.bytes) == row.format);
}

TEST_CASE("what is no article is rejected with the true reason", "[registry]") {
  struct Row {
    const char* path;
    std::string bytes;
    const char* reason;
  };
  const auto row = GENERATE(
      Row{"a.txt", "", "empty"}, Row{"a.txt", " \n\t ", "empty"}, Row{"a.txt", "%PDF-1.4 xx", "binary (PDF)"},
      Row{"a.txt", std::string("\x00\x01\x02", 3), "binary (control characters)"},
      Row{"a.txt", "PK\x03\x04xx", "binary (zip archive)"},
      Row{"a.xml", "<?xml version=\"1.0\"?>\n<!-- c -->\n<article x=\"1\">",
          "XML of no known kind (root element article)"},
      Row{"a.xml", "<?xml version=\"1.0\"?><!-- <img src> --><!DOCTYPE a [<!ELEMENT b (c)>]><a>",
          "XML of no known kind (root element a)"},
      Row{"a.xml", "<!-- <img> -->\n<!DOCTYPE feed SYSTEM \"f.dtd\">\n<?x <y> ?>\n<feed>",
          "XML of no known kind (root element feed)"},
      Row{"a.json", "[ [[", "json"}, Row{"a.xyz", "Some words here", "no known format (.xyz)"},
      Row{"Makefile", "a:\n\tcc -o $@ $< $(X)\n", "no known format"},
      Row{"a.csv", "a,b\n1,2\n", "no article format (.csv)"},
      Row{"a.yaml", "a: 1\n", "no article format (.yaml)"},
      Row{"a.json", "7", "no json in it, though its name ends in .json"},
      Row{"a.sgm", "<DOC>", "no reuters in it, though its name ends in .sgm"});
  CAPTURE(row.path);
  CHECK(format_of(row.path, row.bytes) == row.reason);
}

TEST_CASE("finding the format takes nothing from the stream", "[registry]") {
  ByteStream stream("Some words");
  SourceFile file{.path = "a.txt", .bytes = stream};
  find_format(file);
  CHECK(stream.read_all(100) == "Some words");
}

TEST_CASE("a line that is no record does not make another format of a .jsonl file", "[registry]") {
  const auto stray = GENERATE(as<std::string>{}, "null", "bad", "[", "\"text\"");
  const auto is_first = GENERATE(true, false);
  CAPTURE(stray, is_first);
  const std::string record = R"({"title": "T", "text": "B"})"
                             "\n";
  CHECK(format_of("x.jsonl", is_first ? stray + "\n" + record
                                      : record + stray + "\n{\"id\": \"cut\n" + record) == "jsonl");
}

// See read_articles.hpp.
#include "tests/support/read_articles.hpp"

#include "common/error.hpp"
#include "indexer/formats/charset.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

namespace dateline::tests {

namespace {

void check_clean_text(std::string_view text) {
  REQUIRE(decode_text(text, "utf-8").invalid_bytes == 0);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\t') FAIL("a control character in the article");
  }
}

}  // namespace

ReadResult read_articles(Reader reader, std::string bytes, std::string path, std::size_t max_article_bytes) {
  ReadResult result;
  ByteStream stream(std::move(bytes));
  SourceFile file{
      .path = std::move(path), .bytes = stream, .max_article_bytes = max_article_bytes, .today = test_today};
  const ArticleSink sink{
      .article =
          [&](Article&& article, std::size_t record) {
            result.articles.push_back(std::move(article));
            result.records.push_back(record);
          },
      .reject = [&](const std::string& where,
                    const std::string& reason) { result.rejections.push_back(where + ": " + reason); }};
  reader(file, sink);
  return result;
}

void check_clean(const Article& article) {
  for (const std::string* text : {&article.id, &article.title, &article.summary, &article.source,
                                  &article.url, &article.lang, &article.text, &article.captions})
    check_clean_text(*text);
  for (const std::string& author : article.authors) check_clean_text(author);
  for (const std::string& tag : article.tags) check_clean_text(tag);
}

void read_truncated(Reader reader, std::string_view bytes, const std::string& path) {
  const std::size_t step = std::max<std::size_t>(bytes.size() / 300, 1);
  for (std::size_t size = 0; size <= bytes.size(); size += step) {
    CAPTURE(size);
    try {
      const ReadResult result = read_articles(reader, std::string(bytes.substr(0, size)), path);
      for (const Article& article : result.articles) check_clean(article);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_input);
    }
  }
}

}  // namespace dateline::tests

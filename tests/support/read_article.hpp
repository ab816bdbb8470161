// Reads one article out of bytes with a format's reader, as the tests of every format do.
#pragma once

#include "indexer/formats/source_file.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace dateline::tests {

struct ReadArticles {
  std::vector<Article> articles;
  std::vector<std::string> rejections;  // "where: reason"
};

/// Today is 1 June 2024. Throws what the reader throws.
inline ReadArticles read_articles(void (*read)(SourceFile&, const ArticleSink&), std::string bytes,
                                  std::string path = "file") {
  using namespace std::chrono_literals;
  ByteStream stream(std::move(bytes));
  SourceFile file{.path = std::move(path), .bytes = stream, .today = std::chrono::sys_days(2024y / 6 / 1)};
  ReadArticles result;
  read(file,
       {.article = [&](Article&& article, std::size_t) { result.articles.push_back(std::move(article)); },
        .reject = [&](const std::string& where,
                      const std::string& reason) { result.rejections.push_back(where + ": " + reason); }});
  return result;
}

/// The only article of `bytes`.
inline Article read_one(void (*read)(SourceFile&, const ArticleSink&), std::string bytes,
                        std::string path = "file") {
  auto result = read_articles(read, std::move(bytes), std::move(path));
  return result.articles.empty() ? Article{} : std::move(result.articles.front());
}

}  // namespace dateline::tests

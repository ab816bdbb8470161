// Runs a format's reader over bytes at hand and gathers what it hands on.
#pragma once

#include "common/article.hpp"
#include "indexer/formats/source_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::tests {

struct ReadResult {
  std::vector<Article> articles;
  std::vector<std::size_t> records;
  std::vector<std::string> rejections;  // "line 2: not valid JSON …"
};

/// Dates are read as on 15 June 2024.
inline constexpr std::chrono::sys_days test_today{std::chrono::year{2024} / 6 / 15};

using Reader = void (*)(SourceFile& file, const ArticleSink& sink);

/// Throws what the reader throws.
ReadResult read_articles(Reader reader, std::string bytes, std::string path,
                         std::size_t max_article_bytes = std::size_t{64} << 20);

/// Reads every opening of `bytes` (at most about 300, evenly spread): whatever comes of it but an article, a
/// rejection or Error(bad_input) fails the test, as does text that is not UTF-8.
void read_truncated(Reader reader, std::string_view bytes, const std::string& path);

/// Fails the test when a member of the article is not valid UTF-8 or holds a control character.
void check_clean(const Article& article);

}  // namespace dateline::tests

// What every reader's fuzz target checks: articles of valid UTF-8, rejections, or Error(bad_input); nothing
// else.
#pragma once

#include "common/error.hpp"
#include "common/text/utf8.hpp"
#include "indexer/formats/source_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace dateline::fuzz {

inline void check_text(const std::string& text) {
  if (!is_valid_utf8(text)) std::abort();
}

inline void read_bytes(void (*reader)(SourceFile&, const ArticleSink&), const std::uint8_t* data,
                       std::size_t size, const char* path) {
  ByteStream bytes(std::string(reinterpret_cast<const char*>(data), size));
  SourceFile file{.path = path, .bytes = bytes, .max_article_bytes = std::size_t{1} << 20};
  const ArticleSink sink{.article =
                             [](Article&& article, std::size_t) {
                               check_text(article.title);
                               check_text(article.summary);
                               check_text(article.text);
                               check_text(article.source);
                               for (const std::string& author : article.authors) check_text(author);
                               for (const std::string& tag : article.tags) check_text(tag);
                             },
                         .reject = [](const std::string&, const std::string&) {}};
  try {
    reader(file, sink);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input) std::abort();
  }
}

}  // namespace dateline::fuzz

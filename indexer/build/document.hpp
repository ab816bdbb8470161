// An article as a Xapian document: terms, values and the stored article, as the field table says.
#pragma once

#include "common/article.hpp"
#include "common/text/analyse.hpp"

#include <cstdint>
#include <string>

#include <xapian.h>

namespace dateline {

/// Where an article came from and in which run.
struct DocumentOrigin {
  std::string path;            // absolute, bytes as the file system has them
  std::uint64_t revision = 0;  // ingest revision
};

/// The unique term of an article's id.
std::string id_term(const std::string& id);
/// The term that all articles of one source file share.
std::string file_term(const std::string& path);

Xapian::Document make_document(const Article& article, const DocumentOrigin& origin, Analyser& analyser);

}  // namespace dateline

// An article as a Xapian document: terms, values and the stored article, as the field table says.
#pragma once

#include "common/article.hpp"
#include "common/text/analyse.hpp"
#include "indexer/build/article_terms.hpp"
#include "indexer/build/bulk/bulk_builder.hpp"

#include <cstdint>
#include <string>

#include <xapian.h>

namespace dateline {

/// Where an article came from and in which run.
struct DocumentOrigin {
  std::string path;            // absolute, bytes as the file system has them
  std::uint64_t revision = 0;  // ingest revision
};

Xapian::Document make_document(const Article& article, const DocumentOrigin& origin, Analyser& analyser);
/// The same of an article on its way into a new database.
Xapian::Document make_document(const BulkArticle& article, Analyser& analyser);

}  // namespace dateline

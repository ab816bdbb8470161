// See date.hpp.
#include "indexer/enrich/date.hpp"

#include "indexer/enrich/match_date.hpp"

namespace dateline {

void complete_date(Article& article, std::string_view path, const DateReading& reading) {
  if (article.modified && !is_acceptable(*article.modified, reading)) article.modified.reset();
  if (article.published && !is_acceptable(*article.published, reading)) article.published.reset();
  if (!article.published) article.published_from = DateEvidence::none;
  if (article.published) return;
  const auto by_address = date_of_address(article.url, reading);
  const auto by_name = date_of_path(path, reading);
  const bool name_is_better =
      by_name && (!by_address || by_name->date.precision() > by_address->date.precision());
  if (name_is_better) {
    article.published = by_name;
    article.published_from = DateEvidence::file_name;
  } else if (by_address) {
    article.published = by_address;
    article.published_from = DateEvidence::address;
  }
}

}  // namespace dateline

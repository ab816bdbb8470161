// When a page's article was published: every kind of evidence on the page has a vote.
#pragma once

#include "common/article.hpp"
#include "indexer/formats/html/headline.hpp"
#include "indexer/formats/html/json_ld.hpp"
#include "indexer/formats/html/page.hpp"
#include "indexer/formats/html/site.hpp"

#include <chrono>
#include <optional>

namespace dateline::html {

struct PageDates {
  std::optional<PrintedTime> published;
  DateEvidence published_from = DateEvidence::none;
  std::optional<PrintedTime> modified;
};

/// `near`: the block of the headline, or the first of the text. Nothing after the day behind `today`.
PageDates find_dates(const Page& page, const JsonLd& json, const Site& site, std::uint32_t near,
                     std::chrono::sys_days today);

}  // namespace dateline::html

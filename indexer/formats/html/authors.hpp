// Who wrote an article: people, or the agency; better none than a wrong one.
#pragma once

#include "indexer/formats/html/json_ld.hpp"
#include "indexer/formats/html/page.hpp"
#include "indexer/formats/html/site.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dateline::html {

/// `near`: the block of the headline, or the first of the text.
std::vector<std::string> find_authors(const Page& page, const JsonLd& json, const Site& site,
                                      std::uint32_t near);

}  // namespace dateline::html

// The article's own headline, without the site's name.
#pragma once

#include "indexer/formats/html/json_ld.hpp"
#include "indexer/formats/html/page.hpp"
#include "indexer/formats/html/site.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace dateline::html {

struct Headline {
  std::string text;                    // empty when the page names none
  std::optional<std::uint32_t> block;  // where it is printed
};

Headline find_headline(const Page& page, const JsonLd& json, const Site& site);

}  // namespace dateline::html

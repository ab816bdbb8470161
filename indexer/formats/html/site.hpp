// What a page says of the site it stands on: name, address, language, tags.
#pragma once

#include "indexer/formats/html/json_ld.hpp"
#include "indexer/formats/html/page.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

struct Site {
  std::string url;                        // canonical address, absolute, http or https; empty when unknown
  std::string host;                       // of it, lower case, without "www."
  std::string lang;                       // BCP 47 as far as the page can be trusted to write it
  std::string name;                       // empty when the page names none
  std::vector<std::string> name_letters;  // of every name it goes by, for comparing
};

Site read_site(const Page& page, const JsonLd& json);

/// Section and tags, each once, as written.
std::vector<std::string> read_tags(const Page& page, const JsonLd& json);

bool is_site_name(const Site& site, std::string_view text);

/// Without the site's name at one end, set off by " | ", " - ", " » " …
std::string without_site_name(const Site& site, std::string_view title);

}  // namespace dateline::html

// JSON-LD scripts of a page, read as sites write them: with comments, CDATA marks, bare line ends in strings,
// trailing commas, entities.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// Plain text, entities decoded; empty where the page says nothing. The first of a kind counts.
struct JsonLd {
  std::string headline;
  std::string body;  // articleBody as written: may hold tags
  std::string description;
  std::string published;            // of an article
  std::string published_elsewhere;  // of a page, a video …
  std::string created;
  std::string modified;
  std::string lang;
  std::string url;
  std::string section;
  std::vector<std::string> authors;  // of an article
  std::vector<std::string> persons;  // any Person on the page
  std::vector<std::string> keywords;
  std::vector<std::string> site_names;  // publisher, WebSite, Organization
};

JsonLd read_json_ld(const std::vector<std::string>& scripts);

}  // namespace dateline::html

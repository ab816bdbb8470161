// libxml2's HTML parser as a stream of balanced events. Nothing is fetched, no tree is built.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace dateline::html {

/// Name and value; views live until the event returns.
using AttributeList = std::vector<std::pair<std::string_view, std::string_view>>;

/// Every `start` is followed by its `end`, also where the page forgot it. Must not throw but bad_alloc.
class ParserEvents {
 public:
  virtual ~ParserEvents() = default;
  virtual void start(std::string_view name, const AttributeList& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void characters(std::string_view text) = 0;
  /// Of script and style.
  virtual void raw_text(std::string_view text) = 0;
};

/// `utf8` must be valid UTF-8. Stops early, as if the page ended there, where a page is built to be slow.
void parse_html(std::string_view utf8, ParserEvents& events);

}  // namespace dateline::html

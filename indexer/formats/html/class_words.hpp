// What the class and id of an element say about it: words that sites of every kind use, matched whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::html {

/// A set of meanings; several may hold at once.
enum ClassMeaning : std::uint32_t {
  class_says_nothing = 0,
  class_furniture = 1U << 0U,    // share bars, related lists, cookie boxes, navigation …
  class_comments = 1U << 1U,     // readers' comments
  class_image = 1U << 2U,        // photographs, galleries, players
  class_body = 1U << 3U,         // the article's own text
  class_date = 1U << 4U,         // a date
  class_updated = 1U << 5U,      // … of a later change
  class_author = 1U << 6U,       // an author or a by-line
  class_title = 1U << 7U,        // the headline
  class_kicker = 1U << 8U,       // the line over the headline
  class_elsewhere = 1U << 9U,    // sidebar, related, footer, comments: dates there are of other articles
  class_published = 1U << 10U,   // hAtom's "published"
  class_standfirst = 1U << 11U,  // the paragraph between headline and text
  class_tag = 1U << 12U,         // the article's tags
  class_consent = 1U << 13U,     // cookie and consent dialogues
};

/// The set for class and id, joined by a space. Not cached: a page repeats few values, its reader keeps them.
std::uint32_t class_meaning(std::string_view class_and_id);

}  // namespace dateline::html

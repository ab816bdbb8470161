// Short blocks that sites put beside and inside an article, told by their words: "Read more", "Share this".
#pragma once

#include <string_view>

namespace dateline::html {

/// The whole of a block (under 450 characters) is such a cue. `link_share`: of its characters, in links.
bool is_cue(std::string_view text, double link_share);

/// A heading or short line behind which nothing of the article follows: "Comments", "Related articles".
bool is_end_cue(std::string_view text);

/// The block speaks of cookies, consent or a newsletter in at least three of the words for them.
bool is_consent(std::string_view text);

/// A last paragraph about the author: "Jane Doe is a reporter for …".
bool is_author_note(std::string_view text);

}  // namespace dateline::html

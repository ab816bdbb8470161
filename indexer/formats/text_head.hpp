// What stands above an article's prose without a label: headline, byline, date, the letterhead of a press
// release. Part of read_text.
#pragma once

#include "common/article.hpp"
#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/text_blocks.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct TextHead {
  std::string title;  // the headline, else the first sentence; empty when there is no text
  std::string summary;
  std::vector<std::string> authors;
  std::string source;  // a masthead's outlet
  std::optional<PrintedTime> published;
  DateEvidence published_from = DateEvidence::none;  // text or dateline
};

/// Takes the head's blocks out and leaves the prose. `known_title` is a labelled headline: then only its
/// repetition is taken.
TextHead take_head(std::vector<TextBlock>& blocks, const DateReading& reading,
                   const std::string& known_title);

}  // namespace dateline

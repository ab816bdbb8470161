// What stands below an article's prose on the page it was copied from: part of read_text.
#pragma once

#include "indexer/formats/text_blocks.hpp"

#include <vector>

namespace dateline {

/// Drops what follows the article on its page: sharing, support, related posts, rights, contacts.
void drop_tail(std::vector<TextBlock>& blocks);

}  // namespace dateline

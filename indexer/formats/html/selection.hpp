// Which blocks of a page are the article: the second half of finding its text. Container, climb, prune, cut.
#pragma once

#include "indexer/formats/html/page.hpp"
#include "indexer/formats/html/prose.hpp"

#include <cstdint>
#include <vector>

namespace dateline::html {

struct Selection {
  std::uint32_t container = 0;        // node
  std::vector<std::uint32_t> blocks;  // in order
};

enum class LinkPruning : std::uint8_t { on, off };

Selection select_article(const Page& page, const Prose& prose, LinkPruning pruning);

}  // namespace dateline::html

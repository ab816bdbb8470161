// How many letters two words differ by.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

/// Letters to insert, delete, change, or swap with their neighbour; `limit` + 1 when there are more than
/// `limit`.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

}  // namespace dateline

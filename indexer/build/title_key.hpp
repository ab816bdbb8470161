// What hits are sorted by title with.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The first 32 bytes of the title's sort key by Unicode's root collation: keys order by bytes as titles by
/// letters. Without NULs at its end.
std::string title_key(std::string_view title);

}  // namespace dateline

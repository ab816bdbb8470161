// Names as a TREC run spells them; the format itself is described in trec.cpp.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// An id without white space: each white-space or control character becomes %XX of its bytes.
std::string trec_id(std::string_view id);

}  // namespace dateline

// Lists of names and tags as one line of text: part of the readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// "By Ann Smith and José Ruiz, Reuters staff" to {"Ann Smith", "José Ruiz"}: split at commas, "and", "&",
/// "/" and their like in other languages; a role ("Staff Writer") is left out. A name written surname first
/// ("Smith, Ann") stays one when it is the only one. ALL CAPITALS become Title Case.
std::vector<std::string> split_names(std::string_view text);

/// Split at commas, semicolons, bars and CJK commas; each once, trimmed, without "#".
std::vector<std::string> split_tags(std::string_view text);

}  // namespace dateline

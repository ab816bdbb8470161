// Language names as files write them ("de_DE", "EN", "zh_cn") in the form that BCP 47 asks for.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// "de-DE", "en", "zh-CN", "zh-Hans"; empty when `text` does not begin as such a tag.
std::string language_tag(std::string_view text);

}  // namespace dateline

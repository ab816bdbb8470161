// Whether a text holds another: what most tests of outputs ask.
#pragma once

#include <string>

namespace dateline::tests {

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace dateline::tests

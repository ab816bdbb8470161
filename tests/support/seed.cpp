// See seed.hpp.
#include "tests/support/seed.hpp"

#include <cstdlib>
#include <random>

#include <catch2/catch.hpp>

namespace dateline::tests {

unsigned seed() {
  const char* given = std::getenv("DATELINE_SEED");
  const unsigned chosen =
      given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  UNSCOPED_INFO("DATELINE_SEED=" << chosen);
  return chosen;
}

}  // namespace dateline::tests

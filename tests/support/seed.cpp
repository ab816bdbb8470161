// See seed.hpp.
#include "tests/support/seed.hpp"

#include <cstdlib>
#include <random>

namespace dateline::tests {

namespace {

std::optional<unsigned>& drawn() {
  static std::optional<unsigned> last;
  return last;
}

}  // namespace

unsigned seed() {
  const char* given = std::getenv("DATELINE_SEED");
  drawn() =
      given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  return *drawn();
}

std::optional<unsigned> last_seed() {
  return drawn();
}

void forget_seed() {
  drawn().reset();
}

}  // namespace dateline::tests

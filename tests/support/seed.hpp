// The seed of property tests: DATELINE_SEED replays one; without it each draws its own, which a failure
// prints.
#pragma once

#include <optional>

namespace dateline::tests {

unsigned seed();

/// The one that was drawn last; none since `forget_seed`.
std::optional<unsigned> last_seed();
void forget_seed();

}  // namespace dateline::tests

// The seed of property tests: DATELINE_SEED replays one; without it each run draws its own and prints it on
// failure.
#pragma once

namespace dateline::tests {

/// Prints "seed N" through Catch's UNSCOPED_INFO, so that a failure shows it.
unsigned seed();

}  // namespace dateline::tests

// The commands that the fault tests stop, each with an archive small enough that every point can be tried.
#pragma once

#include "tests/support/fault_stage.hpp"

#include <string>
#include <vector>

namespace dateline::tests {

/// First build, small and large update, rebuild.
std::vector<Scenario> update_scenarios();
/// remove by path, id and query, purge, undo.
std::vector<Scenario> removal_scenarios();
/// compact, backup, restore.
std::vector<Scenario> copy_scenarios();

/// The same for an archive that takes about a second to read: for kills by time.
Scenario long_update();

}  // namespace dateline::tests

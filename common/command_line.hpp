// What both programs do with CLI11: our wording of its errors, our exit statuses.
#pragma once

#include "common/run_main.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace dateline {

/// Parses. A status when the run is over already (help or version was asked for and printed to standard
/// output). Throws Error(usage) "--sort newset: …" with the nearest spelling, where there is one, as remedy.
std::optional<ExitStatus> parse_command_line(CLI::App& app, int argc, char** argv);

/// The candidate nearest to `word` within two edits (one for words of up to four letters); empty when none
/// is.
std::string nearest_word(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace dateline

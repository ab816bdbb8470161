#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <sstream>
#include <string>

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

fs::path units() {
  return fs::path(DATELINE_SOURCE_DIR) / "packaging" / "systemd";
}

const std::string starts = "ExecStart=dateline-index ";

// Of the comments, too: they show people what to write.
std::vector<std::string> arguments_of(std::string line) {
  std::vector<std::string> arguments;
  std::istringstream words(line.erase(0, line.find(starts) + starts.size()));
  for (std::string word; words >> word;) arguments.push_back(word);
  return arguments;
}

}  // namespace

TEST_CASE("every command in the systemd units is one that dateline-index takes", "[cli]") {
  const auto unit = GENERATE(as<std::string>{}, "dateline-watch.service", "dateline-index.service");
  const tests::TempDir directory;
  std::istringstream lines(tests::read_file(units() / unit));
  std::size_t commands = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(starts) == std::string::npos) continue;
    CAPTURE(line);
    auto arguments = arguments_of(line);
    arguments.push_back("--help");
    CHECK(tests::run_index(arguments, directory.path()).status == 0);
    ++commands;
  }
  CHECK(commands > 0);
}

TEST_CASE("systemd finds nothing wrong with the units", "[cli]") {
  const std::string analyser = "/usr/bin/systemd-analyze";
  if (access(analyser.c_str(), X_OK) != 0) {
    WARN("left out: there is no " + analyser);
    return;
  }
  const tests::TempDir directory;
  std::vector<std::string> arguments{"XDG_RUNTIME_DIR=" + directory.path().string(), analyser, "verify",
                                     "--user", "--man=no"};
  for (const auto* name : {"dateline-watch.service", "dateline-index.service", "dateline-index.timer"}) {
    std::string unit = tests::read_file(units() / name);
    // Installed it is found in the usual places; here it is where it was built.
    if (const auto at = unit.find("\n" + starts); at != std::string::npos)
      unit.replace(at, starts.size() + 1, "\nExecStart=" + std::string(DATELINE_INDEX_PROGRAM) + " ");
    arguments.push_back(directory.write(name, unit).string());
  }
  const auto run = tests::run_program("/usr/bin/env", arguments, directory.path());
  CHECK(run.status == 0);
  CHECK(run.err.empty());
}

// See command_line.hpp.
#include "common/command_line.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <iostream>
#include <numeric>

#include <CLI/CLI.hpp>

namespace dateline {

namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  const auto collect = [&names](const CLI::App& of) {
    for (const auto* option : of.get_options()) {
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
  };
  collect(app);
  for (const auto* command : app.get_subcommands()) collect(*command);
  return names;
}

[[noreturn]] void throw_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::string remedy = "See: " + app.get_name() + " --help";
  const auto names = option_names(app);
  for (int i = 1; i < argc; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    const bool is_unknown =
        word.starts_with("--") && word != "--" && std::ranges::find(names, word) == names.end();
    const std::string nearest = is_unknown ? nearest_word(word, names) : "";
    if (is_unknown)
      throw Error(ErrorKind::usage, "unknown option " + word,
                  nearest.empty() ? remedy : "did you mean " + nearest + "?");
  }
  throw Error(ErrorKind::usage, error.what(), remedy);
}

}  // namespace

std::string nearest_word(const std::string& word, const std::vector<std::string>& candidates) {
  const std::size_t limit = word.size() <= 4 ? 1 : 2;
  std::string nearest;
  std::size_t least = limit + 1;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::optional<ExitStatus> parse_command_line(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    return ExitStatus::done;
  } catch (const CLI::ParseError& error) {
    throw_usage(app, error, argc, argv);
  }
}

}  // namespace dateline

// $XDG_STATE_HOME/dateline/hits-TTY: the index directory on the first line, then "number id" a line; see
// last_hits.hpp.
#include "searcher/results/last_hits.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace dateline {

namespace {

std::string terminal_name() {
  for (const int fd : {STDERR_FILENO, STDOUT_FILENO, STDIN_FILENO}) {
    const char* name = isatty(fd) != 0 ? ttyname(fd) : nullptr;
    if (name != nullptr) return name;
  }
  return {};
}

std::optional<std::filesystem::path> state_file() {
  std::string terminal = terminal_name();
  if (terminal.empty()) return std::nullopt;
  std::ranges::replace(terminal, '/', '-');
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (state != nullptr && *state != '\0')
    return std::filesystem::path(state) / "dateline" / ("hits" + terminal);
  if (home == nullptr || *home == '\0') return std::nullopt;
  return std::filesystem::path(home) / ".local" / "state" / "dateline" / ("hits" + terminal);
}

std::string absolute(const std::string& directory) {
  std::error_code error;
  const auto path = std::filesystem::canonical(directory, error);
  return error ? directory : path.string();
}

}  // namespace

void remember_hits(const std::string& index_directory, const SearchResponse& response) {
  const auto file = state_file();
  if (!file) return;
  std::error_code ignored;
  std::filesystem::create_directories(file->parent_path(), ignored);
  std::ofstream lines(*file, std::ios::trunc);
  lines << absolute(index_directory) << '\n';
  for (const auto& hit : response.hits) lines << hit.rank << ' ' << hit.article.id << '\n';
}

std::optional<std::string> recall_hit(const std::string& index_directory, const std::string& number) {
  const bool is_number = !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
  const auto file = is_number ? state_file() : std::nullopt;
  if (!file) return std::nullopt;
  std::ifstream lines(*file);
  std::string line;
  if (!std::getline(lines, line) || line != absolute(index_directory)) return std::nullopt;
  while (std::getline(lines, line)) {
    if (line.starts_with(number + " ")) return line.substr(number.size() + 1);
  }
  return std::nullopt;
}

}  // namespace dateline

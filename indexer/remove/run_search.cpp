// A child process, without a shell; see run_search.hpp. Ids come as JSON lines, in which any id survives, a
// page after another: the searcher gives no more at once, and under the writer lock its pages fit together.
#include "indexer/remove/run_search.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr const char* program_name = "dateline-search";
constexpr std::size_t page_articles = 100'000;    // the searcher's most
constexpr const char* timeout_seconds = "86400";  // a query that is cut short would leave articles there

std::string find_program() {
  std::error_code error;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {  // beside it where they are installed, beside its directory where they are built
    const auto directory = own.parent_path();
    for (const auto& place : {directory / program_name, directory.parent_path() / "searcher" / program_name})
      if (access(place.c_str(), X_OK) == 0) return place.string();
  }
  const char* const path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/local/bin:/usr/bin" : path;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(':'), rest.size());
    const auto candidate = std::filesystem::path(rest.substr(0, end)) / program_name;
    if (end > 0 && access(candidate.c_str(), X_OK) == 0) return candidate.string();
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  throw Error(ErrorKind::not_found, "the query cannot be asked: there is no program dateline-search",
              "install it beside dateline-index, or name paths or ids instead");
}

[[noreturn]] void throw_system(const std::string& doing, int code) {
  throw Error(ErrorKind::io, doing + ": " + std::generic_category().message(code));
}

/// A child whose standard output is read.
class Child {
 public:
  explicit Child(std::vector<std::string> arguments) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw_system("making a pipe", errno);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    std::vector<char*> raw;
    raw.reserve(arguments.size() + 1);
    for (auto& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    const int failure = posix_spawn(&child_, raw.front(), &actions, nullptr, raw.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    output_ = ends[0];
    if (failure == 0) return;
    close(output_);
    throw_system("running " + arguments.front(), failure);
  }
  ~Child() { static_cast<void>(end()); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// All of its output. Throws Error(interrupted), and ends the child, when the run is asked to stop.
  [[nodiscard]] std::string read_all() const {
    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
      wait_for_output();
      const ssize_t size = read(output_, buffer.data(), buffer.size());
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) throw_system(std::string("reading from ") + program_name, errno);
      if (size == 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(size));
    }
  }

  /// Its exit status; 128 + signal when it was killed.
  int end() {
    if (output_ < 0) return status_;
    close(output_);
    output_ = -1;
    int state = 0;
    while (waitpid(child_, &state, 0) < 0 && errno == EINTR) {
    }
    status_ = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    return status_;
  }

 private:
  // Wakes from time to time: a signal that comes just before a wait ends no wait.
  void wait_for_output() const {
    constexpr int wake_milliseconds = 200;
    pollfd output{.fd = output_, .events = POLLIN, .revents = 0};
    while (poll(&output, 1, wake_milliseconds) <= 0) {
      if (!is_interrupted()) continue;
      kill(child_, SIGKILL);  // it only reads, and may be at it for long
      stop_if_interrupted("nothing was removed");
    }
  }

  pid_t child_ = -1;
  int output_ = -1;
  int status_ = -1;
};

// How many lines there were.
std::size_t append_ids(std::string_view lines, std::vector<std::string>& ids) {
  std::size_t count = 0;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto json = nlohmann::json::parse(lines.substr(0, end), nullptr, false);
    if (!json.is_object() || !json.contains("id") || !json["id"].is_string()) {
      throw Error(ErrorKind::internal, "dateline-search printed something else than articles",
                  "use the two programs of one release");
    }
    ids.push_back(json["id"].get<std::string>());
    ++count;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return count;
}

}  // namespace

std::vector<std::string> search_ids(const std::filesystem::path& index_directory,
                                    const std::vector<std::string>& words) {
  const std::string program = find_program();
  std::vector<std::string> ids;
  while (true) {
    std::vector<std::string> arguments{program,     "query",
                                       "--db",      index_directory.string(),
                                       "--strict",  "--format",
                                       "jsonl",     "--no-snippets",
                                       "--sort",    "newest",
                                       "--timeout", timeout_seconds,
                                       "--limit",   std::to_string(page_articles),
                                       "--offset",  std::to_string(ids.size()),
                                       "--"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    Child child(std::move(arguments));
    const std::string lines = child.read_all();
    const int status = child.end();
    if (status == 1) return ids;
    if (status != 0)
      throw Error(ErrorKind::usage, "nothing was removed: dateline-search ended with status " +
                                        std::to_string(status) + ", see above");
    if (append_ids(lines, ids) < page_articles) return ids;
  }
}

}  // namespace dateline

// See check_index.hpp.
#include "indexer/check_index.hpp"

#include "common/error.hpp"
#include "common/index/location.hpp"
#include "common/json_text.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "indexer/check/find_damage.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/publish/writer_lock.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

constexpr int attempts_without_lock = 3;
constexpr std::size_t max_generations = 3;
constexpr std::size_t max_shown_of_a_kind = 20;

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Changes with every commit and with every new generation.
std::string state_of(const IndexLocation& location) {
  const std::string stub = contents_of(location.stub());
  const auto generations = list_generations(location);
  std::string state = stub;
  for (const auto number : generations)
    state += std::to_string(number) + "\n" + contents_of(location.generation(number) / "iamglass");
  return state;
}

void refuse_missing(const IndexLocation& location) {
  std::error_code error;
  const bool is_index =
      std::filesystem::is_directory(location.directory, error) &&
      (std::filesystem::exists(location.stub(), error) || !list_generations(location).empty());
  if (is_index) return;
  throw Error(ErrorKind::not_found, "no index at " + location.directory.string(),
              "Make one:  dateline-index --db " + location.directory.string() + " PATH…");
}

// The generation that the stub names; none when it names none, which is damage.
std::optional<std::uint64_t> check_stub(const IndexLocation& location, CheckReport& report) {
  try {
    const auto current = current_generation(location);
    const bool has_stub = !read_stub(location).empty();
    if (!current)
      report.damages.push_back({.part = "XAPIANDB", .what = has_stub ? "is cut" : "is missing or empty"});
    if (!current) return std::nullopt;
    std::error_code error;
    if (std::filesystem::is_directory(location.generation(*current), error)) return current;
    report.damages.push_back(
        {.part = location.generation(*current).filename().string(), .what = "is missing"});
  } catch (const Error& error) {
    report.damages.push_back({.part = "XAPIANDB", .what = error.what()});
  }
  return std::nullopt;
}

void check_roots(const IndexLocation& location, bool has_roots, CheckReport& report) {
  try {
    std::error_code error;  // a backup's generation has its roots in it
    const bool are_inside = std::filesystem::exists(location.generation(report.generation) / "roots", error);
    if (read_sources(location).roots.empty() && has_roots && !are_inside)
      report.damages.push_back({.part = "roots", .what = "is missing"});
  } catch (const Error& error) {
    report.damages.push_back({.part = "roots", .what = error.what()});
  }
}

void look_for_leftovers(const IndexLocation& location, std::uint64_t current, CheckReport& report) {
  const auto generations = list_generations(location);
  for (const auto number : generations) {
    if (number > current)
      report.notes.push_back(location.generation(number).filename().string() + " was never published");
  }
  if (generations.size() > max_generations) {
    report.damages.push_back({.part = "generations",
                              .what = std::to_string(generations.size()) + " lie there; no more than " +
                                      std::to_string(max_generations) + " should"});
  }
  std::error_code ignored;
  std::filesystem::directory_iterator entry(location.directory, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with("unfinished-") || name.ends_with(".tmp"))
      report.notes.push_back(printable(name) +
                             " is being written, or was left behind by a run that was stopped");
  }
  std::ranges::sort(report.notes);
}

/// What one look found; `has_moved` when a writer was at work.
struct Look {
  CheckReport report;
  bool has_moved = false;
};

Look look_at(const IndexLocation& location, Progress& progress) {
  Look look;
  look.report.directory = location.directory;
  const std::string before = state_of(location);
  bool has_roots = false;
  if (const auto current = check_stub(location, look.report)) {
    look.report.generation = *current;
    auto found = find_damage(location.generation(*current), progress);
    if (found.unchecked_tables > 0)
      look.report.notes.emplace_back(
          "all that the tables hold was read; their blocks are checked only for one who may write them");
    look.report.damages.insert(look.report.damages.end(), found.damages.begin(), found.damages.end());
    look.report.articles = found.articles;
    look.report.files = found.files;
    has_roots = found.has_roots;
    look_for_leftovers(location, *current, look.report);
  }
  check_roots(location, has_roots, look.report);
  look.has_moved = state_of(location) != before;
  return look;
}

// The command that mends a part.
std::string repair_of(const std::string& part, const std::string& directory) {
  const std::string program = "dateline-index --db " + directory + " ";
  if (part == "generations") return program + "       (an ordinary run removes what is too many)";
  if (part == "roots")
    return program + "PATH…       (naming every path again, once the file roots is put aside)";
  return program + "rebuild       (from the articles; or from a copy: " + program + "restore BACKUP)";
}

std::vector<std::string> repairs(const CheckReport& report) {
  std::vector<std::string> commands;
  for (const auto& damage : report.damages) {
    auto command = repair_of(damage.part, printable(report.directory.string()));
    if (std::ranges::find(commands, command) == commands.end()) commands.push_back(std::move(command));
  }
  return commands;
}

// "article 17 (x.html)" is one of the articles.
std::string kind_of(const std::string& part) {
  return part.substr(0, part.find(' '));
}

}  // namespace

CheckReport check_index(const CheckOptions& options, Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  const IndexLocation location{options.directory};
  refuse_missing(location);
  std::optional<WriterLock> lock;
  for (int attempt = 1;; ++attempt) {
    Look look = look_at(location, progress);
    if (look.report.is_sound() || !look.has_moved || lock) {
      look.report.elapsed = std::chrono::steady_clock::now() - begun;
      return std::move(look.report);
    }
    if (attempt == attempts_without_lock) lock.emplace(location, options.lock_timeout);
  }
}

std::string text_check(const CheckReport& report) {
  const std::string where = printable(report.directory.string());
  std::string text;
  if (report.is_sound()) {
    text = where + ": sound. " + counted(report.articles, "article") + " from " +
           counted(report.files, "file") + ", generation " + std::to_string(report.generation) +
           ", read in " + spoken_duration(report.elapsed) + "\n";
  } else {
    text = where + ": damaged\n";
  }
  std::map<std::string, std::size_t> of_kind;
  for (const auto& damage : report.damages) {
    if (++of_kind[kind_of(damage.part)] > max_shown_of_a_kind) continue;
    text += "  " + printable(damage.part) + ": " + printable(damage.what) + "\n";
  }
  for (const auto& [kind, count] : of_kind) {
    if (count <= max_shown_of_a_kind) continue;
    text += "  … " + with_thousands(count - max_shown_of_a_kind) + " more: " + printable(kind) +
            " (all of them: --format json)\n";
  }
  for (const auto& note : report.notes) text += "  note: " + printable(note) + "\n";
  for (const auto& command : repairs(report)) text += "Repair:  " + command + "\n";
  return text;
}

std::string json_check(const CheckReport& report) {
  nlohmann::ordered_json json{{"version", 1},
                              {"sound", report.is_sound()},
                              {"articles", report.articles},
                              {"files", report.files},
                              {"generation", report.generation},
                              {"damages", nlohmann::ordered_json::array()},
                              {"repair", repairs(report)},
                              {"notes", report.notes},
                              {"seconds", report.elapsed.count()}};
  for (const auto& damage : report.damages)
    json["damages"].push_back({{"part", damage.part}, {"what", damage.what}});
  return dump_json(json) + "\n";
}

}  // namespace dateline

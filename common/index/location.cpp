// See location.hpp.
#include "common/index/location.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

namespace dateline {

namespace {

constexpr std::string_view generation_prefix = "generation-";
constexpr std::string_view stub_type = "auto ";

std::optional<std::uint64_t> number_of(std::string_view name) {
  if (!name.starts_with(generation_prefix)) return std::nullopt;
  name.remove_prefix(generation_prefix.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

// What may be left of our stub's line.
bool is_torn(std::string_view line) {
  if (line.find_first_not_of('\0') == std::string_view::npos) return true;
  return (std::string(stub_type) + std::string(generation_prefix)).starts_with(line);
}

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

}  // namespace

std::filesystem::path resolve_index_directory(const std::string& given) {
  if (!given.empty()) return given;
  if (const char* db = environment("DATELINE_DB")) return db;
  if (const char* data = environment("XDG_DATA_HOME")) return std::filesystem::path(data) / "dateline";
  if (const char* home = environment("HOME"))
    return std::filesystem::path(home) / ".local" / "share" / "dateline";
  throw Error(ErrorKind::usage, "no place for the index: neither --db, DATELINE_DB nor HOME is set",
              "name one: --db DIR");
}

std::filesystem::path IndexLocation::generation(std::uint64_t number) const {
  return directory / (std::string(generation_prefix) + std::to_string(number));
}

std::filesystem::path IndexLocation::unfinished(std::uint64_t number) const {
  return directory / ("unfinished-" + std::to_string(number));
}

std::filesystem::path IndexLocation::packed(std::uint64_t number) const {
  return directory / ("unfinished-" + std::to_string(number) + "-packed");
}

std::string read_stub(const IndexLocation& location) {
  std::ifstream stub(location.stub());
  return {std::istreambuf_iterator<char>(stub), std::istreambuf_iterator<char>()};
}

std::optional<std::uint64_t> current_generation(const IndexLocation& location) {
  std::error_code error;
  const auto status = std::filesystem::status(location.stub(), error);
  if (status.type() == std::filesystem::file_type::not_found) return std::nullopt;
  std::ifstream stub(location.stub());
  if (error || !stub) {
    throw Error(ErrorKind::io,
                "reading " + location.stub().string() + ": " +
                    (error ? error : std::error_code(errno, std::generic_category())).message());
  }
  std::string line;
  std::getline(stub, line);
  if (stub.bad()) throw Error(ErrorKind::io, "reading " + location.stub().string() + ": it cannot be read");
  if (line.starts_with(stub_type)) {
    if (const auto number = number_of(std::string_view(line).substr(stub_type.size()))) return number;
  }
  if (is_torn(line) && !list_generations(location).empty()) return std::nullopt;
  throw Error(ErrorKind::bad_input, "the stub " + location.stub().string() + " was not written by Dateline",
              "name another directory with --db");
}

std::vector<std::uint64_t> list_generations(const IndexLocation& location) {
  std::vector<std::uint64_t> numbers;
  std::error_code ignored;
  std::filesystem::directory_iterator entry(location.directory, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    if (const auto number = number_of(entry->path().filename().string())) numbers.push_back(*number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

}  // namespace dateline

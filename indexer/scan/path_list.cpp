// See path_list.hpp.
#include "indexer/scan/path_list.hpp"

#include "common/error.hpp"
#include "indexer/scan/tree_walker.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

std::string read_to_end(int file, const std::string& name) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t size = read(file, buffer.data(), buffer.size());
    if (size == 0) return bytes;
    if (size < 0 && errno == EINTR) continue;
    if (size < 0)
      throw Error(ErrorKind::io, "reading the list " + name + ": " + std::generic_category().message(errno));
    bytes.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

std::string read_list(const std::string& name) {
  if (name == "-") return read_to_end(STDIN_FILENO, "on standard input");
  const int file = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    throw Error(ErrorKind::io, "opening the list " + name + ": " + std::generic_category().message(errno));
  const FileDescriptor closing(file);
  return read_to_end(file, name);
}

}  // namespace

std::vector<std::filesystem::path> read_path_list(const std::string& file) {
  const std::string bytes = read_list(file);
  std::string_view rest = bytes;
  if (rest.find('\0') == std::string_view::npos && rest.find('\n') != std::string_view::npos) {
    throw Error(ErrorKind::usage, "--files0-from " + file + ": paths end with a NUL there, not with a line",
                "make the list with:  find DIR -name '*.html' -print0");
  }
  std::vector<std::filesystem::path> paths;
  while (!rest.empty()) {
    const std::string_view path = rest.substr(0, rest.find('\0'));
    if (!path.empty()) paths.emplace_back(path);
    rest.remove_prefix(std::min(path.size() + 1, rest.size()));
  }
  return paths;
}

}  // namespace dateline

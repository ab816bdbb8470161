// DIR/roots, version 1: the line "dateline roots 1", then an absolute path a line, percent-encoded where a
// byte is "%", a space, a control character or not ASCII (a path need not be UTF-8).
#include "indexer/publish/roots.hpp"

#include "common/error.hpp"
#include "indexer/publish/durable.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace dateline {

namespace {

constexpr const char* first_line = "dateline roots 1";

std::string encode(const std::string& path) {
  std::string line;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '%') {
      line += c;
      continue;
    }
    std::array<char, 4> digits{};
    std::snprintf(digits.data(), digits.size(), "%%%02X", static_cast<unsigned>(byte));
    line += digits.data();
  }
  return line;
}

std::string decode(const std::string& line) {
  std::string path;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '%' && i + 2 < line.size()) {
      path += static_cast<char>(std::strtoul(line.substr(i + 1, 2).c_str(), nullptr, 16));
      i += 2;
    } else {
      path += line[i];
    }
  }
  return path;
}

}  // namespace

std::vector<std::filesystem::path> read_roots(const IndexLocation& location) {
  std::vector<std::filesystem::path> roots;
  std::error_code error;
  if (!std::filesystem::exists(location.roots(), error) && !error) return roots;
  std::ifstream file(location.roots());
  std::string line;
  if (!std::getline(file, line)) throw Error(ErrorKind::io, "cannot read " + location.roots().string());
  if (line != first_line) {
    throw Error(ErrorKind::wrong_version, location.roots().string() + " has another version, or is damaged",
                "put it aside, then name every path again:  dateline-index PATH…");
  }
  while (std::getline(file, line)) {
    if (!line.empty()) roots.emplace_back(decode(line));
  }
  return roots;
}

void update_roots(const IndexLocation& location, const std::vector<std::filesystem::path>& named,
                  const std::vector<std::filesystem::path>& forgotten) {
  const auto before = read_roots(location);
  auto roots = before;
  std::erase_if(roots,
                [&](const auto& root) { return std::ranges::find(forgotten, root) != forgotten.end(); });
  for (const auto& path : named) {
    std::error_code error;
    auto absolute = std::filesystem::canonical(path, error);
    if (!error && std::ranges::find(roots, absolute) == roots.end()) roots.push_back(std::move(absolute));
  }
  if (roots == before) return;
  std::string contents = std::string(first_line) + "\n";
  for (const auto& root : roots) contents += encode(root.native()) + "\n";
  write_durably(location.roots(), contents);
}

}  // namespace dateline

// A fresh directory for one test case, removed at its end.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dateline::tests {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file below the directory, making its folders; returns its path.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view contents) const;

 private:
  std::filesystem::path path_;
};

/// The whole of a file; fails the test when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace dateline::tests

// Which files of a tree are left out: patterns given with a run, and those of .datelineignore files.
#pragma once

#include "indexer/scan/glob.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

inline constexpr const char* ignore_file_name = ".datelineignore";

enum class Match { none, positive, negated };

/// A list of patterns, each line one; the last that matches decides.
class PatternList {
 public:
  PatternList() = default;
  /// A pattern each.
  explicit PatternList(const std::vector<std::string>& patterns);
  /// The contents of a .datelineignore file: lines as in .gitignore.
  static PatternList of_file(std::string_view contents);

  [[nodiscard]] bool is_empty() const { return globs_.empty(); }
  /// `path` is relative to where the list belongs.
  [[nodiscard]] Match match(std::string_view path, bool is_directory) const;

 private:
  std::vector<Glob> globs_;
};

/// The rules that hold while a tree is walked. Paths are relative to its root.
class IgnoreRules {
 public:
  IgnoreRules(const std::vector<std::string>& include, const std::vector<std::string>& exclude);

  [[nodiscard]] bool is_empty() const { return include_.is_empty() && exclude_.is_empty() && files_.empty(); }
  /// A directory that is excluded is not to be entered: nothing below it can be taken back.
  [[nodiscard]] bool is_excluded(std::string_view path, bool is_directory) const;

  /// From now on the patterns hold below `directory` ("" for the root), until they are taken off again.
  void push_file(std::string_view directory, PatternList patterns);
  void pop_file() { files_.pop_back(); }

 private:
  struct IgnoreFile {
    std::size_t base_size = 0;  // of the directory with its slash
    PatternList patterns;
  };

  [[nodiscard]] bool is_included(std::string_view path) const;

  PatternList include_;
  PatternList exclude_;
  std::vector<IgnoreFile> files_;  // outermost first
};

}  // namespace dateline

// Two roots of article files that change at random, as people change them between two runs of the indexer.
//
// Some names are no UTF-8. No two roots ever hold the same relative path (ids would depend on which came
// first), every write has a time of its own (two changes within one tick of a file system's clock cannot be
// told apart), and each root keeps one file (an emptied root is refused).
#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace dateline::tests {

class RandomArchive {
 public:
  /// Makes the roots below `directory`.
  RandomArchive(const std::filesystem::path& directory, unsigned seed);

  /// Makes one change; returns what it was.
  std::string change();
  /// Takes back every `chmod`.
  void make_readable();

  [[nodiscard]] const std::vector<std::filesystem::path>& roots() const { return roots_; }
  /// 0 … limit-1.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

 private:
  using Path = std::filesystem::path;
  struct Change;
  static const Change changes[];

  std::string create();
  std::string edit();
  std::string touch();
  std::string copy();
  std::string move();
  std::string exchange();
  std::string remove();
  std::string move_directory();
  std::string remove_directory();
  std::string forbid();
  std::string allow();
  std::string forbid_directory();
  std::string become_directory();
  std::string become_file();
  std::string append();
  std::string cut();
  std::string ignore();
  std::string ignore_nothing();

  std::string contents_for(const Path& file);
  std::string records(std::size_t count);
  void write(const Path& file, const std::string& contents);
  void set_next_time(const Path& file);
  Path new_name(const Path& root, const std::string& extension);
  const Path& any_root() { return roots_[below(roots_.size())]; }
  // Below one root, what may be changed: not the file that stays, nothing below what may not be read.
  std::vector<Path> entries(const Path& root, std::filesystem::file_type type) const;
  /// Any of them; empty when there is none.
  Path any(const Path& root, std::filesystem::file_type type);
  Path any_file() { return any(any_root(), std::filesystem::file_type::regular); }
  Path any_records();
  std::string told(const Path& path) const;

  std::mt19937_64 random_;
  Path directory_;
  std::vector<Path> roots_;
  std::vector<Path> forbidden_;
  std::int64_t clock_ = 1'600'000'000;  // seconds; moves on with every write
};

}  // namespace dateline::tests

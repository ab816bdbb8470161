// Patterns of file names as .gitignore has them: one line, read and matched. Compiles without any file
// system.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dateline {

/// A pattern ready to be matched. Without a slash (but at its end) it matches a name at any depth; with one,
/// a path from where the pattern belongs. `*`, `?` and `[a-z]` match within a name, `**` between slashes any
/// number of directories; a backslash takes the next character as it is. Bytes are compared, as git does.
struct Glob {
  enum class Kind : std::uint8_t { literal, any, star, set };
  struct Token {
    Kind kind = Kind::literal;
    char byte = 0;          // of a literal
    std::uint32_t set = 0;  // index into `sets`
  };
  using Segment = std::vector<Token>;  // what lies between two slashes

  std::vector<Segment> segments{};  // an empty one is `**`
  std::vector<std::bitset<256>> sets{};
  bool is_negated = false;          // began with "!"
  bool is_for_directories = false;  // ended with "/"
  bool is_for_names = false;        // had no other slash
};

/// None for a blank line, a comment, and a pattern that cannot match anything (a lone backslash at its end, a
/// "[" never closed). Spaces at the end do not count unless escaped.
std::optional<Glob> parse_glob(std::string_view line);

/// Whether `path`, relative to where the pattern belongs and without slashes at its ends, is matched itself;
/// what lies below a directory that is, is not asked. Time is bounded by the product of the two lengths.
bool matches(const Glob& glob, std::string_view path, bool is_directory);

}  // namespace dateline

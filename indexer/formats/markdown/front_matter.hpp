// The fields between `---` (YAML) or `+++` (TOML) lines at the head of a Markdown file.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::markdown {

/// One field, flattened: a list has several values, a field of a table is "table.field", an object stands for
/// its "name".
struct FrontField {
  std::string key;  // lower case
  std::vector<std::string> values;
};

struct FrontMatter {
  std::vector<FrontField> fields;
  std::size_t body_begin = 0;  // bytes of the file

  /// The first value that is not empty of the first key that has one; empty when none has.
  [[nodiscard]] std::string_view value(std::initializer_list<std::string_view> keys) const;
  /// All values of the first key that has any.
  [[nodiscard]] std::vector<std::string> values(std::initializer_list<std::string_view> keys) const;
};

/// `text` is a whole file, UTF-8. Fields that YAML or TOML cannot read are read line by line. Never throws.
FrontMatter read_front_matter(std::string_view text);

}  // namespace dateline::markdown

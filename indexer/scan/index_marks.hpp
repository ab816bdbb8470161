// Tells by the names in a directory whether an index, or another database of Xapian's, lies there: nobody's
// articles. One name alone tells nothing: a collection may hold an article called "writer.lock".
#pragma once

#include <string_view>

namespace dateline {

class IndexMarks {
 public:
  /// A name in the directory.
  void add(std::string_view name);

  /// Of the names added. `directory` is the descriptor of it: a stub is looked into.
  [[nodiscard]] bool are_of_index(int directory) const;

 private:
  bool has_stub_ = false;
  bool has_version_file_ = false;
  bool has_table_ = false;
  bool has_lock_ = false;
  bool has_generation_ = false;  // finished or not
  bool has_others_ = false;      // names that no index has
};

}  // namespace dateline

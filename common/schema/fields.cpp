// Looks rows of the field table up; see fields.hpp.
#include "common/schema/fields.hpp"

#include <algorithm>

namespace dateline {

namespace {

constexpr bool rows_stand_at_their_field() {
  for (std::size_t i = 0; i < field_table.size(); ++i) {
    if (field_table[i].field != static_cast<Field>(i)) return false;
  }
  return true;
}
static_assert(rows_stand_at_their_field(), "field_row() indexes the table by Field");

}  // namespace

const FieldRow* find_field(std::string_view name) {
  if (name.empty()) return nullptr;
  const auto names_it = [name](const FieldRow& row) {
    return row.name == name || std::ranges::find(row.aliases, name) != row.aliases.end();
  };
  const auto row = std::ranges::find_if(field_table, names_it);
  return row == field_table.end() ? nullptr : &*row;
}

}  // namespace dateline

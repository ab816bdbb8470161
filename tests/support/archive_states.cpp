// See archive_states.hpp.
#include "tests/support/archive_states.hpp"

#include <fstream>
#include <utility>

namespace dateline::tests {

namespace fs = std::filesystem;

namespace {

constexpr unsigned edited_files = 5;   // edited in turn
constexpr unsigned passing_files = 4;  // there at a time

std::string edited_name(unsigned file) {
  return "edited-" + std::to_string(file) + ".txt";
}

std::string passing_name(unsigned state) {
  return "passing-" + std::to_string(state) + ".txt";
}

std::string title_of(unsigned state) {
  return "Harbour report number " + std::to_string(state) + " of the pilots";
}

// The state in which a file was edited last; before its first turn it is that of state 0.
unsigned last_edit(unsigned file, unsigned state) {
  unsigned edit = state;
  while (edit > 0 && edit % edited_files != file) --edit;
  return edit;
}

void write(const fs::path& file, unsigned state) {
  const std::string day = std::to_string(1 + state % 28);
  std::ofstream(file, std::ios::binary)
      << "Date: " + day + " May 2021\n\n" + title_of(state) +
             "\n\nThe harbour of Lissen heard the old pilots on Monday, and "
             "nobody else was there.\n";
}

}  // namespace

ArchiveStates::ArchiveStates(fs::path archive) : archive_(std::move(archive)) {
  fs::create_directories(archive_);
}

void ArchiveStates::go_to(unsigned state) const {
  if (state == 0) {
    for (unsigned file = 0; file < edited_files; ++file) write(archive_ / edited_name(file), 0);
  } else {
    write(archive_ / edited_name(state % edited_files), state);
  }
  write(archive_ / passing_name(state), state);
  if (state >= passing_files) fs::remove(archive_ / passing_name(state - passing_files));
}

Answer ArchiveStates::answer(unsigned state) const {
  Answer answer;
  for (unsigned file = 0; file < edited_files; ++file)
    answer.insert(edited_name(file) + " " + title_of(last_edit(file, state)));
  for (unsigned i = 0; i < passing_files && i <= state; ++i)
    answer.insert(passing_name(state - i) + " " + title_of(state - i));
  return answer;
}

}  // namespace dateline::tests

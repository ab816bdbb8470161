// See spool_input.hpp.
#include "indexer/scan/spool_input.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>

#include <unistd.h>

namespace dateline {

namespace {

// Fills at most the buffer from standard input; 0 at its end.
std::size_t read_some(std::array<char, 65536>& buffer) {
  while (true) {
    const ssize_t got = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    const int code = errno;
    stop_if_interrupted("nothing of this run was kept, the index is as it was");
    if (code != EINTR)
      throw Error(ErrorKind::io, "reading standard input: " + std::generic_category().message(code));
  }
}

}  // namespace

SpooledInput::SpooledInput(const IndexLocation& location, StandardInput input, Changes& changes) {
  if (input == StandardInput::unread) return;
  // The name is one that the next run removes, should this one be killed.
  path_ = location.directory / "unfinished-input.jsonl";
  if (isatty(STDIN_FILENO) == 1) std::cerr << "Reading JSON lines from the terminal; end with Ctrl-D.\n";
  std::uint64_t size = 0;
  try {
    std::ofstream file(path_, std::ios::binary | std::ios::trunc);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    std::array<char, 65536> buffer{};
    while (const std::size_t got = read_some(buffer)) {
      errno = 0;
      file.write(buffer.data(), static_cast<std::streamsize>(got));
      size += got;
    }
    file.close();
  } catch (const std::ios_base::failure&) {
    const int code = errno;
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    try {
      throw std::system_error(code, std::generic_category());
    } catch (...) {
      rethrow_as_error("writing " + path_.string());
    }
  }
  changes.standard_input = FoundFile{.path = path_, .root = {}, .size = size};
  changes.bytes_to_read += size;
}

SpooledInput::~SpooledInput() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

}  // namespace dateline

// See disk_trace.hpp.
#include "tests/support/disk_trace.hpp"

#include "tests/support/temp_dir.hpp"

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace dateline::tests {

namespace {

std::string take(std::string_view& rest, std::uint64_t bytes) {
  std::string text(rest.substr(0, bytes));
  rest.remove_prefix(bytes);
  return text;
}

const char* name_of(DiskChange change) {
  switch (change) {
    case DiskChange::nothing:
      return "nothing";
    case DiskChange::create:
      return "create";
    case DiskChange::write:
      return "write";
    case DiskChange::truncate:
      return "truncate";
    case DiskChange::sync:
      return "sync";
    case DiskChange::sync_directory:
      return "sync directory";
    case DiskChange::rename:
      return "rename";
    case DiskChange::unlink:
      return "unlink";
    case DiskChange::make_directory:
      return "mkdir";
    case DiskChange::remove_directory:
      return "rmdir";
    case DiskChange::link:
      return "link";
  }
  throw std::logic_error("unknown change");
}

}  // namespace

std::vector<TraceRecord> read_trace(const std::filesystem::path& path) {
  const std::string bytes = read_file(path);
  std::string_view rest = bytes;
  std::vector<TraceRecord> records;
  while (rest.size() >= sizeof(TraceHeader)) {
    TraceHeader header;
    std::memcpy(&header, rest.data(), sizeof header);
    rest.remove_prefix(sizeof header);
    if (header.path_bytes + header.second_path_bytes + header.data_bytes > rest.size()) break;
    TraceRecord record{.change = header.change, .path = take(rest, header.path_bytes)};
    record.second_path = take(rest, header.second_path_bytes);
    record.inode = header.inode;
    record.offset = header.offset;
    record.data = take(rest, header.data_bytes);
    records.push_back(std::move(record));
  }
  return records;
}

std::string describe(std::size_t number, const TraceRecord& record) {
  const std::filesystem::path path(record.path);
  std::string text = std::to_string(number) + " " + name_of(record.change) + " " +
                     (path.parent_path().filename() / path.filename()).string();
  if (!record.second_path.empty())
    text += " to " + std::filesystem::path(record.second_path).filename().string();
  if (record.change == DiskChange::write)
    text += " " + std::to_string(record.data.size()) + " bytes at " + std::to_string(record.offset);
  return text;
}

}  // namespace dateline::tests

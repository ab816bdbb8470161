// See version_file.hpp.
#include "indexer/build/bulk/version_file.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/publish/open_file.hpp"

#include <array>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <xapian.h>

namespace dateline {

namespace {

// Of format 2016-03-14, (year - 2014) << 9 | month << 5 | day: every Xapian from 1.4.0 on.
constexpr std::string_view magic{"\x0F\x0DXapian Glass\x04\x6E", 16};
constexpr std::uint64_t revision = block_revision;
constexpr unsigned compressed_from = 18;  // bytes of a value that Xapian may deflate
constexpr unsigned never_compressed = 0;
constexpr unsigned sequential_flag = 2;
constexpr unsigned absent_flags = 3;  // fake and sequential

void append_root(std::string& file, const std::optional<TableRoot>& root, unsigned compress_min) {
  append_uint(file, root ? root->block : 0);
  append_uint(file, root ? root->level << 2 | sequential_flag : absent_flags);
  append_uint(file, root ? root->entries : 0);
  append_uint(file, block_bytes >> 11);
  append_uint(file, compress_min);
  std::string free_list;
  if (root) {
    append_uint(free_list, revision);
    append_uint(free_list, root->blocks);
    for (int i = 0; i < 4; ++i) append_uint(free_list, 0);
  }
  append_counted(file, free_list);
}

std::string read_whole(const std::filesystem::path& path) {
  const OpenFile file(path, O_RDONLY);
  std::string bytes;
  std::array<char, 4096> buffer{};
  while (const std::size_t read = file.read_some(buffer)) bytes.append(buffer.data(), read);
  return bytes;
}

}  // namespace

std::string version_file(const DatabaseUuid& uuid, const DatabaseTables& tables,
                         const DatabaseStatistics& statistics) {
  std::string file(magic);
  for (const unsigned char byte : uuid) file += static_cast<char>(byte);
  append_uint(file, revision);
  append_root(file, tables.postlist, never_compressed);
  append_root(file, tables.docdata, compressed_from);
  append_root(file, tables.termlist, compressed_from);
  append_root(file, tables.position, never_compressed);
  append_root(file, std::nullopt, compressed_from);
  append_root(file, std::nullopt, compressed_from);
  append_uint(file, statistics.documents);
  append_uint(file, statistics.last_docid - statistics.documents);
  append_uint(file, statistics.least_length);
  append_uint(file, statistics.greatest_wdf);
  append_uint(file, statistics.greatest_length - statistics.greatest_wdf);
  append_uint(file, 0);
  append_uint(file, statistics.sum_of_lengths);
  append_uint(file, 0);
  return file;
}

bool is_known_format(const std::filesystem::path& scratch) {
  std::error_code ignored;
  std::string theirs;
  try {
    Xapian::WritableDatabase(scratch.string(),
                             Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC)
        .close();
    theirs = read_whole(scratch / "iamglass");
  } catch (...) {
    std::filesystem::remove_all(scratch, ignored);
    rethrow_as_error("making an empty database at " + scratch.string());
  }
  std::filesystem::remove_all(scratch, ignored);
  // An empty table is fake, has level 0 and no blocks: beside the magic, only the six compress_min tell.
  if (theirs.size() < magic.size() + 17 || !theirs.starts_with(magic)) return false;
  const std::size_t after_uuid = magic.size() + DatabaseUuid{}.size();
  std::string_view rest = std::string_view(theirs).substr(after_uuid);
  const auto take = [&rest]() -> std::uint64_t {
    std::uint64_t value = 0;
    for (int shift = 0; !rest.empty() && shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    return ~std::uint64_t{0};
  };
  take();  // revision
  for (const unsigned compress_min : {never_compressed, compressed_from, compressed_from, never_compressed,
                                      compressed_from, compressed_from}) {
    take();  // root block
    take();  // flags
    take();  // entries
    if (take() != block_bytes >> 11 || take() != compress_min) return false;
    const std::uint64_t free_list_bytes = take();
    if (free_list_bytes > rest.size()) return false;
    rest.remove_prefix(static_cast<std::size_t>(free_list_bytes));
  }
  return true;
}

}  // namespace dateline

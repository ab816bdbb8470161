// See article_spool.hpp.
#include "indexer/build/spool/article_spool.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/publish/durable.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fcntl.h>
#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t write_bytes = std::size_t{1} << 20;
constexpr std::size_t first_slots = std::size_t{1} << 12;
constexpr int year_bias = 10'000;  // years are -9999 .. 9999: see is_valid

}  // namespace

PackedDate pack_date(const std::optional<PrintedTime>& time) {
  if (!time) return 0;
  return static_cast<PackedDate>(time->date.year + year_bias) << 9 | time->date.month << 5 | time->date.day;
}

PrintedDate unpack_date(PackedDate date) {
  return {.year = static_cast<int>(date >> 9) - year_bias, .month = date >> 5 & 0xF, .day = date & 0x1F};
}

std::uint64_t hash_id(std::string_view id) {
  return XXH3_64bits(id.data(), id.size());
}

StoredArticle read_metadata(const SpooledArticle& article) {
  if (!article.packed.empty()) return read_stored(article.packed);
  return read_parts({.metadata = article.parts.metadata, .text = std::string(1, '\0')});
}

StoredParts parts_of(SpooledArticle&& article) {
  return article.packed.empty() ? std::move(article.parts) : unpack_stored(article.packed);
}

ArticleSpool::ArticleSpool(const std::filesystem::path& path)
    : file_(path, O_RDWR | O_CREAT | O_EXCL), slots_(first_slots), mask_(first_slots - 1) {
  remove_durably(path);
}

void ArticleSpool::insert(Number number) {
  std::size_t at = entries_[number].id_hash & mask_;
  while (slots_[at] != 0) at = (at + 1) & mask_;
  slots_[at] = number + 1;
}

ArticleSpool::Number ArticleSpool::append(SpoolEntry entry, std::uint64_t revision,
                                          const StoredParts& parts) {
  const std::size_t before = unwritten_.size();
  append_uint(unwritten_, revision);
  append_uint(unwritten_, parts.metadata.size());
  unwritten_ += parts.metadata;
  unwritten_ += parts.text;
  return enter(entry, unwritten_.size() - before);
}

ArticleSpool::Number ArticleSpool::append_packed(SpoolEntry entry, std::uint64_t revision,
                                                 std::string_view packed) {
  const UnpackedSizes sizes = unpacked_sizes(packed);
  const std::size_t before = unwritten_.size();
  append_uint(unwritten_, revision);
  append_uint(unwritten_, 0);
  unwritten_ += packed;
  const Number number = enter(entry, unwritten_.size() - before);
  unpacked_.resize(entries_.size());
  unpacked_[number] = static_cast<std::uint32_t>(uint_bytes(revision) + uint_bytes(sizes.metadata) +
                                                 sizes.metadata + sizes.text);
  return number;
}

ArticleSpool::Number ArticleSpool::enter(SpoolEntry entry, std::size_t record_bytes) {
  if (entries_.size() >= std::numeric_limits<Number>::max() - 1)
    throw Error(ErrorKind::bad_input, "more articles than one index holds (2^32 - 2)",
                "make several indexes");
  entry.offset = size_;
  entry.bytes = static_cast<std::uint32_t>(record_bytes);
  size_ += record_bytes;
  if (unwritten_.size() >= write_bytes) flush();
  const auto number = static_cast<Number>(entries_.size());
  entries_.push_back(entry);
  ++article_count_;
  if (entries_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, 0);
    mask_ = slots_.size() - 1;
    for (Number each = 0; each < entries_.size(); ++each) insert(each);
  } else {
    insert(number);
  }
  return number;
}

void ArticleSpool::take_out(Number number) {
  entries_[number].bytes = 0;
  --article_count_;
}

void ArticleSpool::flush() {
  file_.write_all(unwritten_);
  unwritten_.clear();
}

void ArticleSpool::read(Number number, SpooledArticle& article) const {
  const SpoolEntry& entry = entries_[number];
  thread_local std::string record;
  record.resize(entry.bytes);
  file_.read_at(entry.offset, record);
  const char* at = record.data();
  const char* const end = at + record.size();
  article.revision = take_uint(at);
  const std::uint64_t metadata_bytes = take_uint(at);
  article.packed.clear();
  if (metadata_bytes == 0) {
    article.packed.assign(at, end);
    return;
  }
  article.parts.metadata.assign(at, static_cast<std::size_t>(metadata_bytes));
  article.parts.text.assign(at + metadata_bytes, end);
}

SpooledArticle ArticleSpool::read_before_flush(Number number) {
  flush();
  SpooledArticle article;
  read(number, article);
  return article;
}

}  // namespace dateline

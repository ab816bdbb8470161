// See run_reader.hpp.
#include "indexer/build/bulk/run_reader.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/term_order.hpp"
#include "indexer/publish/durable.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fcntl.h>

namespace dateline {

namespace {

constexpr std::size_t most_entry_bytes = 5 * max_uint_bytes + 255;

}  // namespace

std::uint64_t RunFile::append(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (!file_) file_.emplace(path_, O_RDWR | O_CREAT | O_EXCL);
  file_->write_all(bytes);
  return std::exchange(size_, size_ + bytes.size());
}

void RunFile::remove() {
  if (file_) remove_durably(path_);
}

StoredRun::StoredRun(TermRun&& run)
    : in_memory_(std::move(run.bytes)), bytes_(in_memory_.size()), samples_(std::move(run.samples)) {}

void StoredRun::move_to(RunFile& file) {
  file_offset_ = file.append(in_memory_.view());
  file_ = &file;
  in_memory_ = ByteBuffer();
}

const RunSample* StoredRun::sample_before(std::string_view key) const {
  const auto after = std::ranges::upper_bound(samples_, key, {}, &RunSample::key);
  return after == samples_.begin() ? &samples_.front() : &*std::prev(after);
}

RunReader::RunReader(const StoredRun& run, std::string_view key, std::size_t window_bytes)
    : run_(run), window_bytes_(window_bytes) {
  const RunSample& sample = *run.sample_before(key);
  if (run.is_in_memory()) {
    at_ = run.in_memory_.data() + sample.offset;
    end_ = run.in_memory_.data() + run.in_memory_.size();
  } else {
    window_offset_ = sample.offset;
    at_ = end_ = window_.data();
  }
  list_end_ = sample.offset;
  do next_entry();
  while (!is_at_end_ && key_ < key);
}

void RunReader::refill(std::size_t bytes) {
  if (run_.is_in_memory()) return;
  const std::uint64_t from = offset();
  const auto kept = static_cast<std::size_t>(end_ - at_);
  const std::uint64_t left = run_.bytes_ - from;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(std::max(bytes, window_bytes_), left));
  if (wanted <= kept) return;
  std::memmove(window_.data(), at_, kept);
  window_.resize(std::max(window_.size(), wanted + slack_bytes));
  run_.file_->read_at(run_.file_offset_ + from + kept, std::span(window_.data() + kept, wanted - kept));
  window_offset_ = from;
  at_ = window_.data();
  end_ = at_ + wanted;
}

void RunReader::skip(std::uint64_t bytes) {
  const auto readable = static_cast<std::uint64_t>(end_ - at_);
  if (bytes <= readable) {
    at_ += bytes;
    return;
  }
  window_offset_ = offset() + bytes;  // only a file has what is not readable yet
  at_ = end_ = window_.data();
}

void RunReader::next_entry() {
  skip(list_end_ - offset());
  if (list_end_ == run_.bytes_) {
    is_at_end_ = true;
    return;
  }
  need(most_entry_bytes);
  const std::uint64_t key_bytes = take_uint(at_);
  key_.assign(at_, static_cast<std::size_t>(key_bytes));
  key_prefix_ = prefix_of(key_);
  at_ += key_bytes;
  documents_ = take_uint(at_);
  sum_of_wdf_ = take_uint(at_);
  docid_ = static_cast<std::uint32_t>(take_uint(at_));
  const std::uint64_t list_bytes = take_uint(at_);
  list_end_ = offset() + list_bytes;
  is_first_ = true;
}

std::optional<std::string_view> RunReader::whole_list() {
  const auto bytes = static_cast<std::size_t>(list_end_ - offset());
  if (!run_.is_in_memory() && bytes > window_bytes_) return std::nullopt;
  need(bytes);
  return std::string_view(at_, bytes);
}

bool RunReader::next_docid() {
  if (offset() == list_end_) return false;
  need(3 * max_uint_bytes);
  if (!is_first_) docid_ += static_cast<std::uint32_t>(take_uint(at_));
  is_first_ = false;
  return true;
}

bool RunReader::next(Posting& posting) {
  if (!next_docid()) return false;
  const std::uint64_t wdf_and_flag = take_uint(at_);
  posting.docid = docid_;
  posting.wdf = wdf_and_flag >> 1;
  posting.has_positions = (wdf_and_flag & 1U) != 0;
  if (!posting.has_positions) return true;
  const auto bytes = static_cast<std::size_t>(take_uint(at_));
  need(bytes);
  posting.tag = {at_, bytes};
  at_ += bytes;
  return true;
}

bool RunReader::next(Value& value) {
  if (!next_docid()) return false;
  const auto bytes = static_cast<std::size_t>(take_uint(at_));
  need(bytes);
  value = {.docid = docid_, .value = {at_, bytes}};
  at_ += bytes;
  return true;
}

}  // namespace dateline

// See postlist_writer.hpp.
#include "indexer/build/bulk/postlist_writer.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/term_run.hpp"

#include <array>
#include <cstring>

namespace dateline {

namespace {

// Before the postings of a chunk: four numbers and a bool.
constexpr std::size_t most_head_bytes = 4 * max_uint_bytes + 1;

}  // namespace

PostlistWriter::PostlistWriter(TablePartWriter& postlist, TablePartWriter& position)
    : postlist_(postlist), position_(position) {
  body_.room(most_head_bytes + chunk_bytes + 2 * max_uint_bytes);
}

void PostlistWriter::begin_list() {
  is_first_ = true;
  body_.clear();
  body_.extend(most_head_bytes);
}

void PostlistWriter::begin_term(std::string_view term, std::uint64_t documents, std::uint64_t sum_of_wdf) {
  key_.clear();
  append_sorted_string(key_, term, Terminator::written);
  later_key_bytes_ = key_.size();
  first_key_bytes_ = later_key_bytes_ - 1;
  documents_ = documents;
  sum_of_wdf_ = sum_of_wdf;
  position_.begin_prefix(key_);
  begin_list();
}

void PostlistWriter::begin_lengths() {
  key_.assign(document_lengths_key);
  first_key_bytes_ = later_key_bytes_ = key_.size();
  documents_ = sum_of_wdf_ = 0;
  begin_list();
}

std::string_view PostlistWriter::later_key(std::uint32_t docid) {
  key_.resize(later_key_bytes_);
  append_sortable(key_, docid);
  return key_;
}

void PostlistWriter::close_chunk(bool is_last) {
  std::array<char, most_head_bytes> head;
  char* to = head.data();
  if (is_first_) to = put_uint(put_uint(put_uint(to, documents_), sum_of_wdf_), first_docid_ - 1);
  *to++ = is_last ? '1' : '0';
  to = put_uint(to, last_docid_ - first_docid_);
  const auto head_bytes = static_cast<std::size_t>(to - head.data());
  char* const begin = body_.data() + most_head_bytes - head_bytes;
  std::memcpy(begin, head.data(), head_bytes);
  const std::string_view chunk(begin, body_.size() - most_head_bytes + head_bytes);
  postlist_.add(is_first_ ? std::string_view(key_).substr(0, first_key_bytes_) : later_key(first_docid_),
                chunk);
  begin_list();
  is_first_ = false;
}

void PostlistWriter::add(std::uint32_t docid, std::uint64_t wdf) {
  if (body_.size() >= most_head_bytes + chunk_bytes) close_chunk(false);
  char* to = body_.room(2 * max_uint_bytes);
  if (body_.size() == most_head_bytes) {
    first_docid_ = docid;
  } else {
    to = put_uint(to, docid - last_docid_ - 1);
  }
  body_.end_at(put_uint(to, wdf));
  last_docid_ = docid;
}

// As `add` and `add_positions` for each, without looking at what is kept from one to the next.
void PostlistWriter::add_list(std::uint32_t first_docid, std::string_view list) {
  const char* at = list.data();
  const char* const end = at + list.size();
  char* const body = body_.data() + most_head_bytes;
  char* to = body_.data() + body_.size();
  std::uint32_t docid = first_docid;
  std::uint32_t last_docid = last_docid_;
  while (true) {
    if (static_cast<std::size_t>(to - body) >= chunk_bytes) {
      body_.end_at(to);
      last_docid_ = last_docid;
      close_chunk(false);
      to = body;
    }
    if (to == body) {
      first_docid_ = docid;
    } else {
      to = put_uint(to, docid - last_docid - 1);
    }
    const std::uint64_t wdf_and_flag = take_uint(at);
    to = put_uint(to, wdf_and_flag >> 1);
    last_docid = docid;
    if ((wdf_and_flag & 1U) != 0) {
      const auto bytes = static_cast<std::size_t>(take_uint(at));
      add_positions(docid, {at, bytes});
      at += bytes;
    }
    if (at == end) break;
    docid += static_cast<std::uint32_t>(take_uint(at));
  }
  body_.end_at(to);
  last_docid_ = last_docid;
}

void PostlistWriter::end() {
  close_chunk(true);
}

void PostlistWriter::begin_values(unsigned slot) {
  key_.assign(value_key_prefix);
  append_uint(key_, slot);
  later_key_bytes_ = key_.size();
  body_.clear();
}

void PostlistWriter::add_value(std::uint32_t docid, std::string_view value) {
  if (body_.size() >= chunk_bytes) close_values();
  if (body_.size() == 0) {
    first_docid_ = docid;
  } else {
    body_.end_at(put_uint(body_.room(max_uint_bytes), docid - last_docid_ - 1));
  }
  body_.end_at(put_uint(body_.room(max_uint_bytes), value.size()));
  body_.append(value);
  last_docid_ = docid;
}

void PostlistWriter::close_values() {
  postlist_.add(later_key(first_docid_), body_.view());
  body_.clear();
}

void PostlistWriter::end_values() {
  close_values();
}

}  // namespace dateline

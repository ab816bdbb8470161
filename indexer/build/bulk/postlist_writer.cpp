// See postlist_writer.hpp.
#include "indexer/build/bulk/postlist_writer.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/term_run.hpp"

namespace dateline {

void PostlistWriter::begin_term(std::string_view term, std::uint64_t documents, std::uint64_t sum_of_wdf) {
  first_key_.clear();
  append_sorted_string(first_key_, term, Terminator::left_out);
  later_key_.assign(first_key_) += '\0';
  later_key_bytes_ = later_key_.size();
  later_key_.append(slack_bytes, '\0');  // readable behind the key: see add_short
  counters_.clear();
  append_uint(counters_, documents);
  append_uint(counters_, sum_of_wdf);
  is_first_ = true;
  body_.clear();
}

void PostlistWriter::begin_lengths() {
  first_key_.assign(document_lengths_key);
  later_key_ = first_key_;
  later_key_bytes_ = later_key_.size();
  counters_.assign(2, '\0');
  is_first_ = true;
  body_.clear();
}

void PostlistWriter::close_chunk(bool is_last) {
  chunk_.clear();
  if (is_first_) {
    chunk_ += counters_;
    append_uint(chunk_, first_docid_ - 1);
  }
  chunk_ += is_last ? '1' : '0';
  append_uint(chunk_, last_docid_ - first_docid_);
  chunk_ += body_.view();
  body_.clear();
  if (is_first_) {
    postlist_.add(first_key_, chunk_);
  } else {
    later_key_.resize(later_key_bytes_);
    append_sortable(later_key_, first_docid_);
    postlist_.add(later_key_, chunk_);
    later_key_.append(slack_bytes, '\0');
  }
  is_first_ = false;
}

void PostlistWriter::add_long_positions(std::uint32_t docid, std::string_view tag) {
  later_key_.resize(later_key_bytes_);
  append_sortable(later_key_, docid);
  position_.add(later_key_, tag);
  later_key_.append(slack_bytes, '\0');  // readable behind the key: see add_short
}

void PostlistWriter::end() {
  close_chunk(true);
}

void PostlistWriter::begin_values(unsigned slot) {
  later_key_.assign(value_key_prefix);
  append_uint(later_key_, slot);
  later_key_bytes_ = later_key_.size();
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
  later_key_.resize(later_key_bytes_);
  append_sortable(later_key_, first_docid_);
  postlist_.add(later_key_, body_.view());
  body_.clear();
}

void PostlistWriter::end_values() {
  close_values();
}

}  // namespace dateline

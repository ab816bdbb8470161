// The formats that an answer can be written in: one row and one file a format. Every machine format states
// its version and its history at the top of its file.
#pragma once

#include "common/terminal.hpp"
#include "searcher/search_types.hpp"

#include <ostream>
#include <span>
#include <string_view>

namespace dateline {

/// One answered query. The references must outlive the call.
struct Answer {
  const SearchRequest& request;
  const SearchResponse& response;
  std::string_view query_id{};  // of a batch; "" for a query alone
  bool is_first = true;         // of its output: where a format has a header, it goes before this one
};

/// Where an answer goes: what was asked for to `results`, what a person should know besides to `notes`.
struct Output {
  std::ostream& results;
  std::ostream& notes;
  const Terminal& terminal;  // of `results`
};

struct WriterRow {
  std::string_view name;  // as --format says it
  std::string_view help;
  void (*write)(const Answer& answer, Output& output);
};

std::span<const WriterRow> writers();

/// The row called `name`, or null.
const WriterRow* find_writer(std::string_view name);

}  // namespace dateline

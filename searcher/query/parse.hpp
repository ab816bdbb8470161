// Words typed by a person to a query tree. One parser serves lenient, strict and plain.
#pragma once

#include "searcher/query/tree.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

inline constexpr std::size_t max_query_words = 1024;
inline constexpr std::size_t max_query_depth = 64;
inline constexpr std::size_t max_query_bytes = 64 * 1024;

/// Lenient and plain never throw for what was typed: what is odd gets its best reading and a note. Strict
/// throws Error(usage) "query:COLUMN: what is wrong" (code points from 1). Plain reads words only, no
/// operators. At most `max_query_words` words and `max_query_bytes` are read; more give a note (strict: an
/// error).
ParsedQuery parse_query(std::string_view text, QueryMode mode, std::chrono::sys_days today);

/// The query and the restrictions that came as options: `filters`, `since`, `until`, `date`. Several values
/// of one field are any of them; they restrict what the query itself asks for. Throws Error(usage) for an
/// option that cannot be read, naming it ("--since soon: …").
ParsedQuery parse_request(const SearchRequest& request);

/// One line a node, indented: what `explain` prints.
std::string print_tree(const QueryNode& root);

}  // namespace dateline

// Publishing: the stub is renamed, readers see the old generation or the new one.
#pragma once

#include "common/index/location.hpp"

#include <cstdint>

namespace dateline {

/// Removes what interrupted runs left behind; no generation while there is no stub. Only for the holder of
/// the writer lock. Throws Error as `current_generation` does.
void remove_leftovers(const IndexLocation& location);

/// Copies a generation to the place where number `to` is built. Throws Error(io).
void copy_generation(const IndexLocation& location, std::uint64_t from, std::uint64_t to);

/// Writes the database built for `number` anew with its blocks full, about half as large. Throws Error(io).
void pack_generation(const IndexLocation& location, std::uint64_t number);

/// Syncs the packed database, gives it its name, switches the stub to it and removes all generations but it
/// and the one before. Throws Error(io), the old generation still published.
void publish_generation(const IndexLocation& location, std::uint64_t number);

}  // namespace dateline

// Publishing: the stub is renamed, readers see the old generation or the new one.
#pragma once

#include "common/index/location.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dateline {

/// Removes what interrupted runs left behind; no generation while there is no stub. Only for the holder of
/// the writer lock. Throws Error as `current_generation` does.
void remove_leftovers(const IndexLocation& location);

/// Removes what a run that failed or was stopped has built of a generation: a full disk has room again.
class UnfinishedGeneration {
 public:
  UnfinishedGeneration(const IndexLocation& location, std::uint64_t number)
      : location_(location), number_(number) {}
  ~UnfinishedGeneration();
  UnfinishedGeneration(const UnfinishedGeneration&) = delete;
  UnfinishedGeneration& operator=(const UnfinishedGeneration&) = delete;

 private:
  const IndexLocation& location_;  // outlives it
  std::uint64_t number_;
};

/// Copies a generation to the place where number `to` is built. Throws Error(io).
void copy_generation(const IndexLocation& location, std::uint64_t from, std::uint64_t to);

/// Writes the database built for `number` anew with its blocks full, about half as large. Throws Error(io),
/// Error(interrupted), which says what is kept then.
void pack_generation(const IndexLocation& location, std::uint64_t number, const std::string& if_interrupted);

/// Writes generation `from` anew as the packed database of `number`, and checks it. It holds the articles of
/// `from` and no trace of earlier ones: every block is made from nothing. On failure nothing of it stays.
/// Throws Error(io), Error(bad_input) on damage.
void pack_anew(const IndexLocation& location, std::uint64_t from, std::uint64_t number);

/// Reads all tables of the packed database. Throws Error(io) when they are not sound.
void check_generation(const IndexLocation& location, std::uint64_t number);

/// Where generations lie and no stub names one (it was lost, torn, or the run that built them was stopped
/// just before it), names the last: a generation gets its name when it is whole, checked and synced. Throws
/// Error as `current_generation` does. Only for the holder of the writer lock.
void mend_stub(const IndexLocation& location);

/// Syncs the packed database, gives it its name, switches the stub to it and removes all generations but it,
/// the one before, and `kept`. At no moment there are more than three. Throws Error(io), the old generation
/// still published.
void publish_generation(const IndexLocation& location, std::uint64_t number,
                        std::optional<std::uint64_t> kept = std::nullopt);

/// Removes every generation but `number`, at once and for good. Throws Error(io) when one cannot be removed.
void remove_other_generations(const IndexLocation& location, std::uint64_t number);

/// The current generation. Throws Error(not_found) when there is none.
std::uint64_t require_generation(const IndexLocation& location);

/// A number that no generation has had.
std::uint64_t next_generation(const IndexLocation& location);

/// Bytes of a database's files; 0 when there are none.
std::uint64_t generation_bytes(const std::filesystem::path& database);

}  // namespace dateline

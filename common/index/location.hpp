// Where an index lies: a directory that Xapian itself can open.
// clang-format off
//
//   DIR/XAPIANDB          the stub: "auto generation-7"; renamed over when a generation is published
//   DIR/generation-N/     a Xapian database, the current one and at most two before it
//   DIR/roots             the paths that were indexed and the settings of the walk: they survive the loss
//                         of a database
//   DIR/removal           what a removal that has begun still has to do
//   DIR/writer.lock       held by the one writer
//   DIR/backup            only in what `dateline-index backup` made: what it is a copy of
//
// clang-format on
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// Resolves `--db`: as given, else $DATELINE_DB, else the XDG data directory (~/.local/share/dateline).
/// Throws Error(usage) when none can be made out.
std::filesystem::path resolve_index_directory(const std::string& given);

struct IndexLocation {
  std::filesystem::path directory;

  [[nodiscard]] std::filesystem::path stub() const { return directory / "XAPIANDB"; }
  [[nodiscard]] std::filesystem::path lock() const { return directory / "writer.lock"; }
  [[nodiscard]] std::filesystem::path roots() const { return directory / "roots"; }
  [[nodiscard]] std::filesystem::path backup_mark() const { return directory / "backup"; }
  [[nodiscard]] std::filesystem::path generation(std::uint64_t number) const;
  /// A generation while it is built, and when it is packed: never named by the stub, removed by the next run.
  [[nodiscard]] std::filesystem::path unfinished(std::uint64_t number) const;
  [[nodiscard]] std::filesystem::path packed(std::uint64_t number) const;
};

/// What the stub says, whoever wrote it; empty when it cannot be read.
std::string read_stub(const IndexLocation& location);

/// The number in the stub; none without a stub, and when a power cut has left only the beginning of it, or
/// zeros, beside generations of ours. Throws Error(bad_input) when it is not one of ours, Error(io)
/// when it is there and cannot be read.
std::optional<std::uint64_t> current_generation(const IndexLocation& location);

/// Numbers of the generations that lie there, ascending.
std::vector<std::uint64_t> list_generations(const IndexLocation& location);

}  // namespace dateline

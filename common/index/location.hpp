// Where an index lies: a directory that Xapian itself can open.
//
//   DIR/XAPIANDB          the stub: "auto generation-7"; renamed over when a generation is published
//   DIR/generation-N/     a Xapian database, the current one and at most two before it
//   DIR/roots             the paths that were indexed, so that they survive the loss of a database
//   DIR/writer.lock       held by the one writer
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
  [[nodiscard]] std::filesystem::path generation(std::uint64_t number) const;
  /// A generation while it is built, and when it is packed: never named by the stub, removed by the next run.
  [[nodiscard]] std::filesystem::path unfinished(std::uint64_t number) const;
  [[nodiscard]] std::filesystem::path packed(std::uint64_t number) const;
};

/// The number in the stub; none without a stub. Throws Error(bad_input) when it is not one of ours, Error(io)
/// when it is there and cannot be read.
std::optional<std::uint64_t> current_generation(const IndexLocation& location);

/// Numbers of the generations that lie there, ascending.
std::vector<std::uint64_t> list_generations(const IndexLocation& location);

}  // namespace dateline

// Files that survive a power cut: written aside, synced, renamed.
#pragma once

#include <filesystem>
#include <string_view>

namespace dateline {

/// Replaces `path` by `contents` in one step: whoever reads it sees the old or the new. Throws Error(io).
void write_durably(const std::filesystem::path& path, std::string_view contents);

/// Syncs every file of a directory and the directory itself. Throws Error(io).
void sync_directory(const std::filesystem::path& directory);

/// Renames and syncs the directory that holds both. Throws Error(io).
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace dateline

// Files that survive a power cut: written aside, synced, renamed.
#pragma once

#include <filesystem>
#include <string_view>

namespace dateline {

/// Replaces `path` by `contents` in one step: whoever reads it sees the old or the new. Throws Error(io).
void write_durably(const std::filesystem::path& path, std::string_view contents);

/// Copies a directory and the files in it, but no directories, to a new place; nothing is synced. Throws
/// Error(io).
void copy_directory(const std::filesystem::path& from, const std::filesystem::path& to);

/// Makes a directory and those above it that are missing, each synced into the one that holds it. Throws
/// Error(io).
void make_directories_durably(const std::filesystem::path& directory);

/// Syncs every file of a directory and the directory itself. Throws Error(io).
void sync_directory(const std::filesystem::path& directory);

/// As `sync_directory`; what is read of its files next comes from the disk, not from the system's memory,
/// where they may look whole although the disk refused them. Throws Error(io).
void sync_and_forget(const std::filesystem::path& directory);

/// Renames and syncs the directory that holds both. Throws Error(io).
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes a file for good; nothing when there is none. Throws Error(io).
void remove_durably(const std::filesystem::path& path);

}  // namespace dateline

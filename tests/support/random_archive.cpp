// See random_archive.hpp.
#include "tests/support/random_archive.hpp"

#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>

namespace dateline::tests {

namespace fs = std::filesystem;

namespace {

constexpr std::array words =
    std::to_array<std::string_view>({"harbour", "lighthouse", "windmill", "keeper", "storm", "cape", "the",
                                     "of", "crane", "Monday", "ferry", "tide"});
constexpr std::array extensions =
    std::to_array<std::string_view>({".txt", ".txt", ".md", ".html", ".jsonl", ".jsonl"});
constexpr std::size_t names = 8;       // few, so that places are taken again
constexpr std::size_t record_ids = 6;  // few, so that files share them
// None of them takes the lasting file.
constexpr std::array ignored = std::to_array<std::string_view>(
    {"*.md\n", "?3.*\n", "*.jsonl\n!?2.jsonl\n", "?-folder1/\n", "# nothing\n", "/?1.txt\n", "*-copy*\n"});
constexpr const char* ignore_file = ".datelineignore";
constexpr const char* lasting_file = "lasting.txt";

bool is_readable(const fs::path& path) {
  return (fs::symlink_status(path).permissions() & fs::perms::owner_read) != fs::perms::none;
}

}  // namespace

struct RandomArchive::Change {
  std::string (RandomArchive::*make)();
};

const RandomArchive::Change RandomArchive::changes[] = {
    {&RandomArchive::create},
    {&RandomArchive::create},
    {&RandomArchive::create},
    {&RandomArchive::edit},
    {&RandomArchive::edit},
    {&RandomArchive::touch},
    {&RandomArchive::copy},
    {&RandomArchive::move},
    {&RandomArchive::move},
    {&RandomArchive::exchange},
    {&RandomArchive::remove},
    {&RandomArchive::move_directory},
    {&RandomArchive::remove_directory},
    {&RandomArchive::forbid},
    {&RandomArchive::allow},
    {&RandomArchive::allow},
    {&RandomArchive::forbid_directory},
    {&RandomArchive::become_directory},
    {&RandomArchive::become_file},
    {&RandomArchive::append},
    {&RandomArchive::append},
    {&RandomArchive::cut},
};

RandomArchive::RandomArchive(const Path& directory, unsigned seed)
    : random_(seed), directory_(fs::canonical(directory)) {
  for (const char* name : {"archive-a", "archive-b"}) {
    roots_.push_back(directory_ / name);
    write(roots_.back() / (std::string(1, name[8]) + lasting_file),
          "Lasting\n\nThis one stays where it is.\n");
  }
}

std::string RandomArchive::change() {
  for (;;) {
    std::string done = (this->*changes[below(std::size(changes))].make)();
    if (!done.empty()) return done;
  }
}

void RandomArchive::make_readable() {
  for (const auto& path : forbidden_) {
    std::error_code gone;
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::add, gone);
  }
  forbidden_.clear();
}

std::string RandomArchive::told(const Path& path) const {
  std::string text = path.lexically_relative(directory_).string();
  for (auto at = text.find('\xFF'); at != std::string::npos; at = text.find('\xFF'))
    text.replace(at, 1, "\\xFF");
  return text;
}

std::string RandomArchive::records(std::size_t count) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = below(3) == 0 ? "" : R"("id":"w)" + std::to_string(below(record_ids)) + R"(",)";
    lines += "{" + id + R"("title":"Wire )" + std::string(words[below(words.size())]) + R"(","text":"The )" +
             std::string(words[below(words.size())]) + " was seen " + std::to_string(below(4)) +
             " times.\"}\n";
  }
  return lines;
}

std::string RandomArchive::contents_for(const Path& file) {
  if (below(12) == 0)
    return std::string(
        "\x7F"
        "ELF\0\1\2",
        7);
  if (below(20) == 0) return {};
  if (file.extension() == ".jsonl") return records(1 + below(4));
  std::string title = "Report on the ";
  title += words[below(words.size())];
  std::string text;
  for (std::size_t left = 5 + below(30); left > 0; --left)
    text += std::string(words[below(words.size())]) + " ";
  if (file.extension() == ".html")
    return "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><p>" + text +
           "</p></body></html>\n";
  return (file.extension() == ".md" ? "# " : "") + title + "\n\n" + text + ".\n";
}

void RandomArchive::write(const Path& file, const std::string& contents) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << contents;
  set_next_time(file);
}

void RandomArchive::set_next_time(const Path& file) {
  ++clock_;
  const std::array<timespec, 2> times{timespec{.tv_sec = clock_, .tv_nsec = 0},
                                      timespec{.tv_sec = clock_, .tv_nsec = 0}};
  utimensat(AT_FDCWD, file.c_str(), times.data(), 0);
}

// The first letter is the root's, so that no other root has the name.
RandomArchive::Path RandomArchive::new_name(const Path& root, const std::string& extension) {
  auto folders = entries(root, fs::file_type::directory);
  std::erase_if(folders, [](const Path& folder) { return !is_readable(folder); });
  folders.push_back(root);
  folders.push_back(root);
  Path folder = folders[below(folders.size())];
  const std::string letter(1, root.string().back());
  if (below(6) == 0) folder /= letter + "-folder" + std::to_string(below(3));
  const std::string odd = below(12) == 0 ? "\xFF" : "";
  return folder / (letter + odd + std::to_string(below(names)) + extension);
}

std::vector<RandomArchive::Path> RandomArchive::entries(const Path& root, fs::file_type type) const {
  std::vector<Path> found;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator();
       ++entry) {
    if (entry->is_directory() && !is_readable(entry->path())) entry.disable_recursion_pending();
    const std::string name = entry->path().filename().string();
    const bool stays = name.ends_with(lasting_file) || name == ignore_file;
    if (stays || entry->symlink_status().type() != type) continue;
    found.push_back(entry->path());
  }
  std::ranges::sort(found);  // the order of a directory is not the same everywhere
  return found;
}

RandomArchive::Path RandomArchive::any(const Path& root, fs::file_type type) {
  const auto found = entries(root, type);
  return found.empty() ? Path() : found[below(found.size())];
}

RandomArchive::Path RandomArchive::any_records() {
  const Path file = any_file();
  return file.extension() == ".jsonl" && is_readable(file) ? file : Path();
}

std::string RandomArchive::create() {
  const Path file = new_name(any_root(), std::string(extensions[below(extensions.size())]));
  const Path folder = file.parent_path();
  if (fs::exists(folder) && !(fs::is_directory(folder) && is_readable(folder))) return {};
  if (fs::is_directory(file) || (fs::exists(file) && !is_readable(file))) return {};
  write(file, contents_for(file));
  return "create " + told(file);
}

std::string RandomArchive::edit() {
  const Path file = any_file();
  if (file.empty() || !is_readable(file)) return {};
  write(file, contents_for(file));
  return "edit " + told(file);
}

std::string RandomArchive::touch() {
  const Path file = any_file();
  if (file.empty()) return {};
  set_next_time(file);
  return "touch " + told(file);
}

std::string RandomArchive::copy() {
  const Path& root = any_root();
  const Path file = any(root, fs::file_type::regular);
  if (file.empty() || !is_readable(file)) return {};
  const Path to =
      file.parent_path() / (std::string(1, root.string().back()) + "-copy" + file.extension().string());
  if (fs::exists(to)) return {};
  write(to, read_file(file));
  return "copy " + told(file) + " to " + told(to);
}

std::string RandomArchive::move() {
  const Path& root = any_root();
  const Path file = any(root, fs::file_type::regular);
  if (file.empty()) return {};
  const Path to = new_name(root, file.extension().string());
  if (!fs::is_directory(to.parent_path()) || !is_readable(to.parent_path()) || fs::is_directory(to))
    return {};
  fs::rename(file, to);
  forbidden_.push_back(to);
  return "move " + told(file) + " to " + told(to);
}

std::string RandomArchive::exchange() {
  const Path& root = any_root();
  const Path one = any(root, fs::file_type::regular);
  const Path other = any(root, fs::file_type::regular);
  if (one == other) return {};
  const Path aside = root / ".aside";
  fs::rename(one, aside);
  fs::rename(other, one);
  fs::rename(aside, other);
  forbidden_.insert(forbidden_.end(), {one, other});
  return "exchange " + told(one) + " and " + told(other);
}

std::string RandomArchive::remove() {
  const Path file = any_file();
  if (file.empty()) return {};
  fs::remove(file);
  return "remove " + told(file);
}

std::string RandomArchive::move_directory() {
  const Path& root = any_root();
  const Path folder = any(root, fs::file_type::directory);
  if (folder.empty() || !is_readable(folder)) return {};
  const Path to = root / (std::string(1, root.string().back()) + "-moved" + std::to_string(below(3)));
  if (fs::exists(to)) return {};
  // What may not be read inside would be lost sight of.
  make_readable();
  fs::rename(folder, to);
  return "allow all, move directory " + told(folder) + " to " + told(to);
}

std::string RandomArchive::remove_directory() {
  const Path folder = any(any_root(), fs::file_type::directory);
  if (folder.empty() || below(2) == 0) return {};
  make_readable();
  fs::remove_all(folder);
  return "allow all, remove directory " + told(folder);
}

std::string RandomArchive::forbid() {
  const Path file = any_file();
  if (file.empty()) return {};
  fs::permissions(file, fs::perms::none);
  forbidden_.push_back(file);
  return "chmod 000 " + told(file);
}

std::string RandomArchive::forbid_directory() {
  const Path folder = any(any_root(), fs::file_type::directory);
  if (folder.empty()) return {};
  fs::permissions(folder, fs::perms::none);
  forbidden_.push_back(folder);
  return "chmod 000 " + told(folder);
}

std::string RandomArchive::allow() {
  if (forbidden_.empty()) return {};
  const Path path = forbidden_.back();
  forbidden_.pop_back();
  std::error_code gone;
  fs::permissions(path, fs::perms::owner_all, fs::perm_options::add, gone);
  return gone ? std::string() : "chmod 700 " + told(path);
}

std::string RandomArchive::become_directory() {
  const Path& root = any_root();
  const Path file = any(root, fs::file_type::regular);
  if (file.empty()) return {};
  fs::remove(file);
  const Path inside = file / (std::string(1, root.string().back()) + "-inside.txt");
  write(inside, contents_for(inside));
  return "become directory " + told(file);
}

std::string RandomArchive::become_file() {
  const Path folder = any(any_root(), fs::file_type::directory);
  if (folder.empty()) return {};
  make_readable();
  fs::remove_all(folder);
  write(folder, contents_for("x.txt"));
  return "allow all, become file " + told(folder);
}

std::string RandomArchive::append() {
  const Path file = any_records();
  if (file.empty()) return {};
  write(file, read_file(file) + records(1 + below(2)));
  return "append to " + told(file);
}

std::string RandomArchive::ignore() {
  const Path& root = any_root();
  Path folder = any(root, fs::file_type::directory);
  if (folder.empty() || below(2) == 0) folder = root;
  if (!is_readable(folder)) return {};
  const std::string_view pattern = ignored[below(ignored.size())];
  write(folder / ignore_file, std::string(pattern));
  return "ignore in " + told(folder) + ": " + std::string(pattern.substr(0, pattern.size() - 1));
}

std::string RandomArchive::ignore_nothing() {
  const Path& root = any_root();
  Path folder = any(root, fs::file_type::directory);
  if (folder.empty() || below(2) == 0) folder = root;
  if (!is_readable(folder) || !fs::remove(folder / ignore_file)) return {};
  return "ignore nothing in " + told(folder);
}

std::string RandomArchive::cut() {
  const Path file = any_records();
  if (file.empty()) return {};
  const std::string held = read_file(file);
  write(file, held.substr(0, below(held.size() + 1)));
  return "cut " + told(file);
}

}  // namespace dateline::tests

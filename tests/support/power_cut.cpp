// See power_cut.hpp. Two passes: the calls as the program saw them give each path its file; then only those
// that survived are made again.
#include "tests/support/power_cut.hpp"

#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <stdexcept>

#include <sys/stat.h>

namespace dateline::tests {

namespace fs = std::filesystem;

namespace {

std::string name_in(const std::string& path) {
  return fs::path(path).filename().string();
}

}  // namespace

DiskImage::DiskImage(const fs::path& directory) : root_(fs::canonical(directory).string()) {
  load(root_, add_directory());
}

void DiskImage::load(const fs::path& directory, Node node) {
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory()) {
      const Node child = add_directory();
      set_entry(node, name, child);
      load(entry.path(), child);
      continue;
    }
    struct stat status {};
    if (!entry.is_regular_file() || stat(entry.path().c_str(), &status) != 0)
      throw std::runtime_error("no file or directory: " + entry.path().string());
    const Node file = add_file(status.st_ino);
    set_entry(node, name, file);
    nodes_[file].data = read_file(entry.path());
  }
}

void DiskImage::write_to(const fs::path& directory) const {
  write_node(0, directory);
}

void DiskImage::write_node(Node node, const fs::path& path) const {
  const Entry& entry = nodes_[node];
  if (!entry.is_directory) {
    std::ofstream(path, std::ios::binary) << entry.data;
    return;
  }
  fs::create_directory(path);
  for (const auto& [name, child] : entry.entries) write_node(child, path / name);
}

DiskImage::Node DiskImage::add_file(std::uint64_t inode) {
  nodes_.push_back({});
  by_inode_[inode] = nodes_.size() - 1;
  return nodes_.size() - 1;
}

DiskImage::Node DiskImage::add_directory() {
  nodes_.push_back({.is_directory = true});
  return nodes_.size() - 1;
}

DiskImage::Node DiskImage::at(std::string_view path) const {
  if (!path.starts_with(root_)) throw std::out_of_range("outside: " + std::string(path));
  path.remove_prefix(root_.size());
  Node node = 0;
  for (const auto& part : fs::path(path).relative_path()) node = nodes_[node].entries.at(part.string());
  return node;
}

DiskImage::Node DiskImage::parent_of(std::string_view path) const {
  return at(fs::path(path).parent_path().string());
}

void DiskImage::write_data(Node file, std::uint64_t offset, std::string_view data) {
  std::string& held = nodes_[file].data;
  held.resize(std::max<std::uint64_t>(held.size(), offset + data.size()));
  held.replace(offset, data.size(), data);
}

namespace {

/// A call with its paths looked up as they were when it was made.
struct Step {
  const TraceRecord* record = nullptr;
  DiskImage::Node node = 0;  // written, cut, synced, named or renamed
  DiskImage::Node directory = 0;
  DiskImage::Node second_directory = 0;
};

void apply_to_entries(DiskImage& image, const Step& step) {
  const std::string name = name_in(step.record->path);
  switch (step.record->change) {
    case DiskChange::create:
    case DiskChange::make_directory:
      image.set_entry(step.directory, name, step.node);
      return;
    case DiskChange::rename:
      image.remove_entry(step.directory, name);
      image.set_entry(step.second_directory, name_in(step.record->second_path), step.node);
      return;
    case DiskChange::link:
      image.set_entry(step.second_directory, name_in(step.record->second_path), step.node);
      return;
    case DiskChange::unlink:
    case DiskChange::remove_directory:
      image.remove_entry(step.directory, name);
      return;
    case DiskChange::nothing:
    case DiskChange::write:
    case DiskChange::truncate:
    case DiskChange::sync:
    case DiskChange::sync_directory:
      return;
  }
}

bool changes_entries(DiskChange change) {
  using enum DiskChange;
  return change == create || change == make_directory || change == rename || change == link ||
         change == unlink || change == remove_directory;
}

bool changes_data(DiskChange change) {
  return change == DiskChange::write || change == DiskChange::truncate;
}

// Looks the paths of a call up and does to the entries what it did. Files that it makes are added to `image`.
Step follow(DiskImage& image, const TraceRecord& record) {
  Step step{.record = &record};
  switch (record.change) {
    case DiskChange::nothing:
      return step;
    case DiskChange::create:
      step.node = image.add_file(record.inode);
      step.directory = image.parent_of(record.path);
      break;
    case DiskChange::make_directory:
      step.node = image.add_directory();
      step.directory = image.parent_of(record.path);
      break;
    case DiskChange::write:
    case DiskChange::truncate:
    case DiskChange::sync:
      step.node = image.file_of(record.inode);
      break;
    case DiskChange::sync_directory:
      step.node = image.at(record.path);
      break;
    case DiskChange::rename:
    case DiskChange::link:
      step.second_directory = image.parent_of(record.second_path);
      [[fallthrough]];
    case DiskChange::unlink:
    case DiskChange::remove_directory:
      step.node = image.at(record.path);
      step.directory = image.parent_of(record.path);
      break;
  }
  apply_to_entries(image, step);
  return step;
}

class Survival {
 public:
  Survival(const std::vector<Step>& steps, const CutChoice& choice)
      : steps_(steps), choice_(choice), random_(choice.seed) {
    std::size_t last_sync = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto change = steps[i].record->change;
      if (change == DiskChange::sync || change == DiskChange::sync_directory) last_sync = i;
    }
    journalled_ = std::uniform_int_distribution<std::size_t>(last_sync, steps.size())(random_);
  }

  bool keeps_entries(std::size_t i) {
    if (choice_.rule == EntryRule::journalled) return i < journalled_;
    const Step& step = steps_[i];
    const bool has_two = step.record->change == DiskChange::rename;
    const bool is_synced =
        is_synced_after(i, step.directory) && (!has_two || is_synced_after(i, step.second_directory));
    return is_synced || is_lucky();
  }

  /// How many bytes of a write are there; of a cut, anything but 0 means that it is.
  std::size_t kept_bytes(std::size_t i) {
    const std::size_t size = std::max<std::size_t>(steps_[i].record->data.size(), 1);
    if (is_synced_after(i, steps_[i].node)) return size;
    if (choice_.data == UnsyncedData::lost) return 0;
    if (!is_lucky()) return 0;
    return is_lucky() ? size : size / 2;
  }

 private:
  bool is_lucky() { return random_() % 2 == 0; }

  // Only then: a file's entry in its directory is another matter.
  [[nodiscard]] bool is_synced_after(std::size_t i, DiskImage::Node node) const {
    return std::any_of(
        steps_.begin() + static_cast<std::ptrdiff_t>(i), steps_.end(), [node](const Step& step) {
          const auto change = step.record->change;
          return step.node == node && (change == DiskChange::sync || change == DiskChange::sync_directory);
        });
  }

  const std::vector<Step>& steps_;
  CutChoice choice_;
  std::mt19937 random_;
  std::size_t journalled_ = 0;  // entries changed by the calls before this one are there
};

}  // namespace

DiskImage cut_power(const DiskImage& before, const std::vector<TraceRecord>& trace, const CutChoice& choice) {
  DiskImage seen = before;
  DiskImage survived = before;
  std::vector<Step> steps;
  for (std::size_t i = 0; i < choice.calls; ++i) {
    steps.push_back(follow(seen, trace[i]));
    // The same numbers for the same files in both.
    if (trace[i].change == DiskChange::create) survived.add_file(trace[i].inode);
    if (trace[i].change == DiskChange::make_directory) survived.add_directory();
  }
  Survival survival(steps, choice);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const TraceRecord& record = *steps[i].record;
    if (changes_entries(record.change) && survival.keeps_entries(i)) apply_to_entries(survived, steps[i]);
    if (!changes_data(record.change)) continue;
    const std::size_t kept = survival.kept_bytes(i);
    if (kept == 0) continue;
    if (record.change == DiskChange::truncate) survived.resize(steps[i].node, record.offset);
    if (record.change == DiskChange::write)
      survived.write_data(steps[i].node, record.offset, std::string_view(record.data).substr(0, kept));
  }
  return survived;
}

}  // namespace dateline::tests

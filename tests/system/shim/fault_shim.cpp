// A library to preload (LD_PRELOAD): stands before the calls that change the disk and stops a program at one
// of them, as fault_plan.hpp says.
//
// What it sees is what reaches libc through its exported names: all that we, Xapian and libstdc++
// (std::filesystem, file streams) call. It does not see what libc calls inside itself: writes of C stdio
// (fwrite, fprintf to a FILE*), mkstemp and the like. tests/system/fault_shim_test.cpp holds its count
// against strace's, so that a program which begins to use one of these is noticed. A program that carries its
// own copies of these functions (clang's static sanitizers) escapes it.
#include "tests/system/shim/fault_plan.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

using dateline::tests::CallFate;
using dateline::tests::DiskChange;
using dateline::tests::FaultPlan;
using dateline::tests::Room;
using dateline::tests::TraceRecord;

std::string link_target(const std::string& link) {
  std::array<char, PATH_MAX> target{};
  const long size = syscall(SYS_readlinkat, AT_FDCWD, link.c_str(), target.data(), target.size());
  return size < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(size));
}

std::string own_file(int file) {
  return "/proc/self/fd/" + std::to_string(file);
}

// The path of an open file as it is now, wherever it was opened or renamed to; nothing has to be tracked.
std::string path_of(int file) {
  std::string path = link_target(own_file(file));
  constexpr std::string_view mark = " (deleted)";
  if (path.ends_with(mark)) path.resize(path.size() - mark.size());
  return path;
}

std::string path_at(int directory, const char* path) {
  if (path == nullptr) return {};
  std::string absolute = path;
  if (!absolute.starts_with('/')) {
    const std::string base = directory == AT_FDCWD ? link_target("/proc/self/cwd") : path_of(directory);
    absolute = base + "/" + absolute;
  }
  while (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return absolute;
}

std::uint64_t inode_of(int file) {
  struct stat status {};
  return fstat(file, &status) == 0 ? status.st_ino : 0;
}

bool exists(int directory, const char* path) {
  return syscall(SYS_faccessat, directory, path, F_OK) == 0;
}

int fail(int error) {
  errno = error;
  return -1;
}

/// Makes a call that is not a write, or does to it what the plan says. `record` tells what it does when it
/// succeeds; `complete` may add what is known only then.
template <typename Call, typename Complete>
int change(FaultPlan& plan, TraceRecord record, Room room, Call call, Complete complete) {
  const std::lock_guard lock(plan.mutex());
  const CallFate fate = plan.next_call(room);
  int result = -1;
  if (fate.error == 0) result = static_cast<int>(call());
  const int error = fate.error != 0 ? fate.error : errno;
  if (fate.dies_after) plan.kill();
  if (result < 0) record.change = DiskChange::nothing;
  if (result >= 0) complete(record, result);
  plan.note(record);
  errno = error;
  return result;
}

template <typename Call>
int change(FaultPlan& plan, const TraceRecord& record, Room room, Call call) {
  return change(plan, record, room, call, [](TraceRecord&, int) {});
}

/// Writes `size` bytes by `write(size)`, or fewer. `offset` < 0: at the file's own position.
template <typename Write>
ssize_t change_data(FaultPlan& plan, int file, std::size_t size, off_t offset, Write write) {
  const std::lock_guard lock(plan.mutex());
  const CallFate fate = plan.next_call(Room::data);
  const std::size_t allowed = fate.is_cut ? size / 2 : size;
  if (fate.error != 0 || (fate.is_cut && allowed == 0 && !fate.dies_after)) {
    plan.note({.change = DiskChange::nothing, .path = path_of(file)});
    return fail(fate.error != 0 ? fate.error : ENOSPC);
  }
  const ssize_t written = write(allowed);
  const int error = errno;
  if (fate.dies_after) plan.kill();
  TraceRecord record{.change = written > 0 ? DiskChange::write : DiskChange::nothing, .path = path_of(file)};
  if (written > 0) {
    const off_t begin = offset >= 0 ? offset : lseek(file, 0, SEEK_CUR) - written;
    record.inode = inode_of(file);
    record.offset = static_cast<std::uint64_t>(begin);
    // Read back, so that it does not matter where the bytes came from.
    record.data.resize(static_cast<std::size_t>(written));
    const auto reader =
        static_cast<int>(syscall(SYS_openat, AT_FDCWD, own_file(file).c_str(), O_RDONLY | O_CLOEXEC, 0));
    const ssize_t read = reader < 0 ? -1 : pread(reader, record.data.data(), record.data.size(), begin);
    if (reader >= 0) syscall(SYS_close, reader);
    if (read != written) record.change = DiskChange::nothing;
  }
  plan.note(record);
  errno = error;
  return written;
}

FaultPlan* plan_for(const std::string& path) {
  FaultPlan* plan = FaultPlan::active();
  return plan != nullptr && plan->watches(path) ? plan : nullptr;
}

FaultPlan* plan_for(int file) {
  return FaultPlan::active() == nullptr ? nullptr : plan_for(path_of(file));
}

int open_at(int directory, const char* path, int flags, mode_t mode) {
  const auto call = [&] { return syscall(SYS_openat, directory, path, flags, mode); };
  if (FaultPlan* active = FaultPlan::active()) active->hold_at(path_at(directory, path));
  const bool may_change = (flags & (O_CREAT | O_TRUNC)) != 0 && FaultPlan::active() != nullptr;
  const std::string absolute = may_change ? path_at(directory, path) : std::string();
  FaultPlan* plan = may_change ? plan_for(absolute) : nullptr;
  if (plan == nullptr) return static_cast<int>(call());
  TraceRecord record{.change = DiskChange::nothing, .path = absolute};
  const bool is_new = !exists(directory, path);
  if (is_new) record.change = DiskChange::create;
  if (!is_new && (flags & O_TRUNC) != 0) record.change = DiskChange::truncate;
  return change(*plan, record, is_new ? Room::entry : Room::none, call,
                [](TraceRecord& done, int file) { done.inode = inode_of(file); });
}

std::FILE* open_stream(const char* name, const char* path, const char* mode) {
  using Open = std::FILE* (*)(const char*, const char*);
  const auto next = reinterpret_cast<Open>(dlsym(RTLD_NEXT, name));
  const bool may_change = std::strpbrk(mode, "wa") != nullptr && FaultPlan::active() != nullptr;
  FaultPlan* plan = may_change ? plan_for(path_at(AT_FDCWD, path)) : nullptr;
  if (plan == nullptr) return next(path, mode);
  TraceRecord record{.change = DiskChange::nothing, .path = path_at(AT_FDCWD, path)};
  const bool is_new = !exists(AT_FDCWD, path);
  if (is_new) record.change = DiskChange::create;
  if (!is_new && mode[0] == 'w') record.change = DiskChange::truncate;
  std::FILE* stream = nullptr;
  change(
      *plan, record, is_new ? Room::entry : Room::none,
      [&] {
        stream = next(path, mode);
        return stream == nullptr ? -1 : fileno(stream);
      },
      [](TraceRecord& done, int file) { done.inode = inode_of(file); });
  return stream;
}

int rename_at(int from_directory, const char* from, int to_directory, const char* to, unsigned flags) {
  const auto call = [&] { return syscall(SYS_renameat2, from_directory, from, to_directory, to, flags); };
  const std::string path = path_at(from_directory, from);
  const std::string second = path_at(to_directory, to);
  FaultPlan* plan = plan_for(path);
  if (plan == nullptr) plan = plan_for(second);
  if (plan == nullptr) return static_cast<int>(call());
  return change(*plan, {.change = DiskChange::rename, .path = path, .second_path = second}, Room::none, call);
}

int link_at(int from_directory, const char* from, int to_directory, const char* to, int flags) {
  const auto call = [&] { return syscall(SYS_linkat, from_directory, from, to_directory, to, flags); };
  const std::string second = path_at(to_directory, to);
  FaultPlan* plan = plan_for(second);
  if (plan == nullptr) return static_cast<int>(call());
  const std::string path = path_at(from_directory, from);
  return change(*plan, {.change = DiskChange::link, .path = path, .second_path = second}, Room::entry, call);
}

int unlink_at(int directory, const char* name, int flags) {
  const auto call = [&] { return syscall(SYS_unlinkat, directory, name, flags); };
  const std::string path = path_at(directory, name);
  FaultPlan* plan = plan_for(path);
  if (plan == nullptr) return static_cast<int>(call());
  const auto kind = (flags & AT_REMOVEDIR) != 0 ? DiskChange::remove_directory : DiskChange::unlink;
  return change(*plan, {.change = kind, .path = path}, Room::none, call);
}

int make_directory_at(int directory, const char* name, mode_t mode) {
  const auto call = [&] { return syscall(SYS_mkdirat, directory, name, mode); };
  const std::string path = path_at(directory, name);
  FaultPlan* plan = plan_for(path);
  if (plan == nullptr) return static_cast<int>(call());
  return change(*plan, {.change = DiskChange::make_directory, .path = path}, Room::entry, call);
}

int truncate_file(int file, off_t size) {
  const auto call = [&] { return syscall(SYS_ftruncate, file, size); };
  FaultPlan* plan = plan_for(file);
  if (plan == nullptr) return static_cast<int>(call());
  const TraceRecord record{.change = DiskChange::truncate,
                           .path = path_of(file),
                           .inode = inode_of(file),
                           .offset = static_cast<std::uint64_t>(size)};
  return change(*plan, record, Room::entry, call);
}

int sync_file(int file, long number) {
  const auto call = [&] { return syscall(number, file); };
  FaultPlan* plan = plan_for(file);
  if (plan == nullptr) return static_cast<int>(call());
  struct stat status {};
  const bool is_directory = fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
  const auto kind = is_directory ? DiskChange::sync_directory : DiskChange::sync;
  return change(*plan, {.change = kind, .path = path_of(file), .inode = status.st_ino}, Room::none, call);
}

ssize_t write_at(int file, const void* bytes, std::size_t size, off_t offset) {
  const auto call = [&](std::size_t allowed) { return syscall(SYS_pwrite64, file, bytes, allowed, offset); };
  FaultPlan* plan = plan_for(file);
  return plan == nullptr ? call(size) : change_data(*plan, file, size, offset, call);
}

ssize_t send_file(int to, int from, off_t* offset, std::size_t size) {
  const auto call = [&](std::size_t allowed) { return syscall(SYS_sendfile, to, from, offset, allowed); };
  FaultPlan* plan = plan_for(to);
  return plan == nullptr ? call(size) : change_data(*plan, to, size, -1, call);
}

// The mode of an open, which is there only when it may make a file.
#define DATELINE_TAKE_MODE(flags)                       \
  mode_t mode = 0;                                      \
  if (((flags) & (O_CREAT | O_TMPFILE)) != 0) {         \
    va_list rest;                                       \
    va_start(rest, flags);                              \
    mode = static_cast<mode_t>(va_arg(rest, unsigned)); \
    va_end(rest);                                       \
  }

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  DATELINE_TAKE_MODE(flags)
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  DATELINE_TAKE_MODE(flags)
  return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int directory, const char* path, int flags, ...) {
  DATELINE_TAKE_MODE(flags)
  return open_at(directory, path, flags, mode);
}
int openat64(int directory, const char* path, int flags, ...) {
  DATELINE_TAKE_MODE(flags)
  return open_at(directory, path, flags, mode);
}
int creat(const char* path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char* path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
std::FILE* fopen(const char* path, const char* mode) {
  return open_stream("fopen", path, mode);
}
std::FILE* fopen64(const char* path, const char* mode) {
  return open_stream("fopen64", path, mode);
}

ssize_t write(int file, const void* bytes, std::size_t size) {
  const auto call = [&](std::size_t allowed) { return syscall(SYS_write, file, bytes, allowed); };
  FaultPlan* plan = plan_for(file);
  return plan == nullptr ? call(size) : change_data(*plan, file, size, -1, call);
}
ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t offset) {
  return write_at(file, bytes, size, offset);
}
ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t offset) {
  return write_at(file, bytes, size, offset);
}
ssize_t writev(int file, const iovec* parts, int count) {
  FaultPlan* plan = plan_for(file);
  if (plan == nullptr) return syscall(SYS_writev, file, parts, count);
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  return change_data(*plan, file, bytes.size(), -1,
                     [&](std::size_t allowed) { return syscall(SYS_write, file, bytes.data(), allowed); });
}
ssize_t sendfile(int to, int from, off_t* offset, std::size_t size) {
  return send_file(to, from, offset, size);
}
ssize_t sendfile64(int to, int from, off64_t* offset, std::size_t size) {
  return send_file(to, from, offset, size);
}
ssize_t copy_file_range(int from, off64_t* from_offset, int to, off64_t* to_offset, std::size_t size,
                        unsigned flags) {
  const off_t begin = to_offset == nullptr ? -1 : *to_offset;
  const auto call = [&](std::size_t allowed) {
    return syscall(SYS_copy_file_range, from, from_offset, to, to_offset, allowed, flags);
  };
  FaultPlan* plan = plan_for(to);
  return plan == nullptr ? call(size) : change_data(*plan, to, size, begin, call);
}

int ftruncate(int file, off_t size) noexcept {
  return truncate_file(file, size);
}
int ftruncate64(int file, off64_t size) noexcept {
  return truncate_file(file, size);
}
int fsync(int file) {
  return sync_file(file, SYS_fsync);
}
int fdatasync(int file) {
  return sync_file(file, SYS_fdatasync);
}
int sync_file_range(int file, off64_t offset, off64_t size, unsigned flags) {
  // Promises nothing that survives a power cut: counted, noted as nothing.
  const auto call = [&] { return syscall(SYS_sync_file_range, file, offset, size, flags); };
  FaultPlan* plan = plan_for(file);
  if (plan == nullptr) return static_cast<int>(call());
  return change(*plan, {.change = DiskChange::nothing, .path = path_of(file)}, Room::none, call);
}

int rename(const char* from, const char* to) noexcept {
  return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_directory, const char* from, int to_directory, const char* to) noexcept {
  return rename_at(from_directory, from, to_directory, to, 0);
}
int renameat2(int from_directory, const char* from, int to_directory, const char* to,
              unsigned flags) noexcept {
  return rename_at(from_directory, from, to_directory, to, flags);
}
int link(const char* from, const char* to) noexcept {
  return link_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int linkat(int from_directory, const char* from, int to_directory, const char* to, int flags) noexcept {
  return link_at(from_directory, from, to_directory, to, flags);
}
int unlink(const char* path) noexcept {
  return unlink_at(AT_FDCWD, path, 0);
}
int unlinkat(int directory, const char* path, int flags) noexcept {
  return unlink_at(directory, path, flags);
}
int rmdir(const char* path) noexcept {
  return unlink_at(AT_FDCWD, path, AT_REMOVEDIR);
}
int remove(const char* path) noexcept {
  // The two calls that glibc makes.
  const int result = unlink_at(AT_FDCWD, path, 0);
  return result != 0 && errno == EISDIR ? unlink_at(AT_FDCWD, path, AT_REMOVEDIR) : result;
}
int mkdir(const char* path, mode_t mode) noexcept {
  return make_directory_at(AT_FDCWD, path, mode);
}
int mkdirat(int directory, const char* path, mode_t mode) noexcept {
  return make_directory_at(directory, path, mode);
}

}  // extern "C"

// JSON lines from standard input, kept aside while a run reads them.
#pragma once

#include "common/index/location.hpp"
#include "indexer/scan/changes.hpp"

#include <filesystem>

namespace dateline {

enum class StandardInput { unread, read };

/// Takes all of standard input into a file in the index directory, so that its size is known before anything
/// is changed and a producer that fails half-way through changes nothing; removes that file at the end.
class SpooledInput {
 public:
  /// Sets `changes.standard_input`. Throws Error(io), Error(interrupted). Only for the holder of the writer
  /// lock.
  SpooledInput(const IndexLocation& location, StandardInput input, Changes& changes);
  ~SpooledInput();
  SpooledInput(const SpooledInput&) = delete;
  SpooledInput& operator=(const SpooledInput&) = delete;

 private:
  std::filesystem::path path_;
};

}  // namespace dateline

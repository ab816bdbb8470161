// How far a run has come, told on standard error: a bar on a terminal, a line each ten seconds elsewhere.
#pragma once

#include "common/terminal.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace dateline {

enum class ProgressKind { automatic, quiet };

class Progress {
 public:
  explicit Progress(ProgressKind kind);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// A step begins: "Reading ~/archive", with so many files of so many bytes to come (0 = not known). With
  /// another word for the files it says so; with none it tells no numbers, only how far it is.
  void begin(const std::string& step, std::uint64_t files, std::uint64_t bytes,
             const std::string& unit = "files");
  /// One file is done.
  void advance(std::uint64_t bytes, std::uint64_t rejections);
  /// Takes the bar away.
  void end();

 private:
  using Clock = std::chrono::steady_clock;

  void draw(Clock::time_point now);
  [[nodiscard]] std::string line(Clock::time_point now, std::size_t bar_columns) const;

  ProgressKind kind_;
  Terminal terminal_;
  std::string step_;
  std::string unit_;
  std::uint64_t files_ = 0;
  std::uint64_t files_done_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t bytes_done_ = 0;
  std::uint64_t rejections_ = 0;
  Clock::time_point begun_{};
  Clock::time_point drawn_{};
  bool is_drawn_ = false;
};

/// "14 s", "2 min 5 s", "0.3 s".
std::string spoken_duration(std::chrono::duration<double> duration);
/// "31.2 MB", "812 KB".
std::string spoken_bytes(std::uint64_t bytes);

}  // namespace dateline

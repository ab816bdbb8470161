// See progress.hpp.
#include "indexer/report/progress.hpp"

#include "common/text/thousands.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

namespace dateline {

namespace {

constexpr std::chrono::milliseconds redraw_interval{100};
constexpr std::chrono::seconds line_interval{10};
constexpr int standard_error = 2;

template <typename... Values>
std::string format(const char* pattern, Values... values) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), pattern, values...);
  return buffer.data();
}

std::string bar(double share, std::size_t columns) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(columns));
  std::string drawn;
  for (std::size_t i = 0; i < columns; ++i) drawn += i < full ? "━" : i == full ? "╸" : "─";
  return drawn;
}

}  // namespace

std::string spoken_duration(std::chrono::duration<double> duration) {
  const double seconds = duration.count();
  if (seconds < 10) return format("%.1f s", seconds);
  if (seconds < 100) return format("%.0f s", seconds);
  const auto whole = static_cast<long>(seconds);
  if (whole < 3600) return format("%ld min %ld s", whole / 60, whole % 60);
  return format("%ld h %ld min", whole / 3600, whole / 60 % 60);
}

std::string spoken_bytes(std::uint64_t bytes) {
  const auto amount = static_cast<double>(bytes);
  if (amount < 1e6) return format("%.0f KB", amount / 1e3);
  if (amount < 1e9) return format("%.1f MB", amount / 1e6);
  return format("%.1f GB", amount / 1e9);
}

Progress::Progress(ProgressKind kind)
    : kind_(kind), terminal_(look_at_terminal(standard_error, ColourChoice::automatic)) {}

Progress::~Progress() {
  end();
}

void Progress::begin(const std::string& step, std::uint64_t files, std::uint64_t bytes,
                     const std::string& unit) {
  end();
  step_ = step;
  unit_ = unit;
  files_ = files;
  bytes_ = bytes;
  files_done_ = bytes_done_ = rejections_ = 0;
  begun_ = drawn_ = Clock::now();
  draw(begun_);
}

void Progress::advance(std::uint64_t bytes, std::uint64_t rejections) {
  ++files_done_;
  bytes_done_ += bytes;
  rejections_ += rejections;
  const auto now = Clock::now();
  const bool is_due = terminal_.is_terminal ? now - drawn_ >= redraw_interval : now - drawn_ >= line_interval;
  if (is_due) draw(now);
}

void Progress::end() {
  if (is_drawn_) std::cerr << "\r\x1b[K" << std::flush;
  is_drawn_ = false;
}

void Progress::draw(Clock::time_point now) {
  if (kind_ == ProgressKind::quiet || files_ == 0) return;
  drawn_ = now;
  if (!terminal_.is_terminal) {
    if (files_done_ > 0) std::cerr << printable(line(now, 0)) << std::endl;
    return;
  }
  const std::size_t bar_columns = std::clamp<std::size_t>(terminal_.width / 4, 5, 30);
  const std::string text = line(now, bar_columns);
  std::cerr << "\r\x1b[K" << cut_to_width(text, terminal_.width > 1 ? terminal_.width - 1 : 1) << std::flush;
  is_drawn_ = true;
}

std::string Progress::line(Clock::time_point now, std::size_t bar_columns) const {
  const double share =
      bytes_ > 0 ? std::min(1.0, static_cast<double>(bytes_done_) / static_cast<double>(bytes_))
                 : static_cast<double>(files_done_) / static_cast<double>(std::max<std::uint64_t>(files_, 1));
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  std::string text = printable(step_);
  if (bar_columns > 0) text += " " + bar(share, bar_columns);
  text += format(" %3.0f %%", share * 100);
  const auto per_second =
      static_cast<std::uint64_t>(static_cast<double>(files_done_) / std::max(seconds, 0.5));
  if (!unit_.empty())
    text += "   " + with_thousands(files_done_) + " of " + with_thousands(files_) + " " + unit_;
  if (seconds > 0.5 && files_done_ > 0) {
    if (!unit_.empty()) text += "   " + with_thousands(per_second) + "/s";
    if (share > 0.01)
      text += "   " + spoken_duration(std::chrono::duration<double>(seconds / share - seconds)) + " left";
  }
  if (rejections_ > 0) text += "   " + with_thousands(rejections_) + " rejected";
  return text;
}

}  // namespace dateline

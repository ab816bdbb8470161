// calendar_slack DB TO LATE_PERCENT LATE_LEAST RESERVE_PERCENT: lays an index out by a calendar with that
// slack. TO becomes an index directory with one packed generation. Prints a JSON line: what the slack is, the
// docids it spans, CPU seconds of writing, and bytes before and after packing.
#include "common/run_main.hpp"
#include "indexer/publish/generations.hpp"
#include "tests/support/calendar_copy.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

using namespace dateline;

namespace {

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

ExitStatus run(const std::filesystem::path& from, const std::filesystem::path& to,
               const CalendarSlack& slack) {
  std::filesystem::create_directories(to);
  const IndexLocation location{to};
  const double begun = cpu_seconds();
  const Calendar calendar =
      tests::copy_by_calendar(Xapian::Database(from.string()), location.unfinished(1), slack);
  const double seconds = cpu_seconds() - begun;
  const auto loose = generation_bytes(location.unfinished(1));
  pack_generation(location, 1, "");
  std::filesystem::rename(location.packed(1), location.generation(1));
  std::ofstream(location.stub()) << "auto generation-1\n";
  std::printf(
      R"({"late_percent":%u,"late_least":%u,"reserve_percent":%u,"docids":%llu,"cpu_seconds":%.1f,"bytes":%llu,"packed":%llu})"
      "\n",
      slack.late_percent, slack.late_least, slack.reserve_percent,
      static_cast<unsigned long long>(calendar.next_overflow()), seconds,
      static_cast<unsigned long long>(loose),
      static_cast<unsigned long long>(generation_bytes(location.generation(1))));
  return ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: calendar_slack DB TO LATE_PERCENT LATE_LEAST RESERVE_PERCENT\n";
    return static_cast<int>(ExitStatus::could_not);
  }
  const auto number = [argv](int i) {
    return static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10));
  };
  const CalendarSlack slack{
      .late_percent = number(3), .late_least = number(4), .reserve_percent = number(5), .reserve_least = 0};
  return run_main("calendar_slack", [&] { return run(argv[1], argv[2], slack); });
}

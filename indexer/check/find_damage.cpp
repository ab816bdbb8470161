// See find_damage.hpp. Xapian's own check knows each table, but not whether tables agree: the articles are
// analysed again and held against their terms, values and postings.
#include "indexer/check/find_damage.hpp"

#include "common/index/calendar_format.hpp"
#include "common/index/open.hpp"
#include "indexer/check/article_sums.hpp"
#include "indexer/check/articles.hpp"
#include "indexer/check/ledger_entries.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <system_error>
#include <thread>

#include <unistd.h>
#include <xapian.h>

namespace dateline {

namespace {

// What sound tables take is far below: 10 s of processor time for 100 MB.
constexpr std::uint64_t least_cpu_seconds = 20;
constexpr std::uint64_t bytes_per_cpu_second = 4 << 20;
constexpr std::uint64_t least_memory_bytes = std::uint64_t{2} << 30;
constexpr const char* tables[] = {"postlist", "position", "termlist", "docdata", "spelling", "synonym"};
constexpr std::size_t tables_of_articles = 4;  // the first of them, there when there is an article

std::string table_file(const std::string& table) {
  return table + ".glass";
}

// The first complaint of Xapian's check, without the heading of the table.
std::string first_complaint(const std::string& told, const std::string& table) {
  std::istringstream lines(told);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line != table + ":") return line;
  }
  return "Xapian's check finds an error";
}

ChildTask table_task(const std::filesystem::path& path, const std::string& table) {
  return {.part = table_file(table), .work = [path, table](ChildReport& report) {
            std::ostringstream told;
            const std::size_t errors = Xapian::Database::check((path / table).string(), 0, &told);
            if (errors > 0) report.damage(table_file(table), first_complaint(told.str(), table));
          }};
}

std::uint64_t count_of(const Calendar& calendar) {
  std::uint64_t articles = calendar.undated().articles;
  for (const CalendarDay& day : calendar.days()) articles += day.articles;
  return articles;
}

ChildTask opening_task(const std::filesystem::path& path) {
  return {.part = "iamglass", .work = [path](ChildReport& report) {
            const Xapian::Database db(path.string());
            check_schema(db, path.string());
            if (!has_sound_metadata(db))
              report.damage("postlist.glass", "the index's own entries are not as they were written");
            if (const auto calendar = read_calendar(db); calendar && count_of(*calendar) != db.get_doccount())
              report.damage("postlist.glass", "the calendar counts other articles than there are");
            report.count("articles", db.get_doccount());
            report.count("last_docid", db.get_lastdocid());
            report.count("length", db.get_total_length());
            report.count("same_releases", has_same_releases(db) ? 1 : 0);
            report.count("revision", std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10));
          }};
}

class GenerationCheck {
 public:
  GenerationCheck(const std::filesystem::path& path, Progress& progress)
      : path_(path), progress_(progress), limits_(limits_for(path)) {}

  GenerationFindings run() {
    std::error_code error;
    if (!std::filesystem::exists(path_ / "iamglass", error)) {
      found_.damages.push_back({.part = "iamglass", .what = "is missing"});
      return std::move(found_);
    }
    const bool is_open = open();
    std::vector<ChildTask> tasks = table_tasks();
    if (is_open && !is_table_missing_) {
      check_all(std::move(tasks));
    } else {
      take(run_children(tasks, limits_, [](std::uint64_t) {}));
    }
    return std::move(found_);
  }

 private:
  bool open() {
    const auto opened = run_children({opening_task(path_)}, limits_, [](std::uint64_t) {});
    take(opened);
    if (!opened.is_complete) return false;
    counts_ = opened.counts;
    found_.articles = counts_["articles"];
    found_.revision = counts_["revision"];
    return true;
  }

  std::vector<ChildTask> table_tasks() {
    std::vector<ChildTask> tasks;
    for (std::size_t i = 0; i < std::size(tables); ++i) {
      std::error_code error;
      const bool is_there = std::filesystem::exists(path_ / table_file(tables[i]), error);
      const bool is_needed = i == 0 || (i < tables_of_articles && found_.articles > 0);
      if (is_there && access((path_ / table_file(tables[i])).c_str(), W_OK) != 0) {
        ++found_.unchecked_tables;  // Xapian's check opens what it reads for writing
      } else if (is_there) {
        tasks.push_back(table_task(path_, tables[i]));
      } else if (is_needed) {
        is_table_missing_ = true;
        found_.damages.push_back({.part = table_file(tables[i]), .what = "is missing"});
      }
    }
    return tasks;
  }

  void check_all(std::vector<ChildTask> tasks) {
    const std::size_t shares = std::max(1U, std::thread::hardware_concurrency());
    const SharedSums sums(static_cast<Xapian::docid>(counts_["last_docid"]), shares + 1);
    const ArticleCheck articles{.path = path_,
                                .sums = sums,
                                .shares = shares,
                                .revision = found_.revision,
                                .is_analysed = counts_["same_releases"] == 1};
    for (std::size_t share = 0; share < shares; ++share) {
      tasks.push_back(articles_task(articles, share));
      tasks.push_back(postings_task(articles, share));
    }
    tasks.push_back(ledger_task(path_));
    progress_.begin("Checking", 1, 2 * counts_["length"], "");
    auto found = run_children(tasks, limits_, [this](std::uint64_t length) { progress_.advance(length, 0); });
    if (found.is_complete) {
      compare_totals(found);
      const auto differing = differing_articles(articles);
      if (!differing.empty()) {
        take(run_children({naming_task(path_, differing)}, limits_, [](std::uint64_t) {}));
      }
    }
    progress_.end();
    found_.files = found.counts["files"];
    found_.has_roots = found.counts["roots"] > 0;
    take(found);
  }

  // The head of the database says how many articles there are and how many words they have.
  void compare_totals(ChildFindings& found) {
    for (const char* total : {"articles", "length"}) {
      if (counts_[total] == found.counts[total]) continue;
      found_.damages.push_back({.part = "iamglass",
                                .what = std::string("it counts ") + std::to_string(counts_[total]) + " as " +
                                        total + ", there are " + std::to_string(found.counts[total])});
    }
  }

  void take(const ChildFindings& found) {
    found_.damages.insert(found_.damages.end(), found.damages.begin(), found.damages.end());
    for (const auto& part : found.moved) {
      found_.has_moved = true;
      found_.damages.push_back({.part = part, .what = "a block is newer than the table it belongs to"});
    }
  }

  const std::filesystem::path& path_;
  Progress& progress_;
  ChildLimits limits_;
  std::map<std::string, std::uint64_t> counts_;
  bool is_table_missing_ = false;
  GenerationFindings found_;
};

}  // namespace

ChildLimits limits_for(const std::filesystem::path& path) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  std::filesystem::directory_iterator entry(path, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    if (entry->is_regular_file(ignored)) bytes += entry->file_size(ignored);
  }
  return {.cpu_seconds = least_cpu_seconds + bytes / bytes_per_cpu_second,
          .memory_bytes = least_memory_bytes + bytes};
}

GenerationFindings find_damage(const std::filesystem::path& path, Progress& progress) {
  return GenerationCheck(path, progress).run();
}

}  // namespace dateline

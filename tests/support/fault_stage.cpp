// See fault_stage.hpp.
#include "tests/support/fault_stage.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/text/analyse.hpp"
#include "searcher/search.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace dateline::tests {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_generations = 3;
const std::vector<std::string> no_index{"no index"};
constexpr int killed = 128 + SIGKILL;
constexpr int terminated = 128 + SIGTERM;

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::string answer(IndexReader& reader, const std::string& query, SortOrder order) {
  static Analyser analyser;
  const auto response =
      search(reader, {.query = query, .sort = order, .limit = 1000, .snippet_chars = 0}, analyser);
  std::string line = query + ": " + std::to_string(response.count.number);
  for (const auto& hit : response.hits) line += " " + hit.article.id + " \"" + hit.article.title + "\"";
  return line;
}

}  // namespace

std::vector<std::string> answers_of(const fs::path& index) {
  std::vector<std::string> lines;
  try {
    IndexReader reader(IndexLocation{index});
    for (const char* query : {"harbour", "lighthouse", "\"the old pilots\"", "windmill OR sailing",
                              "author:vale", "date:2021", "nothingness", "-harbour keeper"})
      lines.push_back(answer(reader, query, SortOrder::relevance));
    lines.push_back(answer(reader, "the", SortOrder::newest));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found) return no_index;
    lines.push_back(std::string("error: ") + error.what());
  }
  return lines;
}

std::string leftovers_in(const fs::path& index) {
  std::string found;
  std::size_t generations = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(index, none)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("generation-")) {
      ++generations;
    } else if (name != "XAPIANDB" && name != "roots" && name != "writer.lock" && name != "backup") {
      found += name + " ";
    }
  }
  if (generations > max_generations) found += std::to_string(generations) + " generations";
  return found;
}

std::string damage_in(const fs::path& index) {
  const auto run = run_index({"check", "--db", index.string()}, index.parent_path());
  return run.status == 0 ? std::string() : "check: " + run.out + run.err;
}

FaultStage::FaultStage(Scenario scenario)
    : scenario_(std::move(scenario)), archive_(fs::canonical(directory_.path()) / "archive") {
  fs::create_directories(archive_);
  fs::create_directories(store_before());
  for (const auto& step : scenario_.before) {
    if (step.change != nullptr) step.change(archive_);
    if (step.damage != nullptr) step.damage(store_before() / "index");
    if (step.command.empty()) continue;
    const auto run = run_index(arguments(step.command, store_before()), directory_.path());
    if (run.status != 0) throw std::runtime_error("cannot make what is there before: " + run.err);
  }
  answers_before_ = answers_of(store_before() / scenario_.subject);

  fs::copy(store_before(), traced_store(), fs::copy_options::recursive);
  disk_before_.emplace(traced_store());
  const auto begun = std::chrono::steady_clock::now();
  auto traced = run_traced(request(traced_store()));
  duration_ = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  if (traced.run.status != 0 || traced.trace.empty())
    throw std::runtime_error("the undisturbed command failed, or the shim saw nothing: " + traced.run.err);
  trace_ = std::move(traced.trace);
  answers_after_ = answers_of(traced_store() / scenario_.subject);
  dump_after_ = dump_index(traced_store() / scenario_.subject, DumpDetail::with_revisions);
}

std::vector<std::string> FaultStage::arguments(const std::vector<std::string>& command,
                                               const fs::path& store) const {
  std::vector<std::string> all{"--db", (store / "index").string()};
  for (std::string argument : command) {
    if (argument.starts_with("@store")) argument.replace(0, 6, store.string());
    if (argument.starts_with("@archive")) argument.replace(0, 8, archive_.string());
    all.push_back(std::move(argument));
  }
  return all;
}

fs::path FaultStage::fresh_store(const fs::path& parent) const {
  const auto store = parent / "store";
  fs::copy(store_before(), store, fs::copy_options::recursive);
  return store;
}

FaultRequest FaultStage::request(const fs::path& store) const {
  return {.program = DATELINE_INDEX_PROGRAM,
          .arguments = arguments(scenario_.command, store),
          .directory = directory_.path(),
          .watched = fs::canonical(store)};
}

Trial FaultStage::try_fault(const Fault& fault) const {
  const TempDir trial_directory;
  const auto store = fresh_store(trial_directory.path());
  const auto run = run_with_fault(request(store), fault);
  std::string left = leftovers_in(store / scenario_.subject);
  // What is to be removed, and is by the next run: it must not be forgotten.
  const auto intent = left.find("removal ");
  const bool is_pending = intent != std::string::npos;
  if (is_pending) left.erase(intent, 8);
  Trial trial = check(store);
  trial.was_stopped = run.status != 0;
  std::string at_end = check_end(fault, run, trial);
  if (is_pending && run.err.find("nothing") != std::string::npos)
    at_end += "a removal is pending, but the message is: " + run.err;
  if (fault.kind == FaultKind::full && trial.was_stopped && !left.empty())
    at_end += "left on the full disk: " + left + "\n";
  trial.wrong = at_end + trial.wrong;
  if (!trial.wrong.empty() && fault.at <= trace_.size()) {
    trial.wrong = scenario_.name + ", " + std::string(name_of(fault.kind)) + " at " +
                  describe(fault.at, trace_[fault.at - 1]) + ": " + trial.wrong;
  }
  return trial;
}

Trial FaultStage::try_killed_after(std::chrono::microseconds lifetime) const {
  const TempDir trial_directory;
  const auto store = fresh_store(trial_directory.path());
  const auto killed_run = request(store);
  const auto run = run_program_for(lifetime, killed_run.program, killed_run.arguments, killed_run.directory);
  Trial trial = check(store);
  trial.was_stopped = run.status == killed;
  if (!trial.was_stopped && run.status != 0)
    trial.wrong += "ended with " + std::to_string(run.status) + ": " + run.err;
  if (!trial.wrong.empty())
    trial.wrong =
        scenario_.name + ", killed after " + std::to_string(lifetime.count()) + " µs: " + trial.wrong;
  return trial;
}

Trial FaultStage::try_power_cut(const CutChoice& cut) const {
  const TempDir trial_directory;
  const auto store = trial_directory.path() / "store";
  cut_power(*disk_before_, trace_, cut).write_to(store);
  Trial trial = check(store);
  trial.was_stopped = cut.calls < trace_.size();
  if (!trial.was_stopped && !trial.is_new) trial.wrong += "a finished run is lost\n";
  if (!trial.wrong.empty()) {
    trial.wrong =
        scenario_.name + ", power cut (" + (cut.rule == EntryRule::journalled ? "journalled, " : "loose, ") +
        (cut.data == UnsyncedData::lost ? "lost" : "random") + ", seed " + std::to_string(cut.seed) +
        ") after " + (cut.calls == 0 ? "0" : describe(cut.calls, trace_[cut.calls - 1])) + ": " + trial.wrong;
  }
  return trial;
}

// Not every failure matters: what cannot be removed now is removed by the next run, the lock works without
// its label, and Xapian's compactor does not look at what its syncs come to, after which our own follow. But
// what was not written or synced must not be published as if it had been.
bool FaultStage::may_pass_over(const Fault& fault) const {
  if (fault.kind == FaultKind::full || fault.kind == FaultKind::terminate) return true;
  if (fault.kind != FaultKind::failure || fault.at > trace_.size()) return false;
  using enum DiskChange;
  const TraceRecord& record = trace_[fault.at - 1];
  if (record.change == sync) {
    return std::any_of(
        trace_.begin() + static_cast<std::ptrdiff_t>(fault.at), trace_.end(),
        [&](const auto& later) { return later.change == sync && later.inode == record.inode; });
  }
  const bool matters = record.change == create || record.change == write || record.change == sync_directory ||
                       record.change == rename;
  const bool is_copy = record.path.find("/unfinished-") != std::string::npos;
  // A generation that cannot lose its name is removed under it.
  const bool is_dropping = record.change == rename && record.second_path.ends_with("-old");
  return !matters || is_dropping || (is_copy && scenario_.tries_again) ||
         record.path.ends_with("/writer.lock");
}

// How the stopped command itself ended.
std::string FaultStage::check_end(const Fault& fault, const ProgramRun& run, const Trial& trial) const {
  const std::string told = "status " + std::to_string(run.status) + ", \"" + run.err + "\"\n";
  if (!trial.was_stopped) {
    if (!trial.is_new) return "ended as in peace, but the index is old: " + told;
    return may_pass_over(fault) ? "" : "a failure was passed over: " + told;
  }
  switch (fault.kind) {
    case FaultKind::kill:
    case FaultKind::torn:
      return run.status == killed ? "" : "was not killed: " + told;
    case FaultKind::terminate:
      return run.status == terminated ? "" : "was not ended by SIGTERM: " + told;
    case FaultKind::full:
      return run.status == 2 && run.err.find("o space") != std::string::npos
                 ? ""
                 : "should end with status 2 and say \"no space\": " + told;
    case FaultKind::failure:
      return run.status == 2 && !run.err.empty() ? "" : "should end with status 2 and a message: " + told;
  }
  throw std::logic_error("unknown kind");
}

Trial FaultStage::check(const fs::path& store) const {
  Trial trial;
  const auto index = store / scenario_.subject;
  const auto generations = list_generations({index}).size();
  if (generations > max_generations) trial.wrong += std::to_string(generations) + " generations lie there\n";
  const auto answers = answers_of(index);
  trial.is_new = answers == answers_after_;
  if (!trial.is_new && answers != answers_before_)
    trial.wrong += "answers are neither old nor new:\n" + join(answers) + "old:\n" + join(answers_before_);
  // Before the first publishing there is nothing to be sound.
  if (answers != no_index) trial.wrong += damage_in(index);
  trial.wrong += check_next_run(store);
  return trial;
}

std::string FaultStage::check_next_run(const fs::path& store) const {
  const auto index = store / scenario_.subject;
  const auto again = request(store);
  const auto run = run_program(again.program, again.arguments, again.directory);
  if (run.status != scenario_.status_again && run.status != 0)
    return "the next run ended with " + std::to_string(run.status) + ": " + run.err;
  std::string wrong = damage_in(index);
  const std::string difference = first_difference(dump_after_, dump_index(index, DumpDetail::with_revisions));
  if (!difference.empty()) wrong += "after the next run: " + difference + "\n";
  const std::string left = leftovers_in(index);
  if (!left.empty()) wrong += "after the next run there is still: " + left + "\n";
  return wrong;
}

}  // namespace dateline::tests

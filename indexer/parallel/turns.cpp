// See turns.hpp.
#include "indexer/parallel/turns.hpp"

#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace dateline {

void Turns::wait_for(std::size_t number) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_stopped_ || next_ == number; });
  if (is_stopped_) throw TurnsStopped{};
}

void Turns::pass(std::size_t number) {
  {
    const std::lock_guard lock(mutex_);
    next_ = number + 1;
  }
  changed_.notify_all();
}

void Turns::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  changed_.notify_all();
}

void work_in_turns(unsigned threads, std::size_t count, std::initializer_list<Turns*> turns,
                   const std::function<void(unsigned worker, std::size_t number)>& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> has_failed{false};
  std::mutex mutex;
  std::exception_ptr failure;  // guarded by mutex
  const auto run = [&](unsigned worker) {
    try {
      for (std::size_t number = next++; number < count && !has_failed; number = next++) work(worker, number);
    } catch (const TurnsStopped&) {
      // The failure that stopped it is kept already.
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      has_failed = true;
      for (Turns* const each : turns) each->stop();
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (unsigned worker = 1; worker < threads && worker < count; ++worker)
        others.emplace_back(run, worker);
    } catch (const std::system_error&) {
      // No more threads to be had: those that there are do it all.
    }
    run(0);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace dateline

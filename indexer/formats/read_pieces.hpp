// One large file read by several threads: pieces are cut off one after the other, read side by side, and what
// came of them is taken in order.
#pragma once

#include "indexer/build/memory_gate.hpp"
#include "indexer/build/turns.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace dateline {

/// How many threads of a run have nothing to do and may help elsewhere. For several threads at once.
class SpareThreads {
 public:
  explicit SpareThreads(unsigned count) : count_(count) {}

  /// Whether there was one: it is the caller's until given back.
  bool take() {
    unsigned count = count_;
    while (count > 0) {
      if (count_.compare_exchange_weak(count, count - 1)) return true;
    }
    return false;
  }
  void give_back() { ++count_; }

 private:
  std::atomic<unsigned> count_;
};

template <typename Piece>
struct PieceSteps {
  /// False when there is no piece left. By one thread at a time. What it throws may keep earlier pieces from
  /// being taken.
  std::function<bool(Piece& piece)> cut{};
  /// What reading a piece takes in memory; all that are read or wait to be taken share `most_bytes`.
  std::function<std::uint64_t(const Piece& piece)> bytes{};
  std::uint64_t most_bytes = 0;
  /// By several threads at once. As above.
  std::function<void(Piece& piece)> read{};
  /// By one thread at a time, in the order of cutting.
  std::function<void(Piece& piece)> take{};
};

/// Reads on this thread and on those that are spare, also such as become so on the way; each holds one piece.
template <typename Piece>
class PieceReader {
 public:
  PieceReader(const PieceSteps<Piece>& steps, SpareThreads& spare)
      : steps_(steps), spare_(spare), gate_(steps.most_bytes) {}

  /// Throws the first exception of a step; no later piece is taken then.
  void read() {
    work(Hiring::yes);
    helpers_.clear();  // joined
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  enum class Hiring { yes, no };

  void work(Hiring hiring) {
    try {
      Piece piece;
      std::size_t number = 0;
      while (cut(piece, number)) {
        if (hiring == Hiring::yes) hire();
        const MemoryGate::Pass pass = gate_.enter(number, steps_.bytes(piece));
        steps_.read(piece);
        turns_.wait_for(number);
        steps_.take(piece);
        turns_.pass(number);
        piece = {};
      }
    } catch (...) {  // also that the turns are stopped: those here only after the failure was noted
      stop(std::current_exception());
    }
  }

  void hire() {
    while (spare_.take()) helpers_.emplace_back([this] { help(); });
  }

  void help() {
    work(Hiring::no);
    spare_.give_back();
  }

  bool cut(Piece& piece, std::size_t& number) {
    const std::lock_guard lock(mutex_);
    if (is_over_ || !steps_.cut(piece)) {
      is_over_ = true;
      return false;
    }
    number = cut_++;
    return true;
  }

  void stop(std::exception_ptr failure) {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
      if (!failure_) failure_ = std::move(failure);
    }
    gate_.turns().stop();
    turns_.stop();
  }

  const PieceSteps<Piece>& steps_;
  SpareThreads& spare_;
  MemoryGate gate_;
  Turns turns_{};
  std::mutex mutex_{};
  std::size_t cut_ = 0;           // guarded by mutex_
  bool is_over_ = false;          // guarded by mutex_
  std::exception_ptr failure_{};  // guarded by mutex_ while threads work
  std::vector<std::jthread> helpers_{};
};

}  // namespace dateline

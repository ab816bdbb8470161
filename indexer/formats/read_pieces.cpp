// See read_pieces.hpp.
#include "indexer/formats/read_pieces.hpp"

#include "indexer/parallel/memory_gate.hpp"
#include "indexer/parallel/turns.hpp"

#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace dateline {

namespace {

class PieceReader {
 public:
  PieceReader(const PieceSteps& steps, SpareThreads& spare)
      : steps_(steps), spare_(spare), gate_(steps.most_bytes) {}

  void read() {
    work(Hiring::yes);
    helpers_.clear();  // joined
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  enum class Hiring { yes, no };

  void work(Hiring hiring) {
    try {
      FilePiece piece;
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

  // One a piece; a thread that cannot be had is done without.
  void hire() {
    if (!spare_.take()) return;
    try {
      helpers_.emplace_back([this] { help(); });
    } catch (const std::system_error&) {
      spare_.give_back();
    }
  }

  void help() {
    work(Hiring::no);
    spare_.give_back();
  }

  bool cut(FilePiece& piece, std::size_t& number) {
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

  const PieceSteps& steps_;
  SpareThreads& spare_;
  MemoryGate gate_;
  Turns turns_{};
  std::mutex mutex_{};
  std::size_t cut_ = 0;           // guarded by mutex_
  bool is_over_ = false;          // guarded by mutex_
  std::exception_ptr failure_{};  // guarded by mutex_ while threads work
  std::vector<std::jthread> helpers_{};
};

}  // namespace

void read_pieces(const PieceSteps& steps, SpareThreads& spare) {
  PieceReader(steps, spare).read();
}

}  // namespace dateline

// Turns foreign exceptions into the one error type; see error.hpp.
#include "common/error.hpp"

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <xapian.h>

namespace dateline {

namespace {

std::string with_cause(const std::string& doing, const std::string& cause) {
  return doing + ": " + cause;
}

// A full disk must read "no space" wherever it was met, Xapian's own wording included.
std::string io_cause(const std::string& text, bool is_full) {
  return is_full && text.find("no space") == std::string::npos ? "no space left on the disk (" + text + ")"
                                                               : text;
}

bool tells_full_disk(const std::string& text) {
  return text.find("No space left") != std::string::npos ||
         text.find("Disk quota exceeded") != std::string::npos;
}

Error from_xapian(const std::string& doing, const Xapian::Error& error) {
  std::string cause = error.get_msg();
  if (error.get_error_string() != nullptr) cause += std::string(" (") + error.get_error_string() + ")";
  const bool is_full = tells_full_disk(cause);
  cause = io_cause(cause, is_full);
  if (is_full)
    return {ErrorKind::io, with_cause(doing, cause), "free some space, then run the same command again"};
  const std::string type = error.get_type();
  if (type == "DatabaseLockError")
    return {ErrorKind::busy, with_cause(doing, cause), "wait until the other run has ended"};
  if (type == "DatabaseCorruptError") {
    return {ErrorKind::bad_input, with_cause(doing, "the database is damaged: " + cause),
            "build it anew from the articles: dateline-index rebuild"};
  }
  if (type == "DatabaseVersionError")
    return {ErrorKind::wrong_version, with_cause(doing, cause), "build it anew: dateline-index rebuild"};
  if (type == "DatabaseNotFoundError") return {ErrorKind::not_found, with_cause(doing, cause)};
  return {ErrorKind::io, with_cause(doing, cause),
          "if it stays so, the index is damaged: build it anew with dateline-index rebuild"};
}

}  // namespace

Error::Error(ErrorKind kind, const std::string& what_failed, std::string remedy)
    : std::runtime_error(what_failed), kind_(kind), remedy_(std::move(remedy)) {}

void rethrow_as_error(const std::string& doing) {
  try {
    throw;
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const Xapian::Error& error) {
    throw from_xapian(doing, error);
  } catch (const std::system_error& error) {
    const bool is_full = error.code().value() == ENOSPC || error.code().value() == EDQUOT;
    throw Error(ErrorKind::io, with_cause(doing, io_cause(error.code().message(), is_full)),
                is_full ? "free some space, then run the same command again" : "");
  } catch (const std::exception& error) {
    throw Error(ErrorKind::internal, with_cause(doing, error.what()));
  }
}

}  // namespace dateline

// The one exception that leaves a Dateline library. Its kind says who must act, its message names the file,
// field or query, its remedy says what to try.
#pragma once

#include <stdexcept>
#include <string>

namespace dateline {

enum class ErrorKind {
  usage,          // the command line or a request cannot be understood
  not_found,      // what was named is not there
  bad_input,      // a file, record or setting has wrong contents
  wrong_version,  // an index or file of another format
  busy,           // somebody else holds it
  io,             // the disk or the system refused
  interrupted,    // the user, or the system, ended the run
  internal,       // our bug
};

class Error : public std::runtime_error {
 public:
  /// `what_failed` reads "opening X: permission denied"; `remedy` is what to try, or empty.
  Error(ErrorKind kind, const std::string& what_failed, std::string remedy = {});

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  [[nodiscard]] const std::string& remedy() const { return remedy_; }

 private:
  ErrorKind kind_;
  std::string remedy_;
};

/// Call inside a catch block: the exception in flight becomes an `Error` whose message begins with `doing`
/// ("opening index X"). Errors of ours and bad_alloc pass unchanged; a full disk always reads "no space".
[[noreturn]] void rethrow_as_error(const std::string& doing);

}  // namespace dateline

// One JSON object to an article: part of read_json.
#pragma once

#include "common/article.hpp"
#include "indexer/enrich/read_date.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dateline {

enum class RecordKind {
  ordinary,
  exported,  // as `dateline-index export` prints it: taken as it is
};

/// Keeps simdjson's buffers from record to record. Not for two threads.
class JsonRecordReader {
 public:
  using Take = std::function<void(Article&& article, RecordKind kind)>;
  using Refuse = std::function<void(const std::string& reason)>;

  explicit JsonRecordReader(const DateReading& reading);
  ~JsonRecordReader();
  JsonRecordReader(const JsonRecordReader&) = delete;
  JsonRecordReader& operator=(const JsonRecordReader&) = delete;

  /// Hands on the article of the record; several when it is an object that only wraps an array of them.
  void read(std::string_view record, const Take& take, const Refuse& refuse);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline

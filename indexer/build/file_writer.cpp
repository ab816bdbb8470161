// See file_writer.hpp.
#include "indexer/build/file_writer.hpp"

#include "common/interruption.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"

#include <utility>

namespace dateline {

namespace {

void count_article(const Article& article, UpdateSummary& summary) {
  ++summary.articles_read;
  summary.text_bytes += article.title.size() + article.summary.size() + article.text.size();
  ++summary.dates[article.published_from];
  ++summary.languages[std::string(primary_language(article.lang))];
  if (!article.published) return;
  const PrintedDate& date = article.published->date;
  if (!summary.first || date < *summary.first) summary.first = date;
  if (!summary.last || *summary.last < date) summary.last = date;
}

std::size_t size_of(const Article& article) {
  constexpr std::size_t other_members = 500;
  return article.title.size() + article.summary.size() + article.text.size() + article.captions.size() +
         other_members;
}

}  // namespace

FileWriter::FileWriter(ArticleWriter& writer, Run& run, FileSource source, std::string id_path,
                       std::function<void()> before_writing)
    : writer_(writer),
      run_(run),
      source_(std::move(source)),
      id_path_(std::move(id_path)),
      shown_path_(to_valid_utf8(source_.path)),
      before_writing_(std::move(before_writing)) {}

ArticleTarget FileWriter::target() {
  return {.store = [this](const Article& article) { return stored_parts(article, shown_path_); },
          .take = [this](PreparedArticle&& prepared) { take(std::move(prepared)); }};
}

void FileWriter::take(PreparedArticle&& prepared) {
  stop_if_interrupted(run_.if_interrupted);
  if (run_.is_withheld(prepared.article, id_path_)) {
    ++withheld_;
    return;
  }
  if (is_begun_) {
    write(prepared);
    return;
  }
  held_bytes_ += size_of(prepared.article);
  const auto [place, is_new] = place_of_id_.try_emplace(prepared.article.id, held_.size());
  if (is_new) {
    held_.push_back(std::move(prepared));
  } else {  // the later of two records with one id is the article
    held_[place->second] = std::move(prepared);
  }
  if (held_bytes_ <= run_.memory.held_text_bytes) return;
  was_streamed_ = true;
  before_writing_();
  write_held();
}

void FileWriter::finish(const FileReading& reading, RevisionRule rule, RestOfFile rest) {
  run_.summary.articles_withheld += withheld_;
  if (!is_begun_ && !reading.was_read) return;
  if (!is_begun_) source_.rule = rule;
  write_held();
  writer_.end_file(reading.was_read ? rest : RestOfFile::kept);
}

void FileWriter::write_held() {
  if (!is_begun_) writer_.begin_file(source_);
  is_begun_ = true;
  for (const auto& article : held_) write(article);
  held_ = {};
  place_of_id_.clear();
}

void FileWriter::write(const PreparedArticle& prepared) {
  AddedArticle added = writer_.add(prepared);
  if (added.loser != source_.path) ++placed_;
  if (added.loser) run_.losers.insert(std::move(*added.loser));
  if (!added.is_changed) ++run_.summary.articles_unchanged;
  count_article(prepared.article, run_.summary);
}

}  // namespace dateline

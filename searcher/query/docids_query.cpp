// See docids_query.hpp.
#include "searcher/query/docids_query.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace dateline {

namespace {

class DocidSource : public Xapian::PostingSource {
 public:
  // The query and each match hold a source of their own over the same ranges.
  explicit DocidSource(std::shared_ptr<const DateCut> cut) : cut_(std::move(cut)) {}

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return cut_->is_exact ? articles_ : 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return articles_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return articles_; }

  void init(const Xapian::Database& db) override {
    articles_ = static_cast<Xapian::doccount>(std::min<std::uint64_t>(cut_->articles, db.get_doccount()));
    range_ = cut_->ranges.begin();
    docid_ = 0;
  }

  void next(double /*min_weight*/) override { move_to(std::uint64_t{docid_} + 1); }
  void skip_to(Xapian::docid docid, double /*min_weight*/) override {
    if (docid > docid_) move_to(docid);
  }
  bool check(Xapian::docid docid, double min_weight) override {
    skip_to(docid, min_weight);
    return true;
  }
  [[nodiscard]] bool at_end() const override { return range_ == cut_->ranges.end(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return docid_; }

  [[nodiscard]] Xapian::PostingSource* clone() const override { return new DocidSource(cut_); }

  [[nodiscard]] std::string get_description() const override {
    std::string text = "Docids(";
    constexpr std::size_t most_ranges = 4;
    for (std::size_t i = 0; i < cut_->ranges.size() && i < most_ranges; ++i) {
      const DocidRange& range = cut_->ranges[i];
      text += (i == 0 ? "" : " ") + std::to_string(range.first) + ".." + std::to_string(range.end() - 1);
    }
    return text + (cut_->ranges.size() > most_ranges ? " …)" : ")");
  }

 private:
  void move_to(std::uint64_t docid) {
    // Ranges are few, and a match asks for docids that ascend.
    while (range_ != cut_->ranges.end() && range_->end() <= docid) ++range_;
    if (range_ != cut_->ranges.end())
      docid_ = static_cast<Xapian::docid>(std::max<std::uint64_t>(docid, range_->first));
  }

  std::shared_ptr<const DateCut> cut_;
  std::vector<DocidRange>::const_iterator range_{};
  Xapian::docid docid_ = 0;  // 0 = in front of the first
  Xapian::doccount articles_ = 0;
};

}  // namespace

Xapian::Query docids_query(DateCut cut) {
  if (cut.ranges.empty()) return Xapian::Query::MatchNothing;
  Xapian::PostingSource* source = new DocidSource(std::make_shared<const DateCut>(std::move(cut)));
  return Xapian::Query(source->release());
}

}  // namespace dateline

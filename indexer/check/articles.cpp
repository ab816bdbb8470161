// See articles.hpp. Positions lie sorted by term, so that reading them article by article would be a thousand
// times slower: both sides add up shares in their own order, and the sums are compared.
#include "indexer/check/articles.hpp"

#include "common/error.hpp"
#include "common/index/calendar_format.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"
#include "indexer/build/document.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

namespace dateline {

namespace {

constexpr std::uint64_t length_between_reports = 1'000'000;
// Read by one task, so that its neighbours' blocks are read once.
constexpr Xapian::doccount articles_in_a_row = 64;
constexpr std::size_t terms_in_a_row = 1024;
constexpr const char* article_table = "docdata.glass";

std::string article_name(Xapian::docid docid, const std::string& id) {
  return "article " + std::to_string(docid) + (id.empty() ? "" : " (" + id + ")");
}

struct TermOfArticle {
  std::string name;
  Xapian::termcount wdf = 0;
};

class ArticleReader {
 public:
  ArticleReader(const ArticleCheck& check, std::size_t share, ChildReport& report)
      : check_(check),
        share_(share),
        report_(report),
        db_(check.path.string()),
        calendar_(read_calendar(db_)) {}

  void run() {
    Xapian::doccount index = 0;
    const auto end = db_.postlist_end("");
    for (auto posting = db_.postlist_begin(""); posting != end; ++posting, ++index) {
      if (index / articles_in_a_row % check_.shares != share_) continue;
      const Xapian::docid docid = *posting;
      if (docid > check_.sums.last_docid())
        throw Error(ErrorKind::bad_input, "there is an article after the last");
      check_article(docid);
      ++articles_;
    }
    report_.count("articles", articles_);
    report_.count("length", length_);
  }

 private:
  void check_article(Xapian::docid docid) {
    name_ = article_name(docid, "");
    is_sound_ = true;
    std::uint64_t sum = 0;
    try {
      const Xapian::Document document = db_.get_document(docid);
      StoredArticle stored = read_stored(document.get_data());
      name_ = article_name(docid, stored.article.id);
      read_stored_text(document.get_data(), stored.article);
      check_place(docid, stored.article);
      read_terms(docid, stored.path);
      sum = check_.is_analysed ? compare_analysed(document, stored.article) : compare_certain(stored.article);
      check_revision(document);
    } catch (const Error& error) {
      complain(std::string(article_table) + ": " + error.what());
    } catch (const Xapian::DatabaseModifiedError&) {
      throw;
    } catch (const Xapian::Error& error) {
      complain(error.get_msg());
    }
    check_.sums.column(0)[docid] = is_sound_ ? sum : no_sum;
  }

  // One complaint an article is enough.
  void complain(const std::string& what) {
    if (is_sound_) report_.damage(name_, what);
    is_sound_ = false;
  }

  // Searches go by a docid's day in the calendar and never look at the article's own.
  void check_place(Xapian::docid docid, const Article& article) {
    if (!calendar_) return;
    const auto date = article.published ? std::optional(article.published->date) : std::nullopt;
    if (!calendar_->may_stay(docid, date, true))
      complain("postlist.glass: the calendar has another day for it than its own");
  }

  // All its terms but the one of its file, which is checked here, and its length.
  void read_terms(Xapian::docid docid, const std::string& path) {
    terms_.clear();
    std::uint64_t length = 0;
    std::string file;
    std::size_t files = 0;
    for (auto term = db_.termlist_begin(docid); term != db_.termlist_end(docid); ++term) {
      std::string name = *term;
      length += term.get_wdf();
      if (name.starts_with(file_prefix)) {
        file = std::move(name);
        ++files;
      } else {
        terms_.push_back({.name = std::move(name), .wdf = term.get_wdf()});
      }
    }
    // A path of invalid bytes is stored as another; that its term is a file's, the ledger's check sees.
    const bool is_certain = path.find("\xEF\xBF\xBD") == std::string::npos;
    if (files != 1 || (is_certain && file != file_term(path)))
      complain("termlist.glass: it does not have the term of its file");
    if (length != db_.get_doclength(docid)) complain("postlist.glass: its length is not that of its terms");
    count_length(length);
  }

  void count_length(std::uint64_t length) {
    length_ += length;
    unreported_ += length;
    if (unreported_ < length_between_reports) return;
    report_.advance(unreported_);
    unreported_ = 0;
  }

  std::uint64_t compare_analysed(const Xapian::Document& document, const Article& article) {
    const Xapian::Document wanted = make_document(article, {}, analyser_);
    compare_values(document, wanted);
    std::uint64_t sum = 0;
    auto has = terms_.begin();
    for (auto wants = wanted.termlist_begin(); wants != wanted.termlist_end(); ++wants) {
      const std::string term = *wants;
      if (term.starts_with(file_prefix)) continue;
      if (has != terms_.end() && has->name < term) break;
      if (has == terms_.end() || has->name != term || has->wdf != wants.get_wdf()) {
        complain("termlist.glass: it does not have this term as its text gives it: " + term);
        return sum;
      }
      sum += TermShare(term).of(has->wdf, wants.positionlist_begin(), wants.positionlist_end());
      ++has;
    }
    if (has != terms_.end())
      complain("termlist.glass: it has a term that its text does not give: " + has->name);
    return sum;
  }

  void compare_values(const Xapian::Document& document, const Xapian::Document& wanted) {
    auto has = document.values_begin();
    auto wants = wanted.values_begin();
    for (; has != document.values_end() && wants != wanted.values_end(); ++has, ++wants) {
      const bool is_equal =
          has.get_valueno() == wants.get_valueno() && (has.get_valueno() == slot_revision || *has == *wants);
      if (!is_equal) break;
    }
    if (has == document.values_end() && wants == wanted.values_end()) return;
    constexpr auto no_slot = std::numeric_limits<Xapian::valueno>::max();
    const auto slot = std::min(has == document.values_end() ? no_slot : has.get_valueno(),
                               wants == wanted.values_end() ? no_slot : wants.get_valueno());
    complain("postlist.glass: its value " + std::to_string(slot) + " is not what the article says");
  }

  // What does not depend on the releases of stemmers and folding rules.
  std::uint64_t compare_certain(const Article& article) {
    std::vector<std::string> certain{id_term(article.id), std::string(undated_term)};
    if (article.published) {
      certain.pop_back();
      for (auto& term : date_terms(article.published->date)) certain.push_back(std::move(term));
    }
    std::uint64_t sum = 0;
    std::size_t found = 0;
    for (const auto& term : terms_) {
      found += std::ranges::find(certain, term.name) == certain.end() ? 0 : 1;
      sum += TermShare(term.name).of(term.wdf);
    }
    if (found != certain.size()) complain("termlist.glass: it lacks the term of its id or its date");
    return sum;
  }

  void check_revision(const Xapian::Document& document) {
    const std::string value = document.get_value(slot_revision);
    const double revision = value.empty() ? 0 : Xapian::sortable_unserialise(value);
    const bool is_whole = revision >= 1 && revision <= static_cast<double>(check_.revision) &&
                          revision == static_cast<double>(static_cast<std::uint64_t>(revision));
    if (!is_whole) complain("postlist.glass: its ingest revision is none that the index had");
  }

  const ArticleCheck& check_;
  std::size_t share_;
  ChildReport& report_;
  Xapian::Database db_;
  std::optional<Calendar> calendar_;
  Analyser analyser_{};
  std::vector<TermOfArticle> terms_{};
  std::string name_{};
  bool is_sound_ = true;
  std::uint64_t articles_ = 0;
  std::uint64_t length_ = 0;
  std::uint64_t unreported_ = 0;
};

// Stems and whole values have none. Xapian looks each position list up from the root of its table (two reads
// of 8 KB, half of all the time this takes), so that it must not be asked in vain.
bool may_have_positions(std::string_view term) {
  const auto is_whole_value = [term](const FieldRow& row) {
    return !row.whole_prefix.empty() && term.starts_with(row.whole_prefix);
  };
  return !term.starts_with(stem_prefix("")) && std::ranges::none_of(field_table, is_whole_value);
}

class PostingReader {
 public:
  PostingReader(const ArticleCheck& check, std::size_t share, ChildReport& report)
      : check_(check),
        share_(share),
        report_(report),
        db_(check.path.string()),
        sums_(check.sums.column(1 + share)) {}

  void run() {
    const std::string id_prefix(field_row(Field::id).whole_prefix);
    std::size_t index = 0;
    for (auto term = db_.allterms_begin(); term != db_.allterms_end(); ++term, ++index) {
      if (index / terms_in_a_row % check_.shares != share_) continue;
      const std::string name = *term;
      if (name.starts_with(id_prefix) && term.get_termfreq() != 1)
        report_.damage("postlist.glass",
                       "an id is not that of one article: " + name.substr(id_prefix.size()));
      if (!name.starts_with(file_prefix)) add_postings(name);
    }
  }

 private:
  void add_postings(const std::string& term) {
    const TermShare share(term);
    const bool reads_positions = check_.is_analysed && may_have_positions(term);
    for (auto posting = db_.postlist_begin(term); posting != db_.postlist_end(term); ++posting) {
      const Xapian::docid docid = *posting;
      if (docid > check_.sums.last_docid())
        throw Error(ErrorKind::bad_input, "the term " + term + " has an article after the last");
      sums_[docid] += reads_positions ? share.of(posting.get_wdf(), posting.positionlist_begin(),
                                                 posting.positionlist_end())
                                      : share.of(posting.get_wdf());
      unreported_ += posting.get_wdf();
    }
    if (unreported_ < length_between_reports) return;
    report_.advance(unreported_);
    unreported_ = 0;
  }

  const ArticleCheck& check_;
  std::size_t share_;
  ChildReport& report_;
  Xapian::Database db_;
  std::span<std::uint64_t> sums_;
  std::uint64_t unreported_ = 0;
};

}  // namespace

ChildTask articles_task(const ArticleCheck& check, std::size_t share) {
  return {.part = "docdata.glass or termlist.glass",
          .work = [&check, share](ChildReport& report) { ArticleReader(check, share, report).run(); }};
}

ChildTask postings_task(const ArticleCheck& check, std::size_t share) {
  return {.part = "postlist.glass or position.glass",
          .work = [&check, share](ChildReport& report) { PostingReader(check, share, report).run(); }};
}

std::vector<Xapian::docid> differing_articles(const ArticleCheck& check) {
  std::vector<Xapian::docid> differing;
  const auto wanted = check.sums.column(0);
  for (std::size_t docid = 0; docid < wanted.size(); ++docid) {
    std::uint64_t sum = 0;
    for (std::size_t share = 0; share < check.shares; ++share) sum += check.sums.column(1 + share)[docid];
    if (wanted[docid] != no_sum && wanted[docid] != sum)
      differing.push_back(static_cast<Xapian::docid>(docid));
  }
  return differing;
}

ChildTask naming_task(const std::filesystem::path& path, const std::vector<Xapian::docid>& differing) {
  return {.part = "docdata.glass", .work = [path, &differing](ChildReport& report) {
            const Xapian::Database db(path.string());
            for (const auto docid : differing) {
              std::string id;
              try {
                id = read_stored(db.get_document(docid).get_data()).article.id;
              } catch (const Xapian::DocNotFoundError&) {
                id = "not among the articles";
              }
              report.damage(article_name(docid, id),
                            "postlist.glass or position.glass: its postings are not those of its terms");
            }
          }};
}

}  // namespace dateline

// See build_generation.hpp.
#include "indexer/build/spool/build_generation.hpp"

#include "common/error.hpp"
#include "common/index/calendar_format.hpp"
#include "common/index/open.hpp"
#include "common/interruption.hpp"
#include "common/log.hpp"
#include "indexer/build/article_terms.hpp"
#include "indexer/build/bulk/self_check.hpp"
#include "indexer/build/document.hpp"
#include "indexer/build/spool/calendar_order.hpp"
#include "indexer/publish/generations.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#include <sys/random.h>
#include <xapian.h>

namespace dateline {

namespace {

// Bytes of text between two commits of a database that nobody reads. Xapian's own threshold counts documents
// (10,000), whatever their size; small steps also keep its maps in the processor's cache.
constexpr std::size_t commit_bytes = std::size_t{2} << 20;

void remove_tree(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

// Random, unless the build is to be reproducible: then made from what the index says of itself.
DatabaseUuid make_uuid(const IndexMetadata& metadata) {
  DatabaseUuid uuid{};
  if (std::getenv("SOURCE_DATE_EPOCH") != nullptr) {
    const std::string& sum = metadata.at(metadata_sum);  // 16 digits
    std::copy_n(sum.begin(), std::min(sum.size(), uuid.size()), uuid.begin());
  } else if (getrandom(uuid.data(), uuid.size(), 0) != static_cast<ssize_t>(uuid.size())) {
    throw Error(ErrorKind::io, "the system gives no random bytes");
  }
  uuid[6] = static_cast<unsigned char>((uuid[6] & 0x0FU) | 0x40U);  // version 4, of RFC 4122
  uuid[8] = static_cast<unsigned char>((uuid[8] & 0x3FU) | 0x80U);
  return uuid;
}

class GenerationBuilder {
 public:
  GenerationBuilder(const IndexLocation& location, const ArticleSpool& spool, GenerationPlan& plan,
                    Progress& progress)
      : location_(location),
        plan_(plan),
        progress_(progress),
        memory_(plan_memory(plan.build.memory_bytes)),
        order_(spool, memory_.segment_bytes) {
    for (auto& [name, value] : calendar_entries(order_.calendar())) plan_.metadata[name] = value;
    plan_.metadata[metadata_sum] = sum_of_metadata(plan_.metadata);
  }

  void build() {
    if (plan_.build.builder == BuilderKind::bulk && build_in_bulk()) return;
    build_by_xapian();
  }

 private:
  // False when it was thrown away: the reason is logged.
  bool build_in_bulk() {
    const auto path = location_.packed(plan_.number);
    if (!is_known_format(location_.unfinished(plan_.number))) {
      log_warning(
          "this Xapian library writes another format than the bulk builder knows: building by Xapian");
      return false;
    }
    progress_.begin("Indexing", order_.segments(), 0, "steps");
    const BulkInput input{
        .segments = order_.segments(),
        .read = [&](std::size_t segment, const auto& take) { read(segment, take); },
        .largest_article = [&](std::size_t segment) { return order_.largest_article(segment); },
        .metadata = plan_.metadata};
    const BulkOptions options{
        .threads = plan_.build.thread_count(), .memory = memory_, .uuid = make_uuid(plan_.metadata)};
    const DatabaseStatistics statistics = build_database(path, input, options);
    const std::string fault = check_database(path, input, statistics, options);
    if (fault.empty()) return true;
    log_warning("what the bulk builder made is wrong (" + fault +
                "): it is thrown away and built by Xapian; please report this");
    remove_tree(path);
    return false;
  }

  void read(std::size_t segment, const std::function<void(const BulkArticle&)>& take) const {
    order_.read(segment, [&](const BulkArticle& article) {
      stop_if_interrupted(plan_.if_interrupted);
      take(article);
    });
  }

  void build_by_xapian() {
    const auto path = location_.unfinished(plan_.number);
    try {
      Xapian::WritableDatabase db(path.string(),
                                  Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
      Analyser analyser;
      std::size_t uncommitted_bytes = 0;
      for (std::size_t segment = 0; segment < order_.segments(); ++segment) {
        read(segment, [&](const BulkArticle& article) {
          db.replace_document(article.docid, make_document(article, analyser));
          uncommitted_bytes += prose_bytes(article.article) + 200;
          if (uncommitted_bytes < commit_bytes) return;
          db.commit();
          uncommitted_bytes = 0;
        });
      }
      for (const auto& [name, value] : plan_.metadata) db.set_metadata(name, value);
      db.commit();
      db.close();
    } catch (...) {
      rethrow_as_error("writing " + path.string());
    }
    pack_generation(location_, plan_.number, plan_.if_interrupted);
    check_generation(location_, plan_.number);
  }

  const IndexLocation& location_;
  GenerationPlan& plan_;
  Progress& progress_;
  const MemoryPlan memory_;
  CalendarOrder order_;
};

}  // namespace

void build_generation(const IndexLocation& location, ArticleSpool& spool, GenerationPlan plan,
                      Progress& progress) {
  spool.flush();
  GenerationBuilder(location, spool, plan, progress).build();
}

}  // namespace dateline

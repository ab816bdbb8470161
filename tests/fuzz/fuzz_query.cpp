// Bytes to a query: tokens, tree, Xapian query; in all three modes. The first words of a query are the seed
// corpus: tests/golden/query_trees.txt.
#include "common/error.hpp"
#include "searcher/query/compile.hpp"
#include "searcher/query/parse.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace dateline;

struct SmallIndex {
  Xapian::WritableDatabase db{std::string(), Xapian::DB_BACKEND_INMEMORY};
  Analyser analyser{};
  IndexLanguages languages{};

  SmallIndex() {
    Xapian::Document document;
    for (const char* term : {"iran", "drones", "strategic", "cooperation", "京", "北京"})
      document.add_posting(term, 1);
    for (const char* term : {"Zen:iran", "ZSen:iran", "Len", "Ktag", "XSRCthe times", "Hduma.gov.ru",
                             "Ttext/html", "Q1", "Y2023", "M202301", "D20230126", "Y-0043"})
      document.add_boolean_term(term);
    db.add_document(document);
    db.commit();
    languages = read_languages(db);
  }
};

void check_spans(const QueryNode& node, std::size_t bytes) {
  if (node.begin > node.end || node.end > bytes) std::abort();
  for (const QueryNode& child : node.children) check_spans(child, bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static SmallIndex index;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::chrono::sys_days today{std::chrono::days{19431}};
  for (const QueryMode mode : {QueryMode::lenient, QueryMode::plain, QueryMode::strict}) {
    try {
      const ParsedQuery parsed = parse_query(text, mode, today);
      check_spans(parsed.root, size);
      if (print_tree(parsed.root).empty()) std::abort();
      const CompiledQuery compiled = compile_query(parsed.root, index.db, index.languages, index.analyser);
      if (print_query(compiled.query).size() > 0 && compiled.query.empty()) std::abort();
    } catch (const Error& error) {
      if (mode != QueryMode::strict || error.kind() != ErrorKind::usage) std::abort();
    }
  }
  return 0;
}

// See article_ids.hpp. The id's own term is found without reading what is stored of the article, whose text
// lies with it.
#include "searcher/rank/article_ids.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"

#include <string_view>

namespace dateline {

std::string id_of(const Xapian::Document& document) {
  constexpr std::string_view prefix = field_row(Field::id).whole_prefix;
  auto term = document.termlist_begin();
  term.skip_to(std::string(prefix));
  if (term != document.termlist_end()) {
    std::string name = *term;
    if (name.starts_with(prefix) && name.size() < max_term_bytes) return name.substr(prefix.size());
  }
  return read_stored(document.get_data()).article.id;  // a long id is cut and hashed in its term
}

Xapian::docid docid_of(const Xapian::Database& db, const std::string& id) {
  const std::string term = make_term(field_row(Field::id).whole_prefix, id);
  const auto found = db.postlist_begin(term);
  return found == db.postlist_end(term) ? 0 : *found;
}

}  // namespace dateline

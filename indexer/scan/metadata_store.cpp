// See metadata_store.hpp.
#include "indexer/scan/metadata_store.hpp"

namespace dateline {

MetadataStore metadata_of(Xapian::WritableDatabase& db) {
  return {.get = [&db](const std::string& name) { return db.get_metadata(name); },
          .put = [&db](const std::string& name, const std::string& value) { db.set_metadata(name, value); }};
}

MetadataStore metadata_of(IndexMetadata& entries) {
  return {.get =
              [&entries](const std::string& name) {
                const auto found = entries.find(name);
                return found == entries.end() ? std::string() : found->second;
              },
          .put =
              [&entries](const std::string& name, const std::string& value) {
                if (value.empty()) {
                  entries.erase(name);
                } else {
                  entries[name] = value;
                }
              }};
}

}  // namespace dateline

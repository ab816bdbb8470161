// Where entries of metadata are written: into a database, or into a map that becomes one.
#pragma once

#include <functional>
#include <map>
#include <string>

#include <xapian.h>

namespace dateline {

/// By name.
using IndexMetadata = std::map<std::string, std::string>;

struct MetadataStore {
  std::function<std::string(const std::string& name)> get{};                     // "" = there is none
  std::function<void(const std::string& name, const std::string& value)> put{};  // "" removes it
};

/// What is stored outlives neither.
MetadataStore metadata_of(Xapian::WritableDatabase& db);
MetadataStore metadata_of(IndexMetadata& entries);

}  // namespace dateline

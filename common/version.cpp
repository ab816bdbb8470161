// See version.hpp.
#include "common/version.hpp"

#include "common/index/open.hpp"
#include "common/schema/stored.hpp"

#include <array>

#include <dateline_version.hpp>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <xapian.h>

namespace dateline {

namespace {

std::string icu_text(void (*read)(UVersionInfo)) {
  UVersionInfo version{};
  read(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

}  // namespace

std::string version_text(const std::string& program) {
  return program + " " + program_version + "\nXapian " + Xapian::version_string() + ", ICU " +
         icu_text(u_getVersion) + ", Unicode " + icu_text(u_getUnicodeVersion) + "\nindex schema " +
         std::to_string(schema_version) + ", stored article " + std::to_string(stored_version);
}

}  // namespace dateline

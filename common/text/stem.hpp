// Snowball stemmers by language, behind a cache; see Analyser::stem for what comes out.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dateline {

/// "pt" of "pt-BR", "no" of "nb" and "nn": the code that ranking terms are labelled with.
std::string_view primary_language(std::string_view lang);

class StemCache {
 public:
  StemCache();
  ~StemCache();

  /// The labelled stem; lives until the next call.
  std::string_view stem(std::string_view base, std::string_view lang);
  /// The same, worked out anew and not kept.
  std::string new_stem(std::string_view base, std::string_view lang);

 private:
  struct Language;
  Language& language(std::string_view code);

  std::map<std::string, std::unique_ptr<Language>, std::less<>> languages_;
};

}  // namespace dateline

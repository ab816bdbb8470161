// An article and a passage as the JSON that every JSON output of the searcher shares.
#pragma once

#include "common/article.hpp"
#include "searcher/search_types.hpp"

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace dateline {

/// Version of the JSON that `json`, `jsonl` and `show` write; its history stands in article_json.cpp.
inline constexpr int json_version = 1;

/// Appends the article's metadata to the object `out`, members in a fixed order; see article_json.cpp.
void append_article(const Article& article, std::string_view path, nlohmann::ordered_json& out);

/// [[begin, end], …]: what matched in `passage`, in code points of its text. Spans that are out of order or
/// outside the text are left out.
nlohmann::ordered_json highlights_of(const Snippet& passage);

}  // namespace dateline

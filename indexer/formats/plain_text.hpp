// What every reader of text needs: clean lines, trimmed pieces, a cut at words.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// Without control characters but "\n" and "\t"; "\r\n", "\r", form feeds and Unicode's line separators
/// become "\n". `text` must be UTF-8.
std::string clean_text(std::string_view text);

/// White space of any kind at both ends removed, inside made one space each.
std::string tidy_line(std::string_view text);
/// The same, added to `out`.
void append_tidy(std::string& out, std::string_view text);

/// The same, without a copy where there is nothing to tidy: `text` itself, or else `tidied`, which is set.
std::string_view tidy_view(std::string_view text, std::string& tidied);

/// Whether there is nothing but white space.
bool is_blank_line(std::string_view text);

/// At most `max_chars` code points, cut between words, with "…" when something was cut.
std::string cut_at_word(std::string_view text, std::size_t max_chars);

/// The opening of a text without a headline: its first sentence, or as much of it as a headline may be long.
std::string headline_of(std::string_view text);

/// The file's name without folders and ending, "_" and "-" as spaces: the last resort of a headline.
std::string headline_of_path(std::string_view path);

}  // namespace dateline

// Words that a ranked query should hardly feel: function words of a language, and the verbiage of questions.
#pragma once

#include <string_view>

namespace dateline {

/// Whether `term` (folded, as the analyser's terms are) is a function word of `lang` (ISO 639-1). False for a
/// language without a list.
bool is_stop_word(std::string_view lang, std::string_view term);

/// Words that questions are wrapped in ("find information about …"); only long queries should use it, for in
/// short ones they may be the subject.
bool is_question_word(std::string_view lang, std::string_view term);

}  // namespace dateline

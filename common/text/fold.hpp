// Folding: the forms under which words are kept and compared.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// NFKC with full case folding, marks kept: what stemmers take. Apostrophes become ', inner dots (·) and
/// ignorable characters go. Text in must be valid UTF-8.
std::string fold_case(std::string_view word);

/// `fold_case`d text without the diacritics of Latin, Greek, Cyrillic (й stays), Hebrew and Arabic script;
/// letters that do not decompose (ł ø đ ı æ œ …) and the alef, ya, kaf forms and digits of Arabic and Persian
/// made one. Idempotent.
std::string strip_marks(std::string_view folded);

}  // namespace dateline

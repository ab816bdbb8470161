// Decides a file's charset and converts it to UTF-8 with ICU; see charset.hpp. The guess is guess_charset's.
#include "indexer/formats/charset.hpp"

#include "common/text/ascii.hpp"
#include "indexer/formats/code_points.hpp"
#include "indexer/formats/guess_charset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

namespace dateline {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t min_utf8_sequences = 4;  // so many well-formed ones are no accident in another charset

struct CharsetAlias {
  std::string_view label;
  std::string_view charset;
};

// What browsers read for a label that is not the charset's own name (whatwg.org, Encoding): the label's
// charset plus what its users in fact write.
constexpr auto aliases = std::to_array<CharsetAlias>({
    {"ansi", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"ascii", "windows-1252"},
    {"big5-hkscs", "big5"},
    {"cn-big5", "big5"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1252", "windows-1252"},
    {"euc-cn", "gb18030"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"iso-8859-1", "windows-1252"},
    {"iso-8859-11", "windows-874"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"koi8-u", "koi8-u"},
    {"ks_c_5601-1987", "euc-kr"},
    {"latin-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"sjis", "shift_jis"},
    {"tis-620", "windows-874"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"us-ascii", "windows-1252"},
    {"utf8", "utf-8"},
    {"windows-31j", "shift_jis"},
    {"windows-936", "gb18030"},
    {"windows-949", "euc-kr"},
    {"x-cp1251", "windows-1251"},
    {"x-gbk", "gb18030"},
    {"x-mac-roman", "macintosh"},
    {"x-sjis", "shift_jis"},
    {"x-user-defined", "windows-1252"},
});

// The converter that covers what writers of a charset use in practice: Microsoft's tables for the CJK ones.
constexpr auto converters = std::to_array<CharsetAlias>({
    {"big5", "windows-950-2000"},
    {"euc-kr", "windows-949-2000"},
    {"shift_jis", "ibm-943_P15A-2003"},
});

struct ByteOrderMark {
  std::string_view bytes;
  std::string_view charset;
};

// UTF-32 first: its little-endian mark begins with UTF-16's.
constexpr auto byte_order_marks = std::to_array<ByteOrderMark>({
    {std::string_view("\x00\x00\xFE\xFF", 4), "utf-32be"},
    {std::string_view("\xFF\xFE\x00\x00", 4), "utf-32le"},
    {"\xEF\xBB\xBF", "utf-8"},
    {"\xFE\xFF", "utf-16be"},
    {"\xFF\xFE", "utf-16le"},
});

std::string normalised_label(std::string_view label) {
  std::string name;
  for (const char c : label) {
    if (c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\n' || c == '\r') continue;
    name += lower_ascii(c);
  }
  const auto* const found = std::ranges::find(aliases, std::string_view(name), &CharsetAlias::label);
  return found != aliases.end() ? std::string(found->charset) : name;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& charset) {
  const auto* const found = std::ranges::find(converters, std::string_view(charset), &CharsetAlias::label);
  const std::string name = found != converters.end() ? std::string(found->charset) : charset;
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) converter.reset();
  return converter;
}

// ICU calls this, with the parameters it prescribes, for every invalid sequence: one U+FFFD each, counted.
// NOLINTNEXTLINE(readability-function-size)
void count_invalid(const void* context, UConverterToUnicodeArgs* args, const char* /*units*/,
                   int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  auto* const count = static_cast<std::size_t*>(const_cast<void*>(context));
  ++*count;
  *status = U_ZERO_ERROR;
  const UChar character = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &character, 1, 0, status);
}

// None when ICU does not know the charset.
std::optional<DecodedText> convert(std::string_view bytes, const std::string& charset) {
  const Converter converter = open_converter(charset);
  if (!converter) return std::nullopt;
  DecodedText decoded{.text = {}, .charset = charset};
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.get(), count_invalid, &decoded.invalid_bytes, nullptr, nullptr, &status);
  std::array<UChar, 4096> units{};
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  decoded.text.reserve(bytes.size() + bytes.size() / 8);
  icu::UnicodeString chunk;
  do {
    status = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr, 1, &status);
    chunk.append(units.data(), static_cast<int32_t>(target - units.data()));
    if (status == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(chunk[chunk.length() - 1])) continue;
    chunk.toUTF8String(decoded.text);
    chunk.remove();
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return decoded;
}

DecodedText repair_utf8(std::string_view bytes) {
  DecodedText decoded{.text = {}, .charset = "utf-8"};
  decoded.text.reserve(bytes.size());
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t begin = at;
    if (next_code_point(bytes, at) >= 0) {
      decoded.text.append(bytes, begin, at - begin);
    } else {
      decoded.text += replacement;
      ++decoded.invalid_bytes;
    }
  }
  return decoded;
}

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

bool holds_c1_control(std::string_view utf8) {
  for (std::size_t at = utf8.find('\xC2'); at != std::string_view::npos; at = utf8.find('\xC2', at + 1)) {
    const auto next = static_cast<unsigned char>(at + 1 < utf8.size() ? utf8[at + 1] : 0);
    if (next >= 0x80 && next < 0xA0 && next != 0x85) return true;
  }
  return false;
}

// The text in the charset that the file names, if the bytes can be that.
std::optional<DecodedText> decode_declared(std::string_view bytes, std::string_view declared) {
  const std::string charset = normalised_label(declared);
  if (charset.empty() || charset == "utf-8") return std::nullopt;  // strict UTF-8 is next in any case
  const bool has_nul = bytes.find('\0') != std::string_view::npos;
  if (charset.starts_with("utf-16") || charset.starts_with("utf-32")) {
    if (!has_nul) return std::nullopt;  // a page that was re-encoded with its old <meta>
  } else if (count_utf8_sequences(bytes).good >= min_utf8_sequences && is_utf8(bytes)) {
    return std::nullopt;
  }
  auto decoded = convert(bytes, charset);
  if (!decoded || decoded->invalid_bytes > 0) return std::nullopt;
  if (charset.starts_with("windows-") && holds_c1_control(decoded->text)) return std::nullopt;
  return decoded;
}

}  // namespace

DecodedText decode_text(std::string_view bytes, std::string_view declared) {
  for (const ByteOrderMark& mark : byte_order_marks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    const std::string_view rest = bytes.substr(mark.bytes.size());
    if (mark.charset == "utf-8") return repair_utf8(rest);
    if (auto decoded = convert(rest, std::string(mark.charset))) return *std::move(decoded);
  }
  if (!declared.empty()) {
    if (auto decoded = decode_declared(bytes, declared)) return *std::move(decoded);
  }
  const bool has_nul = bytes.find('\0') != std::string_view::npos;
  const bool has_escape = bytes.find('\x1B') != std::string_view::npos;
  if (!has_nul && !has_escape && is_utf8(bytes)) return {.text = std::string(bytes), .charset = "utf-8"};
  const std::string guess = guess_charset(bytes);
  if (guess == "utf-8") return repair_utf8(bytes);
  if (auto decoded = convert(bytes, guess)) return *std::move(decoded);
  return repair_utf8(bytes);
}

bool looks_binary(std::string_view head) {
  for (const ByteOrderMark& mark : byte_order_marks) {
    if (head.starts_with(mark.bytes)) return false;
  }
  std::size_t controls = 0;
  bool has_nul = false;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) has_nul = true;
    const bool is_space = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == '\v';
    if ((byte < 0x20 && !is_space && byte != 0x1B) || byte == 0x7F) ++controls;
  }
  if (has_nul) return guess_utf16(head).empty();
  return controls * 10 > head.size();  // stray ones are common in old wire copy
}

}  // namespace dateline

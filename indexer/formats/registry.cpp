// The format table and how a file's format is found; see registry.hpp. A new format is one row here and one
// file beside.
#include "indexer/formats/registry.hpp"

#include "common/error.hpp"
#include "indexer/formats/charset.hpp"
#include "indexer/formats/html.hpp"
#include "indexer/formats/json.hpp"
#include "indexer/formats/markdown.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/reuters.hpp"
#include "indexer/formats/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace dateline {

namespace {

constexpr std::size_t head_bytes = 4096;

constexpr auto html_extensions = std::to_array<std::string_view>({"html", "htm", "xhtml", "shtml"});
constexpr auto markdown_extensions =
    std::to_array<std::string_view>({"md", "markdown", "mdown", "mkd", "mdx"});
constexpr auto reuters_extensions = std::to_array<std::string_view>({"sgm", "sgml"});
constexpr auto jsonl_extensions = std::to_array<std::string_view>({"jsonl", "ndjson"});
constexpr auto json_extensions = std::to_array<std::string_view>({"json"});
constexpr auto text_extensions = std::to_array<std::string_view>({"txt", "text", "asc"});

// In the order in which contents are tried.
constexpr auto formats = std::to_array<FormatRow>({
    {"reuters", "application/sgml", reuters_extensions, looks_like_reuters, read_reuters},
    {"jsonl", "application/jsonl", jsonl_extensions, looks_like_jsonl, read_jsonl},
    {"json", "application/json", json_extensions, looks_like_json, read_json},
    {"html", "text/html", html_extensions, looks_like_html, read_html},
    {"markdown", "text/markdown", markdown_extensions, nullptr, read_markdown},
    {"text", "text/plain", text_extensions, nullptr, read_text},
});

struct Signature {
  std::string_view bytes;
  std::string_view kind;
};

constexpr auto signatures = std::to_array<Signature>({
    {"%PDF-", "PDF"},
    {"PK\x03\x04", "zip archive"},
    {"\x1F\x8B", "gzip"},
    {"\x28\xB5\x2F\xFD", "zstd"},
    {"BZh", "bzip2"},
    {"\xFD"
     "7zXZ",
     "xz"},
    {"7z\xBC\xAF", "7z"},
    {"\x89PNG", "PNG image"},
    {"GIF8", "GIF image"},
    {"\xFF\xD8\xFF", "JPEG image"},
    {"\x7F"
     "ELF",
     "program"},
    {"ID3", "sound"},
    {"OggS", "sound or film"},
    {"RIFF", "sound or film"},
    {"{\\rtf", "RTF"},
    {"%!PS", "PostScript"},
    {"\xD0\xCF\x11\xE0", "old Office document"},
    {"SQLite format 3", "SQLite database"},
});

// Text, but nobody's article: settings, tables, programs. Named by extension, since by contents they could be
// prose.
constexpr auto no_articles = std::to_array<std::string_view>(
    {"csv", "tsv", "yaml", "yml", "toml", "ini", "cfg", "conf", "lock",       "css",     "js",
     "ts",  "py",  "rb",   "rs",  "c",    "cc",  "cpp", "h",    "hpp",        "java",    "go",
     "sh",  "sql", "log",  "dtd", "xsd",  "xsl", "svg", "map",  "properties", "makefile"});

std::string lower_extension(std::string_view path) {
  const std::string_view name =
      path.substr(path.find_last_of('/') == std::string_view::npos ? 0 : path.find_last_of('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > 12) return {};
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) return {};
  }
  return extension;
}

const FormatRow* row_of_extension(std::string_view extension) {
  const auto* const found = std::ranges::find_if(
      formats, [&](const FormatRow& row) { return std::ranges::count(row.extensions, extension) > 0; });
  return found != formats.end() ? found : nullptr;
}

[[noreturn]] void reject(const std::string& reason) {
  throw Error(ErrorKind::bad_input, reason);
}

// Behind what begins at `at` and ends in `end`; the text's end when it does not end.
std::size_t skip_past(std::string_view text, std::size_t at, std::string_view end) {
  const std::size_t found = text.find(end, at);
  return found == std::string_view::npos ? text.size() : found + end.size();
}

// The name of the first element of an XML document; "" when none is seen.
std::string root_element(std::string_view head) {
  std::size_t at = head.find('<');
  while (at < head.size()) {
    const std::string_view rest = head.substr(at);
    if (rest.starts_with("<!--")) {
      at = skip_past(head, at + 4, "-->");
    } else if (rest.starts_with("<?")) {
      at = skip_past(head, at, "?>");
    } else if (rest.starts_with("<!")) {  // a DOCTYPE, perhaps with declarations in brackets
      const bool has_inner = rest.find('[') < rest.find('>');
      at = skip_past(head, at, has_inner ? "]" : ">");
    } else {
      const std::size_t end = head.find_first_of(" \t\r\n/>", at + 1);
      return tidy_line(clean_text(head.substr(at + 1, std::min(end, at + 60) - at - 1)));
    }
    at = head.find('<', at);
  }
  return {};
}

// Arrays of arrays: whatever its name says, the reader tells best what is wrong.
bool is_nested_json(const FormatRow* named, std::string_view text) {
  if (named == nullptr || named->name != "json") return false;
  const std::size_t outer = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::size_t inner = text.find_first_not_of(" \t\r\n", std::min(outer + 1, text.size()));
  return text.substr(outer, 1) == "[" && inner != std::string_view::npos && text[inner] == '[';
}

void reject_binary(std::string_view head) {
  for (const Signature& signature : signatures) {
    if (head.starts_with(signature.bytes)) reject("binary (" + std::string(signature.kind) + ")");
  }
  if (looks_binary(head)) reject("binary (control characters)");
}

bool is_blank(std::string_view head) {
  return head.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

// Prose without an extension ("README", "letter-to-the-editor"): most of it letters.
bool looks_like_prose(const std::string& text) {
  std::size_t letters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') ++letters;
    if (byte >= 0x80 || byte == ' ') ++letters;
  }
  return letters * 100 >= text.size() * 75 && text.find(' ') != std::string::npos && !text.starts_with("#!");
}

// Notes kept as .txt with the front matter of a site generator: "---" or "+++", a setting, the same again.
bool has_front_matter(std::string_view text) {
  const std::string_view fence = text.substr(0, 3);
  if ((fence != "---" && fence != "+++") || (text.substr(3, 1) != "\n" && text.substr(3, 2) != "\r\n"))
    return false;
  const std::string_view settings = text.substr(text.find('\n') + 1);
  const std::string_view first = settings.substr(0, settings.find('\n'));
  const bool has_setting = first.find(fence == "---" ? ':' : '=') != std::string_view::npos;
  return has_setting && settings.find("\n" + std::string(fence)) != std::string_view::npos;
}

}  // namespace

std::span<const FormatRow> format_table() {
  return formats;
}

const FormatRow& jsonl_format() {
  return *std::ranges::find(formats, "jsonl", &FormatRow::name);
}

const FormatRow& find_format(SourceFile& file) {
  const std::string_view head = file.bytes.peek(head_bytes);
  if (head.empty()) reject("empty");
  reject_binary(head);
  if (is_blank(head) && head.size() < head_bytes) reject("empty");
  const std::string extension = lower_extension(file.path);
  const FormatRow* const named = row_of_extension(extension);
  if (named != nullptr && named->looks_like != nullptr && named->looks_like(head)) return *named;
  if (named == &jsonl_format() && has_record_line(head)) return *named;
  // Wide charsets would hide every sign; their text is looked at decoded.
  const std::string text = decode_text(head).text;
  for (const FormatRow& row : formats) {
    if (row.looks_like != nullptr && row.looks_like(text)) return row;
  }
  if (named != nullptr && named->looks_like == nullptr)
    return named->name == "text" && has_front_matter(text) ? *row_of_extension("md") : *named;
  if (text.starts_with("<?xml") || extension == "xml")
    reject("XML of no known kind (root element " + root_element(text) + ")");
  if (is_nested_json(named, text)) return *named;
  if (named != nullptr)
    reject("no " + std::string(named->name) + " in it, though its name ends in ." + extension);
  if (std::ranges::count(no_articles, std::string_view(extension)) > 0)
    reject("no article format (." + extension + ")");
  if (extension.empty() && looks_like_prose(text)) return *row_of_extension("txt");
  reject(extension.empty() ? "no known format" : "no known format (." + extension + ")");
}

}  // namespace dateline

// The stored article, version 2 (Xapian's document data):
//
//   stored   = { name "=" value "\n" } "text=" raw-size " " packed-size "\n" packed
//   name     = "dateline" (the version, first) | "id" | "title" | "summary" | "author" | "published"
//              | "from" | "modified" | "tag" | "source" | "url" | "lang" | "format" | "path" | "sum"
//              author and tag repeat; sum is the XXH3 of all lines before it, 16 hexadecimal digits
//   value    = UTF-8 without line ends: "\" is "\\", LF is "\n", CR is "\r"; dates as format_iso writes them
//   packed   = zstd( text NUL captions ) with zstd's checksum, raw-size bytes when inflated
//
// Members that are empty have no line. A reader skips names that it does not know.
// History: 1 (2026-11) first; 2 (2026-11) sum, and zstd's checksum.
#include "common/schema/stored.hpp"

#include "common/error.hpp"
#include "common/text/hash_digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <new>
#include <optional>

#include <xxhash.h>
#define ZSTD_STATIC_LINKING_ONLY  // names literals' compression, which the shared library has as well
#include <zstd.h>

namespace dateline {

namespace {

// zstd's "fast" strategy looking for a match at every 25th byte, literals by Huffman's codes. News articles
// one by one, on one core (2026-11): over 80 MB 483 MB a second to 57 % of their size (at every 13th byte 420
// MB/s and 55 %) where level 1 made 236 MB/s and 47 %; over 170 MB level 1 220 MB/s, level 3 171 MB/s and 47
// %, -1 302 MB/s and 65 %. An index grows by 3 % in all.
struct Parameter {
  ZSTD_cParameter name;
  int value;
};
constexpr auto zstd_parameters =
    std::to_array<Parameter>({{ZSTD_c_compressionLevel, 1},
                              {ZSTD_c_strategy, ZSTD_fast},
                              {ZSTD_c_hashLog, 14},
                              {ZSTD_c_minMatch, 6},
                              {ZSTD_c_targetLength, 24},
                              {ZSTD_c_literalCompressionMode, ZSTD_ps_enable},  // else not with such a target
                              {ZSTD_c_checksumFlag, 1}});
constexpr std::string_view sum_name = "sum";
constexpr int first_version_with_sum = 2;
// A buffer larger than this is given back after use.
constexpr std::size_t most_kept_bytes = std::size_t{1} << 20;
constexpr std::size_t max_stored_text = std::size_t{256} << 20;

bool needs_escape(char c) {
  return c == '\\' || c == '\n' || c == '\r';
}

void append_escaped(std::string& data, std::string_view value) {
  for (;;) {
    const auto found = std::ranges::find_if(value, needs_escape);
    data.append(value.begin(), found);
    if (found == value.end()) return;
    data += '\\';
    data += *found == '\n' ? 'n' : *found == '\r' ? 'r' : '\\';
    value.remove_prefix(static_cast<std::size_t>(found - value.begin()) + 1);
  }
}

void append_line(std::string& data, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  data += name;
  data += '=';
  append_escaped(data, value);
  data += '\n';
}

std::string unescape(std::string_view value) {
  std::string plain;
  for (;;) {
    const auto found = value.find('\\');
    plain += value.substr(0, found);
    if (found == std::string_view::npos) return plain;
    if (found + 1 == value.size()) return plain += '\\';
    const char code = value[found + 1];
    plain += code == 'n' ? '\n' : code == 'r' ? '\r' : code;
    value.remove_prefix(found + 2);
  }
}

[[noreturn]] void throw_damaged(const std::string& what) {
  throw Error(ErrorKind::bad_input, "a stored article is damaged: " + what,
              "build the index anew: dateline-index rebuild");
}

// `metadata`, then what is packed of `raw`.
std::string with_compressed(std::string_view metadata, std::string_view raw) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context = [] {
    ZSTD_CCtx* made = ZSTD_createCCtx();
    if (made == nullptr) throw std::bad_alloc();
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> owned(made, &ZSTD_freeCCtx);
    for (const Parameter& each : zstd_parameters) {
      const std::size_t set = ZSTD_CCtx_setParameter(made, each.name, each.value);
      if (ZSTD_isError(set) != 0)
        throw Error(ErrorKind::internal, std::string("zstd: ") + ZSTD_getErrorName(set));
    }
    return owned;
  }();
  thread_local std::string packed;
  packed.resize(std::max(packed.size(), ZSTD_compressBound(raw.size())));
  const std::size_t size =
      ZSTD_compress2(context.get(), packed.data(), packed.size(), raw.data(), raw.size());
  if (ZSTD_isError(size) != 0)
    throw Error(ErrorKind::internal, std::string("zstd: ") + ZSTD_getErrorName(size));
  const std::string sizes = "text=" + std::to_string(raw.size()) + " " + std::to_string(size) + "\n";
  std::string data;
  data.reserve(metadata.size() + sizes.size() + size);
  data.append(metadata).append(sizes).append(packed, 0, size);
  if (packed.size() > most_kept_bytes) packed = {};
  return data;
}

std::string decompress(std::string_view packed, std::size_t raw_size) {
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                  &ZSTD_freeDCtx);
  if (context == nullptr) throw std::bad_alloc();
  std::string raw(raw_size, '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(context.get(), raw.data(), raw.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0 || size != raw_size) throw_damaged("its text does not inflate");
  return raw;
}

void split_text(std::string&& raw, Article& article) {
  const auto nul = raw.rfind('\0');
  if (nul == std::string::npos) throw_damaged("its text has no captions' place");
  article.captions = raw.substr(nul + 1);
  raw.resize(nul);
  article.text = std::move(raw);
}

std::string version_line() {
  return "dateline=" + std::to_string(stored_version) + "\n";
}

std::string sum_of(std::string_view lines) {
  return hash_digits(XXH3_64bits(lines.data(), lines.size()));
}

struct Line {
  std::string_view name;
  std::string_view value;
};

// Takes the next line off `data`.
Line take_line(std::string_view& data) {
  const auto end = data.find('\n');
  if (end == std::string_view::npos) throw_damaged("a line does not end");
  const std::string_view line = data.substr(0, end);
  data.remove_prefix(end + 1);
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) throw_damaged("a line has no name");
  return {line.substr(0, equals), line.substr(equals + 1)};
}

// Takes the version's line off `data`.
int take_version(std::string_view& data) {
  const Line line = take_line(data);
  int version = 0;
  std::from_chars(line.value.data(), line.value.data() + line.value.size(), version);
  if (line.name != "dateline" || version < 1) throw_damaged("it does not begin with its version");
  if (version <= stored_version) return version;
  throw Error(ErrorKind::wrong_version,
              "a stored article has version " + std::string(line.value) + ", newer than this program",
              "use the newer Dateline that built this index");
}

void read_member(const Line& line, StoredArticle& stored) {
  Article& article = stored.article;
  const std::string_view name = line.name;
  std::string value = unescape(line.value);
  if (name == "id") {
    article.id = std::move(value);
  } else if (name == "title") {
    article.title = std::move(value);
  } else if (name == "summary") {
    article.summary = std::move(value);
  } else if (name == "author") {
    article.authors.push_back(std::move(value));
  } else if (name == "published") {
    article.published = parse_iso(value);
  } else if (name == "from") {
    article.published_from = evidence_from_name(value);
  } else if (name == "modified") {
    article.modified = parse_iso(value);
  } else if (name == "tag") {
    article.tags.push_back(std::move(value));
  } else if (name == "source") {
    article.source = std::move(value);
  } else if (name == "url") {
    article.url = std::move(value);
  } else if (name == "lang") {
    article.lang = std::move(value);
  } else if (name == "format") {
    article.format = std::move(value);
  } else if (name == "path") {
    stored.path = std::move(value);
  }
}

struct PackedText {
  const char* line = nullptr;  // its own: where the metadata end
  std::size_t raw_size = 0;
  std::string_view packed;
};

PackedText packed_text(std::string_view sizes, std::string_view data) {
  const auto space = sizes.find(' ');
  if (space == std::string_view::npos) throw_damaged("its text has no size");
  PackedText text{.line = sizes.data() - std::string_view("text=").size(), .packed = data};
  std::size_t packed_size = 0;
  const char* end = sizes.data() + sizes.size();
  std::from_chars(sizes.data(), end, text.raw_size);
  std::from_chars(sizes.data() + space + 1, end, packed_size);
  if (packed_size != data.size() || text.raw_size > max_stored_text) throw_damaged("its text is cut");
  return text;
}

// Walks the metadata up to the text, or up to the end where there is none; `each` sees every line.
template <typename Each>
std::optional<PackedText> read_lines(std::string_view data, Each each) {
  const std::string_view whole = data;
  bool needs_sum = take_version(data) >= first_version_with_sum;
  while (!data.empty()) {
    const std::string_view before = whole.substr(0, whole.size() - data.size());
    const Line line = take_line(data);
    if (line.name == "text") {
      if (needs_sum) throw_damaged("its metadata have no checksum");
      return packed_text(line.value, data);
    }
    if (line.name == sum_name) {
      if (line.value != sum_of(before)) throw_damaged("its metadata are not as written");
      needs_sum = false;
    }
    each(line);
  }
  return std::nullopt;
}

PackedText find_text(std::string_view data) {
  const auto text = read_lines(data, [](const Line&) {});
  if (!text) throw_damaged("it has no text");
  return *text;
}

}  // namespace

bool has_current_version(std::string_view data) {
  return data.starts_with(version_line());
}

StoredParts stored_parts(const Article& article, std::string_view path) {
  StoredParts parts{.metadata = version_line()};
  std::string& lines = parts.metadata;
  append_line(lines, "id", article.id);
  append_line(lines, "title", article.title);
  append_line(lines, "summary", article.summary);
  for (const auto& author : article.authors) append_line(lines, "author", author);
  if (article.published) append_line(lines, "published", format_iso(*article.published));
  append_line(lines, "from", evidence_name(article.published_from));
  if (article.modified) append_line(lines, "modified", format_iso(*article.modified));
  for (const auto& tag : article.tags) append_line(lines, "tag", tag);
  append_line(lines, "source", article.source);
  append_line(lines, "url", article.url);
  append_line(lines, "lang", article.lang);
  append_line(lines, "format", article.format);
  append_line(lines, "path", path);
  append_line(lines, sum_name, sum_of(lines));
  parts.text.reserve(article.text.size() + 1 + article.captions.size());
  parts.text.append(article.text).append(1, '\0').append(article.captions);
  return parts;
}

std::string pack_stored(const StoredParts& parts) {
  return with_compressed(parts.metadata, parts.text);
}

StoredArticle read_stored(std::string_view data) {
  StoredArticle stored;
  if (!read_lines(data, [&stored](const Line& line) { read_member(line, stored); }))
    throw_damaged("it has no text");
  return stored;
}

void read_stored_text(std::string_view data, Article& article) {
  const PackedText text = find_text(data);
  split_text(decompress(text.packed, text.raw_size), article);
}

StoredParts unpack_stored(std::string_view data) {
  const PackedText text = find_text(data);
  const auto metadata = static_cast<std::size_t>(text.line - data.data());
  return {.metadata = std::string(data.substr(0, metadata)), .text = decompress(text.packed, text.raw_size)};
}

UnpackedSizes unpacked_sizes(std::string_view data) {
  const PackedText text = find_text(data);
  return {.metadata = static_cast<std::size_t>(text.line - data.data()), .text = text.raw_size};
}

StoredArticle read_parts(StoredParts&& parts) {
  StoredArticle stored;
  read_lines(parts.metadata, [&stored](const Line& line) { read_member(line, stored); });
  split_text(std::move(parts.text), stored.article);
  return stored;
}

}  // namespace dateline

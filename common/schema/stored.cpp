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

#include <charconv>
#include <memory>
#include <new>
#include <optional>

#include <xxhash.h>
#include <zstd.h>

namespace dateline {

namespace {

constexpr int zstd_level = 3;
constexpr std::string_view sum_name = "sum";
constexpr int first_version_with_sum = 2;
constexpr std::size_t max_stored_text = std::size_t{256} << 20;

void append_escaped(std::string& data, std::string_view value) {
  for (const char c : value) {
    if (c == '\\') {
      data += "\\\\";
    } else if (c == '\n') {
      data += "\\n";
    } else if (c == '\r') {
      data += "\\r";
    } else {
      data += c;
    }
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
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      plain += value[i];
      continue;
    }
    const char code = value[++i];
    plain += code == 'n' ? '\n' : code == 'r' ? '\r' : code;
  }
  return plain;
}

[[noreturn]] void throw_damaged(const std::string& what) {
  throw Error(ErrorKind::bad_input, "a stored article is damaged: " + what,
              "build the index anew: dateline-index rebuild");
}

std::string compress(std::string_view raw) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                  &ZSTD_freeCCtx);
  if (context == nullptr) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, zstd_level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(raw.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), packed.data(), packed.size(), raw.data(), raw.size());
  if (ZSTD_isError(size) != 0)
    throw Error(ErrorKind::internal, std::string("zstd: ") + ZSTD_getErrorName(size));
  packed.resize(size);
  return packed;
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
  const std::string value = unescape(line.value);
  if (line.name == "id") article.id = value;
  if (line.name == "title") article.title = value;
  if (line.name == "summary") article.summary = value;
  if (line.name == "author") article.authors.push_back(value);
  if (line.name == "published") article.published = parse_iso(value);
  if (line.name == "from") article.published_from = evidence_from_name(value);
  if (line.name == "modified") article.modified = parse_iso(value);
  if (line.name == "tag") article.tags.push_back(value);
  if (line.name == "source") article.source = value;
  if (line.name == "url") article.url = value;
  if (line.name == "lang") article.lang = value;
  if (line.name == "format") article.format = value;
  if (line.name == "path") stored.path = value;
}

struct PackedText {
  std::size_t raw_size = 0;
  std::string_view packed;
};

PackedText packed_text(std::string_view sizes, std::string_view data) {
  const auto space = sizes.find(' ');
  if (space == std::string_view::npos) throw_damaged("its text has no size");
  PackedText text{.packed = data};
  std::size_t packed_size = 0;
  const char* end = sizes.data() + sizes.size();
  std::from_chars(sizes.data(), end, text.raw_size);
  std::from_chars(sizes.data() + space + 1, end, packed_size);
  if (packed_size != data.size() || text.raw_size > max_stored_text) throw_damaged("its text is cut");
  return text;
}

// Walks the lines up to the text; `each` sees every one before it.
template <typename Each>
PackedText read_lines(std::string_view data, Each each) {
  const std::string_view whole = data;
  bool needs_sum = take_version(data) >= first_version_with_sum;
  while (true) {
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
}

}  // namespace

std::string write_stored(const Article& article, std::string_view path) {
  std::string data = "dateline=" + std::to_string(stored_version) + "\n";
  append_line(data, "id", article.id);
  append_line(data, "title", article.title);
  append_line(data, "summary", article.summary);
  for (const auto& author : article.authors) append_line(data, "author", author);
  if (article.published) append_line(data, "published", format_iso(*article.published));
  append_line(data, "from", evidence_name(article.published_from));
  if (article.modified) append_line(data, "modified", format_iso(*article.modified));
  for (const auto& tag : article.tags) append_line(data, "tag", tag);
  append_line(data, "source", article.source);
  append_line(data, "url", article.url);
  append_line(data, "lang", article.lang);
  append_line(data, "format", article.format);
  append_line(data, "path", path);
  append_line(data, sum_name, sum_of(data));
  const std::string raw = article.text + '\0' + article.captions;
  const std::string packed = compress(raw);
  data += "text=" + std::to_string(raw.size()) + " " + std::to_string(packed.size()) + "\n";
  return data + packed;
}

StoredArticle read_stored(std::string_view data) {
  StoredArticle stored;
  read_lines(data, [&stored](const Line& line) { read_member(line, stored); });
  return stored;
}

void read_stored_text(std::string_view data, Article& article) {
  const PackedText text = read_lines(data, [](const Line&) {});
  std::string raw(text.raw_size, '\0');
  const std::size_t size = ZSTD_decompress(raw.data(), raw.size(), text.packed.data(), text.packed.size());
  if (ZSTD_isError(size) != 0 || size != text.raw_size) throw_damaged("its text does not inflate");
  const auto nul = raw.rfind('\0');
  if (nul == std::string::npos) throw_damaged("its text has no captions' place");
  article.captions = raw.substr(nul + 1);
  raw.resize(nul);
  article.text = std::move(raw);
}

}  // namespace dateline

// See parser.hpp.
#include "indexer/formats/html/parser.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <string>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

namespace dateline::html {

namespace {

// An end tag that matches nothing is sought through all open elements. Ordinary pages stay below a million
// steps; a hostile one would take minutes.
constexpr std::uint64_t max_error_steps = 200'000'000;
// libxml2 compares each attribute of an element with all before it.
constexpr std::size_t max_attributes = 500;

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string_view view_of(const xmlChar* text, int size) {
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(std::max(size, 0))};
}

struct Parse {
  ParserEvents& events;
  htmlParserCtxtPtr context = nullptr;
  AttributeList attributes{};
  std::uint64_t error_steps = 0;
  std::exception_ptr failure{};

  /// C must not see our exceptions: they are kept, the parser stops, and parse_html throws them again.
  template <typename Event>
  void call(Event&& event) noexcept {
    if (failure) return;
    try {
      event();
    } catch (...) {
      failure = std::current_exception();
      xmlStopParser(context);
    }
  }
};

Parse& parse_of(void* user) {
  return *static_cast<Parse*>(user);
}

void on_start(void* user, const xmlChar* name, const xmlChar** attributes) {
  Parse& parse = parse_of(user);
  parse.call([&] {
    parse.attributes.clear();
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      parse.attributes.emplace_back(view_of(attributes[0]), view_of(attributes[1]));
    }
    parse.events.start(view_of(name), parse.attributes);
  });
}

void on_end(void* user, const xmlChar* name) {
  Parse& parse = parse_of(user);
  parse.call([&] { parse.events.end(view_of(name)); });
}

void on_characters(void* user, const xmlChar* text, int size) {
  Parse& parse = parse_of(user);
  parse.call([&] { parse.events.characters(view_of(text, size)); });
}

void on_raw_text(void* user, const xmlChar* text, int size) {
  Parse& parse = parse_of(user);
  parse.call([&] { parse.events.raw_text(view_of(text, size)); });
}

void on_error(void* user, xmlErrorPtr) {
  Parse& parse = parse_of(user);
  parse.error_steps += 1 + static_cast<std::uint64_t>(std::max(parse.context->nameNr, 0));
  if (parse.error_steps > max_error_steps) xmlStopParser(parse.context);
}

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

/// The end of the tag at `begin`; blanks out what follows its first `max_attributes` attributes.
std::size_t cut_tag(std::string& page, std::size_t begin) {
  std::size_t attributes = 0;
  char quote = 0;
  std::size_t i = begin + 1;
  for (; i < page.size(); ++i) {
    const char c = page[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      break;
    } else if ((c == '"' || c == '\'') && page[i - 1] == '=') {
      quote = c;
    } else if (is_blank(c) && !is_blank(page[i - 1])) {
      ++attributes;
    }
    if (attributes > max_attributes) page[i] = ' ';
  }
  return i;
}

bool is_tag_named(const std::string& page, std::size_t begin, std::string_view name) {
  if (page.size() - begin <= name.size() + 1) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = page[begin + 1 + i];
    if (c != name[i] && c != upper_ascii(name[i])) return false;
  }
  return !is_ascii_letter(page[begin + 1 + name.size()]);
}

/// Behind what begins at `begin` with "<": a tag, a comment, or a script with all it holds.
std::size_t pass_markup(std::string& page, std::size_t begin) {
  if (page.compare(begin, 4, "<!--") == 0) return std::min(page.find("-->", begin + 4), page.size());
  if (begin + 1 >= page.size() || !is_ascii_letter(page[begin + 1])) return begin + 1;
  const auto end = cut_tag(page, begin);
  if (is_tag_named(page, begin, "script")) return std::min(page.find("</", end), page.size());
  return end;
}

/// Without what the parser would take for the end of the page (NUL) or be slow over.
std::string defused(std::string_view utf8) {
  std::string page(utf8);
  std::ranges::replace(page, '\0', ' ');
  for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at)) at = pass_markup(page, at);
  return page;
}

struct FreeContext {
  void operator()(htmlParserCtxtPtr context) const {
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    htmlFreeParserCtxt(context);
  }
};

}  // namespace

void parse_html(std::string_view utf8, ParserEvents& events) {
  // By one thread, before any other parses: libxml2's own first use is no safe place for several.
  static const bool is_initialised = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(is_initialised);
  if (utf8.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw Error(ErrorKind::bad_input, "page larger than 2 GiB");
  }
  if (utf8.empty()) return;
  const std::string page = defused(utf8);
  const std::unique_ptr<htmlParserCtxt, FreeContext> context(
      htmlCreateMemoryParserCtxt(page.data(), static_cast<int>(page.size())));
  if (!context) throw std::bad_alloc();
  Parse parse{.events = events, .context = context.get()};
  htmlSAXHandler& sax = *context->sax;
  sax = {};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElement = on_start;
  sax.endElement = on_end;
  sax.characters = on_characters;
  sax.ignorableWhitespace = on_characters;
  sax.cdataBlock = on_raw_text;
  sax.serror = on_error;
  context->userData = &parse;
  htmlCtxtUseOptions(context.get(),
                     HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(context.get());
  if (parse.failure) std::rethrow_exception(parse.failure);
}

}  // namespace dateline::html

// See front_matter.hpp.
#include "indexer/formats/markdown/front_matter.hpp"

#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "indexer/formats/markdown/toml_nesting.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include <toml++/toml.h>
#include <yaml-cpp/yaml.h>

namespace dateline::markdown {

namespace {

constexpr std::size_t max_front_bytes = std::size_t{256} << 10U;
constexpr std::size_t max_toml_bytes = std::size_t{64} << 10U;  // beyond, line by line
constexpr std::size_t max_values = 2000;                        // an alias can stand for very many
constexpr std::size_t max_nodes = 20'000;                       // … of aliases that hold nothing
constexpr int max_depth = 3;

/// Gathers flattened fields, up to a limit.
class Fields {
 public:
  void add(std::string_view key, std::string value) {
    if (count_ >= max_values) return;
    ++count_;
    const std::string name = lower_ascii(key);
    if (fields_.empty() || fields_.back().key != name) fields_.push_back({name, {}});
    fields_.back().values.push_back(std::move(value));
  }
  /// False when enough has been looked at.
  bool visit_node() { return count_ < max_values && ++nodes_ <= max_nodes; }
  [[nodiscard]] std::vector<FrontField> take() { return std::move(fields_); }

 private:
  std::vector<FrontField> fields_;
  std::size_t count_ = 0;
  std::size_t nodes_ = 0;
};

std::string joined_key(const std::string& prefix, std::string_view key) {
  return prefix.empty() ? std::string(key) : prefix + '.' + std::string(key);
}

// YAML.

void flatten(const YAML::Node& node, const std::string& key, int depth, Fields& fields) {
  if (depth > max_depth || !fields.visit_node()) return;
  if (node.IsScalar()) {
    fields.add(key, node.Scalar());
  } else if (node.IsSequence()) {
    for (const YAML::Node& item : node) {
      const bool is_named = item.IsMap() && item["name"] && item["name"].IsScalar();
      flatten(is_named ? item["name"] : item, key, depth + 1, fields);
    }
  } else if (node.IsMap()) {
    if (depth > 0 && node["name"] && node["name"].IsScalar()) fields.add(key, node["name"].Scalar());
    for (const auto& pair : node) {
      if (pair.first.IsScalar())
        flatten(pair.second, joined_key(key, pair.first.Scalar()), depth + 1, fields);
    }
  }
}

std::optional<std::vector<FrontField>> read_yaml(std::string_view text) {
  try {
    Fields fields;
    const YAML::Node root = YAML::Load(std::string(text));
    if (!root.IsMap() && !root.IsNull()) return std::nullopt;
    flatten(root, {}, 0, fields);
    return fields.take();
  } catch (const YAML::Exception&) {
    return std::nullopt;  // read line by line instead
  }
}

// TOML.

template <typename Value>
std::string printed(const Value& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

void flatten(const toml::node& node, const std::string& key, int depth, Fields& fields) {
  if (depth > max_depth || !fields.visit_node()) return;
  if (const auto* table = node.as_table()) {
    if (depth > 0) {
      if (const auto* name = table->get_as<std::string>("name")) fields.add(key, name->get());
    }
    for (const auto& [name, value] : *table) {
      flatten(value, joined_key(key, static_cast<std::string_view>(name)), depth + 1, fields);
    }
  } else if (const auto* list = node.as_array()) {
    for (const auto& item : *list) {
      const auto* object = item.as_table();
      const auto* name = object == nullptr ? nullptr : object->get_as<std::string>("name");
      if (name != nullptr) {
        fields.add(key, name->get());
      } else {
        flatten(item, key, depth + 1, fields);
      }
    }
  } else if (const auto* text = node.as_string()) {
    fields.add(key, text->get());
  } else {
    node.visit([&](const auto& value) {
      if constexpr (toml::is_value<decltype(value)>) fields.add(key, printed(value.get()));
    });
  }
}

// toml++ 3.3.0 runs into undefined behaviour when it asks whether a letter beyond ASCII is white space, and
// in damaged input it asks that anywhere. So it gets ASCII only: such bytes, and the mark itself, as "~" and
// two hex digits.
constexpr char byte_mark = '~';
constexpr std::string_view hex_digits = "0123456789ABCDEF";

std::string to_ascii(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != byte_mark) {
      out += c;
    } else {
      out += byte_mark;
      out += hex_digits[byte >> 4U];
      out += hex_digits[byte & 0xFU];
    }
  }
  return out;
}

/// The inverse. An escape in the file can forge a mark, so the result need not be UTF-8.
std::string from_ascii(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text.size() - i > 2 ? hex_digits.find(text[i + 1]) : std::string_view::npos;
    const auto low = text.size() - i > 2 ? hex_digits.find(text[i + 2]) : std::string_view::npos;
    if (text[i] != byte_mark || high == std::string_view::npos || low == std::string_view::npos) {
      out += text[i];
    } else {
      out += static_cast<char>(high << 4U | low);
      i += 2;
    }
  }
  return out;
}

std::optional<std::vector<FrontField>> read_toml(std::string_view text) {
  if (text.size() > max_toml_bytes || is_toml_nested_deeply(text)) return std::nullopt;
  try {
    Fields fields;
    flatten(toml::parse(to_ascii(text)), {}, 0, fields);
    auto found = fields.take();
    for (FrontField& field : found) {
      field.key = to_valid_utf8(from_ascii(field.key));
      for (std::string& value : field.values) value = to_valid_utf8(from_ascii(value));
    }
    return found;
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

// Line by line, for what neither can read.

std::string unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  return std::string(value);
}

void add_line_value(std::string_view key, std::string_view value, Fields& fields) {
  value = trim(value);
  if (value.size() >= 2 && value.front() == '[' && value.back() == ']') {
    value = value.substr(1, value.size() - 2);
    while (!value.empty()) {
      const auto end = std::min(value.find(','), value.size());
      fields.add(key, unquoted(value.substr(0, end)));
      value.remove_prefix(std::min(value.size(), end + 1));
    }
  } else if (!value.empty()) {
    fields.add(key, unquoted(value));
  }
}

/// "name" of `name: value` or `name = value` at the start of a line; empty when the line is none.
std::string_view line_key(std::string_view line, char separator) {
  const auto at = line.find(separator);
  if (at == std::string_view::npos || at == 0) return {};
  const auto key = trim(line.substr(0, at));
  const bool is_name = std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return is_name && line.front() != ' ' && line.front() != '\t' ? key : std::string_view();
}

/// Takes the first line off `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  auto line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<FrontField> read_lines(std::string_view text, char separator) {
  Fields fields;
  std::string last_key;
  while (!text.empty()) {
    const auto line = take_line(text);
    const auto key = line_key(line, separator);
    const auto bare = trim(line);
    if (!key.empty()) {
      last_key = key;
      add_line_value(key, line.substr(line.find(separator) + 1), fields);
    } else if (bare.starts_with("- ") && !last_key.empty()) {
      fields.add(last_key, unquoted(bare.substr(2)));
    }
  }
  return fields.take();
}

/// Lines up to the closing mark; none when the file has no such line.
struct Fenced {
  std::string_view inside;
  std::size_t end = 0;  // behind the closing line
};

std::optional<Fenced> find_fence(std::string_view text, std::string_view mark) {
  std::string_view rest = text;
  if (trim(take_line(rest)) != mark) return std::nullopt;
  const std::size_t begin = text.size() - rest.size();
  while (!rest.empty()) {
    const std::size_t line_begin = text.size() - rest.size();
    if (line_begin - begin > max_front_bytes) return std::nullopt;
    const auto line = take_line(rest);
    if (line.starts_with(mark) && trim(line) == mark) {
      return Fenced{text.substr(begin, line_begin - begin), text.size() - rest.size()};
    }
  }
  return std::nullopt;
}

/// Front matter that is never closed: the lines that still read as fields.
FrontMatter read_unclosed(std::string_view text, char separator) {
  std::string_view rest = text;
  take_line(rest);
  const std::size_t begin = text.size() - rest.size();
  std::size_t end = begin;
  bool has_field = false;
  while (!rest.empty()) {
    const auto line = take_line(rest);
    const bool is_field = !line_key(line, separator).empty();
    const bool goes_on = has_field && (line.starts_with(' ') || line.starts_with("- "));
    if (!is_field && !goes_on) break;
    has_field = true;
    end = text.size() - rest.size();
  }
  if (!has_field) return {};
  return {read_lines(text.substr(begin, end - begin), separator), end};
}

}  // namespace

std::string_view FrontMatter::value(std::initializer_list<std::string_view> keys) const {
  for (const auto key : keys) {
    for (const FrontField& field : fields) {
      if (field.key != key) continue;
      for (const std::string& value : field.values) {
        if (!trim(value).empty()) return trim(value);
      }
    }
  }
  return {};
}

std::vector<std::string> FrontMatter::values(std::initializer_list<std::string_view> keys) const {
  for (const auto key : keys) {
    std::vector<std::string> found;
    for (const FrontField& field : fields) {
      if (field.key != key) continue;
      for (const std::string& value : field.values) {
        if (!trim(value).empty()) found.emplace_back(trim(value));
      }
    }
    if (!found.empty()) return found;
  }
  return {};
}

FrontMatter read_front_matter(std::string_view text) {
  const bool is_yaml = text.starts_with("---");
  const bool is_toml = text.starts_with("+++");
  if (!is_yaml && !is_toml) return {};
  const char separator = is_yaml ? ':' : '=';
  const auto fenced = find_fence(text, text.substr(0, 3));
  if (!fenced) return read_unclosed(text, separator);
  FrontMatter front;
  front.body_begin = fenced->end;
  auto fields = is_yaml ? read_yaml(fenced->inside) : read_toml(fenced->inside);
  front.fields = fields ? std::move(*fields) : read_lines(fenced->inside, separator);
  return front;
}

}  // namespace dateline::markdown

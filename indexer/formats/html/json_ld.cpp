// See json_ld.hpp.
#include "indexer/formats/html/json_ld.hpp"

#include "common/text/utf8.hpp"
#include "indexer/formats/html/body.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

namespace dateline::html {

namespace {

using Json = nlohmann::json;

constexpr std::size_t max_script_bytes = std::size_t{4} << 20U;
constexpr std::size_t max_objects = 5000;
constexpr int max_depth = 24;
constexpr std::size_t max_nesting = 200;
constexpr std::size_t max_names = 40;
constexpr std::size_t max_value_bytes = 8000;  // of all but articleBody

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// JSON of what stands in a script. Brackets nested without end give nothing.
class Mender {
 public:
  explicit Mender(std::string_view script) : in_(script) {}

  std::string mend() {
    if (!find_begin()) return {};
    while (at_ < in_.size()) {
      if (in_[at_] == '"') {
        copy_string();
      } else if (!skip_comment()) {
        copy_structure(in_[at_++]);
        if (is_done_ || is_too_deep_) break;
      }
    }
    return is_too_deep_ ? std::string() : std::move(out_);
  }

 private:
  bool find_begin();
  void copy_string();
  bool skip_comment();
  void copy_structure(char c);

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  std::size_t nesting_ = 0;
  bool is_done_ = false;
  bool is_too_deep_ = false;
};

/// The first bracket that is not of a comment or a CDATA mark.
bool Mender::find_begin() {
  constexpr std::string_view cdata = "<![CDATA[";
  while (at_ < in_.size() && in_[at_] != '{' && in_[at_] != '[') {
    if (in_.substr(at_).starts_with(cdata)) {
      at_ += cdata.size();
    } else if (!skip_comment()) {
      ++at_;
    }
  }
  return at_ < in_.size();
}

void Mender::copy_string() {
  out_ += '"';
  for (++at_; at_ < in_.size() && in_[at_] != '"'; ++at_) {
    const char c = in_[at_];
    if (c == '\\' && at_ + 1 < in_.size()) {
      const char escaped = in_[++at_];
      constexpr std::string_view known = "\"\\/bfnrtu";
      if (known.find(escaped) != std::string_view::npos) out_ += '\\';
      if (static_cast<unsigned char>(escaped) >= ' ') out_ += escaped;
    } else {
      out_ += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  }
  out_ += '"';
  ++at_;
}

bool Mender::skip_comment() {
  const auto rest = in_.substr(at_);
  if (rest.starts_with("/*")) {
    at_ = std::min(in_.size(), in_.find("*/", at_ + 2));
    at_ = std::min(in_.size(), at_ + 2);
    return true;
  }
  if (rest.starts_with("//")) {
    at_ = std::min(in_.size(), in_.find('\n', at_));
    return true;
  }
  return false;
}

void Mender::copy_structure(char c) {
  if (c == '{' || c == '[') {
    is_too_deep_ = ++nesting_ > max_nesting;
  } else if (c == '}' || c == ']') {
    while (!out_.empty() && (is_white(out_.back()) || out_.back() == ',')) out_.pop_back();
    if (nesting_ > 0) --nesting_;
    is_done_ = nesting_ == 0;  // what follows is a semicolon or a second object
  }
  out_ += c;
}

/// As plain text on one line.
std::string text_of(const Json& value) {
  if (value.is_string()) return plain_text(cut_bytes(value.get_ref<const std::string&>(), max_value_bytes));
  if (value.is_number_integer()) return value.dump();
  if (value.is_array() && !value.empty()) return text_of(value.front().is_array() ? Json() : value.front());
  if (value.is_object()) {
    for (const char* key : {"name", "@value", "@id"}) {
      if (value.contains(key) && value[key].is_string()) return text_of(value[key]);
    }
  }
  return {};
}

bool is_article_type(std::string_view type) {
  constexpr auto others =
      std::to_array<std::string_view>({"Report", "Review", "CriticReview", "Recipe", "HowTo"});
  return type.ends_with("Article") || type.ends_with("Posting") ||
         std::ranges::find(others, type) != others.end();
}

bool is_site_type(std::string_view type) {
  return type.ends_with("Organization") || type == "WebSite" || type == "NewsMediaOrganization";
}

bool has_type(const Json& object, bool (*is_wanted)(std::string_view)) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto matches = [&](const Json& name) {
    if (!name.is_string()) return false;
    std::string_view text = name.get_ref<const std::string&>();
    return is_wanted(text.substr(text.rfind('/') + 1));
  };
  return type->is_array() ? std::ranges::any_of(*type, matches) : matches(*type);
}

bool is_person_type(std::string_view type) {
  return type == "Person";
}

class Reader {
 public:
  void read(const Json& root) {
    collect_ids(root, 0);
    visit(root, 0);
  }
  JsonLd take() { return std::move(facts_); }

 private:
  void collect_ids(const Json& value, int depth);
  void visit(const Json& value, int depth);
  void note_object(const Json& object);
  void note_article(const Json& article);
  void note_keywords(const Json& value);
  [[nodiscard]] bool is_person(const Json& value) const;
  void add_names(const Json& value, std::vector<std::string>& names, int depth);
  static void add_name(std::string name, std::vector<std::string>& names);
  static void set(std::string& field, const Json& object, const char* key) {
    if (field.empty() && object.contains(key)) field = text_of(object[key]);
  }

  JsonLd facts_;
  std::unordered_map<std::string, const Json*> ids_;
  std::size_t objects_ = 0;
  std::size_t names_read_ = 0;  // lists of references to lists multiply
};

void Reader::collect_ids(const Json& value, int depth) {
  if (depth > max_depth || ids_.size() > max_objects) return;
  if (value.is_object() && value.size() > 1) {
    const auto id = value.find("@id");
    if (id != value.end() && id->is_string()) ids_.try_emplace(id->get<std::string>(), &value);
  }
  if (value.is_structured()) {
    for (const Json& inner : value) collect_ids(inner, depth + 1);
  }
}

void Reader::visit(const Json& value, int depth) {
  if (depth > max_depth) return;
  if (value.is_object()) {
    if (++objects_ > max_objects) return;
    note_object(value);
  }
  if (value.is_structured()) {
    for (const Json& inner : value) visit(inner, depth + 1);
  }
}

void Reader::add_name(std::string name, std::vector<std::string>& names) {
  if (name.empty() || names.size() >= max_names) return;
  if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
}

/// A name, a list of them, a person, or a reference to one.
void Reader::add_names(const Json& value, std::vector<std::string>& names, int depth) {
  if (depth > 4 || ++names_read_ > max_objects) return;
  if (value.is_array()) {
    for (const Json& inner : value) add_names(inner, names, depth + 1);
  } else if (value.is_string()) {
    add_name(text_of(value), names);
  } else if (value.is_object()) {
    if (value.contains("name")) {
      add_names(value["name"], names, depth + 1);
    } else if (value.contains("familyName")) {
      const std::string given = value.contains("givenName") ? text_of(value["givenName"]) + " " : "";
      add_name(given + text_of(value["familyName"]), names);
    } else if (value.contains("@id") && value["@id"].is_string()) {
      const auto target = ids_.find(value["@id"].get<std::string>());
      if (target != ids_.end() && target->second != &value) add_names(*target->second, names, depth + 1);
    }
  }
}

/// A Person, given or by reference.
bool Reader::is_person(const Json& value) const {
  if (!value.is_object()) return false;
  if (value.contains("@type")) return has_type(value, is_person_type);
  const auto id = value.find("@id");
  if (id == value.end() || !id->is_string()) return false;
  const auto target = ids_.find(id->get<std::string>());
  return target != ids_.end() && has_type(*target->second, is_person_type);
}

void Reader::note_keywords(const Json& value) {
  if (value.is_array()) {
    for (const Json& word : value) add_name(text_of(word), facts_.keywords);
    return;
  }
  std::string words = text_of(value);
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.size(), words.find(',', begin));
    add_name(plain_text(std::string_view(words).substr(begin, end - begin)), facts_.keywords);
    begin = end + 1;
  }
}

void Reader::note_article(const Json& article) {
  set(facts_.headline, article, "headline");
  set(facts_.published, article, "datePublished");
  set(facts_.description, article, "description");
  set(facts_.section, article, "articleSection");
  if (facts_.authors.empty()) {
    for (const char* key : {"author", "creator"}) {
      if (facts_.authors.empty() && article.contains(key)) add_names(article[key], facts_.authors, 0);
    }
  }
  if (article.contains("keywords") && facts_.keywords.empty()) note_keywords(article["keywords"]);
  if (article.contains("publisher") && !is_person(article["publisher"])) {
    add_names(article["publisher"], facts_.site_names, 0);
  }
  const auto body = article.find("articleBody");
  if (body != article.end() && body->is_string() && facts_.body.empty())
    facts_.body = body->get<std::string>();
}

void Reader::note_object(const Json& object) {
  if (has_type(object, is_article_type)) {
    note_article(object);
  } else {
    set(facts_.published_elsewhere, object, "datePublished");
  }
  set(facts_.created, object, "dateCreated");
  set(facts_.modified, object, "dateModified");
  set(facts_.lang, object, "inLanguage");
  if (has_type(object, is_article_type)) set(facts_.url, object, "url");
  if (has_type(object, is_person_type)) add_names(object, facts_.persons, 0);
  // A blogger's own page is Person and Organization at once: the author must not pass for the site.
  if (has_type(object, is_site_type) && !has_type(object, is_person_type))
    add_names(object, facts_.site_names, 0);
}

}  // namespace

JsonLd read_json_ld(const std::vector<std::string>& scripts) {
  Reader reader;
  std::vector<Json> roots;  // kept: references by @id point into them
  roots.reserve(scripts.size());
  for (const std::string& script : scripts) {
    if (script.size() > max_script_bytes) continue;
    Json root = Json::parse(Mender(script).mend(), nullptr, /*allow_exceptions=*/false);
    if (root.is_discarded()) continue;
    roots.push_back(std::move(root));
    reader.read(roots.back());
  }
  return reader.take();
}

}  // namespace dateline::html

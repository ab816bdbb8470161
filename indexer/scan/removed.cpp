// See removed.hpp.
#include "indexer/scan/removed.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <system_error>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t digits_of_half = 16;
constexpr std::size_t digits_of_key = 2 * digits_of_half;

RemovedKey key_of(const std::string& text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {.high = hash.high64, .low = hash.low64};
}

}  // namespace

RemovedKey removed_path_key(const std::filesystem::path& path) {
  return key_of("path:" + path.native());
}

RemovedKey removed_id_key(std::string_view id) {
  return key_of("id:" + std::string(id));
}

RemovedKey removed_contents_key(const Article& article) {
  return key_of("contents:" + article.title + '\0' + article.summary + '\0' + article.text);
}

std::string key_digits(const RemovedKey& key) {
  std::array<char, digits_of_key + 1> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx%016llx", static_cast<unsigned long long>(key.high),
                static_cast<unsigned long long>(key.low));
  return digits.data();
}

std::optional<RemovedKey> parse_key(std::string_view digits) {
  if (digits.size() != digits_of_key) return std::nullopt;
  RemovedKey key;
  for (auto* const half : {&key.high, &key.low}) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits_of_half, *half, 16);
    if (error != std::errc() || end != digits.data() + digits_of_half) return std::nullopt;
    digits.remove_prefix(digits_of_half);
  }
  return key;
}

std::string contents_digits(const RemovedContents& contents) {
  return key_digits(contents.contents) + " " + key_digits(contents.name);
}

std::optional<RemovedContents> parse_contents(std::string_view digits) {
  if (digits.size() != 2 * digits_of_key + 1 || digits[digits_of_key] != ' ') return std::nullopt;
  const auto contents = parse_key(digits.substr(0, digits_of_key));
  const auto name = parse_key(digits.substr(digits_of_key + 1));
  if (!contents || !name) return std::nullopt;
  return RemovedContents{.contents = *contents, .name = *name};
}

bool holds_contents(const std::set<RemovedContents>& removed, const RemovedKey& contents) {
  const auto found = removed.lower_bound({.contents = contents, .name = {}});
  return found != removed.end() && found->contents == contents;
}

bool is_made_from_path(std::string_view id, std::string_view id_path) {
  if (id_path.empty() || !id.starts_with(id_path)) return false;
  const std::string_view rest = id.substr(id_path.size());
  return rest.empty() || (rest.size() > 1 && rest.front() == '#' &&
                          std::ranges::all_of(rest.substr(1), [](char c) { return c >= '0' && c <= '9'; }));
}

}  // namespace dateline

// See fault_scenarios.hpp.
#include "tests/support/fault_scenarios.hpp"

#include <array>
#include <fstream>
#include <random>
#include <string_view>

namespace dateline::tests {

namespace fs = std::filesystem;

namespace {

constexpr std::array words = std::to_array<std::string_view>(
    {"harbour", "lighthouse", "windmill", "keeper", "sailing", "storm", "cape", "northern", "the",    "of",
     "and",     "crane",      "Monday",   "Sunday", "nobody",  "ferry", "tide", "captain",  "pilots", "old"});

std::string prose(unsigned seed, std::size_t length) {
  std::mt19937 random(seed);
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    text += words[random() % words.size()];
    text += i % 12 == 11 ? ". " : " ";
  }
  return text + "the old pilots.";
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

void write_article(const fs::path& file, const std::string& title, unsigned seed, std::size_t length = 40) {
  const std::string date = std::to_string(1 + seed % 28) + " May " + std::to_string(2018 + seed % 6);
  const std::string author = seed % 2 == 0 ? "Jon Vale" : "Ada Marsh";
  write(file, "Date: " + date + " Author: " + author + "\n\n" + title + "\n\n" + prose(seed, length) + "\n");
}

void write_archive(const fs::path& archive) {
  for (unsigned i = 0; i < 6; ++i)
    write_article(archive / ("a" + std::to_string(i) + ".txt"), "Harbour report number " + std::to_string(i),
                  i);
  write(archive / "notes/wire.jsonl",
        R"({"id":"w1","title":"Ferry late again","text":"The ferry to the northern cape was late."})"
        "\n"
        R"({"id":"w2","title":"Windmill sold","text":"A windmill near Osk was sold on Monday."})"
        "\n");
}

void change_archive(const fs::path& archive) {
  write_article(archive / "a1.txt", "Lighthouse report instead of the first", 31);
  write_article(archive / "new.txt", "Windmill burns near Osk", 32);
  fs::remove(archive / "a2.txt");
}

void write_long_archive(const fs::path& archive) {
  for (unsigned i = 0; i < 150; ++i)
    write_article(archive / ("a" + std::to_string(i) + ".txt"), "Harbour report number " + std::to_string(i),
                  i, 2000);
}

void change_long_archive(const fs::path& archive) {
  for (unsigned i = 0; i < 150; i += 2)
    write_article(archive / ("a" + std::to_string(i) + ".txt"),
                  "Lighthouse report number " + std::to_string(i), i + 1000, 2000);
}

void damage_second_generation(const fs::path& index) {
  fs::remove(index / "generation-2/iamglass");
}

const ScenarioStep make_index{.change = write_archive, .command = {"@archive"}};
const ScenarioStep change_files{.change = change_archive};
const ScenarioStep update_index{.command = {"update"}};
const ScenarioStep update_by_generation{.command = {"update", "--transaction-size", "1"}};
const ScenarioStep rebuild_damaged{.damage = damage_second_generation, .command = {"rebuild"}};
const ScenarioStep make_backup{.command = {"backup", "@store/backup"}};

}  // namespace

std::vector<Scenario> update_scenarios() {
  return {
      {.name = "first build", .before = {{.change = write_archive}}, .command = {"@archive"}},
      {.name = "small update", .before = {make_index, change_files}, .command = {"update"}},
      {.name = "large update",
       .before = {make_index, change_files},
       .command = {"update", "--transaction-size", "1"}},
      {.name = "rebuild", .before = {make_index, change_files}, .command = {"rebuild"}},
      {.name = "rebuild beside three generations",
       .before = {make_index, change_files, update_by_generation, rebuild_damaged},
       .command = {"rebuild"}},
  };
}

std::vector<Scenario> removal_scenarios() {
  return {
      {.name = "remove",
       .before = {make_index},
       .command = {"remove", "@archive/a1.txt", "w1"},
       .status_again = 1},
      {.name = "remove by query",
       .before = {make_index},
       .command = {"remove", "windmill"},
       .status_again = 1},
      {.name = "purge",
       .before = {make_index, change_files, update_index},
       .command = {"remove", "--purge", "@archive/notes", "a3.txt"},
       .status_again = 1},
      {.name = "undo of remove",
       .before = {make_index, {.command = {"remove", "@archive/a1.txt", "w1"}}},
       .command = {"remove", "--undo", "@archive/a1.txt", "w1"},
       .status_again = 1},
  };
}

std::vector<Scenario> copy_scenarios() {
  return {
      {.name = "compact", .before = {make_index, change_files, update_index}, .command = {"compact"}},
      {.name = "first backup",
       .before = {make_index},
       .command = {"backup", "@store/backup"},
       .subject = "backup",
       .tries_again = true},
      {.name = "next backup",
       .before = {make_index, make_backup, change_files, update_index},
       .command = {"backup", "@store/backup"},
       .subject = "backup",
       .tries_again = true},
      {.name = "restore",
       .before = {make_index, make_backup, change_files, update_index},
       .command = {"restore", "@store/backup"}},
  };
}

Scenario long_update() {
  return {
      .name = "long update",
      .before = {{.change = write_long_archive, .command = {"@archive"}}, {.change = change_long_archive}},
      .command = {"update"}};
}

}  // namespace dateline::tests

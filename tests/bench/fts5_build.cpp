// What Dateline's build is measured against: SQLite FTS5 over rows that need no parsing, at its quickest. One
// table that keeps the text, one transaction, no journal, no sync; all else as SQLite has it.
//   fts5_build ROWS DB TOKENIZER     ROWS: title NUL body NUL, again and again; DB must not exist
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Database open_database(const char* path) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open(path, &opened);
  Database db(opened, &sqlite3_close);
  if (status != SQLITE_OK) throw std::runtime_error(std::string("cannot open ") + path);
  return db;
}

void run(sqlite3* db, const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(db));
}

void insert_rows(sqlite3* db, std::istream& rows) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(db, "INSERT INTO articles(title, body) VALUES(?, ?)", -1, &prepared, nullptr) !=
      SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db));
  const Statement insert(prepared, &sqlite3_finalize);
  std::string title;
  std::string body;
  while (std::getline(rows, title, '\0') && std::getline(rows, body, '\0')) {
    sqlite3_bind_text64(insert.get(), 1, title.data(), title.size(), SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text64(insert.get(), 2, body.data(), body.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (sqlite3_step(insert.get()) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
    sqlite3_reset(insert.get());
  }
}

void build(const char* rows_path, const char* db_path, const std::string& tokenizer) {
  std::ifstream rows(rows_path, std::ios::binary);
  if (!rows) throw std::runtime_error(std::string("cannot open ") + rows_path);
  const Database db = open_database(db_path);
  run(db.get(), "PRAGMA journal_mode=OFF");
  run(db.get(), "PRAGMA synchronous=OFF");
  run(db.get(), "PRAGMA cache_size=-65536");  // 64 MB
  run(db.get(), "CREATE VIRTUAL TABLE articles USING fts5(title, body, tokenize='" + tokenizer + "')");
  run(db.get(), "BEGIN");
  insert_rows(db.get(), rows);
  run(db.get(), "COMMIT");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: fts5_build ROWS DB TOKENIZER\n", stderr);
    return 2;
  }
  try {
    build(argv[1], argv[2], argv[3]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fts5_build: %s\n", error.what());
    return 2;
  }
  return EXIT_SUCCESS;
}

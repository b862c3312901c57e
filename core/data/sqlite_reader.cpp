// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sqlite_reader.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/data/cell_table_reader.h"
#include "core/data/number_reader.h"
#include "core/data/table_room.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <sqlite3.h>

namespace leptune {

namespace {

struct CloseDatabase {
    void operator()(sqlite3 *database) const { sqlite3_close_v2(database); }
};
struct FinishStatement {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

class Database {
public:
    explicit Database(const std::string &path) : m_path(path)
    {
        sqlite3 *raw = nullptr;
        const int status = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
        m_database.reset(raw);
        if (status != SQLITE_OK)
            fail(status);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
        sqlite3_busy_timeout(raw, 2000);
    }

    void stopOn(const std::stop_token &stop)
    {
        m_stop = stop;
        sqlite3_progress_handler(
            m_database.get(), 10000,
            [](void *self) {
                return static_cast<Database *>(self)->m_stop.stop_requested() ? 1 : 0;
            },
            this);
    }

    Statement prepare(const std::string &sql)
    {
        sqlite3_stmt *raw = nullptr;
        const char *tail = nullptr;
        const int status = sqlite3_prepare_v2(m_database.get(), sql.c_str(),
                                              static_cast<int>(sql.size()), &raw, &tail);
        Statement statement(raw);
        if (status != SQLITE_OK)
            fail(status);
        const std::string_view rest = trimmed(tail ? tail : "");
        if (!raw || sqlite3_column_count(raw) == 0 || !sqlite3_stmt_readonly(raw) ||
            (!rest.empty() && rest != ";"))
            throw Error(ErrorCode::BadOption, "query", "has to be one SELECT statement");
        return statement;
    }

    bool step(const Statement &statement)
    {
        const int status = sqlite3_step(statement.get());
        if (status != SQLITE_ROW && status != SQLITE_DONE)
            fail(status);
        return status == SQLITE_ROW;
    }

    [[noreturn]] void fail(int status) const
    {
        const std::string reason = sqlite3_errmsg(m_database.get());
        switch (status & 0xFF) {
        case SQLITE_INTERRUPT:
            throw Error(ErrorCode::Stopped, m_path, "reading was stopped");
        case SQLITE_NOMEM:
            throw Error(ErrorCode::OutOfMemory, m_path, "there is not enough memory to read it");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw Error(ErrorCode::BadFormat, m_path,
                        "is a damaged SQLite database (" + reason + ")");
        case SQLITE_ERROR:
            throw Error(ErrorCode::BadOption, "query", "SQLite refuses it: " + reason);
        default:
            throw Error(ErrorCode::Unreadable, m_path, "SQLite can't read it: " + reason);
        }
    }

private:
    std::string m_path;
    std::unique_ptr<sqlite3, CloseDatabase> m_database;
    std::stop_token m_stop;
};

std::string quotedName(const std::string &name)
{
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string textOf(const Statement &statement, int column)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), column));
    const int size = sqlite3_column_bytes(statement.get(), column);
    return text ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::vector<std::string> tablesOf(Database &database)
{
    const Statement statement =
        database.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
                         " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid");
    std::vector<std::string> names;
    while (database.step(statement))
        names.push_back(textOf(statement, 0));
    return names;
}

std::string listed(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string statementFor(Database &database, const std::string &path, const ReadOptions &options)
{
    if (!options.query.empty())
        return options.query;
    const std::vector<std::string> names = tablesOf(database);
    if (names.empty())
        throw Error(ErrorCode::TooLittleData, path, "holds no table");
    if (options.table.empty() && names.size() > 1)
        throw Error(ErrorCode::BadOption, path,
                    "holds several tables; choose one of " + listed(names));
    const std::string name = options.table.empty() ? names.front() : options.table;
    if (std::find(names.begin(), names.end(), name) == names.end())
        throw Error(ErrorCode::NotFound, name,
                    "there is no such table; the file holds " + listed(names));
    return "SELECT * FROM " + quotedName(name);
}

/// 0 where it can't be counted, as of a PRAGMA.
std::uint64_t countRows(Database &database, std::string_view sql)
{
    sql = trimmed(sql);
    while (sql.ends_with(';'))
        sql = trimmed(sql.substr(0, sql.size() - 1));
    try {
        const Statement count = // the line ends a comment
            database.prepare("SELECT count(*) FROM (" + std::string(sql) + "\n)");
        database.step(count);
        return static_cast<std::uint64_t>(sqlite3_column_int64(count.get(), 0));
    } catch (const Error &error) {
        if (error.code() == ErrorCode::BadOption)
            return 0;
        throw;
    }
}

/// Whole numbers and texts as SQLite writes them, reals with all their digits; blobs are no values.
std::string cellOf(const Statement &statement, int column, std::uint64_t &blobs)
{
    switch (sqlite3_column_type(statement.get(), column)) {
    case SQLITE_NULL:
        return {};
    case SQLITE_FLOAT:
        return numberText(sqlite3_column_double(statement.get(), column));
    case SQLITE_BLOB:
        ++blobs;
        return {};
    default:
        return textOf(statement, column);
    }
}

} // namespace

bool isSqlite(std::string_view bytes)
{
    return bytes.starts_with(std::string_view("SQLite format 3\0", 16));
}

std::vector<std::string> sqliteTables(const std::string &path)
{
    Database database(path);
    return tablesOf(database);
}

void requireSqliteRoom(const std::string &path, const ReadOptions &options, std::uint64_t freeBytes)
{
    std::error_code unknown; // the database says what is wrong
    const std::uint64_t bytes = std::filesystem::file_size(path, unknown);
    if (!mayLackRoom(bytes, freeBytes)) // a cell takes at least one
        return;
    Database database(path);
    database.stopOn(options.stop);
    const std::string sql = statementFor(database, path, options);
    const int columns = sqlite3_column_count(database.prepare(sql).get());
    requireRoom(path, countRows(database, sql),
                columnsKept(options, static_cast<std::uint64_t>(columns)), freeBytes);
}

ReadResult readSqlite(const std::string &path, const ReadOptions &options, std::uint64_t mostRows)
{
    Database database(path);
    database.stopOn(options.stop);
    const Statement statement = database.prepare(statementFor(database, path, options));
    const int columns = sqlite3_column_count(statement.get());
    std::vector<std::string> names;
    for (int c = 0; c < columns; ++c) {
        const char *name = sqlite3_column_name(statement.get(), c);
        names.emplace_back(name ? name : "");
    }
    CellTableReader table(path, options, std::move(names));
    std::uint64_t blobs = 0;
    while (table.rows() < mostRows && database.step(statement)) {
        std::vector<std::string> cells;
        for (int c = 0; c < columns; ++c)
            cells.push_back(cellOf(statement, c, blobs));
        table.addRow(std::move(cells));
    }
    ImportReport report;
    report.format = "SQLite";
    report.encoding = "UTF-8";
    if (blobs > 0)
        report.repaired.push_back(std::to_string(blobs) +
                                  " cells of binary data are read as missing");
    return table.finish(std::move(report));
}

} // namespace leptune

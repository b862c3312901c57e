// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/read_table.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/arff_reader.h"
#include "core/data/csv_reader.h"
#include "core/data/pictures/picture.h"
#include "core/data/pictures/picture_data.h"
#include "core/data/pictures/picture_table.h"
#include "core/data/sqlite_reader.h"
#include "core/data/xlsx_reader.h"

#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

namespace leptune {

namespace {

bool isFolder(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

/// A choice inside the file makes no sense where the file holds one table.
void refuseChoices(const std::string &path, const ReadOptions &options, bool sheets, bool tables)
{
    if (!sheets && !options.sheet.empty())
        throw Error(ErrorCode::BadOption, path,
                    "is no .xlsx workbook, so it has no sheet " + options.sheet);
    if (!tables && !(options.table.empty() && options.query.empty()))
        throw Error(ErrorCode::BadOption, path,
                    "is no SQLite database, so it has no table or query");
}

ReadResult readText(InputBytes input, const std::string &subject, const ReadOptions &options)
{
    refuseChoices(subject, options, false, false);
    return isArff(input.view()) ? readArff(std::move(input), subject, options)
                                : readCsv(std::move(input), subject, options);
}

ReadResult readPictures(const std::string &path, const ReadOptions &options)
{
    refuseChoices(path, options, false, false);
    return readPictureTable(path, options);
}

ReadResult readByContent(const std::string &path, const ReadOptions &options)
{
    if (isFolder(path))
        return readPictures(path, options);
    InputBytes input = InputBytes::open(path);
    if (isSqlite(input.view())) {
        refuseChoices(path, options, false, true);
        requireSqliteRoom(path, options, availableMemoryBytes());
        return readSqlite(path, options);
    }
    if (isZip(input.view())) {
        refuseChoices(path, options, true, false);
        requireXlsxRoom(path, options, availableMemoryBytes());
        return readXlsx(path, options);
    }
    if (isGzip(input.view()))
        input = InputBytes::own(gunzip(input.view(), path, options.stop));
    if (looksLikeIdx(input.view()) || isPictureFile(input.view()))
        return readPictures(path, options);
    return readText(std::move(input), path, options);
}

template <typename Read>
ReadResult withMemoryErrors(const std::string &subject, const Read &read)
{
    try {
        return read();
    } catch (const std::bad_alloc &) {
        throw Error(
            ErrorCode::OutOfMemory, subject,
            "there is not enough memory to read it; close other programs or read fewer columns");
    }
}

} // namespace

ReadResult readTable(const std::string &path, const ReadOptions &options)
{
    return withMemoryErrors(path, [&] { return readByContent(path, options); });
}

ReadResult readPastedText(const std::string &text, const ReadOptions &options)
{
    return withMemoryErrors("pasted text",
                            [&] { return readCsv(InputBytes::own(text), "pasted text", options); });
}

std::vector<std::string> tablesIn(const std::string &path)
{
    if (isFolder(path))
        return {};
    const InputBytes input = InputBytes::open(path);
    if (isSqlite(input.view()))
        return sqliteTables(path);
    return isZip(input.view()) ? xlsxSheets(path) : std::vector<std::string>();
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reading_options.h"

#include "app/cli/console.h"
#include "core/base/error.h"
#include "core/project/prediction_file.h"

#include <CLI/CLI.hpp>

namespace leptune {

namespace {

char oneCharacter(const std::string &option, const std::string &text)
{
    if (text == "tab" || text == "\\t")
        return '\t';
    if (text.size() != 1)
        throw Error(ErrorCode::BadOption, option,
                    "'" + text + "' is not one character (tab may be written as tab)");
    return text.front();
}

/// Pictures that can't be read have no row: they are left out, with their reason.
std::string badCellLine(const BadCell &cell)
{
    if (cell.row == 0)
        return "left out: " + cell.text + '\n';
    return "read as missing: row " + std::to_string(cell.row) + ", column " + cell.column + ": '" +
           cell.text.substr(0, 60) + "'\n";
}

std::string badCellLines(const ImportReport &report)
{
    constexpr std::size_t kShown = 3;
    std::string lines;
    for (std::size_t i = 0; i < std::min(kShown, report.badCells.size()); ++i)
        lines += badCellLine(report.badCells[i]);
    if (report.badCellCount <= kShown)
        return lines;
    const bool files = !report.badCells.empty() && report.badCells.front().row == 0;
    return lines + (files ? "left out: " : "read as missing: ") +
           std::to_string(report.badCellCount) + (files ? " files" : " cells") + " in all\n";
}

} // namespace

void ReadingOptions::addTo(CLI::App &command)
{
    constexpr const char *kGroup = "Reading";
    command.add_option("--separator", m_separator, "Character between cells, or tab")
        ->type_name("C")
        ->group(kGroup);
    command.add_option("--decimal", m_decimal, "Decimal point: . or ,")
        ->type_name("C")
        ->group(kGroup);
    command.add_option("--encoding", m_encoding, "For example UTF-8, GB18030, ISO-8859-1")
        ->type_name("NAME")
        ->group(kGroup);
    command
        .add_flag("--no-header", m_noHeader,
                  "The first line holds data; columns are named c1, c2, ...")
        ->group(kGroup);
    command.add_option("--sheet", m_sheet, "Sheet of an .xlsx file")
        ->type_name("NAME")
        ->group(kGroup);
    auto *table = command.add_option("--table", m_table, "Table of an SQLite file");
    table->type_name("NAME")->group(kGroup);
    command.add_option("--query", m_query, "Query on an SQLite file")
        ->type_name("SQL")
        ->group(kGroup)
        ->excludes(table);
    command
        .add_option(
            "--type", m_types,
            "Type of a column: numeric, categorical, text, date or boolean; may be repeated")
        ->type_name("COLUMN=TYPE")
        ->group(kGroup)
        ->expected(1)
        ->take_all();
}

ReadOptions ReadingOptions::resolve() const
{
    ReadOptions options;
    if (!m_separator.empty())
        options.separator = oneCharacter("--separator", m_separator);
    if (!m_decimal.empty()) {
        options.decimal = oneCharacter("--decimal", m_decimal);
        if (*options.decimal != '.' && *options.decimal != ',')
            throw Error(ErrorCode::BadOption, "--decimal",
                        "'" + m_decimal + "' is neither . nor ,");
    }
    options.encoding = m_encoding;
    if (m_noHeader)
        options.hasHeader = false;
    options.sheet = m_sheet;
    options.table = m_table;
    options.query = m_query;
    for (const std::string &text : m_types) {
        const std::size_t sign = text.rfind('=');
        if (sign == std::string::npos || sign == 0)
            throw Error(ErrorCode::BadOption, "--type", "'" + text + "' is not COLUMN=TYPE");
        options.types[text.substr(0, sign)] = columnTypeFromName(text.substr(sign + 1));
    }
    return options;
}

ReadResult readAndReport(const std::string &path, const ReadOptions &options, bool quiet)
{
    ReadResult result = readTable(path, options);
    if (quiet)
        return result;
    std::string lines;
    for (const std::string &sentence : result.report.assumed)
        lines += "assumed: " + sentence + '\n';
    for (const std::string &sentence : result.report.repaired)
        lines += "repaired: " + sentence + '\n';
    printError(lines + badCellLines(result.report));
    return result;
}

Table readForModel(const std::string &path, const Schema &schema, const ReadOptions &reading)
{
    const ReadOptions options = readOptionsFor(schema, reading);
    return options.pictures ? readAndReport(path, options, false).table
                            : readTable(path, options).table;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/xlsx_reader.h"

#include "core/base/error.h"
#include "core/data/cell_table_reader.h"
#include "core/data/number_reader.h"
#include "core/data/table_room.h"
#include "core/data/xlsx_survey.h"
#include "core/data/xlsx_workbook.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kMostColumns = 16384; // Excel's own limit
constexpr std::uint64_t kMostRows = 1048576;
constexpr std::uint64_t kFewestCellBytes = 15; // <c><v>1</v></c>
constexpr double kExcelDay0 = -36526.0;        ///< 1899-12-30
constexpr double kExcel1904 = -35064.0;        ///< 1904-01-01

/// Serial days as ISO text, to the millisecond that Excel keeps; the text itself where it is none.
std::string dateOfSerial(const std::string &text, bool from1904)
{
    const NumberCell cell = readNumberCell(text, '.');
    if (cell.kind != CellKind::Number || cell.value < 0.0 || cell.value > 2958466.0)
        return text;
    const double shift = from1904 ? kExcel1904 : kExcelDay0;
    // Excel counts a 29 February 1900 that never was.
    const double early = !from1904 && cell.value < 60.0 && cell.value >= 1.0 ? 1.0 : 0.0;
    const double seconds = std::round((cell.value + shift + early) * 86400.0 * 1000.0) / 1000.0;
    std::string iso = dateText(std::floor(seconds) / 86400.0);
    const long milliseconds = std::lround((seconds - std::floor(seconds)) * 1000.0);
    if (milliseconds == 0)
        return iso;
    if (iso.size() == 10)
        iso += " 00:00:00";
    const std::string digits = std::to_string(1000 + milliseconds);
    return iso + "." + digits.substr(1);
}

/// Rows and cells of a worksheet, handed on row by row.
class SheetReader : public XmlHandler {
public:
    SheetReader(const XlsxWorkbook &workbook, CellTableReader &table, const std::string &path,
                std::uint64_t mostRows)
        : m_workbook(workbook), m_table(table), m_path(path), m_mostRows(mostRows)
    {
    }

    bool isDone() const override { return m_begun > m_mostRows; }

    void startElement(std::string_view name, const XmlAttributes &attributes) override
    {
        m_begun += name == "row" ? 1 : 0;
        if (isDone())
            return;
        if (name == "row") {
            startRow(attributes);
        } else if (name == "c") {
            startCell(attributes);
        } else if (name == "v" || name == "t") {
            m_inValue = m_inCell && !m_inPhonetic;
        } else if (name == "rPh") {
            m_inPhonetic = true;
        }
    }

    void endElement(std::string_view name) override
    {
        if (isDone())
            return;
        if (name == "row")
            endRow();
        else if (name == "c")
            endCell();
        else if (name == "v" || name == "t")
            m_inValue = false;
        else if (name == "rPh")
            m_inPhonetic = false;
    }

    void characters(std::string_view text) override
    {
        if (m_inValue)
            m_value += text;
    }

private:
    void startRow(const XmlAttributes &attributes)
    {
        m_cells.clear();
        ++m_row;
        const std::string_view number = attributeOf(attributes, "r");
        std::from_chars(number.data(), number.data() + number.size(), m_row);
        if (m_row > kMostRows)
            throw Error(ErrorCode::BadFormat, m_path,
                        "the sheet has more rows than a workbook can hold");
    }

    void startCell(const XmlAttributes &attributes)
    {
        m_inCell = true;
        m_value.clear();
        m_type = attributeOf(attributes, "t");
        const std::string_view style = attributeOf(attributes, "s");
        std::size_t index = 0;
        std::from_chars(style.data(), style.data() + style.size(), index);
        m_isDate = index < m_workbook.dateStyles.size() && m_workbook.dateStyles[index] != 0;
        const std::string_view place = attributeOf(attributes, "r");
        m_column = place.empty() ? m_cells.size() : columnOf(place);
    }

    /// "AB12" is column 27.
    std::size_t columnOf(std::string_view place) const
    {
        std::size_t column = 0;
        for (const char c : place) {
            if (c < 'A' || c > 'Z' || column > kMostColumns)
                break;
            column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        }
        if (column == 0 || column > kMostColumns)
            throw Error(ErrorCode::BadFormat, m_path,
                        "a cell has the impossible place " + std::string(place));
        return column - 1;
    }

    void endCell()
    {
        m_inCell = false;
        std::string text = cellText();
        if (text.empty())
            return;
        if (m_cells.size() <= m_column)
            m_cells.resize(m_column + 1);
        m_cells[m_column] = std::move(text);
    }

    std::string cellText() const
    {
        if (m_type == "e")
            return {};
        if (m_type == "b")
            return m_value == "1" ? "true" : "false";
        if (m_type == "s") {
            std::size_t index = m_workbook.texts.size();
            std::from_chars(m_value.data(), m_value.data() + m_value.size(), index);
            if (index >= m_workbook.texts.size())
                throw Error(ErrorCode::BadFormat, m_path,
                            "a cell names a text that the workbook does not hold");
            return std::string(trimmed(m_workbook.texts[index]));
        }
        if (m_type.empty() || m_type == "n")
            return m_isDate ? dateOfSerial(m_value, m_workbook.from1904) : m_value;
        return std::string(trimmed(m_value));
    }

    void endRow()
    {
        if (!m_cells.empty())
            m_table.addRow(m_cells, m_row);
    }

    const XlsxWorkbook &m_workbook;
    CellTableReader &m_table;
    const std::string &m_path;
    std::vector<std::string> m_cells;
    const std::uint64_t m_mostRows;
    std::uint64_t m_begun = 0; ///< rows, those without cells too
    std::uint64_t m_row = 0;   ///< the number of the last one
    std::size_t m_column = 0;
    std::string m_type;
    std::string m_value;
    bool m_isDate = false;
    bool m_inCell = false;
    bool m_inValue = false;
    bool m_inPhonetic = false;
};

} // namespace

bool isZip(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with(std::string_view("PK\x05\x06"));
}

std::vector<std::string> xlsxSheets(const std::string &path)
{
    std::vector<std::string> names;
    for (const auto &[name, part] : readXlsxSheets(XlsxArchive(path)).sheets)
        names.push_back(name);
    return names;
}

void requireXlsxRoom(const std::string &path, const ReadOptions &options, std::uint64_t freeBytes)
{
    const XlsxArchive archive(path, options.stop);
    const std::string part = xlsxSheetPart(readXlsxSheets(archive), path, options.sheet);
    if (!mayLackRoom(archive.bytesOf(part) / kFewestCellBytes, freeBytes))
        return;
    const XlsxSurvey survey = surveySheet(archive, part);
    requireRoom(path, survey.rows, columnsKept(options, survey.columns), freeBytes);
}

ReadResult readXlsx(const std::string &path, const ReadOptions &options, std::uint64_t mostRows)
{
    const XlsxArchive archive(path, options.stop);
    const std::string part = xlsxSheetPart(readXlsxSheets(archive), path, options.sheet);
    const std::size_t mostTexts =
        mostRows == kAllRows ? kAllRows : surveySheet(archive, part, mostRows).texts;
    const XlsxWorkbook workbook = readXlsxWorkbook(archive, mostTexts);
    CellTableReader table(path, options);
    SheetReader sheet(workbook, table, path, mostRows);
    archive.parse(part, sheet);
    ImportReport report;
    report.format = "Excel";
    report.encoding = "UTF-8";
    if (options.sheet.empty() && workbook.sheets.size() > 1)
        report.assumed.push_back("sheet: " + workbook.sheets.front().first + ", the first of " +
                                 std::to_string(workbook.sheets.size()));
    return table.finish(std::move(report));
}

} // namespace leptune

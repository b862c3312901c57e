// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/xlsx_workbook.h"

#include "core/base/error.h"

#include <charconv>
#include <cstring>
#include <map>

namespace leptune {

namespace {

int numberOf(std::string_view text, int otherwise)
{
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

class SheetList : public XmlHandler {
public:
    void startElement(std::string_view name, const XmlAttributes &attributes) override
    {
        if (name == "sheet")
            sheets.emplace_back(attributeOf(attributes, "name"), attributeOf(attributes, "id"));
        else if (name == "workbookPr")
            from1904 = attributeOf(attributes, "date1904") == "1" ||
                       attributeOf(attributes, "date1904") == "true";
    }
    void endElement(std::string_view) override {}
    void characters(std::string_view) override {}

    std::vector<std::pair<std::string, std::string>> sheets; ///< name and relationship
    bool from1904 = false;
};

class Relationships : public XmlHandler {
public:
    void startElement(std::string_view name, const XmlAttributes &attributes) override
    {
        if (name != "Relationship" || !attributeOf(attributes, "Type").ends_with("/worksheet"))
            return;
        const std::string_view target = attributeOf(attributes, "Target");
        parts[std::string(attributeOf(attributes, "Id"))] =
            target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
    }
    void endElement(std::string_view) override {}
    void characters(std::string_view) override {}

    std::map<std::string, std::string> parts;
};

/// The runs of one string are joined; phonetic hints (rPh) are left out.
class SharedTexts : public XmlHandler {
public:
    SharedTexts(std::vector<std::string> &texts, std::size_t most) : m_texts(texts), m_most(most) {}
    void startElement(std::string_view name, const XmlAttributes &) override
    {
        if (name == "si")
            m_texts.emplace_back();
        m_inPhonetic = m_inPhonetic || name == "rPh";
        m_inText = name == "t" && !m_inPhonetic && !m_texts.empty();
    }
    void endElement(std::string_view name) override
    {
        m_inText = false;
        m_inPhonetic = m_inPhonetic && name != "rPh";
    }
    void characters(std::string_view text) override
    {
        if (m_inText)
            m_texts.back() += text;
    }
    bool isDone() const override { return m_texts.size() > m_most; }

private:
    std::vector<std::string> &m_texts;
    std::size_t m_most;
    bool m_inText = false;
    bool m_inPhonetic = false;
};

/// Formats 14 to 22 and 45 to 47 are the built-in dates and times, 27 to 36 and 50 to 58 East Asian
/// ones.
bool isBuiltInDate(int id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

class Styles : public XmlHandler {
public:
    explicit Styles(std::vector<char> &dateStyles) : m_dateStyles(dateStyles) {}
    void startElement(std::string_view name, const XmlAttributes &attributes) override
    {
        if (name == "numFmt")
            m_formats[numberOf(attributeOf(attributes, "numFmtId"), -1)] =
                isDateFormat(attributeOf(attributes, "formatCode"));
        else if (name == "cellXfs")
            m_inCells = true;
        else if (name == "xf" && m_inCells)
            m_dateStyles.push_back(isDate(numberOf(attributeOf(attributes, "numFmtId"), 0)) ? 1
                                                                                            : 0);
    }
    void endElement(std::string_view name) override { m_inCells = m_inCells && name != "cellXfs"; }
    void characters(std::string_view) override {}

private:
    bool isDate(int id) const
    {
        const auto found = m_formats.find(id);
        return found == m_formats.end() ? isBuiltInDate(id) : found->second;
    }
    std::vector<char> &m_dateStyles;
    std::map<int, bool> m_formats;
    bool m_inCells = false;
};

} // namespace

bool isDateFormat(std::string_view format)
{
    bool quoted = false;
    bool bracket = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '[' || c == ']')) {
            const char next = i + 1 < format.size() ? static_cast<char>(format[i + 1] | 32) : '\0';
            bracket = c == '[' && next != 'h' && next != 'm' && next != 's'; // [h]:mm is a duration
        } else if (!quoted && !bracket && c == 'G' && format.substr(i).starts_with("General")) {
            i += 6;
        } else if (!quoted && !bracket && std::strchr("ymdhsYMDHS", c) != nullptr) {
            return true;
        }
    }
    return false;
}

XlsxWorkbook readXlsxSheets(const XlsxArchive &archive)
{
    if (!archive.has("xl/workbook.xml"))
        throw Error(
            ErrorCode::BadFormat, archive.path(),
            "is a zip archive but no .xlsx workbook; unpack it and choose the table inside");
    SheetList list;
    archive.parse("xl/workbook.xml", list);
    Relationships relationships;
    archive.parse("xl/_rels/workbook.xml.rels", relationships);
    XlsxWorkbook workbook;
    workbook.from1904 = list.from1904;
    for (const auto &[name, id] : list.sheets)
        if (const auto part = relationships.parts.find(id); part != relationships.parts.end())
            workbook.sheets.emplace_back(name, part->second);
    return workbook;
}

XlsxWorkbook readXlsxWorkbook(const XlsxArchive &archive, std::size_t mostTexts)
{
    XlsxWorkbook workbook = readXlsxSheets(archive);
    if (archive.has("xl/sharedStrings.xml")) {
        SharedTexts texts(workbook.texts, mostTexts);
        archive.parse("xl/sharedStrings.xml", texts);
    }
    if (archive.has("xl/styles.xml")) {
        Styles styles(workbook.dateStyles);
        archive.parse("xl/styles.xml", styles);
    }
    return workbook;
}

std::string xlsxSheetPart(const XlsxWorkbook &workbook, const std::string &path,
                          const std::string &sheet)
{
    if (workbook.sheets.empty())
        throw Error(ErrorCode::BadFormat, path, "the workbook has no worksheet");
    if (sheet.empty())
        return workbook.sheets.front().second;
    std::string names;
    for (const auto &[name, part] : workbook.sheets) {
        if (name == sheet)
            return part;
        names += (names.empty() ? "" : ", ") + name;
    }
    throw Error(ErrorCode::NotFound, sheet, "there is no such sheet; the workbook holds " + names);
}

} // namespace leptune

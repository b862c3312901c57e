// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/workbook_file.h"

#include "core/base/checksum.h"

#include <span>

namespace leptune::testing {

namespace {

/// Little end first.
QByteArray word(qsizetype value, int bytes)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text.append(static_cast<char>(value >> (8 * i)));
    return text;
}

QByteArray crcOf(const QByteArray &bytes)
{
    return word(crc32(std::span(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                                static_cast<std::size_t>(bytes.size()))),
                4);
}

class Zip {
public:
    void add(const QByteArray &name, const QByteArray &content)
    {
        const QByteArray facts = word(20, 2) + word(0, 8) + crcOf(content) +
                                 word(content.size(), 4).repeated(2) + word(name.size(), 2);
        m_directory +=
            "PK\x01\x02" + word(20, 2) + facts + word(0, 12) + word(m_parts.size(), 4) + name;
        m_parts += "PK\x03\x04" + facts + word(0, 2) + name + content;
        ++m_count;
    }
    QByteArray bytes() const
    {
        return m_parts + m_directory + "PK\x05\x06" + word(0, 4) + word(m_count, 2).repeated(2) +
               word(m_directory.size(), 4) + word(m_parts.size(), 4) + word(0, 2);
    }

private:
    QByteArray m_parts, m_directory;
    int m_count = 0;
};

} // namespace

QByteArray sheetRow(const QList<QByteArray> &cells)
{
    QByteArray row = "<row>";
    for (const QByteArray &cell : cells) {
        bool isNumber = false;
        cell.toDouble(&isNumber);
        row += (isNumber ? "<c><v>" : "<c t=\"str\"><v>") + cell + "</v></c>";
    }
    return row + "</row>";
}

QByteArray workbookFile(const QList<std::pair<QByteArray, QByteArray>> &sheets,
                        const QByteArray &sharedTexts)
{
    Zip zip;
    QByteArray list, links;
    for (qsizetype i = 0; i < sheets.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        const QByteArray part = "worksheets/sheet" + number + ".xml";
        list += "<sheet name=\"" + sheets[i].first + "\" r:id=\"rId" + number + "\"/>";
        links += "<Relationship Id=\"rId" + number + "\" Type=\"any/worksheet\" Target=\"" + part +
                 "\"/>";
        zip.add("xl/" + part,
                "<worksheet><sheetData>" + sheets[i].second + "</sheetData></worksheet>");
    }
    zip.add("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>" + list + "</sheets></workbook>");
    zip.add("xl/_rels/workbook.xml.rels", "<Relationships>" + links + "</Relationships>");
    if (!sharedTexts.isEmpty())
        zip.add("xl/sharedStrings.xml", "<sst>" + sharedTexts + "</sst>");
    return zip.bytes();
}

} // namespace leptune::testing

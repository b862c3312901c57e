// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/arff_reader.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/text_encoding.h"
#include "core/data/arff_dates.h"
#include "core/data/cell_table_reader.h"
#include "core/data/csv_reader.h"
#include "core/data/number_reader.h"
#include "core/data/table_room.h"

#include <algorithm>
#include <charconv>
#include <strings.h>
#include <utility>

namespace leptune {

namespace {

enum class AttributeKind { Numeric, Nominal, String, Date };

struct Attribute {
    std::string name;
    AttributeKind kind = AttributeKind::Numeric;
    std::string dateFormat;
    std::string firstValue; ///< what a sparse row leaves out of a nominal attribute
};

bool startsWithWord(std::string_view line, const char *word)
{
    const std::size_t size = std::string_view(word).size();
    return line.size() >= size && strncasecmp(line.data(), word, size) == 0 &&
           (line.size() == size || line[size] == ' ' || line[size] == '\t');
}

/// Takes lines off the front of a text, \n, \r\n and \r alike.
class Lines {
public:
    explicit Lines(std::string_view text) : m_rest(text) {}
    bool next(std::string_view &line)
    {
        if (m_rest.empty())
            return false;
        const std::size_t end = std::min(m_rest.find_first_of("\r\n"), m_rest.size());
        line = m_rest.substr(0, end);
        const bool both = end + 1 < m_rest.size() && m_rest[end] == '\r' && m_rest[end + 1] == '\n';
        m_rest.remove_prefix(std::min(end + (both ? 2 : 1), m_rest.size()));
        ++m_number;
        return true;
    }
    std::uint64_t number() const { return m_number; }
    /// Line feeds that are left.
    std::uint64_t left() const
    {
        return static_cast<std::uint64_t>(std::count(m_rest.begin(), m_rest.end(), '\n'));
    }

private:
    std::string_view m_rest;
    std::uint64_t m_number = 0;
};

class ArffReader {
public:
    ArffReader(std::string_view text, const std::string &subject, const ReadOptions &options,
               ImportReport report)
        : m_lines(text), m_subject(subject), m_options(options), m_report(std::move(report))
    {
        m_report.format = "ARFF";
        m_report.separator = ',';
    }

    ReadResult run()
    {
        readHeader();
        requireRoom(m_subject, m_lines.left(), columnsKept(m_options, m_attributes.size()),
                    availableMemoryBytes());
        std::vector<std::string> names;
        for (const Attribute &attribute : m_attributes)
            names.push_back(attribute.name);
        CellTableReader table(m_subject, m_options, std::move(names));
        for (std::size_t i = 0; i < m_attributes.size(); ++i)
            table.declare(i, rulesOf(m_attributes[i]));
        std::string_view line;
        while (m_lines.next(line)) {
            line = trimmed(line);
            if (!line.empty() && line.front() != '%')
                table.addRow(line.front() == '{' ? sparseRow(line) : denseRow(line),
                             m_lines.number());
        }
        return table.finish(std::move(m_report));
    }

private:
    [[noreturn]] void fail(const std::string &what) const
    {
        throw Error(ErrorCode::BadFormat, m_subject,
                    "line " + std::to_string(m_lines.number()) + ": " + what);
    }

    static InferenceRules rulesOf(const Attribute &attribute)
    {
        InferenceRules rules;
        rules.decimal = '.';
        rules.missingWords = false;
        rules.wordsOnly = true;
        if (attribute.kind == AttributeKind::Numeric)
            rules.type = ColumnType::Numeric;
        if (attribute.kind == AttributeKind::Date)
            rules.type = ColumnType::DateTime;
        return rules;
    }

    void readHeader()
    {
        std::string_view line;
        while (m_lines.next(line)) {
            line = trimmed(line);
            if (line.empty() || line.front() == '%' || startsWithWord(line, "@relation"))
                continue;
            if (startsWithWord(line, "@data")) {
                if (m_attributes.empty())
                    fail("@data comes before any @attribute");
                return;
            }
            if (!startsWithWord(line, "@attribute"))
                fail("@attribute or @data was expected");
            readAttribute(trimmed(line.substr(10)));
        }
        throw Error(ErrorCode::BadFormat, m_subject,
                    "has no @data section; the file may be cut off");
    }

    void readAttribute(std::string_view text)
    {
        Attribute attribute;
        bool quoted = false;
        attribute.name = takeToken(text, " \t{", quoted);
        text = trimmed(text);
        if (attribute.name.empty() || text.empty())
            fail("an attribute needs a name and a type");
        if (text.front() == '{') {
            attribute.kind = AttributeKind::Nominal;
            text.remove_prefix(1);
            attribute.firstValue = takeToken(text, ",}", quoted);
        } else if (startsWithWord(text, "string")) {
            attribute.kind = AttributeKind::String;
        } else if (startsWithWord(text, "date")) {
            attribute.kind = AttributeKind::Date;
            text = trimmed(text.substr(4));
            attribute.dateFormat = takeToken(text, "", quoted);
        } else if (!startsWithWord(text, "numeric") && !startsWithWord(text, "real") &&
                   !startsWithWord(text, "integer")) {
            fail("the type " + std::string(text.substr(0, 40)) + " is not supported");
        }
        m_attributes.push_back(std::move(attribute));
    }

    /// The next value up to one of `stops` (kept in the text) or the end; quotes with backslashes
    /// as in Weka, or doubled as in CSV.
    std::string takeToken(std::string_view &text, std::string_view stops, bool &quoted) const
    {
        text = trimmed(text);
        quoted = !text.empty() && (text.front() == '\'' || text.front() == '"');
        if (!quoted) {
            const std::size_t end =
                stops.empty() ? text.size() : std::min(text.find_first_of(stops), text.size());
            const std::string token(trimmed(text.substr(0, end)));
            text.remove_prefix(end);
            return token;
        }
        std::string token;
        const char quote = text.front();
        std::size_t at = 1;
        for (; at < text.size(); ++at) {
            const bool more = at + 1 < text.size();
            if (text[at] == '\\' && more)
                token += unescaped(text[++at]);
            else if (text[at] == quote && more && text[at + 1] == quote)
                token += text[at++];
            else if (text[at] == quote)
                break;
            else
                token += text[at];
        }
        if (at == text.size())
            fail("a quote is not closed");
        text.remove_prefix(at + 1);
        text = trimmed(text);
        return token;
    }

    static char unescaped(char c)
    {
        return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }

    std::string cellOf(const std::string &token, bool quoted, std::size_t column) const
    {
        const Attribute &attribute = m_attributes[column];
        if (!quoted && token == "?")
            return std::string();
        return attribute.dateFormat.empty() ? token : isoFromPattern(token, attribute.dateFormat);
    }

    std::vector<std::string> denseRow(std::string_view line) const
    {
        std::vector<std::string> cells;
        const bool commas = line.find(',') != std::string_view::npos;
        const std::string_view stops = commas ? "," : ", \t";
        for (bool more = true; more;) {
            bool quoted = false;
            std::string token = takeToken(line, stops, quoted);
            if (!line.empty() && line.front() != ',' && commas)
                fail("a comma was expected after a quoted value");
            if (cells.size() < m_attributes.size())
                token = cellOf(token, quoted, cells.size());
            cells.push_back(std::move(token));
            more = !line.empty();
            if (more && line.front() == ',')
                line.remove_prefix(1);
        }
        // A last value in braces is Weka's weight of the row.
        if (cells.size() == m_attributes.size() + 1 && cells.back().starts_with('{'))
            cells.pop_back();
        return cells;
    }

    std::vector<std::string> sparseRow(std::string_view line) const
    {
        std::vector<std::string> cells;
        for (const Attribute &attribute : m_attributes)
            cells.push_back(attribute.kind == AttributeKind::Numeric ? "0" : attribute.firstValue);
        line.remove_prefix(1);
        for (;;) {
            line = trimmed(line);
            if (line.empty())
                fail("a sparse row is not closed by }");
            if (line.front() == '}')
                return cells;
            std::size_t column = 0;
            const auto [end, problem] =
                std::from_chars(line.data(), line.data() + line.size(), column);
            if (problem != std::errc{} || column >= cells.size())
                fail("a sparse row needs pairs of attribute number and value; the numbers go from "
                     "0 to " +
                     std::to_string(cells.size() - 1));
            line.remove_prefix(static_cast<std::size_t>(end - line.data()));
            bool quoted = false;
            const std::string token = takeToken(line, ",}", quoted);
            cells[column] = cellOf(token, quoted, column);
            if (!line.empty() && line.front() == ',')
                line.remove_prefix(1);
        }
    }

    Lines m_lines;
    std::string m_subject;
    const ReadOptions &m_options;
    ImportReport m_report;
    std::vector<Attribute> m_attributes;
};

} // namespace

bool isArff(std::string_view text)
{
    text.remove_prefix(byteOrderMarkLength(text));
    Lines lines(text);
    std::string_view line;
    while (lines.next(line)) {
        line = trimmed(line);
        if (!line.empty() && line.front() != '%')
            return startsWithWord(line, "@relation");
    }
    return false;
}

ReadResult readArff(InputBytes input, const std::string &subject, const ReadOptions &options)
{
    ImportReport report;
    InputBytes text = decodeInput(std::move(input), subject, options, report);
    if (!isValidUtf8(text.view())) {
        const std::string encoding =
            options.encoding.empty() ? guessNarrowEncoding(text.view()) : "UTF-8";
        text = InputBytes::own(decodeText(text.view(), encoding).text);
        report.encoding = encoding;
    }
    const std::string_view view = text.view().substr(byteOrderMarkLength(text.view()));
    return ArffReader(view, subject, options, std::move(report)).run();
}

} // namespace leptune

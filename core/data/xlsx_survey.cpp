// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/xlsx_survey.h"

#include <algorithm>
#include <charconv>

namespace leptune {

namespace {

class SheetSurvey : public XmlHandler {
public:
    explicit SheetSurvey(std::uint64_t mostRows) : m_mostRows(mostRows) {}

    bool isDone() const override { return m_begun > m_mostRows; }

    void startElement(std::string_view name, const XmlAttributes &attributes) override
    {
        if (name == "row") {
            ++m_begun;
            m_values = 0;
        } else if (name == "c") {
            m_isShared = attributeOf(attributes, "t") == "s";
            m_hasValue = false;
            m_index.clear();
        } else if (name == "v" || name == "t") {
            m_inValue = true;
        }
    }

    void endElement(std::string_view name) override
    {
        if (isDone())
            return;
        if (name == "v" || name == "t")
            m_inValue = false;
        else if (name == "c")
            endCell();
        else if (name == "row")
            endRow();
    }

    void characters(std::string_view text) override
    {
        if (!m_inValue)
            return;
        m_hasValue = true;
        if (m_isShared)
            m_index += text;
    }

    XlsxSurvey found;

private:
    void endCell()
    {
        m_values += m_hasValue ? 1 : 0;
        std::size_t index = 0;
        if (m_isShared &&
            std::from_chars(m_index.data(), m_index.data() + m_index.size(), index).ec ==
                std::errc{})
            found.texts = std::max(found.texts, index + 1);
    }

    void endRow()
    {
        found.rows += m_values > 0 ? 1 : 0;
        found.columns = std::max(found.columns, m_values);
    }

    const std::uint64_t m_mostRows;
    std::uint64_t m_begun = 0;
    std::uint64_t m_values = 0; ///< of this row
    std::string m_index;
    bool m_isShared = false;
    bool m_hasValue = false;
    bool m_inValue = false;
};

} // namespace

XlsxSurvey surveySheet(const XlsxArchive &archive, const std::string &part, std::uint64_t mostRows)
{
    SheetSurvey survey(mostRows);
    archive.parse(part, survey);
    return survey.found;
}

} // namespace leptune

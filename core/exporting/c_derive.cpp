// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_ops.h"

namespace leptune {
namespace {

/// Lines of one derived column.
class DerivedColumn {
public:
    DerivedColumn(CWriter &to, const DerivedFeature &feature, const CValue &x)
        : m_to(to), m_feature(feature), m_a(x.at(feature.a)), m_b(x.at(feature.b))
    {
    }

    std::string expression() const
    {
        switch (m_feature.kind) {
        case DerivedKind::Add:
            return m_a + " + " + m_b;
        case DerivedKind::Subtract:
            return m_a + " - " + m_b;
        case DerivedKind::Multiply:
            return m_a + " * " + m_b;
        case DerivedKind::Divide:
            return m_a + " / " + m_b;
        case DerivedKind::Cross:
            return tableValue(place(m_a, m_feature.codesA) + " * " +
                              std::to_string(m_feature.codesB + 2) + " + " +
                              place(m_b, m_feature.codesB));
        case DerivedKind::GroupDifference:
            return m_a + " - " + tableValue(place(m_b, m_feature.codesB));
        case DerivedKind::GroupRatio:
            return m_a + " / " + tableValue(place(m_b, m_feature.codesB));
        }
        return {};
    }

private:
    std::string tableValue(const std::string &place) const
    {
        return m_to.floats(m_feature.values) + '[' +
               m_to.integers(
                       std::vector<std::int64_t>(m_feature.cells.begin(), m_feature.cells.end()),
                       CType::U8)
                   .name +
               '[' + place + "]]";
    }
    std::string place(const std::string &code, int codes) const
    {
        return m_to.function("lept_place", R"(
/* Of a code in a table: other codes are codes, missing ones codes + 1. */
static int $NAME(float code, int codes)
{
    if (code != code)
        return codes + 1;
    return code >= 0.0F && code < (float)codes ? (int)code : codes;
}
)") + '(' + code +
               ", " + std::to_string(codes) + ')';
    }

    CWriter &m_to;
    const DerivedFeature &m_feature;
    std::string m_a, m_b;
};

} // namespace

void writeDerive(CWriter &to, const Derive &op, const CValue &out, const CValue &x)
{
    const std::string finite = finiteFunction(to);
    for (std::size_t i = 0; i < op.features.size(); ++i)
        to.line(out.at(static_cast<int>(i)) + " = " + finite + '(' +
                DerivedColumn(to, op.features[i], x).expression() + ");");
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers behind the lines, and what they say.
#include "ui/charts/chart_words.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/family_style.h"
#include "ui/charts/line_chart.h"
#include "ui/shared/format.h"
#include "ui/words/sentences.h"

#include <QValueAxis>

namespace leptune {

ChartTable LineChart::chartTable() const
{
    ChartTable table;
    table.header = {tr("line"), m_x->titleText(), m_y->titleText()};
    const auto add = [&](const QString &name, QPointF point) {
        table.rows.push_back(
            {name, QString::number(point.x(), 'g', 9), QString::number(point.y(), 'g', 9)});
    };
    for (const ChartLine &line : m_lines) {
        for (const QPointF &point : line.points)
            add(line.name, point);
    }
    for (const ChartMark &mark : m_marks)
        add(mark.family.empty() ? tr("chosen") : familyStyle(mark.family).title, mark.at);
    return table;
}

/// Where lines end is what they have come to: of scores over time the best ones.
QString LineChart::chartWords() const
{
    QStringList ends;
    for (const ChartLine &line : m_lines) {
        const QList<QPointF> points = finitePoints(line.points);
        if (!points.isEmpty() && !line.name.isEmpty() && !m_unitSquare)
            ends << tr("%1 %2").arg(line.name, formatNumber(points.last().y()));
    }
    const QString points = pointsInWords(chartTable());
    return ends.isEmpty() ? points : tr("%1; at the end: %2").arg(points, joinList(ends));
}

} // namespace leptune

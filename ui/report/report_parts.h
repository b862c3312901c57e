// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_charts.h"

#include <QStringList>

namespace leptune {

/// The pieces of a report's HTML; what is given as text is escaped here.
QString headingPart(const QString &text, int level = 2);
QString paragraphPart(const QString &text);
/// Where the charts of a part stand: the n-th as <img src="chart:n">.
QString chartPlaces(const std::vector<ReportChart> &charts, ReportPart part);

/// The first columns are words, the others are numbers; under a head all stay in a line but the
/// first where it alone is words. Without a head: names and what they are, alike in all such
/// tables.
class HtmlTable {
public:
    explicit HtmlTable(int wordColumns, const QStringList &head = {});
    void add(const QStringList &cells);
    QString html() const { return m_html + QStringLiteral("</table>\n"); }

private:
    void addRow(const QStringList &cells, QLatin1String tag);
    QString look(int column, QLatin1String tag) const;

    int m_wordColumns;
    bool m_hasHead = false;
    QString m_html;
};

/// Where the best model errs: scores of every class, the charts, and the worst mistakes.
QString errorsPart(const ReportSource &source, const std::vector<ReportChart> &charts);
/// What it looks at: importance, and of the columns that matter most how the answer goes with them
/// and how good it is along them.
QString columnsPart(const ReportSource &source, const std::vector<ReportChart> &charts);

} // namespace leptune

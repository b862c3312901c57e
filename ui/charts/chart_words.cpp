// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_words.h"

#include "ui/charts/chart_export.h"
#include "ui/shared/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace leptune {

namespace {

struct ChartWords {
    Q_DECLARE_TR_FUNCTIONS(ChartWords)
};

struct Reach {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
};

/// Nothing where the column holds no number, or words too.
std::optional<Reach> reachOf(const ChartTable &table, qsizetype column)
{
    Reach reach;
    for (const QStringList &row : table.rows) {
        const QString cell = row.value(column);
        if (cell.isEmpty())
            continue;
        bool isNumber = false;
        const double value = cell.toDouble(&isNumber);
        if (!isNumber)
            return std::nullopt;
        if (!std::isfinite(value))
            continue;
        reach.low = std::min(reach.low, value);
        reach.high = std::max(reach.high, value);
    }
    if (reach.low > reach.high)
        return std::nullopt;
    return reach;
}

} // namespace

QString pointsInWords(const ChartTable &table)
{
    QStringList parts{ChartWords::tr("%n point(s)", nullptr, static_cast<int>(table.rows.size()))};
    for (qsizetype column = 0; column < table.header.size(); ++column) {
        const QString &title = table.header[column];
        const auto reach = reachOf(table, column);
        if (!reach || title.isEmpty() || (reach->low == 0.0 && reach->high == 0.0))
            continue;
        parts << (reach->low == reach->high
                      ? ChartWords::tr("%1: %2").arg(title, formatNumber(reach->low))
                      : ChartWords::tr("%1: %2 to %3")
                            .arg(title, formatNumber(reach->low), formatNumber(reach->high)));
    }
    return parts.join(ChartWords::tr("; "));
}

} // namespace leptune

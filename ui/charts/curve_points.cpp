// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve_points.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace leptune {

QList<QPointF> asSteps(const QList<QPointF> &points)
{
    QList<QPointF> steps;
    steps.reserve(2 * points.size());
    for (const QPointF &point : points) {
        if (!steps.isEmpty())
            steps.append({point.x(), steps.last().y()});
        steps.append(point);
    }
    return steps;
}

QList<QPointF> finitePoints(const QList<QPointF> &points)
{
    QList<QPointF> kept;
    kept.reserve(points.size());
    std::copy_if(points.begin(), points.end(), std::back_inserter(kept),
                 [](const QPointF &p) { return std::isfinite(p.x()) && std::isfinite(p.y()); });
    return kept;
}

QList<QPointF> thinned(const QList<QPointF> &points, int most)
{
    const qsizetype count = points.size();
    if (count <= most)
        return points;
    const qsizetype runs = std::max(1, (most - 2) / 2);
    QList<QPointF> kept{points.first()};
    kept.reserve(most);
    for (qsizetype run = 0; run < runs; ++run) {
        const auto begin = points.begin() + 1 + run * (count - 2) / runs;
        const auto end = points.begin() + 1 + (run + 1) * (count - 2) / runs;
        if (begin == end)
            continue;
        auto [low, high] =
            std::minmax_element(begin, end, [](auto &a, auto &b) { return a.y() < b.y(); });
        if (high < low)
            std::swap(low, high);
        kept.append(*low);
        if (low != high)
            kept.append(*high);
    }
    kept.append(points.last());
    return kept;
}

} // namespace leptune

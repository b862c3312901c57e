// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

namespace leptune {

/// The same curve as a staircase: each value holds until the next point.
QList<QPointF> asSteps(const QList<QPointF> &points);
/// Without points that are not finite.
QList<QPointF> finitePoints(const QList<QPointF> &points);
/// At most `most` of the points: both ends, and of every run the lowest and the highest, so that
/// spikes stay.
QList<QPointF> thinned(const QList<QPointF> &points, int most);

} // namespace leptune

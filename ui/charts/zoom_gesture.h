// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <optional>

class QColor;
class QPainter;
class QWheelEvent;

namespace leptune {

/// The one set of gestures that zooms every chart. Factors below 1 show less.
double wheelZoom(const QWheelEvent &event);
/// Of + and -; nothing for other keys.
std::optional<double> keyZoom(int key);
/// Whether an axis may show `shown` where all there is spans `whole`, both in the axis's own
/// measure: neither so little that numbers run out of digits nor so much that they run out of
/// range.
bool isSensibleZoom(double shown, double whole);

/// A box drawn with the mouse to zoom into, in pixels.
class ZoomDrag {
public:
    void begin(QPointF at) { m_from = m_to = at; }
    void move(QPointF to) { m_to = to; }
    void cancel() { m_from.reset(); }
    bool isActive() const { return m_from.has_value(); }
    /// The part of `area` that was marked, where it is large enough to be meant.
    std::optional<QRectF> end(QPointF at, const QRectF &area);
    void paint(QPainter &painter, const QColor &accent) const;

private:
    std::optional<QPointF> m_from;
    QPointF m_to;
};

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/zoom_gesture.h"

#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace leptune {

namespace {

constexpr double kStep = 0.8;
constexpr double kWheelNotch = 120.0;
constexpr qreal kLeastDrag = 8.0;
constexpr double kLeastShare = 1e-6, kMostShare = 20.0; ///< of the whole

} // namespace

double wheelZoom(const QWheelEvent &event)
{
    return std::pow(kStep, event.angleDelta().y() / kWheelNotch);
}

std::optional<double> keyZoom(int key)
{
    if (key == Qt::Key_Plus)
        return kStep;
    if (key == Qt::Key_Minus)
        return 1.0 / kStep;
    return std::nullopt;
}

bool isSensibleZoom(double shown, double whole)
{
    return shown >= kLeastShare * whole && shown <= kMostShare * whole; // false where it is NaN
}

std::optional<QRectF> ZoomDrag::end(QPointF at, const QRectF &area)
{
    const auto from = std::exchange(m_from, std::nullopt);
    if (!from)
        return std::nullopt;
    const QRectF box = QRectF(*from, at).normalized().intersected(area);
    if (box.width() <= kLeastDrag || box.height() <= kLeastDrag)
        return std::nullopt;
    return box;
}

void ZoomDrag::paint(QPainter &painter, const QColor &accent) const
{
    if (!m_from || (m_to - *m_from).manhattanLength() <= kLeastDrag)
        return;
    QColor fill = accent;
    fill.setAlphaF(0.15F);
    painter.setPen(accent);
    painter.setBrush(fill);
    painter.drawRect(QRectF(*m_from, m_to).normalized());
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
// Looking closer at a distribution, by mouse, wheel and keys.
#include "ui/shared/histogram_view.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace leptune {

bool HistogramView::canZoom() const
{
    return m_within && !lying() && m_shares.empty() && m_all.size() > 1;
}

QRectF HistogramView::plotArea() const
{
    return placeOf(0).united(placeOf(m_bars.size() - 1));
}

void HistogramView::resetZoom()
{
    m_bars = m_all;
    describe();
}

void HistogramView::zoomTo(double low, double high)
{
    const double first = m_all.front().low, last = m_all.back().high;
    low = std::max(low, first);
    high = std::min(high, last);
    if (low <= first && high >= last) {
        resetZoom();
        return;
    }
    if (!isSensibleZoom(high - low, last - first))
        return;
    std::vector<HistogramBar> bars = m_within(low, high);
    if (bars.size() < 2)
        return;
    m_bars = std::move(bars);
    m_exporter->offerReset();
    describe();
}

/// `share` of the width stays where it is.
void HistogramView::zoomAround(double share, double factor)
{
    const double low = m_bars.front().low, width = m_bars.back().high - low;
    const double still = low + share * width;
    zoomTo(still - factor * share * width, still + factor * (1.0 - share) * width);
}

void HistogramView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && canZoom())
        m_drag.begin({event->position().x(), plotArea().top()});
}

void HistogramView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_drag.isActive())
        return;
    m_drag.move({event->position().x(), plotArea().bottom()});
    update();
}

void HistogramView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_drag.isActive() || event->button() != Qt::LeftButton)
        return;
    const QRectF area = plotArea();
    const double low = m_bars.front().low, width = m_bars.back().high - low;
    if (const auto box = m_drag.end({event->position().x(), area.bottom()}, area))
        zoomTo(low + (box->left() - area.left()) / area.width() * width,
               low + (box->right() - area.left()) / area.width() * width);
    update();
}

void HistogramView::mouseDoubleClickEvent(QMouseEvent *)
{
    m_drag.cancel();
    resetZoom();
}

/// Only where the keyboard is: else it scrolls the card.
void HistogramView::wheelEvent(QWheelEvent *event)
{
    if (!canZoom() || !hasFocus() || event->angleDelta().y() == 0) {
        QWidget::wheelEvent(event);
        return;
    }
    const double share = event->position().x() / std::max(1.0, plotArea().width());
    zoomAround(std::clamp(share, 0.0, 1.0), wheelZoom(*event));
    event->accept();
}

void HistogramView::keyPressEvent(QKeyEvent *event)
{
    const auto factor = keyZoom(event->key());
    if (factor && canZoom())
        zoomAround(0.5, *factor);
    else
        QWidget::keyPressEvent(event);
}

} // namespace leptune

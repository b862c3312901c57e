// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_canvas.h"

#include "ui/charts/axis_ticks.h"
#include "ui/charts/chart_words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kGap = 8.0;
constexpr int kMostYTicks = 8;

double forward(double value, bool log)
{
    return log ? std::log10(std::max(value, 1e-300)) : value;
}

double backward(double value, bool log)
{
    return log ? std::pow(10.0, value) : value;
}

int xCount(const PlotFrame &frame)
{
    return std::clamp(static_cast<int>(frame.area.width() / 70.0), 3, 10);
}

std::vector<double> xTicks(const PlotFrame &frame)
{
    return frame.logX ? logTicks(frame.xLow, frame.xHigh, xCount(frame))
                      : niceTicks(frame.xLow, frame.xHigh, xCount(frame));
}

double xTickStep(const PlotFrame &frame, double tick)
{
    return frame.logX ? tick : tickStep(frame.xLow, frame.xHigh, xCount(frame));
}

} // namespace

QPointF PlotFrame::at(double x, double y) const
{
    const double low = forward(xLow, logX);
    const double high = forward(xHigh, logX);
    const double u = (forward(x, logX) - low) / (high - low);
    const double v = (y - yLow) / (yHigh - yLow);
    return {area.left() + u * area.width(), area.bottom() - v * area.height()};
}

double PlotFrame::xOf(qreal pixel) const
{
    const double low = forward(xLow, logX);
    const double high = forward(xHigh, logX);
    return backward(low + (high - low) * (pixel - area.left()) / area.width(), logX);
}

double PlotFrame::yOf(qreal pixel) const
{
    return yLow + (yHigh - yLow) * (area.bottom() - pixel) / area.height();
}

PlotCanvas::PlotCanvas(QWidget *parent) : QWidget(parent), m_exporter(new ChartActions(this, this))
{
    setMouseTracking(true);
}

void PlotCanvas::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(name);
}

QString PlotCanvas::chartWords() const
{
    return pointsInWords(chartTable());
}

void PlotCanvas::setAxisTitles(const QString &x, const QString &y)
{
    m_xTitle = x;
    m_yTitle = y;
    update();
}

void PlotCanvas::setLogX(bool log)
{
    m_logX = log;
    resetZoom();
}

void PlotCanvas::setEmptyText(const QString &text)
{
    if (m_emptyText == text)
        return;
    m_emptyText = text;
    setAccessibleDescription(text);
    update();
}

void PlotCanvas::resetZoom()
{
    m_zoom.reset();
    update();
}

PlotFrame PlotCanvas::frameFor(const QRectF &target) const
{
    PlotFrame frame;
    frame.theme = ChartTheme::from(palette());
    frame.logX = m_logX;
    frame.paper = target.adjusted(kGap, kGap + headHeight(), -kGap, -kGap);
    const Range range = m_zoom ? *m_zoom : dataRange();
    frame.xLow = range.xLow;
    frame.xHigh = range.xHigh;
    frame.yLow = range.yLow;
    frame.yHigh = range.yHigh;
    if (!hasAxes()) {
        frame.area = dataArea(frame.paper);
        return frame;
    }
    const QFontMetricsF metrics(font());
    qreal left = kGap;
    if (hasYAxis()) {
        const std::vector<double> ticks = niceTicks(frame.yLow, frame.yHigh, kMostYTicks);
        const double step = tickStep(frame.yLow, frame.yHigh, kMostYTicks);
        for (const double tick : ticks)
            left = std::max(left, metrics.horizontalAdvance(tickText(tick, step)) + 1.5 * kGap);
        left += m_yTitle.isEmpty() ? 0.0 : metrics.height() + 2.0;
    } else {
        left = headHeight() > 0.0 ? left : kGap;
    }
    const qreal bottom = metrics.height() * (m_xTitle.isEmpty() ? 1.0 : 2.0) + kGap;
    frame.area = target.adjusted(left, kGap + headHeight(), -1.5 * kGap, -bottom);
    // The last label stands below the right end.
    const std::vector<double> ticks = xTicks(frame);
    if (!ticks.empty()) {
        const QString text = tickText(ticks.back(), xTickStep(frame, ticks.back()));
        const qreal over =
            frame.at(ticks.back(), frame.yLow).x() + metrics.horizontalAdvance(text) / 2 + 2.0;
        frame.area.setRight(frame.area.right() - std::max(0.0, over - target.right()));
    }
    return frame;
}

void PlotCanvas::paintAxes(QPainter &painter, const PlotFrame &frame) const
{
    const QFontMetricsF metrics(painter.font());
    const QRectF &area = frame.area;
    const int yCount = std::clamp(static_cast<int>(area.height() / 28.0), 3, kMostYTicks);
    for (const double tick : xTicks(frame)) {
        const qreal x = frame.at(tick, frame.yLow).x();
        painter.setPen(QPen(frame.theme.grid, 1.0));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(frame.theme.muted);
        const QString text = tickText(tick, xTickStep(frame, tick));
        const qreal half = metrics.horizontalAdvance(text) / 2.0;
        painter.drawText(QPointF(x - half, area.bottom() + metrics.ascent() + 4.0), text);
    }
    const std::vector<double> yTicks =
        hasYAxis() ? niceTicks(frame.yLow, frame.yHigh, yCount) : std::vector<double>{};
    const double yStep = tickStep(frame.yLow, frame.yHigh, yCount);
    for (const double tick : yTicks) {
        const qreal y = frame.at(frame.xLow, tick).y();
        painter.setPen(QPen(frame.theme.grid, 1.0));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(frame.theme.muted);
        const QString text = tickText(tick, yStep);
        painter.drawText(QPointF(area.left() - metrics.horizontalAdvance(text) - 6.0,
                                 y + metrics.ascent() / 2.0 - 1.0),
                         text);
    }
    painter.setPen(QPen(frame.theme.axis, 1.0));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setPen(frame.theme.muted);
    painter.drawText(
        QRectF(area.left(), area.bottom() + metrics.height() + 3.0, area.width(), metrics.height()),
        Qt::AlignCenter, m_xTitle);
    if (hasYAxis() && !m_yTitle.isEmpty()) {
        painter.save();
        painter.translate(area.left() - (area.left() - 4.0), area.center().y());
        painter.rotate(-90.0);
        painter.drawText(QRectF(-area.height() / 2.0, 0.0, area.height(), metrics.height()),
                         Qt::AlignCenter, m_yTitle);
        painter.restore();
    }
}

void PlotCanvas::paintChart(QPainter &painter, const QRectF &target)
{
    const PlotFrame frame = frameFor(target);
    painter.save();
    painter.setFont(font());
    painter.fillRect(target, frame.theme.background);
    if (isEmpty()) {
        painter.setPen(frame.theme.muted);
        painter.drawText(target.adjusted(2 * kGap, kGap, -2 * kGap, -kGap),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        painter.restore();
        return;
    }
    if (hasAxes())
        paintAxes(painter, frame);
    paintData(painter, frame);
    painter.restore();
}

void PlotCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintChart(painter, QRectF(rect()));
    const ChartTheme theme = ChartTheme::from(palette());
    m_drag.paint(painter, theme.accent);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void PlotCanvas::zoomAround(QPointF center, double factor)
{
    if (!zooms() || isEmpty())
        return;
    const PlotFrame now = frame();
    const QRectF &area = now.area;
    Range range;
    range.xLow = now.xOf(center.x() + (area.left() - center.x()) * factor);
    range.xHigh = now.xOf(center.x() + (area.right() - center.x()) * factor);
    range.yLow = now.yLow;
    range.yHigh = now.yHigh;
    if (hasYAxis()) {
        range.yLow = now.yOf(center.y() + (area.bottom() - center.y()) * factor);
        range.yHigh = now.yOf(center.y() + (area.top() - center.y()) * factor);
    }
    zoomTo(range);
}

void PlotCanvas::zoomTo(Range range)
{
    const Range whole = dataRange();
    if (!hasAxes()) {
        range = {std::max(range.xLow, whole.xLow), std::min(range.xHigh, whole.xHigh),
                 std::max(range.yLow, whole.yLow), std::min(range.yHigh, whole.yHigh)};
        if (range == whole)
            return resetZoom();
    }
    const auto width = [this](const Range &one) {
        return forward(one.xHigh, m_logX) - forward(one.xLow, m_logX);
    };
    if (isSensibleZoom(width(range), width(whole)) &&
        isSensibleZoom(range.yHigh - range.yLow, whole.yHigh - whole.yLow)) {
        m_zoom = range;
        m_exporter->offerReset();
    }
    update();
}

void PlotCanvas::wheelEvent(QWheelEvent *event)
{
    if (!zooms() || event->angleDelta().y() == 0 || !frame().area.contains(event->position())) {
        QWidget::wheelEvent(event);
        return;
    }
    zoomAround(event->position(), wheelZoom(*event));
    setFocus(Qt::MouseFocusReason); // for the keys that zoom
    event->accept();
}

void PlotCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && zooms() && !isEmpty())
        m_drag.begin(event->position());
}

void PlotCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag.isActive()) {
        m_drag.move(event->position());
        update();
        return;
    }
    const QString tip = isEmpty() ? QString() : tipAt(frame(), event->position());
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPosition().toPoint(), tip, this);
}

void PlotCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_drag.isActive() || event->button() != Qt::LeftButton)
        return;
    const PlotFrame now = frame();
    if (const auto box = m_drag.end(event->position(), now.area)) {
        Range range{now.xOf(box->left()), now.xOf(box->right()), now.yOf(box->bottom()),
                    now.yOf(box->top())};
        if (!hasYAxis()) {
            range.yLow = now.yLow;
            range.yHigh = now.yHigh;
        }
        zoomTo(range);
    }
    update();
}

void PlotCanvas::mouseDoubleClickEvent(QMouseEvent *)
{
    m_drag.cancel();
    resetZoom();
}

void PlotCanvas::keyPressEvent(QKeyEvent *event)
{
    if (const auto factor = keyZoom(event->key()))
        zoomAround(frame().area.center(), *factor);
    else if (event->key() == Qt::Key_0)
        resetZoom();
    else
        QWidget::keyPressEvent(event);
}

void PlotCanvas::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace leptune

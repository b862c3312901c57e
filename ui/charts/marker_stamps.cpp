// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/marker_stamps.h"

#include "ui/charts/family_style.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kPaleOpacity = 0.3;
constexpr qreal kShapeReach = 1.6; ///< of the radius, that a shape needs

} // namespace

MarkerStamps::MarkerStamps(QPainter &painter, const ChartTheme &theme, qreal radius)
    : m_painter(painter),
      m_theme(theme),
      m_radius(radius),
      m_ratio(std::max(1.0, painter.deviceTransform().m11())),
      m_isRaster(painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster),
      m_width(static_cast<int>(painter.device()->width() * m_ratio)),
      m_height(static_cast<int>(painter.device()->height() * m_ratio))
{
}

void MarkerStamps::paint(QPainter &painter, const std::string &family, QPointF at, Look look) const
{
    const FamilyStyle style = familyStyle(family);
    const bool isHollow = look == Look::Hollow;
    const qreal opacity = painter.opacity();
    painter.setOpacity(look == Look::Pale ? kPaleOpacity * opacity : opacity);
    drawMarker(painter, style.marker, at, m_radius, isHollow ? m_theme.background : style.color,
               isHollow ? style.color : blend(m_theme.text, style.color, 0.35));
    painter.setOpacity(opacity);
}

std::size_t MarkerStamps::stampOf(const std::string &family, Look look)
{
    const auto fits = [&](const Stamp &stamp) {
        return stamp.look == look && stamp.family == family;
    };
    if (m_last < m_stamps.size() && fits(m_stamps[m_last]))
        return m_last;
    for (m_last = 0; m_last < m_stamps.size(); ++m_last)
        if (fits(m_stamps[m_last]))
            return m_last;
    const int side = 2 * static_cast<int>(std::ceil(kShapeReach * m_radius)) + 1;
    QPixmap pixmap(QSize(side, side) * m_ratio);
    pixmap.setDevicePixelRatio(m_ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, family, QPointF(side / 2.0, side / 2.0), look);
    m_stamps.push_back({family, look, pixmap, {}});
    return m_last;
}

void MarkerStamps::draw(const std::string &family, QPointF at, Look look)
{
    if (!m_isRaster)
        return paint(m_painter, family, at, look);
    const std::size_t stamp = stampOf(family, look);
    const QPixmap &pixmap = m_stamps[stamp].pixmap;
    const qreal half = pixmap.width() / m_ratio / 2.0;
    const int x = static_cast<int>(std::lround((at.x() - half) * m_ratio));
    const int y = static_cast<int>(std::lround((at.y() - half) * m_ratio));
    if (!isTaken(m_stamps[stamp], x, y))
        m_painter.drawPixmap(QPointF(x / m_ratio, y / m_ratio), pixmap);
}

/// From now on it is.
bool MarkerStamps::isTaken(Stamp &stamp, int x, int y) const
{
    if (x < 0 || y < 0 || x >= m_width || y >= m_height)
        return false;
    if (stamp.taken.empty())
        stamp.taken.resize(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height));
    auto taken = stamp.taken[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) +
                             static_cast<std::size_t>(x)];
    const bool was = taken;
    taken = true;
    return was;
}

} // namespace leptune

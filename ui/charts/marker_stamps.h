// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_theme.h"

#include <QPixmap>
#include <QPointF>

#include <string>
#include <vector>

class QPainter;

namespace leptune {

/// Draws many markers of families in one paint. On the screen each look is drawn once and stamped
/// from then on, and what would stand on an equal one is left out: ten thousand trials take a few
/// milliseconds. In a vector picture every marker is drawn.
class MarkerStamps {
public:
    enum class Look { Full, Hollow, Pale };

    MarkerStamps(QPainter &painter, const ChartTheme &theme, qreal radius);
    void draw(const std::string &family, QPointF at, Look look);

private:
    struct Stamp {
        std::string family;
        Look look;
        QPixmap pixmap;
        std::vector<bool> taken; ///< places, row by row
    };
    bool isTaken(Stamp &stamp, int x, int y) const;
    std::size_t stampOf(const std::string &family, Look look);
    void paint(QPainter &painter, const std::string &family, QPointF at, Look look) const;

    QPainter &m_painter;
    ChartTheme m_theme;
    qreal m_radius;
    qreal m_ratio; ///< pixels of the device to a unit
    bool m_isRaster;
    int m_width, m_height; ///< of the device, in pixels at least
    std::vector<Stamp> m_stamps;
    std::size_t m_last = 0;
};

} // namespace leptune

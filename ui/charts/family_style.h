// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPointF>
#include <QString>

#include <string>

class QPainter;

namespace leptune {

enum class Marker {
    Circle,
    Square,
    Diamond,
    TriangleUp,
    TriangleDown,
    Cross,
    Plus,
    Star,
    Pentagon,
    Hexagon,
    Hourglass,
    Bowtie
};

/// How a family looks everywhere: name for people, one of the Okabe–Ito colours (safe for the
/// colour-blind) and a shape, so that colour is never the only sign.
struct FamilyStyle {
    QString title;
    QColor color;
    Marker marker = Marker::Circle;
    bool learnsInEpochs = false; ///< rather than in rounds
};

/// By learner name or "ensemble"; a family that is not in the table gets a style of its own by its
/// name.
FamilyStyle familyStyle(const std::string &family);
/// `radius` in pixels; `outline` keeps light colours visible on a light ground.
void drawMarker(QPainter &painter, Marker marker, QPointF at, qreal radius, const QColor &fill,
                const QColor &outline);
QIcon familyIcon(const std::string &family, const QColor &outline, int size = 14);

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/family_style.h"

#include "core/base/checksum.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>
#include <QPolygonF>

#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

namespace leptune {

namespace {

struct Entry {
    const char *family;
    const char *title;
    QRgb color;
    Marker marker;
    bool learnsInEpochs = false;
};

// Okabe and Ito, Color Universal Design (2008).
constexpr QRgb kOrange = 0xFFE69F00, kSky = 0xFF56B4E9, kGreen = 0xFF009E73, kYellow = 0xFFF0E442,
               kBlue = 0xFF0072B2, kVermilion = 0xFFD55E00, kPurple = 0xFFCC79A7,
               kGrey = 0xFF8C8C8C;
// Apart from the blue and vermilion of their siblings in light and dark.
constexpr QRgb kIndigo = 0xFF5B4BC4, kBrown = 0xFF9A6A3A, kCrimson = 0xFFB0305C, kTeal = 0xFF1B7F8C;

constexpr std::array kTable{
    Entry{"baseline", QT_TRANSLATE_NOOP("leptune::Family", "constant answer"), kGrey, Marker::Plus},
    Entry{"linear", QT_TRANSLATE_NOOP("leptune::Family", "linear model"), kSky, Marker::Square},
    Entry{"knn", QT_TRANSLATE_NOOP("leptune::Family", "nearest neighbours"), kYellow,
          Marker::Diamond},
    Entry{"svm", QT_TRANSLATE_NOOP("leptune::Family", "support vectors"), kPurple,
          Marker::TriangleDown},
    Entry{"forest", QT_TRANSLATE_NOOP("leptune::Family", "random forest"), kGreen,
          Marker::TriangleUp},
    Entry{"boosting", QT_TRANSLATE_NOOP("leptune::Family", "gradient boosting"), kBlue,
          Marker::Circle},
    Entry{"symmetric", QT_TRANSLATE_NOOP("leptune::Family", "symmetric boosting"), kIndigo,
          Marker::Cross},
    Entry{"leafwise", QT_TRANSLATE_NOOP("leptune::Family", "leaf-wise boosting"), kBrown,
          Marker::Pentagon},
    Entry{"nn", QT_TRANSLATE_NOOP("leptune::Family", "neural network"), kVermilion, Marker::Hexagon,
          true},
    Entry{"realmlp", QT_TRANSLATE_NOOP("leptune::Family", "network for tables"), kCrimson,
          Marker::Hourglass, true},
    Entry{"cnn", QT_TRANSLATE_NOOP("leptune::Family", "convolutional network"), kTeal,
          Marker::Bowtie, true},
    Entry{"student", QT_TRANSLATE_NOOP("leptune::Family", "distilled student"), kGreen,
          Marker::Diamond},
    Entry{"network_student", QT_TRANSLATE_NOOP("leptune::Family", "distilled network"), kVermilion,
          Marker::Diamond, true},
    Entry{"member_pruning", QT_TRANSLATE_NOOP("leptune::Family", "fewer members"), kSky,
          Marker::TriangleDown},
    Entry{"layer_sparsity", QT_TRANSLATE_NOOP("leptune::Family", "thinner layers"), kPurple,
          Marker::Square},
    Entry{"tree_shrinking", QT_TRANSLATE_NOOP("leptune::Family", "shrunken trees"), kVermilion,
          Marker::TriangleUp},
    Entry{"reduced_set", QT_TRANSLATE_NOOP("leptune::Family", "fewer centres"), kCrimson,
          Marker::Diamond},
    Entry{"simplification", QT_TRANSLATE_NOOP("leptune::Family", "simplified"), kTeal,
          Marker::Square},
    Entry{"ensemble", QT_TRANSLATE_NOOP("leptune::Family", "ensemble"), kOrange, Marker::Star},
};

QPolygonF regular(int corners, QPointF at, qreal radius, qreal turn, qreal inner = 1.0)
{
    QPolygonF polygon;
    const int points = inner < 1.0 ? 2 * corners : corners;
    for (int i = 0; i < points; ++i) {
        const qreal angle = turn + 2.0 * std::numbers::pi * i / points;
        const qreal r = inner < 1.0 && i % 2 == 1 ? radius * inner : radius;
        polygon << at + QPointF(r * std::sin(angle), -r * std::cos(angle));
    }
    return polygon;
}

QPolygonF shape(Marker marker, QPointF at, qreal radius)
{
    switch (marker) {
    case Marker::Square:
        return regular(4, at, radius * 1.15, std::numbers::pi / 4);
    case Marker::Diamond:
        return regular(4, at, radius * 1.2, 0.0);
    case Marker::TriangleUp:
        return regular(3, at, radius * 1.25, 0.0);
    case Marker::TriangleDown:
        return regular(3, at, radius * 1.25, std::numbers::pi);
    case Marker::Pentagon:
        return regular(5, at, radius * 1.15, 0.0);
    case Marker::Hourglass:
        return QPolygonF() << at + QPointF(-radius, -radius) << at + QPointF(radius, -radius)
                           << at + QPointF(-radius, radius) << at + QPointF(radius, radius);
    case Marker::Bowtie:
        return QPolygonF() << at + QPointF(-radius, -radius) << at + QPointF(radius, radius)
                           << at + QPointF(radius, -radius) << at + QPointF(-radius, radius);
    case Marker::Star:
        return regular(5, at, radius * 1.35, 0.0, 0.45);
    default:
        return regular(6, at, radius * 1.1, 0.0);
    }
}

} // namespace

FamilyStyle familyStyle(const std::string &family)
{
    for (const Entry &entry : kTable) {
        if (family == entry.family)
            return {QCoreApplication::translate("leptune::Family", entry.title),
                    QColor(entry.color), entry.marker, entry.learnsInEpochs};
    }
    const std::uint64_t hash = hash64(std::string_view(family));
    const Entry &color = kTable[1 + hash % (kTable.size() - 2)];
    const Entry &marker = kTable[1 + (hash / 64) % (kTable.size() - 2)];
    return {QString::fromStdString(family), QColor(color.color), marker.marker, false};
}

void drawMarker(QPainter &painter, Marker marker, QPointF at, qreal radius, const QColor &fill,
                const QColor &outline)
{
    if (marker == Marker::Plus || marker == Marker::Cross) {
        painter.setPen(QPen(fill, radius * 0.6));
        const QPointF a =
            marker == Marker::Plus ? QPointF(radius, 0) : QPointF(radius, radius) * 0.75;
        const QPointF b(-a.y(), a.x());
        painter.drawLine(at - a, at + a);
        painter.drawLine(at - b, at + b);
        return;
    }
    painter.setPen(QPen(outline, 0.8));
    painter.setBrush(fill);
    if (marker == Marker::Circle)
        painter.drawEllipse(at, radius, radius);
    else
        painter.drawPolygon(shape(marker, at, radius));
}

QIcon familyIcon(const std::string &family, const QColor &outline, int size)
{
    constexpr int kScale = 2;
    QPixmap pixmap(size * kScale, size * kScale);
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(kScale);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const FamilyStyle style = familyStyle(family);
    drawMarker(painter, style.marker, QPointF(size / 2.0, size / 2.0), size * 0.33, style.color,
               outline);
    return QIcon(pixmap);
}

} // namespace leptune

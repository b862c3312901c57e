// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

class QChart;

namespace leptune {

/// The colours of a chart, taken from a palette: Qt Charts has none of its own that follow it. Made
/// anew on every PaletteChange.
struct ChartTheme {
    QColor background, text, muted, grid, axis, accent;
    bool dark = false;

    static ChartTheme from(const QPalette &palette);
    /// Colour of the n-th line, apart from the accent.
    QColor line(int index) const;
    /// The colour as words on the background can have it, and still be read.
    QColor label(const QColor &color) const;
    /// Background, titles, axes and grid of a chart; series keep their colours.
    void applyTo(QChart &chart) const;
};

/// `share` of `a`, the rest of `b`.
QColor blend(const QColor &a, const QColor &b, double share);

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_theme.h"

#include "ui/shared/theme.h"

#include <QAbstractAxis>
#include <QChart>
#include <QLegend>

#include <array>

namespace leptune {

QColor blend(const QColor &a, const QColor &b, double share)
{
    const auto mix = [&](float x, float y) {
        return static_cast<float>(share * x + (1.0 - share) * y);
    };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()),
                            mix(a.blueF(), b.blueF()));
}

ChartTheme ChartTheme::from(const QPalette &palette)
{
    ChartTheme theme;
    theme.background = palette.color(QPalette::Base);
    theme.text = palette.color(QPalette::Text);
    theme.muted = blend(theme.text, theme.background, 0.65);
    const bool high = isHighContrast(theme.text, theme.background);
    theme.axis = blend(theme.text, theme.background, high ? 0.8 : 0.4);
    theme.grid = blend(theme.text, theme.background, high ? 0.3 : 0.12);
    theme.accent = palette.color(QPalette::Highlight);
    theme.dark = theme.background.lightnessF() < 0.5F;
    return theme;
}

QColor ChartTheme::line(int index) const
{
    static constexpr std::array<QRgb, 4> kLight{0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7};
    static constexpr std::array<QRgb, 4> kDark{0xFF56B4E9, 0xFFE69F00, 0xFF2FC79A, 0xFFE39CC4};
    const auto &colors = dark ? kDark : kLight;
    return QColor(colors[static_cast<std::size_t>(index) % colors.size()]);
}

QColor ChartTheme::label(const QColor &color) const
{
    return readableOn(background, color, text, isHighContrast(text, background) ? 7.0 : 4.5);
}

void ChartTheme::applyTo(QChart &chart) const
{
    chart.setBackgroundBrush(background);
    chart.setBackgroundPen(Qt::NoPen);
    chart.setPlotAreaBackgroundVisible(false);
    chart.setTitleBrush(text);
    chart.legend()->setLabelColor(text);
    for (QAbstractAxis *axis : chart.axes()) {
        axis->setLabelsColor(muted);
        axis->setTitleBrush(muted);
        axis->setLinePenColor(this->axis);
        axis->setGridLineColor(grid);
    }
}

} // namespace leptune

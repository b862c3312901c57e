// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme.h"

#include "ui/shared/outlined_style.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace leptune {

namespace {

QString key()
{
    return QStringLiteral("theme");
}

struct Colours {
    QColor window, base, alternate, text, muted, accent, onAccent, link;
};

constexpr double kDisabledShare = 0.5;

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](float x, float y) {
        return static_cast<float>(share * x + (1.0 - share) * y);
    };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()),
                            mix(a.blueF(), b.blueF()));
}

QPalette paletteOf(const Colours &colours)
{
    QPalette palette(colours.window, colours.window);
    const QColor faint = mixed(colours.text, colours.window, kDisabledShare);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, colours.text);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    palette.setColor(QPalette::Base, colours.base);
    palette.setColor(QPalette::AlternateBase, colours.alternate);
    palette.setColor(QPalette::ToolTipBase, colours.base);
    palette.setColor(QPalette::PlaceholderText, colours.muted);
    palette.setColor(QPalette::BrightText, colours.text);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faint);
    palette.setColor(QPalette::Link, colours.link);
    palette.setColor(QPalette::LinkVisited, colours.link);
    return palette;
}

QPalette highContrastPalette()
{
    const QColor black(0x00, 0x00, 0x00), white(0xFF, 0xFF, 0xFF), yellow(0xFF, 0xE1, 0x4D);
    QPalette palette = paletteOf(
        {black, black, {0x14, 0x14, 0x14}, white, {0xD9, 0xD9, 0xD9}, yellow, black, yellow});
    // Frames, which Fusion derives from the window's colour and which black would hide.
    palette.setColor(QPalette::Mid, white);
    palette.setColor(QPalette::Dark, white);
    palette.setColor(QPalette::Button, QColor(0x1C, 0x1C, 0x1C));
    return palette;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

std::optional<SystemLook> &toldLook()
{
    static std::optional<SystemLook> look;
    return look;
}

/// What the desktop's own palette says, where nothing better told.
SystemLook paletteLook()
{
    const QPalette system = QApplication::style()->standardPalette();
    return {system.color(QPalette::Window).lightnessF() < 0.5F, false};
}

Theme shownTheme(Theme theme)
{
    if (theme != Theme::System)
        return theme;
    const SystemLook look = toldLook().value_or(paletteLook());
    return look.highContrast ? Theme::HighContrast : look.dark ? Theme::Dark : Theme::Light;
}

/// A new style makes every widget anew: only where the kind of style changes.
void setStyleFor(Theme shown)
{
    static std::optional<Theme> styled;
    if (std::exchange(styled, shown) == shown)
        return;
    using Around = OutlinedStyle::Around;
    if (shown == Theme::Light)
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    else
        QApplication::setStyle(
            new OutlinedStyle(shown == Theme::HighContrast ? Around::Everything : Around::Ticks));
}

void show(Theme theme)
{
    const Theme shown = shownTheme(theme);
    setStyleFor(shown);
    QApplication::setPalette(themePalette(shown));
}

} // namespace

QPalette themePalette(Theme theme)
{
    const QColor accent(0x0B, 0x6A, 0xA6);
    if (theme == Theme::HighContrast)
        return highContrastPalette();
    if (theme == Theme::Dark)
        return paletteOf({{0x2A, 0x2C, 0x2F},
                          {0x1F, 0x21, 0x23},
                          {0x24, 0x26, 0x29},
                          {0xEC, 0xEE, 0xF0},
                          {0xA6, 0xA9, 0xAD},
                          accent,
                          Qt::white,
                          {0x5C, 0xB3, 0xEA}});
    return paletteOf({{0xF3, 0xF4, 0xF5},
                      {0xFF, 0xFF, 0xFF},
                      {0xF8, 0xF8, 0xF8},
                      {0x1B, 0x1E, 0x21},
                      {0x63, 0x67, 0x6B},
                      accent,
                      Qt::white,
                      accent});
}

void setTheme(Theme theme)
{
    show(theme);
    QSettings().setValue(key(), static_cast<int>(theme));
}

Theme currentTheme()
{
    const int stored = QSettings().value(key(), static_cast<int>(Theme::System)).toInt();
    return static_cast<Theme>(std::clamp(stored, 0, static_cast<int>(Theme::HighContrast)));
}

void restoreTheme()
{
    setTheme(currentTheme());
}

void setSystemLook(const SystemLook &look)
{
    if (toldLook() == look)
        return;
    toldLook() = look;
    if (currentTheme() == Theme::System)
        show(Theme::System);
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

bool isHighContrast(const QColor &text, const QColor &ground)
{
    constexpr double kHighContrast = 20.0;
    return contrastRatio(text, ground) > kHighContrast;
}

QColor readableOn(const QColor &ground, const QColor &color, const QColor &text, double ratio)
{
    constexpr int kSteps = 20;
    for (int step = 0; step < kSteps; ++step) {
        const QColor tried = mixed(text, color, static_cast<double>(step) / kSteps);
        if (contrastRatio(tried, ground) >= ratio)
            return tried;
    }
    return text;
}

} // namespace leptune

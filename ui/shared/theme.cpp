// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/theme.h"

#include <QApplication>
#include <QPalette>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>

namespace leptune {

namespace {

QString key()
{
    return QStringLiteral("theme");
}

/// Text, background and one accent; contrast of text at least 7:1 in both.
QPalette paletteOf(const QColor &window, const QColor &base, const QColor &text,
                   const QColor &accent)
{
    QPalette palette(window, window);
    const QColor faint =
        QColor::fromRgbF((window.redF() + text.redF()) / 2, (window.greenF() + text.greenF()) / 2,
                         (window.blueF() + text.blueF()) / 2);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, text);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase,
                     window.lightnessF() > 0.5 ? base.darker(103) : base.lighter(115));
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::PlaceholderText, faint);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faint);
    const QColor link = window.lightnessF() > 0.5 ? accent : accent.lighter(165);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, link);
    return palette;
}

QPalette paletteFor(Theme theme)
{
    const QColor accent(0x0B, 0x6A, 0xA6);
    if (theme == Theme::Dark)
        return paletteOf({0x2A, 0x2C, 0x2F}, {0x1F, 0x21, 0x23}, {0xEC, 0xEE, 0xF0}, accent);
    if (theme == Theme::Light)
        return paletteOf({0xF3, 0xF4, 0xF5}, {0xFF, 0xFF, 0xFF}, {0x1B, 0x1E, 0x21}, accent);
    QPalette system = QApplication::style()->standardPalette();
    const bool dark = system.color(QPalette::Window).lightnessF() < 0.5;
    return paletteFor(dark ? Theme::Dark : Theme::Light);
}

} // namespace

void setTheme(Theme theme)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteFor(theme));
    QSettings().setValue(key(), static_cast<int>(theme));
}

Theme currentTheme()
{
    return static_cast<Theme>(QSettings().value(key(), static_cast<int>(Theme::System)).toInt());
}

void restoreTheme()
{
    setTheme(currentTheme());
}

} // namespace leptune

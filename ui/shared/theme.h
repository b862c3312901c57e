// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace leptune {

enum class Theme { System, Light, Dark, HighContrast };

/// How the desktop wants programs to look.
struct SystemLook {
    bool dark = false;
    bool highContrast = false;
    bool operator==(const SystemLook &) const = default;
};

/// Sets Fusion and its palette; remembered for the next start.
void setTheme(Theme theme);
Theme currentTheme();
/// What was remembered, at start.
void restoreTheme();
/// The desktop changed its look: followed at once where the theme is the system's.
void setSystemLook(const SystemLook &look);

/// Text keeps a contrast of 4.5:1 to every ground it stands on (WCAG 2.1, AA), of 7:1 in high
/// contrast (AAA). `theme` is not System.
QPalette themePalette(Theme theme);
/// WCAG 2.1's contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);
/// Black on white or white on black: somebody asked for all the contrast there is.
bool isHighContrast(const QColor &text, const QColor &ground);
/// The colour, moved towards `text` as far as it takes to reach the ratio on `ground`.
QColor readableOn(const QColor &ground, const QColor &color, const QColor &text,
                  double ratio = 4.5);

} // namespace leptune

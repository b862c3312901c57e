// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

enum class Theme { System, Light, Dark };

/// Sets Fusion and its palette; remembered for the next start.
void setTheme(Theme theme);
Theme currentTheme();
/// What was remembered, at start.
void restoreTheme();

} // namespace leptune

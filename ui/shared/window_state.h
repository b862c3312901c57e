// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;

namespace leptune {

/// How the user arranged a window: docks, splitters, and the columns of named tables whose columns
/// never change. Kept in the settings; what does not fit any more is passed over.
void saveWindowParts(const QMainWindow &window);
void restoreWindowParts(QMainWindow &window);

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QObject;

namespace leptune {

/// From now on setSystemLook() is told what the desktop prefers, now and whenever it changes: the
/// XDG portal's org.freedesktop.appearance (color-scheme and contrast). Nothing happens where there
/// is no session bus, no portal, or Qt came without D-Bus. Doesn't wait for an answer.
void followDesktop(QObject *parent);

} // namespace leptune

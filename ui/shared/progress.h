// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProgressBar>

namespace leptune {

/// QProgressBar paints itself within setValue(), and with it whatever else of the window is due:
/// the sum of both is one long silence. Here it is painted with the next round of events.
inline void setProgress(QProgressBar &bar, int value)
{
    if (bar.value() == value)
        return;
    bar.setUpdatesEnabled(false);
    bar.setValue(value);
    bar.setUpdatesEnabled(true);
}

} // namespace leptune

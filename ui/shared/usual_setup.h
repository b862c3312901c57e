// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/tune_options.h"

#include <QString>

namespace leptune {

/// What new projects begin with; kept in the settings.
struct UsualSetup {
    int threads = 0;          ///< 0 = one for every core
    double memoryBytes = 0.0; ///< 0 = 60 % of the computer's
    bool experience = true;

    void applyTo(TuneOptions &options) const;
};
UsualSetup usualSetup();
void setUsualSetup(const UsualSetup &setup);

/// Where file dialogs open; "" = where the last file was.
QString usualFolder();
void setUsualFolder(const QString &folder);

} // namespace leptune

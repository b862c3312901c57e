// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/tuning/tune_options.h"

#include <QString>

namespace leptune {

/// What is asked of which file.
struct TuneOrder {
    QString dataPath; ///< "" = no file: the text has TABLE.csv in its place
    ReadOptions reading;
    TuneOptions options;
};

/// `leptune-cli tune ...` for a POSIX shell: target, budget, and every option that departs from the
/// defaults.
QString commandLine(const TuneOrder &order);
/// One word of a POSIX shell.
QString shellWord(const QString &text);
/// A whole C++ program on core/leptune.h that does the same and prints the best model.
QString cppProgram(const TuneOrder &order);

} // namespace leptune

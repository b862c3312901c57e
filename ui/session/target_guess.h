// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QString>

namespace leptune {

struct TargetGuess {
    std::string column; ///< "" for a table without columns
    QString why;        ///< "because it is called target"
};

/// A column called target, class, label or the like, else the last one.
TargetGuess guessTarget(const Table &table);

} // namespace leptune

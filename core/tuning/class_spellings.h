// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"
#include "core/tuning/tune_options.h"

#include <string>

namespace leptune {

/// Whether the options make classes of this column, by choice or by a guess.
bool predictsClasses(const Column &target, const TuneOptions &options);

/// Classes keep the spelling of the file ("01", "1.0"), which a number has lost: a target of
/// numbers that is answered with classes is read once more as words, into `table` and into
/// `reading`'s types. A pipe gives its rows once and stays as it is. Throws Error as readTable().
void readClassesAsSpelled(const std::string &path, const TuneOptions &options, ReadOptions &reading,
                          Table &table);

} // namespace leptune

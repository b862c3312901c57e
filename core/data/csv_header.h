// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/import_report.h"

#include <cstddef>
#include <string>
#include <vector>

namespace leptune {

/// Different, non-empty names: blanks around them dropped, an empty one becomes column_3, a
/// repeated one x_2; what was changed is said in report.repaired.
std::vector<std::string> uniqueColumnNames(std::vector<std::string> names, ImportReport &report);

/// column_1 to column_n.
std::vector<std::string> numberedColumnNames(std::size_t count);

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"
#include "core/project/table_copy.h"

namespace leptune {

/// The whole project file in memory; `table` may be null. Equal projects give equal bytes.
std::vector<std::uint8_t> projectBytes(const DataReference &data, const PackedTable *table,
                                       const StudyRecord &study, const std::string &notes = {},
                                       const RunHistory &history = {});
/// The inverse; `subject` is the path to name in errors. Throws Error(BadFormat | NewerFormat).
Project projectFromBytes(std::span<const std::uint8_t> bytes, const std::string &subject);

} // namespace leptune

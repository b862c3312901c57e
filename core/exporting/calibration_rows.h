// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/tuning/study_record.h"

#include <optional>

namespace leptune {

/// Rows for exportModel() of the data that a study was made of: those that its search was done on,
/// never the locked ones. Throws Error(BadInput) where the table is another.
RawBatch calibrationRows(const StudyRecord &study, const Model &model, const Table &table,
                         const std::optional<Table> &test);

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/calibration_rows.h"

#include "core/compress/integer_layers.h"
#include "core/tuning/study_rows.h"

namespace leptune {

RawBatch calibrationRows(const StudyRecord &study, const Model &model, const Table &table,
                         const std::optional<Table> &test)
{
    const StudySetup setup = prepareStudy(table, test, study.options);
    requireSameRows(setup, study);
    const Rows all = searchRows(setup, study.options);
    const std::size_t most = std::min(all.size(), mostCalibrationRows(model.graph()));
    Rows some(most);
    for (std::size_t i = 0; i < most; ++i)
        some[i] = all[i * all.size() / most];
    return bindTable(model.schema(), setup.features.gathered(some));
}

} // namespace leptune

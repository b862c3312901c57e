// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_shape.h"

namespace leptune {

DataShape shapeOfPlan(const TrialPlan &plan)
{
    const StudyData &data = *plan.data;
    DataShape shape;
    shape.task = data.target().task;
    shape.rows = plan.splits.front().train.size();
    shape.rawColumns = data.schema().columns.size();
    shape.denseFeatures = static_cast<std::size_t>(data.dense().plan->width());
    shape.treeFeatures = static_cast<std::size_t>(data.tree().plan->width());
    shape.classes = data.target().classes.size();
    return shape;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_shape.h"

#include "core/learners/registry.h"
#include "core/learners/sparse_rows.h"

namespace leptune {

DataShape shapeOfPlan(const TrialPlan &plan)
{
    DataShape shape = shapeOf(*plan.data, plan.splits.front().train.size());
    shape.wantsSmall = plan.wantsSmall;
    shape.wantsFast = plan.wantsFast;
    shape.goal = plan.goal;
    return shape;
}

DataShape shapeOf(const StudyData &data, std::size_t rows)
{
    DataShape shape;
    shape.task = data.target().task;
    shape.rows = rows;
    shape.rawColumns = data.schema().columns.size();
    shape.denseFeatures = static_cast<std::size_t>(data.dense().plan->width());
    shape.denseFilled = filledShare(data.dense().values);
    shape.treeFeatures = static_cast<std::size_t>(data.tree().plan->width());
    shape.classes = data.target().classes.size();
    shape.picture = pictureOnly(data.schema());
    return shape;
}

double strongFitSeconds(const DataShape &shape)
{
    double seconds = 0.0;
    std::vector<const char *> families{"symmetric", "leafwise", "boosting"};
    if (learnerNamed("cnn").whyNot(shape).empty())
        families = {"cnn"};
    for (const char *family : families) {
        const Learner &learner = learnerNamed(family);
        seconds += learner.cost(shape, learner.defaults(shape).front()).operations *
                   kUsualSecondsPerOperation;
    }
    return seconds / static_cast<double>(families.size());
}

} // namespace leptune

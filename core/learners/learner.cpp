// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner.h"

#include "core/model/interpreter.h"

namespace leptune {

std::string whyNoTrees(const DataShape &shape)
{
    return shape.isPictures() ? "the data is pictures only" : "";
}

std::string whyNoDistances(const DataShape &shape)
{
    constexpr std::size_t kMostFeatures = 2'000;
    if (shape.denseFeatures > kMostFeatures)
        return "more than 2,000 features";
    return shape.denseFeatures == 0 ? "no column varies" : "";
}

FloatMatrix predictView(const Predictor &predictor, const View &view)
{
    const StudyData &data = view.data();
    if (view.empty())
        return {0, static_cast<std::size_t>(data.schema().outputs())};
    const std::shared_ptr<const FeaturePlan> plan = predictor.plan();
    GraphBuilder builder(data.schema());
    const NodeId features = builder.addMatrixInput(plan->width());
    const NodeId output = predictor.lower(builder, features);
    const Interpreter interpreter(std::make_shared<const Graph>(std::move(builder).finish(output)));
    const FeatureSet *made = data.madeFeatures(plan.get());
    return interpreter.run(made ? gatherRows(made->values, view.rows())
                                : applyPlan(*plan, data.batch().gathered(view.rows())));
}

} // namespace leptune

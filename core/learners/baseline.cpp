// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/baseline.h"

#include "core/base/error.h"
#include "core/learners/booster/quantile.h"
#include "core/learners/dense_predictor.h"

namespace leptune {

namespace {

Step zeroStep(const RawColumn &column)
{
    if (column.type != ColumnType::Picture)
        return LookUp{};
    const std::vector<float> zeros(static_cast<std::size_t>(column.picture.channels));
    return Pixels{column.picture, zeros, zeros};
}

/// A graph needs rows to answer: one used column, read and reduced to zero.
std::shared_ptr<const FeaturePlan> zeroPlan(const Schema &schema)
{
    for (std::size_t i = 0; i < schema.columns.size(); ++i)
        if (schema.columns[i].used)
            return std::make_shared<const FeaturePlan>(
                FeaturePlan{{{static_cast<int>(i),
                              {zeroStep(schema.columns[i])},
                              {schema.columns[i].name + " (ignored)"}}}});
    throw Error(ErrorCode::TooLittleData, "columns",
                "no column is left to learn from; ignore fewer columns");
}

std::vector<float> constantAnswer(const View &train, const FitGoal &goal)
{
    const std::vector<float> labels = train.labels();
    const bool classes = train.target().isClassification();
    if (!classes && goal.objective != FitObjective::Mean)
        return {weightedQuantile(labels, goalWeights(goal.objective, labels, train.weights()),
                                 goal.isMedian() ? 0.5 : goal.quantile)};
    const std::vector<float> weights = train.weights();
    std::vector<double> sums(static_cast<std::size_t>(train.target().outputs()));
    double total = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : weights[i];
        total += weight;
        sums[classes ? static_cast<std::size_t>(labels[i]) : 0] +=
            classes ? weight : weight * labels[i];
    }
    std::vector<float> answer;
    for (const double sum : sums)
        answer.push_back(
            static_cast<float>(total > 0.0 ? sum / total : 1.0 / static_cast<double>(sums.size())));
    return answer;
}

class Baseline : public Learner {
public:
    std::string name() const override { return "baseline"; }
    std::string title() const override { return "constant baseline"; }
    SearchSpace space(const DataShape &) const override { return {}; }
    std::vector<Configuration> defaults(const DataShape &) const override
    {
        return {Configuration()};
    }
    CostHint cost(const DataShape &shape, const Configuration &) const override
    {
        return {static_cast<double>(shape.rows), 0.0};
    }
    std::string whyNot(const DataShape &) const override { return {}; }
    bool aimsAt(FitObjective) const override { return true; }
    bool keepsDirections() const override { return true; }
    std::unique_ptr<Predictor> fit(const View &train, const View &, const Configuration &,
                                   const FitContext &context) const override
    {
        auto plan = zeroPlan(train.data().schema());
        Dense layer;
        layer.inputs = plan->width();
        layer.bias = constantAnswer(train, context.goal);
        layer.outputs = static_cast<int>(layer.bias.size());
        layer.weights.assign(static_cast<std::size_t>(layer.inputs) * layer.bias.size(), 0.0F);
        return std::make_unique<DensePredictor>(std::move(plan), std::move(layer), std::nullopt,
                                                false);
    }
};

} // namespace

const Learner &baselineLearner()
{
    static const Baseline learner;
    return learner;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/linear.h"

#include "core/learners/dense_predictor.h"
#include "core/learners/linear_solver.h"
#include "core/learners/standardizer.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

Configuration make(double c, const std::string &penalty)
{
    Configuration configuration;
    configuration.set("c", c);
    configuration.set("penalty", penalty);
    return configuration;
}

/// Weights for standardised features and targets -> weights for the features as they come.
void undoScaling(const Standardizer &standardizer, const LabelScale &labels,
                 LinearSolution &solution)
{
    for (Eigen::Index f = 0; f < solution.weights.rows(); ++f) {
        const auto feature = static_cast<std::size_t>(f);
        solution.weights.row(f) *= standardizer.scale[feature];
        solution.intercept -= standardizer.mean[feature] * solution.weights.row(f).transpose();
    }
    solution.weights *= labels.deviation;
    solution.intercept = (solution.intercept * labels.deviation).array() + labels.mean;
}

class Linear : public Learner {
public:
    std::string name() const override { return "linear"; }
    std::string title() const override { return "regularised linear model"; }
    SearchSpace space(const DataShape &shape) const override
    {
        // More features than rows ask for a stronger penalty.
        const double low = shape.task == TaskKind::Regression ? 1e-4 : 1e-3;
        return SearchSpace({Parameter::real("c", low, 1e3, true),
                            Parameter::categorical("penalty", {"l2", "l1"})});
    }
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        if (shape.denseFeatures > shape.rows)
            return {make(0.01, "l2"), make(0.1, "l1"), make(1.0, "l2")};
        return {make(1.0, "l2"), make(0.03, "l2"), make(0.1, "l1")};
    }
    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const auto rows = static_cast<double>(shape.rows);
        const auto features = static_cast<double>(shape.denseFeatures) + 1.0;
        const double scores = shape.classes > 2 ? static_cast<double>(shape.classes) : 1.0;
        const bool l1 = configuration.choice("penalty", "l2") == "l1";
        double passes = l1 ? 150.0 : 80.0; // products with all cells
        if (!l1 && shape.task == TaskKind::Regression)
            passes = std::min({features, rows, 150.0}) / 4.0;
        else if (!l1 && shape.classes == 2 && features <= 300.0)
            passes = 8.0 * (2.0 + features / 4.0);
        // A cell of many zeros is found and added by itself, which takes longer than in a block.
        const double cells = shape.denseFilled < kSparseShare ? 3.0 * shape.denseFilled : 1.0;
        return {2.3 * passes * rows * (features * cells + 4.0) * scores, rows * features * 4.0};
    }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.denseFeatures == 0 ? "no column varies" : "";
    }

    std::unique_ptr<Predictor> fit(const View &train, const View &,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd())
            return nullptr;
        const FeatureSet &dense = train.data().dense();
        FloatMatrix features = gatherRows(dense.values, train.rows());
        const std::vector<float> weights = train.weights();
        Standardizer standardizer = Standardizer::of(features, weights);
        // Intercepts are free, so the optimum is the same; zeros stay what they are.
        if (filledShare(features) < kSparseShare)
            std::ranges::fill(standardizer.mean, 0.0F);
        standardizer.apply(features);

        const Target &target = train.target();
        std::vector<float> labels = train.labels();
        LabelScale scale;
        if (!target.isClassification()) {
            scale = LabelScale::of(labels, weights);
            labels = scale.apply(labels);
        }
        LinearProblem problem{features, labels, weights, target.task,
                              static_cast<int>(target.classes.size())};
        problem.c = configuration.number("c", 1.0);
        problem.penalty = configuration.choice("penalty", "l2") == "l1" ? Penalty::L1 : Penalty::L2;
        problem.shouldEnd = [&context] { return context.shouldEnd(); };
        problem.progress = [&context](int iteration, double loss) {
            context.report({iteration, 0, loss, std::nan("")});
        };
        LinearSolution solution = solveLinear(problem);
        if (!solution.usable)
            return nullptr;
        undoScaling(standardizer, scale, solution);
        return std::make_unique<DensePredictor>(dense.plan,
                                                makeDense(solution.weights, solution.intercept),
                                                target.task, solution.ended);
    }
};

} // namespace

const Learner &linearLearner()
{
    static const Linear learner;
    return learner;
}

} // namespace leptune

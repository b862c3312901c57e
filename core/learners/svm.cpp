// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/svm.h"

#include "core/base/random.h"
#include "core/learners/dense_predictor.h"
#include "core/learners/kernel_machine.h"
#include "core/learners/standardizer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kMostRows = 100'000;
constexpr double kMostExactSeconds = 0.3;
constexpr std::size_t kMostExactRows = 6'000;        // the whole kernel is kept
constexpr std::size_t kMostKernelCells = 50'000'000; // rows times landmarks, 200 MB
constexpr std::int64_t kFewLandmarks = 300, kUsualLandmarks = 1000, kMostLandmarks = 2000;

class KernelPredictor : public Predictor {
public:
    KernelPredictor(std::shared_ptr<const FeaturePlan> plan, KernelFit fit, TaskKind task)
        : m_plan(std::move(plan)), m_fit(std::move(fit)), m_task(task)
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        return addHead(builder, builder.add(m_fit.machine, {features}), m_task);
    }
    bool wasCutShort() const override { return m_fit.cutShort; }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    KernelFit m_fit;
    TaskKind m_task;
};

/// Rows of the view that the fit sees, with labels and weights.
struct Sample {
    Rows rows;
    FloatMatrix features;
    std::vector<float> labels, weights;
};

Sample takeRows(const View &train, const FeatureSet &dense, std::uint64_t seed)
{
    if (train.size() <= kMostRows)
        return {Rows(train.rows().begin(), train.rows().end()),
                gatherRows(dense.values, train.rows()), train.labels(), train.weights()};
    const auto positions =
        RandomStream(seed, 0, 0x53).sample(static_cast<std::uint32_t>(train.size()), kMostRows);
    Rows rows;
    for (const std::uint32_t position : positions)
        rows.push_back(train.rows()[position]);
    const View some = train.withRows(std::make_shared<const Rows>(rows));
    return {std::move(rows), gatherRows(dense.values, some.rows()), some.labels(), some.weights()};
}

/// Supports as the features come, with their scale.
void addSupports(KernelFit &fit, const Sample &sample, const FeatureSet &dense,
                 const Standardizer &standardizer)
{
    Rows rows;
    for (const std::uint32_t place : fit.supports)
        rows.push_back(sample.rows[place]);
    fit.machine.supports = gatherRows(dense.values, rows).values;
    fit.machine.scale = {standardizer.mean, standardizer.scale};
}

double totalVariance(const FloatMatrix &features)
{
    std::vector<double> sum(features.columns);
    std::vector<double> squares(features.columns);
    for (std::size_t row = 0; row < features.rows; ++row)
        for (std::size_t c = 0; c < features.columns; ++c) {
            sum[c] += features.at(row, c);
            squares[c] += static_cast<double>(features.at(row, c)) * features.at(row, c);
        }
    const auto n = static_cast<double>(features.rows);
    double total = 0.0;
    for (std::size_t c = 0; c < features.columns; ++c)
        total += squares[c] / n - (sum[c] / n) * (sum[c] / n);
    return total > 0.0 ? total : 1.0;
}

bool solvesExactly(const DataShape &shape, double c, bool weighted)
{
    return shape.task != TaskKind::MultiClass && !weighted && shape.rows <= kMostExactRows &&
           supportVectorSeconds(shape.task, shape.rows, shape.denseFeatures, c) < kMostExactSeconds;
}

void undoLabelScale(const LabelScale &scale, KernelSum &machine)
{
    for (float &value : machine.coefficients)
        value = static_cast<float>(value * scale.deviation);
    for (float &value : machine.bias)
        value = static_cast<float>(value * scale.deviation + scale.mean);
}

/// As many as are wished for, fewer where they would not fit beside so many rows.
std::int64_t landmarksFor(const DataShape &shape, std::int64_t wished)
{
    const std::size_t rows = std::max<std::size_t>(1, std::min(shape.rows, kMostRows));
    const auto room = static_cast<std::int64_t>(kMostKernelCells / rows);
    return std::clamp(room, kFewLandmarks, wished);
}

Configuration make(const DataShape &shape, double c, double gamma)
{
    Configuration configuration;
    configuration.set("c", c);
    configuration.set("gamma", gamma);
    configuration.set("landmarks", landmarksFor(shape, kUsualLandmarks));
    if (shape.task == TaskKind::Regression)
        configuration.set("epsilon", 0.1);
    return configuration;
}

class SupportVectors : public Learner {
public:
    std::string name() const override { return "svm"; }
    std::string title() const override { return "support vector machine"; }
    SearchSpace space(const DataShape &shape) const override
    {
        std::vector<Parameter> parameters{
            Parameter::real("c", 0.03, 1000.0, true), Parameter::real("gamma", 0.03, 10.0, true),
            Parameter::integer("landmarks", 100, landmarksFor(shape, kMostLandmarks), true)};
        if (shape.task == TaskKind::Regression)
            parameters.push_back(Parameter::real("epsilon", 0.01, 0.5, true));
        return SearchSpace(std::move(parameters));
    }
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        // A softmax forgives errors sooner than a hinge: 10 was better than 3 on 9 of 15 tables of
        // many classes (worse on one); of two classes and of numbers it was as often worse.
        const double price = shape.task == TaskKind::MultiClass ? 10.0 : 3.0;
        return {make(shape, price, 1.0), make(shape, 30.0, 0.3)};
    }
    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const auto rows = static_cast<double>(std::min(shape.rows, kMostRows));
        const auto features = static_cast<double>(shape.denseFeatures) + 8.0;
        const double c = configuration.number("c", 3.0);
        if (solvesExactly(shape, c, false)) {
            constexpr double kOperationsPerSecond = 3.3e9; // 1 / kUsualSecondsPerOperation
            return {kOperationsPerSecond *
                        supportVectorSeconds(shape.task, shape.rows, shape.denseFeatures, c),
                    4.0 * rows * (rows + features)};
        }
        const auto landmarks = static_cast<double>(configuration.integer("landmarks", 300));
        const double scores = shape.classes > 2 ? static_cast<double>(shape.classes) : 1.0;
        const double passes = shape.task == TaskKind::Regression
                                  ? landmarks / 4.0
                                  : (scores > 1.0 ? 300.0 : 80.0) * scores;
        return {0.45 *
                    (rows * landmarks * (features + landmarks + passes) + std::pow(landmarks, 3.0)),
                rows * (landmarks + features) * 4.0};
    }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.rows > kMostRows ? "more than 100,000 rows" : whyNoDistances(shape);
    }
    bool containsTrainingRows() const override { return true; }

    std::unique_ptr<Predictor> fit(const View &train, const View &,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd())
            return nullptr;
        const FeatureSet &dense = train.data().dense();
        Sample sample = takeRows(train, dense, context.seed);
        const Standardizer standardizer = Standardizer::of(sample.features, sample.weights);
        standardizer.apply(sample.features);
        const Target &target = train.target();
        LabelScale labels;
        if (!target.isClassification()) {
            labels = LabelScale::of(sample.labels, sample.weights);
            sample.labels = labels.apply(sample.labels);
        }
        KernelProblem problem{sample.features, sample.labels, sample.weights, target.task,
                              static_cast<int>(target.classes.size())};
        problem.c = configuration.number("c", 3.0);
        problem.gamma = configuration.number("gamma", 1.0) / totalVariance(sample.features);
        problem.epsilon = configuration.number("epsilon", 0.1);
        problem.landmarks = static_cast<std::size_t>(configuration.integer("landmarks", 300));
        problem.seed = context.seed;
        problem.shouldEnd = [&context] { return context.shouldEnd(); };
        std::optional<KernelFit> fit = fitProblem(problem);
        if (!fit)
            return nullptr;
        undoLabelScale(labels, fit->machine);
        addSupports(*fit, sample, dense, standardizer);
        return std::make_unique<KernelPredictor>(dense.plan, std::move(*fit), target.task);
    }

private:
    static std::optional<KernelFit> fitProblem(const KernelProblem &problem)
    {
        DataShape shape;
        shape.task = problem.task;
        shape.rows = problem.features.rows;
        shape.denseFeatures = problem.features.columns;
        return solvesExactly(shape, problem.c, !problem.weights.empty())
                   ? fitSupportVectors(problem)
                   : fitNystroem(problem);
    }
};

} // namespace

const Learner &svmLearner()
{
    static const SupportVectors learner;
    return learner;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/knn.h"

#include "core/base/random.h"
#include "core/learners/standardizer.h"

#include <algorithm>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kMostRows = 20'000;

class NeighboursPredictor : public Predictor {
public:
    NeighboursPredictor(std::shared_ptr<const FeaturePlan> plan, Neighbours neighbours)
        : m_plan(std::move(plan)), m_neighbours(std::move(neighbours))
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        return builder.add(m_neighbours, {features});
    }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    Neighbours m_neighbours;
};

/// Positions within the view that are kept, ascending.
std::vector<std::uint32_t> keptPositions(std::size_t rows, std::uint64_t seed)
{
    if (rows > kMostRows)
        return RandomStream(seed, 0, 0x6b).sample(static_cast<std::uint32_t>(rows), kMostRows);
    std::vector<std::uint32_t> all(rows);
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

/// Numbers, or a class's 1 among 0s mixed with the class shares as (k + 1)-th neighbour.
std::vector<float> neighbourValues(const Target &target, const std::vector<float> &labels, int k)
{
    if (!target.isClassification())
        return labels;
    const std::size_t classes = target.classes.size();
    std::vector<float> prior(classes);
    for (const float label : labels)
        prior[static_cast<std::size_t>(label)] += 1.0F / static_cast<float>(labels.size());
    const float share = 1.0F / (static_cast<float>(k) + 1.0F);
    std::vector<float> values;
    values.reserve(labels.size() * classes);
    for (const float label : labels)
        for (std::size_t c = 0; c < classes; ++c)
            values.push_back(share * prior[c] +
                             (static_cast<std::size_t>(label) == c ? 1.0F - share : 0.0F));
    return values;
}

Configuration make(std::int64_t k, const std::string &weighting, const std::string &scaling)
{
    Configuration configuration;
    configuration.set("k", k);
    configuration.set("weighting", weighting);
    configuration.set("scaling", scaling);
    return configuration;
}

std::int64_t mostNeighbours(const DataShape &shape)
{
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(shape.rows / 2), 2, 200);
}

class NearestNeighbours : public Learner {
public:
    std::string name() const override { return "knn"; }
    std::string title() const override { return "nearest neighbours"; }
    SearchSpace space(const DataShape &shape) const override
    {
        return SearchSpace({Parameter::integer("k", 1, mostNeighbours(shape), true),
                            Parameter::categorical("weighting", {"uniform", "distance"}),
                            Parameter::categorical("scaling", {"range", "standard"})});
    }
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const std::int64_t most = mostNeighbours(shape);
        return {make(std::min<std::int64_t>(15, most), "distance", "standard"),
                make(std::min<std::int64_t>(5, most), "distance", "range")};
    }
    /// Fitting is copying; the price is paid when a fold's rows (about a quarter) are answered.
    CostHint cost(const DataShape &shape, const Configuration &) const override
    {
        const auto rows = static_cast<double>(shape.rows);
        const double points = std::min(rows, static_cast<double>(kMostRows));
        const auto features = static_cast<double>(shape.denseFeatures);
        return {points * features + 0.25 * rows * points * (features + 8.0),
                points * features * 8.0};
    }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.rows > kMostRows ? "more than 20,000 rows" : whyNoDistances(shape);
    }
    bool containsTrainingRows() const override { return true; }

    std::unique_ptr<Predictor> fit(const View &train, const View &,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd() || train.empty())
            return nullptr;
        const FeatureSet &dense = train.data().dense();
        const std::vector<std::uint32_t> kept = keptPositions(train.size(), context.seed);
        const std::vector<float> allLabels = train.labels();
        Rows rows;
        std::vector<float> labels;
        for (const std::uint32_t position : kept) {
            rows.push_back(train.rows()[position]);
            labels.push_back(allLabels[position]);
        }
        FloatMatrix points = gatherRows(dense.values, rows);
        Neighbours neighbours;
        if (configuration.choice("scaling", "standard") == "standard") {
            const Standardizer standardizer = Standardizer::of(points, {});
            neighbours.scale = {standardizer.mean, standardizer.scale};
        }
        neighbours.inputs = static_cast<int>(points.columns);
        neighbours.outputs = train.target().outputs();
        neighbours.k = static_cast<int>(std::min<std::int64_t>(
            configuration.integer("k", 15), static_cast<std::int64_t>(rows.size())));
        neighbours.distanceWeighted = configuration.choice("weighting", "distance") == "distance";
        neighbours.points = std::move(points.values);
        neighbours.values = neighbourValues(train.target(), labels, neighbours.k);
        return std::make_unique<NeighboursPredictor>(dense.plan, std::move(neighbours));
    }
};

} // namespace

const Learner &knnLearner()
{
    static const NearestNeighbours learner;
    return learner;
}

} // namespace leptune

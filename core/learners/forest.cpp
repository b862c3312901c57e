// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/forest.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/learners/tree_grower.h"
#include "core/model/quantised_leaves.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

/// Numbers that the leaves of a forest hold at most: with hundreds of classes full trees would take
/// gigabytes, and more time to write than to grow.
constexpr double kMostLeafNumbers = 8e6;
constexpr int kFewestLeaves = 32;

struct ForestOptions {
    int trees = 100;
    bool bootstrap = true;
    TreeOptions tree;
};

int featuresPerNode(double share, std::size_t features)
{
    return std::max(1, static_cast<int>(std::lround(share * static_cast<double>(features))));
}

/// The usual share: sqrt of the features for classes, a good half for numbers.
double usualShare(TaskKind task, std::size_t features)
{
    if (task == TaskKind::Regression)
        return 0.6;
    return std::clamp(1.0 / std::sqrt(std::max(1.0, static_cast<double>(features))), 0.05, 1.0);
}

int leavesFor(int trees, std::size_t classes)
{
    const double each =
        static_cast<double>(trees) * static_cast<double>(std::max<std::size_t>(1, classes));
    return std::max(kFewestLeaves, static_cast<int>(kMostLeafNumbers / each));
}

ForestOptions optionsFrom(const Configuration &configuration, TaskKind task, std::size_t features,
                          std::size_t classes)
{
    ForestOptions options;
    options.trees =
        static_cast<int>(std::max<std::int64_t>(1, configuration.integer("trees", 100)));
    options.tree.randomThresholds = configuration.choice("thresholds", "best") == "random";
    options.bootstrap = configuration.choice("bootstrap", "yes") == "yes";
    const double share = configuration.number("max_features", usualShare(task, features));
    options.tree.featuresPerNode = featuresPerNode(share, features);
    options.tree.minRowsInLeaf = static_cast<int>(configuration.integer("min_rows_in_leaf", 1));
    options.tree.maxLeaves = std::min(static_cast<int>(configuration.integer("max_leaves", 4096)),
                                      leavesFor(options.trees, classes));
    return options;
}

/// Rows of one tree: `view` drawn with replacement (rows that came up, and how often), or all of
/// it.
struct Drawn {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint16_t> multiplicity; ///< a row of the study's data; empty = 1 each
};

Drawn drawRows(const View &view, bool bootstrap, RandomStream &random)
{
    if (!bootstrap)
        return {view.rows(), {}};
    Drawn drawn{{}, std::vector<std::uint16_t>(view.data().rows(), 0)};
    for (std::size_t i = 0; i < view.size(); ++i) {
        std::uint16_t &count = drawn.multiplicity[view.rows()[random.below(view.size())]];
        if (count < std::numeric_limits<std::uint16_t>::max())
            ++count;
    }
    for (const std::uint32_t row : view.rows())
        if (drawn.multiplicity[row] > 0)
            drawn.rows.push_back(row);
    return drawn;
}

/// x < threshold on raw numbers asks the same as bin <= `bin` on present cells.
float thresholdOf(const BinCuts &cuts, const BinNode &node)
{
    const std::vector<float> &list = cuts.cuts[static_cast<std::size_t>(node.feature)];
    if (node.bin > list.size()) // all present cells go left
        return std::numeric_limits<float>::max();
    return list[node.bin - 1U];
}

/// The mean of trees that are appended as they are grown.
class EnsembleWriter {
public:
    EnsembleWriter(const BinCuts &cuts, int outputs) : m_cuts(cuts)
    {
        m_ensemble.outputs = outputs;
        m_ensemble.base.assign(static_cast<std::size_t>(outputs), 0.0F);
    }
    std::size_t trees() const { return m_ensemble.roots.size(); }
    void append(const BinTree &tree)
    {
        const auto firstNode = static_cast<std::int32_t>(m_ensemble.nodes.size());
        const auto firstLeaf =
            static_cast<std::int32_t>(m_ensemble.leafValues.size()) / m_ensemble.outputs;
        m_ensemble.roots.push_back(firstNode);
        for (const BinNode &node : tree.nodes) {
            if (node.feature < 0)
                m_ensemble.nodes.push_back({-1, 0.0F, firstLeaf + node.left, 0, true});
            else
                m_ensemble.nodes.push_back({node.feature, thresholdOf(m_cuts, node),
                                            firstNode + node.left, firstNode + node.right,
                                            node.missingLeft});
        }
        m_ensemble.leafValues.insert(m_ensemble.leafValues.end(), tree.leafValues.begin(),
                                     tree.leafValues.end());
    }
    TreeEnsemble finish() &&
    {
        const float share = 1.0F / static_cast<float>(trees());
        for (float &value : m_ensemble.leafValues)
            value *= share;
        quantiseLeaves(m_ensemble);
        return std::move(m_ensemble);
    }

private:
    const BinCuts &m_cuts;
    TreeEnsemble m_ensemble;
};

class Forest final : public Predictor {
public:
    Forest(std::shared_ptr<const FeaturePlan> plan, TreeEnsemble trees, bool classes, bool cutShort)
        : m_plan(std::move(plan)),
          m_trees(std::move(trees)),
          m_classes(classes),
          m_cutShort(cutShort)
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        const NodeId mean = builder.add(m_trees, {features});
        return m_classes ? builder.add(Normalize{}, {mean}) : mean;
    }
    bool wasCutShort() const override { return m_cutShort; }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    TreeEnsemble m_trees;
    bool m_classes;
    bool m_cutShort;
};

class ForestLearner final : public Learner {
public:
    std::string name() const override { return "forest"; }
    std::string title() const override { return "random forest"; }

    SearchSpace space(const DataShape &) const override
    {
        return SearchSpace({
            Parameter::integer("trees", 50, 300, true),
            Parameter::categorical("thresholds", {"best", "random"}),
            Parameter::categorical("bootstrap", {"yes", "no"}),
            Parameter::real("max_features", 0.05, 1.0, true),
            Parameter::integer("min_rows_in_leaf", 1, 20, true),
            Parameter::integer("max_leaves", 32, 8192, true),
        });
    }

    /// Breiman's forest; extra-trees and a smoother forest from AutoGluon's portfolio (see
    /// reference/automl.md, 5.5).
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        return {make(100, "best", "yes", usualShare(shape.task, shape.treeFeatures), 1),
                make(100, "random", "no", 0.75, 1), make(100, "best", "yes", 0.75, 4)};
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const auto features = std::max<std::size_t>(1, shape.treeFeatures);
        const ForestOptions options =
            optionsFrom(configuration, shape.task, features, shape.classes);
        const double rows = static_cast<double>(std::max<std::size_t>(2, shape.rows));
        const double drawn = rows * (options.bootstrap ? 0.632 : 1.0);
        const double leaves =
            std::min<double>(options.tree.maxLeaves, drawn / options.tree.minRowsInLeaf);
        const double levels = 1.4 * std::log2(leaves + 1.0);
        const double width = shape.classes > 0 ? static_cast<double>(shape.classes) : 2.0;
        // Adding a cell to a histogram; rating a cut costs a pass over the classes.
        const double cell = options.tree.randomThresholds ? 1.5 : 2.0 + width;
        const double operations =
            drawn * levels * (options.tree.featuresPerNode * cell + 4.0) * options.trees;
        const double model = options.trees * leaves * (2.0 * sizeof(TreeNode) + 4.0 * width);
        // Lists double while they grow; a trial keeps the models of its folds.
        return {5.5 * operations, rows * 16.0 + 6.0 * model};
    }

    bool isMadeFor(const DataShape &shape) const override { return !shape.isPictures(); }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.classes > 1000 ? "more than 1,000 classes" : whyNoTrees(shape);
    }

    std::unique_ptr<Predictor> fit(const View &train, const View &,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        const StudyData &study = train.data();
        const BinnedMatrix &bins = study.bins();
        if (bins.features == 0)
            throw Error(ErrorCode::TooLittleData, "forest",
                        "no column holds anything to learn from; all are constant or empty");
        const Target &target = train.target();
        const int outputs = target.outputs();
        const TreeData data{bins, target.values, train.allWeights(),
                            target.isClassification() ? outputs : 0};
        ForestOptions options =
            optionsFrom(configuration, target.task, bins.features, target.classes.size());
        options.tree.shouldEnd = [&context] { return context.shouldEnd(); };
        EnsembleWriter writer(bins.cuts, outputs);
        growTrees(data, train, options, context, writer);
        if (writer.trees() == 0)
            return nullptr;
        const bool cutShort = static_cast<int>(writer.trees()) < options.trees;
        return std::make_unique<Forest>(study.treeOrdinal().plan, std::move(writer).finish(),
                                        target.isClassification(), cutShort);
    }

private:
    static Configuration make(int trees, const char *thresholds, const char *bootstrap,
                              double maxFeatures, int minRows)
    {
        Configuration configuration;
        configuration.set("trees", std::int64_t{trees});
        configuration.set("thresholds", std::string(thresholds));
        configuration.set("bootstrap", std::string(bootstrap));
        configuration.set("max_features", maxFeatures);
        configuration.set("min_rows_in_leaf", std::int64_t{minRows});
        configuration.set("max_leaves", std::int64_t{4096});
        return configuration;
    }

    /// Each tree has a random stream of its own, so threads change nothing. A stop keeps the trees
    /// that stand.
    static void growTrees(const TreeData &data, const View &train, const ForestOptions &options,
                          const FitContext &context, EnsembleWriter &writer)
    {
        const auto wanted = static_cast<std::size_t>(options.trees);
        const auto together = static_cast<std::size_t>(std::max(1, context.threads));
        constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
        while (writer.trees() < wanted && !context.shouldEnd()) {
            const std::size_t first = writer.trees();
            std::vector<std::optional<BinTree>> grown(std::min(together, wanted - first));
            parallelFor(grown.size(), context.threads, [&](std::size_t i) {
                RandomStream random(context.seed, first + i);
                Drawn drawn = drawRows(train, options.bootstrap, random);
                grown[i] =
                    growTree(data, options.tree, std::move(drawn.rows), drawn.multiplicity, random);
            });
            for (const std::optional<BinTree> &tree : grown)
                if (tree)
                    writer.append(*tree);
            context.report({static_cast<int>(writer.trees()), options.trees, kUnknown, kUnknown});
        }
    }
};

} // namespace

const Learner &forestLearner()
{
    static const ForestLearner learner;
    return learner;
}

} // namespace leptune

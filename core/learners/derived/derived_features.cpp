// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/derived_features.h"

#include "core/base/random.h"
#include "core/learners/derived/candidate_search.h"
#include "core/learners/derived/pair_means.h"
#include "core/learners/mean_one.h"

#include <algorithm>

namespace leptune {

namespace {

/// Different target means of a table that a model keeps apart.
constexpr std::size_t kCrossValues = 64;
constexpr std::size_t kGroupValues = 250;

std::string nameOf(const FoundFeature &feature, const DeriveInput &a, const DeriveInput &b,
                   const Target &target)
{
    switch (feature.kind) {
    case DerivedKind::Add:
        return a.name + " + " + b.name;
    case DerivedKind::Subtract:
        return a.name + " - " + b.name;
    case DerivedKind::Multiply:
        return a.name + " * " + b.name;
    case DerivedKind::Divide:
        return a.name + " / " + b.name;
    case DerivedKind::Cross:
        return a.name + " x " + b.name +
               (target.task == TaskKind::MultiClass
                    ? " (share of " + target.classes[static_cast<std::size_t>(*feature.output)] +
                          ")"
                    : " (target mean)");
    case DerivedKind::GroupDifference:
        return a.name + " - mean by " + b.name;
    case DerivedKind::GroupRatio:
        return a.name + " / mean by " + b.name;
    }
    return {};
}

/// Index of the chain in `chains`, or their number.
std::size_t placeOf(const std::vector<FeatureChain> &chains, const FeatureChain &chain)
{
    return static_cast<std::size_t>(std::ranges::find_if(chains,
                                                         [&](const FeatureChain &other) {
                                                             return other.column == chain.column &&
                                                                    other.steps == chain.steps;
                                                         }) -
                                    chains.begin());
}

int widthBefore(const std::vector<FeatureChain> &chains, std::size_t count)
{
    int width = 0;
    for (std::size_t i = 0; i < count; ++i)
        width += chainWidth(chains[i]);
    return width;
}

/// The column that `chain` gives at `offset` to derived features; it becomes a source where the
/// plan has no such chain.
int columnIn(FeaturePlan &plan, const FeatureChain &chain, int offset)
{
    const std::size_t own = placeOf(plan.chains, chain);
    if (own < plan.chains.size())
        return widthBefore(plan.chains, own) + offset;
    const std::size_t source = placeOf(plan.sources, chain);
    if (source == plan.sources.size())
        plan.sources.push_back(chain);
    return widthBefore(plan.chains, plan.chains.size()) + widthBefore(plan.sources, source) +
           offset;
}

std::vector<float> columnOf(const FloatMatrix &matrix, int column)
{
    std::vector<float> values(matrix.rows);
    for (std::size_t row = 0; row < matrix.rows; ++row)
        values[row] = matrix.at(row, static_cast<std::size_t>(column));
    return values;
}

/// Fits the tables of a plan whose only outputs are derived features, and gives their values.
class Fitter {
public:
    Fitter(const View &train, const FoundFeatures &found, const DerivedOptions &options)
        : m_train(train), m_found(found), m_options(options), m_weights(meanOne(train.weights()))
    {
        for (int v = 0; v < std::max(1, options.versions); ++v)
            m_folds.push_back(innerFolds(train.size(), mixSeeds(options.seed, 0x7a00U + v)));
    }

    FeaturePlan fit(std::vector<DerivedColumn> &columns)
    {
        FeaturePlan plan;
        for (const FoundFeature &feature : m_found.features) {
            const DeriveInput &a = m_found.inputs[feature.a], &b = m_found.inputs[feature.b];
            DerivedFeature made = blankFeature(feature.kind, a, b);
            made.a = columnIn(plan, a.chain, a.offset);
            made.b = columnIn(plan, b.chain, b.offset);
            plan.derived.features.push_back(std::move(made));
            plan.derivedNames.push_back(nameOf(feature, a, b, m_train.target()));
        }
        FeaturePlan inputs;
        inputs.chains = plan.sources;
        m_inputs =
            applyPlan(inputs, m_train.data().batch().gathered(m_train.rows()), m_options.threads);
        columns.resize(m_found.features.size());
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (hasTable(plan.derived.features[i].kind))
                fitTable(m_found.features[i], plan.derived.features[i], columns[i]);
        const std::size_t count = columns.size();
        FloatMatrix out(m_inputs.rows, count);
        applyDerive(plan.derived, m_inputs.values.data(), m_inputs.columns, m_inputs.rows,
                    out.values.data());
        for (std::size_t i = 0; i < count; ++i)
            if (columns[i].train.empty())
                columns[i].train.push_back(columnOf(out, static_cast<int>(i)));
        return plan;
    }

private:
    void fitTable(const FoundFeature &found, DerivedFeature &made, DerivedColumn &column) const
    {
        const std::vector<float> b = columnOf(m_inputs, made.b);
        const std::vector<float> a = columnOf(m_inputs, made.a);
        TableRows rows;
        rows.size = tablePlaces(made);
        rows.weights = m_weights;
        if (found.kind != DerivedKind::Cross) {
            rows.places = placesOf({}, 0, b, made.codesB);
            rows.targets = a;
            fillTable(rows, 1.0, kGroupValues, made);
            return;
        }
        const std::vector<float> targets =
            targetsOf(m_train.target(), m_train.rows(), found.output);
        rows.places = placesOf(a, made.codesA, b, made.codesB);
        rows.targets = targets;
        for (const std::vector<std::uint8_t> &folds : m_folds)
            column.train.push_back(outOfFoldMeans(rows, folds, kInnerFolds, kTargetPrior));
        fillTable(rows, kTargetPrior, kCrossValues, made);
    }

    const View &m_train;
    const FoundFeatures &m_found;
    const DerivedOptions &m_options;
    std::vector<float> m_weights;
    std::vector<std::vector<std::uint8_t>> m_folds;
    FloatMatrix m_inputs;
};

/// `made` behind the features of `plan`.
std::shared_ptr<const FeaturePlan> joined(const FeaturePlan &plan, const FeaturePlan &made)
{
    auto result = std::make_shared<FeaturePlan>(plan);
    std::vector<int> moved;
    for (const FeatureChain &source : made.sources)
        for (int offset = 0; offset < chainWidth(source); ++offset)
            moved.push_back(columnIn(*result, source, offset));
    for (DerivedFeature feature : made.derived.features) {
        feature.a = moved[static_cast<std::size_t>(feature.a)];
        feature.b = moved[static_cast<std::size_t>(feature.b)];
        result->derived.features.push_back(std::move(feature));
    }
    result->derivedNames.insert(result->derivedNames.end(), made.derivedNames.begin(),
                                made.derivedNames.end());
    return result;
}

/// The derived features to keep, and only the sources they read.
FeaturePlan onlyDerived(const FeaturePlan &plan, const std::vector<bool> &keep)
{
    FeaturePlan result;
    result.chains = plan.chains;
    const int own = widthBefore(plan.chains, plan.chains.size());
    const auto moved = [&](int column) {
        if (column < own)
            return column;
        std::size_t source = 0;
        int offset = column - own;
        while (offset >= chainWidth(plan.sources[source]))
            offset -= chainWidth(plan.sources[source++]);
        return columnIn(result, plan.sources[source], offset);
    };
    for (std::size_t i = 0; i < keep.size(); ++i) {
        if (!keep[i])
            continue;
        DerivedFeature feature = plan.derived.features[i];
        feature.a = moved(feature.a);
        feature.b = moved(feature.b);
        result.derived.features.push_back(std::move(feature));
        result.derivedNames.push_back(plan.derivedNames[i]);
    }
    return result;
}

} // namespace

DerivedFeatures deriveFeatures(const View &train, const View &validation,
                               const std::shared_ptr<const FeaturePlan> &plan,
                               const DerivedOptions &options)
{
    DerivedFeatures result{plan, {}};
    if (options.most <= 0)
        return result;
    const FoundFeatures found = searchFeatures(train.sharedData(), train.rows(), options);
    if (found.features.empty())
        return result;
    const FeaturePlan made = Fitter(train, found, options).fit(result.columns);
    if (!validation.empty()) {
        const FloatMatrix values =
            applyPlan(made, train.data().batch().gathered(validation.rows()), options.threads);
        for (std::size_t i = 0; i < result.columns.size(); ++i)
            result.columns[i].validation = columnOf(values, static_cast<int>(i));
    }
    result.plan = joined(*plan, made);
    return result;
}

std::shared_ptr<const FeaturePlan>
withoutUnusedDerived(const std::shared_ptr<const FeaturePlan> &plan,
                     std::span<TreeEnsemble *const> ensembles)
{
    const std::size_t count = plan->derived.features.size();
    const int own = plan->width() - static_cast<int>(count);
    std::vector<bool> keep(count, false);
    for (const TreeEnsemble *trees : ensembles)
        for (const TreeNode &node : trees->nodes)
            if (node.feature >= own)
                keep[static_cast<std::size_t>(node.feature - own)] = true;
    if (std::ranges::find(keep, false) == keep.end())
        return plan;
    std::vector<int> moved(count);
    int next = own;
    for (std::size_t i = 0; i < count; ++i)
        moved[i] = keep[i] ? next++ : -1;
    for (TreeEnsemble *trees : ensembles)
        for (TreeNode &node : trees->nodes)
            if (node.feature >= own)
                node.feature = moved[static_cast<std::size_t>(node.feature - own)];
    return std::make_shared<const FeaturePlan>(onlyDerived(*plan, keep));
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/target_encoding.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace leptune {

namespace {

constexpr std::size_t kInnerFolds = 5;
constexpr double kPriorWeight = 10.0;
/// Statistics of many classes for many columns would drown the other features.
constexpr std::size_t kMostStatistics = 256;

/// A column whose categories are to become target means.
struct ManyColumn {
    int column = 0;
    std::string name;
    LookUp ranks; ///< category -> 0..n-1, missing NaN, unseen n
    std::size_t categories() const { return ranks.values.size(); }
};

/// Chains that only the ordinal plan has: those of columns with more categories than one-hot takes.
std::vector<ManyColumn> manyColumns(const StudyData &data)
{
    std::vector<bool> known(data.schema().columns.size(), false);
    for (const FeatureChain &chain : data.tree().plan->chains)
        known[static_cast<std::size_t>(chain.column)] = true;
    bool complete = true;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const RawColumn &column = data.schema().columns[i];
        const bool isNumber = column.asNumber && column.type == ColumnType::Numeric;
        complete = complete && (known[i] || !column.used || isNumber);
    }
    std::vector<ManyColumn> result;
    if (complete)
        return result;
    for (const FeatureChain &chain : data.treeOrdinal().plan->chains)
        if (!known[static_cast<std::size_t>(chain.column)])
            result.push_back(
                {chain.column, chain.names.front(), std::get<LookUp>(chain.steps.front())});
    return result;
}

/// Sums of weights and of weighted targets for every category; one more entry for missing cells and
/// one for all rows.
struct Sums {
    std::vector<double> weight, target;

    explicit Sums(std::size_t categories) : weight(categories + 2), target(categories + 2) {}
    void add(std::size_t category, double w, double y)
    {
        weight[category] += w;
        target[category] += w * y;
        weight.back() += w;
        target.back() += w * y;
    }
    double prior() const { return weight.back() > 0.0 ? target.back() / weight.back() : 0.0; }
    double mean(std::size_t category) const
    {
        return (target[category] + kPriorWeight * prior()) / (weight[category] + kPriorWeight);
    }
    Sums without(const Sums &part) const
    {
        Sums rest = *this;
        for (std::size_t i = 0; i < weight.size(); ++i) {
            rest.weight[i] -= part.weight[i];
            rest.target[i] -= part.target[i];
        }
        return rest;
    }
};

/// Training rows of one fold with what the statistics need.
class Encoder {
public:
    Encoder(const View &train, std::uint64_t seed)
        : m_train(train),
          m_labels(train.labels()),
          m_weights(train.weights()),
          m_folds(train.size())
    {
        if (m_weights.empty())
            m_weights.assign(m_labels.size(), 1.0F);
        for (std::size_t i = 0; i < m_folds.size(); ++i)
            m_folds[i] = i % kInnerFolds;
        RandomStream(seed, 0, 0x7e).shuffle(std::span(m_folds));
    }

    /// Classes to encode; nothing stands for the numbers of a regression.
    std::vector<std::optional<int>> outputs(std::size_t columns) const
    {
        const Target &target = m_train.target();
        if (target.task == TaskKind::Regression)
            return {std::nullopt};
        if (target.task == TaskKind::Binary)
            return {target.positive >= 0 ? target.positive : 1};
        const std::size_t most = std::max<std::size_t>(1, kMostStatistics / columns);
        std::vector<double> shares(target.classes.size());
        for (std::size_t i = 0; i < m_labels.size(); ++i)
            shares[static_cast<std::size_t>(m_labels[i])] += m_weights[i];
        std::vector<int> classes(shares.size());
        std::iota(classes.begin(), classes.end(), 0);
        std::ranges::stable_sort(classes, [&](int a, int b) {
            return shares[static_cast<std::size_t>(a)] > shares[static_cast<std::size_t>(b)];
        });
        classes.resize(std::min(classes.size(), most));
        std::ranges::sort(classes);
        return {classes.begin(), classes.end()};
    }

    /// The chain for new data; `encoded` receives the out-of-fold values of the training rows.
    FeatureChain encode(const ManyColumn &many, std::optional<int> output,
                        std::vector<float> &encoded) const
    {
        const std::vector<std::size_t> categories = categoriesOfRows(many);
        const std::size_t missing = many.categories();
        Sums all(missing + 1); // the last but one: categories left to "unseen"
        std::vector<Sums> parts(kInnerFolds, all);
        for (std::size_t i = 0; i < categories.size(); ++i) {
            const double y = labelOf(i, output);
            all.add(categories[i], m_weights[i], y);
            parts[m_folds[i]].add(categories[i], m_weights[i], y);
        }
        encoded.resize(categories.size());
        std::vector<Sums> rests;
        for (const Sums &part : parts)
            rests.push_back(all.without(part));
        for (std::size_t i = 0; i < categories.size(); ++i) {
            const Sums &rest = rests[m_folds[i]];
            encoded[i] = valueOf(rest, categories[i], missing);
        }
        return chainOf(many, output, all);
    }

private:
    static float valueOf(const Sums &sums, std::size_t category, std::size_t missing)
    {
        return static_cast<float>(category > missing ? sums.prior() : sums.mean(category));
    }

    double labelOf(std::size_t i, std::optional<int> output) const
    {
        if (!output)
            return m_labels[i];
        return static_cast<int>(m_labels[i]) == *output ? 1.0 : 0.0;
    }

    /// 0..n-1, n for missing, n+1 for categories that count as unseen.
    std::vector<std::size_t> categoriesOfRows(const ManyColumn &many) const
    {
        LookUp ranks = many.ranks;
        ranks.missing = static_cast<float>(many.categories());
        ranks.unseen = ranks.missing + 1.0F;
        const std::size_t rows = m_train.data().rows();
        std::vector<float> all(rows);
        applyLookUp(ranks, m_train.data().batch().columns[static_cast<std::size_t>(many.column)],
                    rows, all.data());
        std::vector<std::size_t> result;
        result.reserve(m_train.size());
        for (const std::uint32_t row : m_train.rows())
            result.push_back(static_cast<std::size_t>(all[row]));
        return result;
    }

    FeatureChain chainOf(const ManyColumn &many, std::optional<int> output, const Sums &all) const
    {
        LookUp step = many.ranks;
        const std::size_t missing = many.categories();
        for (std::size_t i = 0; i < missing; ++i)
            step.values[i] = valueOf(all, i, missing);
        step.missing = valueOf(all, missing, missing);
        step.unseen = valueOf(all, missing + 1, missing);
        std::string name = many.name + " (target mean)";
        if (output)
            name = many.name + " (share of " +
                   m_train.target().classes[static_cast<std::size_t>(*output)] + ")";
        return {many.column, {std::move(step)}, {std::move(name)}};
    }

    const View &m_train;
    std::vector<float> m_labels;
    std::vector<float> m_weights;
    std::vector<std::size_t> m_folds;
};

/// The rows of `features`, with room for `more` columns.
FloatMatrix widened(const FloatMatrix &features, const Rows &rows, std::size_t more)
{
    FloatMatrix result(rows.size(), features.columns + more);
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(features.row(rows[i]), result.row(i).begin());
    return result;
}

void setColumn(FloatMatrix &matrix, std::size_t column, const std::vector<float> &values)
{
    for (std::size_t row = 0; row < matrix.rows; ++row)
        matrix.at(row, column) = values[row];
}

} // namespace

TreeFeatures makeTreeFeatures(const View &train, const View &validation, std::uint64_t seed)
{
    const StudyData &data = train.data();
    const FeatureSet &tree = data.tree();
    const std::vector<ManyColumn> columns = manyColumns(data);
    const Rows none;
    const Rows &validationRows = validation.empty() ? none : validation.rows();
    if (columns.empty())
        return {tree.plan, gatherRows(tree.values, train.rows()),
                gatherRows(tree.values, validationRows)};

    const Encoder encoder(train, seed);
    const std::vector<std::optional<int>> outputs = encoder.outputs(columns.size());
    const std::size_t more = columns.size() * outputs.size();
    auto plan = std::make_shared<FeaturePlan>(*tree.plan);
    TreeFeatures result{plan, widened(tree.values, train.rows(), more),
                        widened(tree.values, validationRows, more)};
    std::size_t at = tree.values.columns;
    std::vector<float> encoded;
    std::vector<float> all(data.rows());
    for (const ManyColumn &column : columns) {
        for (const std::optional<int> output : outputs) {
            FeatureChain chain = encoder.encode(column, output, encoded);
            setColumn(result.train, at, encoded);
            applyLookUp(std::get<LookUp>(chain.steps.front()),
                        data.batch().columns[static_cast<std::size_t>(column.column)], data.rows(),
                        all.data());
            for (std::size_t i = 0; i < validationRows.size(); ++i)
                result.validation.at(i, at) = all[validationRows[i]];
            plan->chains.push_back(std::move(chain));
            ++at;
        }
    }
    return result;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/category_statistics.h"

#include "core/base/random.h"
#include "core/learners/mean_one.h"
#include "core/preprocess/binning.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace leptune {

namespace {

constexpr double kPriorWeight = 1.0;
/// Statistics of many classes for many columns would drown the other features.
constexpr std::size_t kMostStatistics = 64;
constexpr std::size_t kFewestCategories = 3;

/// A chain of the ordinal plan whose codes count categories.
struct CodedColumn {
    const FeatureChain *chain = nullptr;
    std::size_t at = 0; ///< its column in the features
    const LookUp &lookUp() const { return std::get<LookUp>(chain->steps.front()); }
    std::size_t categories() const { return lookUp().values.size(); }
};

std::vector<CodedColumn> codedColumns(const FeaturePlan &plan)
{
    std::vector<CodedColumn> result;
    std::size_t at = 0;
    for (const FeatureChain &chain : plan.chains) {
        const CodedColumn column{&chain, at};
        if (chain.steps.size() == 1 && std::holds_alternative<LookUp>(chain.steps.front()) &&
            column.categories() >= kFewestCategories)
            result.push_back(column);
        at += static_cast<std::size_t>(chainWidth(chain));
    }
    return result;
}

/// 0..n-1, n for missing, n + 1 for categories that were not met often enough to have a code.
std::vector<std::uint32_t> categoriesOf(const View &view, const CodedColumn &column)
{
    std::vector<std::uint32_t> result;
    if (view.empty())
        return result;
    const FloatMatrix &values = view.data().treeOrdinal().values;
    const auto count = static_cast<std::uint32_t>(column.categories());
    result.reserve(view.size());
    for (const std::uint32_t row : view.rows()) {
        const float code = values.at(row, column.at);
        result.push_back(std::isnan(code)                    ? count
                         : code >= static_cast<float>(count) ? count + 1
                                                             : static_cast<std::uint32_t>(code));
    }
    return result;
}

/// Classes that get a statistic, the most frequent ones where there are too many; nothing stands
/// for the target itself.
std::vector<std::optional<int>> outputsOf(const View &train, std::size_t columns)
{
    const Target &target = train.target();
    if (target.task == TaskKind::Regression)
        return {std::nullopt};
    if (target.task == TaskKind::Binary)
        return {1};
    std::vector<std::size_t> rows(target.classes.size(), 0);
    for (const float label : train.labels())
        ++rows[static_cast<std::size_t>(label)];
    std::vector<int> classes(rows.size());
    std::iota(classes.begin(), classes.end(), 0);
    std::ranges::stable_sort(classes, std::greater<>(),
                             [&](int c) { return rows[static_cast<std::size_t>(c)]; });
    classes.resize(std::min(classes.size(), std::max<std::size_t>(1, kMostStatistics / columns)));
    return {classes.begin(), classes.end()};
}

/// Means over all rows: one a category, then missing, then the prior.
std::vector<float> meansOfAll(std::span<const std::uint32_t> category, std::size_t categories,
                              std::span<const float> targets, std::span<const float> weights,
                              double prior)
{
    std::vector<double> sums(categories + 2, 0.0), mass(categories + 2, 0.0);
    for (std::size_t row = 0; row < category.size(); ++row) {
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[row]);
        sums[category[row]] += weight * targets[row];
        mass[category[row]] += weight;
    }
    std::vector<float> means;
    for (std::size_t c = 0; c <= categories; ++c)
        means.push_back(
            static_cast<float>((sums[c] + kPriorWeight * prior) / (mass[c] + kPriorWeight)));
    means.push_back(static_cast<float>(prior));
    return means;
}

double meanOf(std::span<const float> values, std::span<const float> weights)
{
    double sum = 0.0, mass = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[i]);
        sum += weight * values[i];
        mass += weight;
    }
    return mass > 0.0 ? sum / mass : 0.0;
}

/// Bins that serve what training rows see as well as what new rows will get.
std::vector<float> cutsFor(const std::vector<std::vector<float>> &lists)
{
    std::vector<float> all;
    for (const std::vector<float> &list : lists)
        all.insert(all.end(), list.begin(), list.end());
    FloatMatrix values(all.size(), 1);
    values.values = std::move(all);
    return std::move(findCuts(values).cuts.front());
}

std::vector<std::uint8_t> binned(const std::vector<float> &values, const std::vector<float> &cuts)
{
    FloatMatrix matrix(values.size(), 1);
    matrix.values = values;
    return std::move(binFeatures(matrix, {{cuts}}).values);
}

std::vector<float> targetsFor(const View &train, std::optional<int> output, double offset,
                              double scale)
{
    std::vector<float> targets = train.labels();
    for (float &target : targets)
        target = output ? (static_cast<int>(target) == *output ? 1.0F : 0.0F)
                        : static_cast<float>((target - offset) / scale);
    return targets;
}

std::string nameOf(const CodedColumn &column, const Target &target, std::optional<int> output)
{
    const std::string &name = column.chain->names.front();
    if (target.task != TaskKind::MultiClass)
        return name + " (target mean)";
    return name + " (share of " + target.classes[static_cast<std::size_t>(*output)] + ")";
}

} // namespace

std::vector<float> precedingMeans(std::span<const std::uint32_t> category, std::size_t categories,
                                  std::span<const float> targets, std::span<const float> weights,
                                  std::span<const std::uint32_t> order, double prior,
                                  double priorWeight)
{
    std::vector<double> sums(categories, prior * priorWeight), mass(categories, priorWeight);
    std::vector<float> result(category.size(), static_cast<float>(prior));
    for (const std::uint32_t row : order) {
        const std::uint32_t c = category[row];
        if (c >= categories)
            continue;
        result[row] = static_cast<float>(sums[c] / mass[c]);
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[row]);
        sums[c] += weight * targets[row];
        mass[c] += weight;
    }
    return result;
}

std::vector<CategoryStatistic> orderedStatistics(const View &train, const View &validation,
                                                 double offset, double scale, int versions,
                                                 std::uint64_t seed)
{
    std::vector<CategoryStatistic> result;
    const std::vector<CodedColumn> columns = codedColumns(*train.data().treeOrdinal().plan);
    if (columns.empty())
        return result;
    std::vector<std::vector<std::uint32_t>> orders(static_cast<std::size_t>(versions));
    for (std::size_t v = 0; v < orders.size(); ++v) {
        orders[v].resize(train.size());
        std::iota(orders[v].begin(), orders[v].end(), 0U);
        RandomStream(seed, v, 0x0de7).shuffle(std::span(orders[v]));
    }
    const std::vector<float> weights = meanOne(train.weights());
    const auto outputs = outputsOf(train, columns.size());
    for (const CodedColumn &column : columns) {
        const std::vector<std::uint32_t> categories = categoriesOf(train, column);
        const std::vector<std::uint32_t> others = categoriesOf(validation, column);
        const std::size_t count = column.categories();
        for (const std::optional<int> output : outputs) {
            const std::vector<float> targets = targetsFor(train, output, offset, scale);
            const double prior = meanOf(targets, weights);
            const std::vector<float> means = meansOfAll(categories, count, targets, weights, prior);
            std::vector<std::vector<float>> lists;
            for (const std::vector<std::uint32_t> &order : orders)
                lists.push_back(precedingMeans(categories, count + 1, targets, weights, order,
                                               prior, kPriorWeight));
            lists.emplace_back();
            for (const std::uint32_t c : categories)
                lists.back().push_back(means[c]);
            CategoryStatistic statistic;
            statistic.cuts = cutsFor(lists);
            lists.pop_back();
            statistic.train.bins = static_cast<int>(statistic.cuts.size()) + 1;
            for (const std::vector<float> &list : lists)
                statistic.train.versions.push_back(binned(list, statistic.cuts));
            std::vector<float> given;
            for (const std::uint32_t c : others)
                given.push_back(means[c]);
            statistic.validation = binned(given, statistic.cuts);
            LookUp step = column.lookUp();
            step.values.assign(means.begin(), means.begin() + static_cast<std::ptrdiff_t>(count));
            step.missing = means[count];
            step.unseen = means[count + 1];
            statistic.chain = {
                column.chain->column, {std::move(step)}, {nameOf(column, train.target(), output)}};
            result.push_back(std::move(statistic));
        }
    }
    return result;
}

} // namespace leptune

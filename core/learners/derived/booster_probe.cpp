// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/booster_probe.h"

#include "core/base/random.h"
#include "core/learners/booster/booster.h"
#include "core/learners/booster/category_statistics.h"
#include "core/preprocess/binning.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

/// Rarer classes become one: which class a row has matters less than which features tell apart.
constexpr std::size_t kMostClasses = 6;
/// Columns that a probe looks at; of more, those that explain most alone.
constexpr std::size_t kMostColumns = 192;
constexpr int kRounds = 120;
constexpr int kPatience = 12;

/// Class numbers by frequency, the rarest merged; returns how many there are.
int mergeClasses(std::vector<float> &labels, std::size_t classes)
{
    std::vector<std::size_t> rows(classes, 0), order(classes);
    for (const float label : labels)
        ++rows[static_cast<std::size_t>(label)];
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t c) { return rows[c]; });
    std::vector<float> merged(classes);
    for (std::size_t i = 0; i < classes; ++i)
        merged[order[i]] = static_cast<float>(std::min(i, kMostClasses - 1));
    for (float &label : labels)
        label = merged[static_cast<std::size_t>(label)];
    return static_cast<int>(std::min(classes, kMostClasses));
}

BinColumn gathered(const std::vector<std::uint8_t> &bins, int count,
                   const std::vector<std::uint32_t> &places)
{
    BinColumn column;
    column.bins = count;
    std::vector<std::uint8_t> values;
    values.reserve(places.size());
    for (const std::uint32_t place : places)
        values.push_back(bins[place]);
    column.missing = std::ranges::find(values, std::uint8_t{0}) != values.end();
    column.versions.push_back(std::move(values));
    return column;
}

std::vector<std::vector<std::uint8_t>> binnedExtras(std::span<const std::vector<float>> extra,
                                                    std::vector<int> &counts)
{
    std::vector<std::vector<std::uint8_t>> bins;
    for (const std::vector<float> &values : extra) {
        FloatMatrix matrix(values.size(), 1);
        matrix.values = values;
        BinCuts cuts = findCuts(matrix, 128);
        counts.push_back(cuts.bins(0) - 1);
        bins.push_back(binFeatures(matrix, std::move(cuts)).values);
    }
    return bins;
}

std::size_t leafOf(const SymmetricTree &tree, const BinColumns &columns, std::size_t row)
{
    std::size_t leaf = 0;
    for (std::size_t level = 0; level < tree.splits.size(); ++level) {
        const SymmetricSplit &split = tree.splits[level];
        const auto &column = columns.features[static_cast<std::size_t>(split.feature)];
        const std::uint8_t bin = column.versions.front()[row];
        const bool right = bin == 0 ? !split.missingLeft : bin > split.bin;
        leaf |= static_cast<std::size_t>(right) << level;
    }
    return leaf;
}

/// How far the answers of a tree differ by the question of each level, over the rows counted.
void addUse(const SymmetricTree &tree, const std::vector<double> &counts, std::size_t outputs,
            std::vector<double> &use)
{
    for (std::size_t level = 0; level < tree.splits.size(); ++level) {
        double sum = 0.0;
        for (std::size_t left = 0; left < tree.leaves(); ++left) {
            if ((left >> level & 1U) != 0)
                continue;
            const std::size_t right = left | std::size_t{1} << level;
            const double both = counts[left] + counts[right];
            if (counts[left] == 0.0 || counts[right] == 0.0)
                continue;
            double squares = 0.0;
            for (std::size_t k = 0; k < outputs; ++k)
                squares += std::pow(tree.values[left * outputs + k] -
                                        static_cast<double>(tree.values[right * outputs + k]),
                                    2);
            sum += counts[left] * counts[right] / both * squares;
        }
        use[static_cast<std::size_t>(tree.splits[level].feature)] += sum;
    }
}

} // namespace

/// Training half and held-out half of one booster.
struct BoosterProbe::Side {
    BinColumns train, heldOut;
    BoosterLabels trainLabels, heldOutLabels;
    std::vector<int> rawColumns; ///< a feature
};

BoosterProbe::BoosterProbe(const std::shared_ptr<const StudyData> &data, const Rows &rows,
                           std::uint64_t seed, int threads, std::function<bool()> shouldEnd)
    : m_data(data),
      m_rows(rows),
      m_half(rows.size()),
      m_seed(seed),
      m_threads(threads),
      m_shouldEnd(std::move(shouldEnd))
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_half[i] = static_cast<std::uint8_t>(i % 2);
    RandomStream(seed, 0, 0xde71).shuffle(std::span(m_half));
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        m_places[m_half[i]].push_back(i);
    const Target &target = data->target();
    for (const std::uint32_t row : rows)
        m_labels.push_back(target.values[row]);
    if (target.isClassification()) {
        m_classes = mergeClasses(m_labels, target.classes.size());
        return;
    }
    double sum = 0.0, squares = 0.0;
    for (const float label : m_labels)
        sum += label;
    m_offset = sum / static_cast<double>(rows.size());
    for (const float label : m_labels)
        squares += std::pow(label - m_offset, 2);
    const double deviation = std::sqrt(squares / static_cast<double>(rows.size()));
    m_scale = deviation > 0.0 && std::isfinite(deviation) ? deviation : 1.0;
    for (float &label : m_labels)
        label = static_cast<float>((label - m_offset) / m_scale);
}

BoosterProbe::Side BoosterProbe::sideOf(std::uint8_t half) const
{
    const auto rowsOf = [&](const std::vector<std::uint32_t> &places) {
        auto rows = std::make_shared<Rows>();
        for (const std::uint32_t place : places)
            rows->push_back(m_rows[place]);
        return View(m_data, rows);
    };
    const View train = rowsOf(m_places[half]), heldOut = rowsOf(m_places[1U - half]);
    Side side;
    side.train.rows = train.size();
    side.heldOut.rows = heldOut.size();
    const auto labelsOf = [&](const std::vector<std::uint32_t> &places) {
        std::vector<float> labels;
        for (const std::uint32_t place : places)
            labels.push_back(m_labels[place]);
        return labels;
    };
    side.trainLabels = {labelsOf(m_places[half]), train.weights()};
    side.heldOutLabels = {labelsOf(m_places[1U - half]), heldOut.weights()};
    for (CategoryStatistic &statistic :
         orderedStatistics(train, heldOut, m_offset, m_scale, 2, m_seed)) {
        side.rawColumns.push_back(statistic.chain.column);
        side.heldOut.features.push_back(
            {statistic.train.bins, false, {std::move(statistic.validation)}});
        side.train.features.push_back(std::move(statistic.train));
    }
    return side;
}

Residuals BoosterProbe::startResiduals() const
{
    Residuals start{m_rows.size(), m_half, {}};
    if (m_classes == 0)
        start.values = m_labels;
    for (int c = 0; c < m_classes; ++c) {
        const auto label = static_cast<float>(c);
        const double share = static_cast<double>(std::ranges::count(m_labels, label)) /
                             static_cast<double>(m_labels.size());
        for (const float value : m_labels)
            start.values.push_back(static_cast<float>((value == label ? 1.0 : 0.0) - share));
    }
    return start;
}

std::vector<std::size_t>
BoosterProbe::mostTelling(const std::vector<std::vector<std::uint8_t>> &columns) const
{
    std::vector<std::size_t> chosen(columns.size());
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    if (chosen.size() <= kMostColumns)
        return chosen;
    const Residuals start = startResiduals();
    std::vector<double> gains;
    for (const auto &column : columns)
        gains.push_back(gainOf(column, start).gain);
    std::ranges::stable_sort(chosen, std::greater<>(), [&](std::size_t f) { return gains[f]; });
    chosen.resize(kMostColumns);
    std::ranges::sort(chosen);
    return chosen;
}

BoosterProbe::Outcome BoosterProbe::run(int depth, std::span<const std::vector<float>> extra) const
{
    const BinnedMatrix &bins = m_data->bins();
    const FeaturePlan &plan = *m_data->treeOrdinal().plan;
    Outcome outcome;
    BoosterOptions options;
    options.loss = m_classes == 0   ? BoosterLoss::Squared
                   : m_classes == 2 ? BoosterLoss::Logistic
                                    : BoosterLoss::Softmax;
    options.classes = m_classes;
    options.rounds = kRounds;
    options.patience = kPatience;
    options.learningRate = 0.15;
    options.depth = depth;
    options.seed = m_seed;
    options.threads = m_threads;
    const auto outputs = static_cast<std::size_t>(options.outputs());
    outcome.residuals.rows = m_rows.size();
    outcome.residuals.half = m_half;
    outcome.residuals.values.assign(m_rows.size() * outputs, 0.0F);
    outcome.losses.assign(m_rows.size(), 0.0);
    outcome.use.assign(bins.features, 0.0);
    outcome.extra.assign(extra.size(), 0.0);
    outcome.byColumn.assign(m_data->schema().columns.size(), 0.0);

    // Every column of all the rows once.
    std::vector<std::vector<std::uint8_t>> columns(bins.features);
    for (std::size_t f = 0; f < bins.features; ++f) {
        const auto all = bins.feature(f);
        for (const std::uint32_t row : m_rows)
            columns[f].push_back(all[row]);
    }
    const std::vector<std::size_t> chosen = mostTelling(columns);
    std::vector<int> rawColumns;
    for (const FeatureChain &chain : plan.chains)
        rawColumns.insert(rawColumns.end(), static_cast<std::size_t>(chainWidth(chain)),
                          chain.column);
    std::vector<int> extraCounts;
    const auto extraBins = binnedExtras(extra, extraCounts);

    for (std::uint8_t half = 0; half < 2; ++half) {
        Side side = sideOf(half);
        const std::size_t statistics = side.train.features.size();
        const auto add = [&](const std::vector<std::uint8_t> &values, int count) {
            side.train.features.push_back(gathered(values, count, m_places[half]));
            side.heldOut.features.push_back(gathered(values, count, m_places[1U - half]));
        };
        for (const std::size_t f : chosen)
            add(columns[f], bins.cuts.bins(f) - 1);
        for (std::size_t i = 0; i < extra.size(); ++i)
            add(extraBins[i], extraCounts[i]);
        if (side.train.features.empty()) {
            outcome.ended = true;
            return outcome;
        }
        const BoosterRows train{&side.train, &side.trainLabels};
        const BoosterRows heldOut{&side.heldOut, &side.heldOutLabels};
        BoosterWatch watch;
        watch.shouldEnd = m_shouldEnd;
        const BoosterState state = boost(options, train, &heldOut, {}, watch);
        if (state.cutShort) {
            outcome.ended = true;
            return outcome;
        }
        std::vector<double> use(side.train.features.size(), 0.0);
        const std::size_t rows = side.heldOut.rows;
        std::vector<float> scores(rows * outputs), gradients(rows * outputs);
        for (std::size_t k = 0; k < outputs; ++k)
            std::fill_n(scores.begin() + static_cast<std::ptrdiff_t>(k * rows), rows,
                        state.start[k]);
        for (int t = 0; t < state.best; ++t) {
            const SymmetricTree &tree = state.trees[static_cast<std::size_t>(t)];
            std::vector<double> counts(tree.leaves(), 0.0);
            for (std::size_t row = 0; row < rows; ++row) {
                const std::size_t leaf = leafOf(tree, side.heldOut, row);
                counts[leaf] += 1.0;
                for (std::size_t k = 0; k < outputs; ++k)
                    scores[k * rows + row] += tree.values[leaf * outputs + k];
            }
            addUse(tree, counts, outputs, use);
        }
        lossGradients(options, side.heldOutLabels.values, scores.data(), rows, gradients.data());
        for (std::size_t i = 0; i < rows; ++i)
            outcome.losses[m_places[1U - half][i]] = lossSum(
                options, std::span(side.heldOutLabels.values).subspan(i, 1), {}, &scores[i], rows);
        for (std::size_t k = 0; k < outputs; ++k)
            for (std::size_t i = 0; i < rows; ++i)
                outcome.residuals.values[k * m_rows.size() + m_places[1U - half][i]] =
                    gradients[k * rows + i];
        for (std::size_t i = 0; i < statistics; ++i)
            outcome.byColumn[static_cast<std::size_t>(side.rawColumns[i])] += use[i];
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            outcome.use[chosen[i]] += use[statistics + i];
            outcome.byColumn[static_cast<std::size_t>(rawColumns[chosen[i]])] +=
                use[statistics + i];
        }
        for (std::size_t i = 0; i < extra.size(); ++i)
            outcome.extra[i] += use[statistics + chosen.size() + i];
    }
    return outcome;
}

} // namespace leptune

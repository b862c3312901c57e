// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/leak.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>

namespace leptune {

namespace {

constexpr std::uint32_t kMostRows = 50000;
constexpr std::size_t kFewestRows = 50;
constexpr std::ptrdiff_t kRowsAClass = 10;
constexpr std::size_t kFolds = 5;
constexpr std::size_t kMostBins = 256;
constexpr std::size_t kRowsABin = 10;
constexpr double kLeakingArea = 0.99;
constexpr double kLeakingR2 = 0.98;

/// Rows that get the same answer, and how many of them are of the class.
struct AnswerGroup {
    double answer = 0.0;
    double positives = 0.0;
    double negatives = 0.0;
};

double areaOf(std::vector<AnswerGroup> groups)
{
    std::ranges::sort(groups, {}, &AnswerGroup::answer);
    double positives = 0.0;
    double negatives = 0.0;
    double area = 0.0;
    for (std::size_t i = 0; i < groups.size();) {
        AnswerGroup tied{groups[i].answer};
        for (; i < groups.size() && groups[i].answer == tied.answer; ++i) {
            tied.positives += groups[i].positives;
            tied.negatives += groups[i].negatives;
        }
        area += tied.positives * (negatives + tied.negatives / 2.0);
        positives += tied.positives;
        negatives += tied.negatives;
    }
    return area / (positives * negatives);
}

/// Sum and count of the target by fold in one bin.
struct BinSums {
    std::array<double, kFolds> sum{};
    std::array<double, kFolds> count{};
    double totalSum() const { return std::accumulate(sum.begin(), sum.end(), 0.0); }
    double totalCount() const { return std::accumulate(count.begin(), count.end(), 0.0); }
};

double meanOf(std::span<const float> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squaresAround(std::span<const float> values, double mean)
{
    double squares = 0.0;
    for (const float value : values)
        squares += (value - mean) * (value - mean);
    return squares;
}

/// A run of training rows with equal x.
struct Knot {
    double x = 0.0;
    double y = 0.0;
};

double interpolated(const std::vector<Knot> &knots, double x, double fallback)
{
    if (knots.empty() || std::isnan(x))
        return fallback;
    const auto right = std::ranges::lower_bound(knots, x, {}, &Knot::x);
    if (right == knots.end() || right->x == x || right == knots.begin())
        return right == knots.end() ? knots.back().y : right->y;
    const Knot &left = *(right - 1);
    const double share = (x - left.x) / (right->x - left.x);
    return std::isfinite(share) ? left.y + share * (right->y - left.y) : left.y;
}

std::string figure(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", value);
    return text;
}

} // namespace

/// The bin of every sampled row; bin 0 gathers the missing.
struct LeakDetector::Cells {
    std::vector<std::uint32_t> bin;
    std::size_t bins = 1;
};

LeakDetector::LeakDetector(const Target &target, const std::vector<std::uint32_t> &rows)
{
    RandomStream random(0x1ea4);
    const auto total = static_cast<std::uint32_t>(rows.size());
    const std::vector<std::uint32_t> chosen = random.sample(total, std::min(total, kMostRows));
    m_target = target.gathered(chosen);
    for (const std::uint32_t index : chosen)
        m_rows.push_back(rows[index]);
    m_fold.resize(chosen.size());
    for (std::size_t i = 0; i < m_fold.size(); ++i)
        m_fold[i] = static_cast<std::uint8_t>(i % kFolds);
    random.shuffle(std::span(m_fold));
    for (int label = 0; m_target.isClassification() && label < m_target.outputs(); ++label)
        if (std::ranges::count(m_target.values, static_cast<float>(label)) >= kRowsAClass)
            m_labels.push_back(label);
}

LeakDetector::Cells LeakDetector::cellsOf(const Column &column) const
{
    Cells cells;
    cells.bin.resize(m_rows.size());
    if (column.isCoded()) {
        cells.bins = column.dictionary().size() + 1;
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            cells.bin[i] = static_cast<std::uint32_t>(column.codes()[m_rows[i]] + 1);
        return cells;
    }
    std::vector<double> sorted;
    for (const std::uint32_t row : m_rows)
        if (!column.isMissing(row))
            sorted.push_back(column.numbers()[row]);
    std::ranges::sort(sorted);
    const std::size_t wanted = std::clamp<std::size_t>(sorted.size() / kRowsABin, 2, kMostBins);
    std::vector<double> edges;
    for (std::size_t i = 1; i < wanted && !sorted.empty(); ++i)
        edges.push_back(sorted[i * sorted.size() / wanted]);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    cells.bins = edges.size() + 2;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (!column.isMissing(m_rows[i]))
            cells.bin[i] = static_cast<std::uint32_t>(
                1 + (std::ranges::upper_bound(edges, column.numbers()[m_rows[i]]) - edges.begin()));
    return cells;
}

double LeakDetector::classArea(const Cells &cells, int label) const
{
    std::vector<BinSums> sums(cells.bins);
    double positives = 0.0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const double is = m_target.values[i] == static_cast<float>(label) ? 1.0 : 0.0;
        sums[cells.bin[i]].sum[m_fold[i]] += is;
        sums[cells.bin[i]].count[m_fold[i]] += 1.0;
        positives += is;
    }
    const double prior = positives / static_cast<double>(m_rows.size());
    std::vector<AnswerGroup> groups;
    for (const BinSums &bin : sums) {
        for (std::size_t fold = 0; fold < kFolds; ++fold) {
            if (bin.count[fold] == 0.0)
                continue;
            const double learned = bin.totalSum() - bin.sum[fold] + prior;
            const double seen = bin.totalCount() - bin.count[fold] + 1.0;
            groups.push_back({learned / seen, bin.sum[fold], bin.count[fold] - bin.sum[fold]});
        }
    }
    return areaOf(std::move(groups));
}

/// The class that the column says least of; with two classes both areas are the same.
double LeakDetector::leastArea(const Cells &cells) const
{
    if (m_labels.size() < 2)
        return 0.0;
    double least = 1.0;
    for (const int label : m_labels) {
        least = std::min(least, classArea(cells, label));
        if (least <= kLeakingArea || m_target.task == TaskKind::Binary)
            break;
    }
    return least;
}

double LeakDetector::binnedR2(const Cells &cells) const
{
    std::vector<BinSums> sums(cells.bins);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        sums[cells.bin[i]].sum[m_fold[i]] += m_target.values[i];
        sums[cells.bin[i]].count[m_fold[i]] += 1.0;
    }
    const double mean = meanOf(m_target.values);
    double left = 0.0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const BinSums &bin = sums[cells.bin[i]];
        const double seen = bin.totalCount() - bin.count[m_fold[i]];
        const double answer = seen > 0.0 ? (bin.totalSum() - bin.sum[m_fold[i]]) / seen : mean;
        left += (m_target.values[i] - answer) * (m_target.values[i] - answer);
    }
    return 1.0 - left / squaresAround(m_target.values, mean);
}

/// Interpolates between the nearest training rows: follows a steep or long-tailed function of the
/// column (its exponential, its square) where bins are too coarse.
double LeakDetector::neighbourR2(const Column &column) const
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < m_rows.size(); ++i)
        if (std::isfinite(column.numbers()[m_rows[i]]))
            order.push_back(i);
    std::ranges::sort(order, {},
                      [&](std::uint32_t i) { return std::pair(column.numbers()[m_rows[i]], i); });
    const double mean = meanOf(m_target.values);
    double left = 0.0;
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
        std::vector<Knot> knots;
        double rowsOfKnot = 0.0;
        for (const std::uint32_t i : order) {
            const double x = column.numbers()[m_rows[i]];
            if (m_fold[i] == fold)
                continue;
            if (knots.empty() || knots.back().x != x) {
                knots.push_back({x, 0.0});
                rowsOfKnot = 0.0;
            }
            rowsOfKnot += 1.0;
            knots.back().y += (m_target.values[i] - knots.back().y) / rowsOfKnot;
        }
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (m_fold[i] != fold)
                continue;
            const double error =
                m_target.values[i] - interpolated(knots, column.numbers()[m_rows[i]], mean);
            left += error * error;
        }
    }
    return 1.0 - left / squaresAround(m_target.values, mean);
}

std::optional<std::string> LeakDetector::check(const Column &column) const
{
    if (m_rows.size() < kFewestRows || column.type() == ColumnType::Picture)
        return std::nullopt;
    const Cells cells = cellsOf(column);
    const std::string start =
        "This column alone predicts " + m_target.column + " on rows it was not fitted on (";
    const std::string end =
        "); it probably holds the answer and will not be known when predicting.";
    if (m_target.isClassification()) {
        const double area = leastArea(cells);
        return area > kLeakingArea ? std::optional(start + "AUC " + figure(area) + end)
                                   : std::nullopt;
    }
    const double r2 = std::max(binnedR2(cells), column.isCoded() ? -1.0 : neighbourR2(column));
    return r2 > kLeakingR2 ? std::optional(start + "R2 " + figure(r2) + end) : std::nullopt;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/drift.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace leptune {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMissingPoints = 0.05;
constexpr double kFewCells = 0.005;
constexpr double kChance = 0.01; // of a warning without a cause, in all columns together
constexpr std::size_t kBins = 10;
constexpr std::size_t kCategories = 20;

using Counts = std::vector<double>;

double normalTail(double z)
{
    return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

/// Of at least `count` where `mean` are expected.
double poissonTail(double count, double mean)
{
    constexpr double kManyExpected = 100.0; // the normal distribution is near enough
    if (mean > kManyExpected)
        return normalTail((count - 0.5 - mean) / std::sqrt(mean));
    double term = std::exp(-mean), below = 0.0;
    for (double k = 0.0; k < count && below < 1.0; k += 1.0) {
        below += term;
        term *= mean / (k + 1.0);
    }
    return std::max(0.0, 1.0 - below);
}

/// Of chi-squared, by Wilson & Hilferty's cube root.
double chiSquaredTail(double value, double freedom)
{
    const double spread = 2.0 / (9.0 * freedom);
    return normalTail((std::cbrt(value / freedom) - (1.0 - spread)) / std::sqrt(spread));
}

/// Two-sided, of two shares being one.
double sameShare(double partA, double wholeA, double partB, double wholeB)
{
    const double share = (partA + partB) / (wholeA + wholeB);
    const double variance = share * (1.0 - share) * (1.0 / wholeA + 1.0 / wholeB);
    if (!(variance > 0.0))
        return 1.0;
    return 2.0 * normalTail(std::abs(partA / wholeA - partB / wholeB) / std::sqrt(variance));
}

double sumOf(const Counts &counts)
{
    double sum = 0.0;
    for (const double count : counts)
        sum += count;
    return sum;
}

/// An empty bin counts as half a cell: its logarithm must stay finite.
double stabilityIndex(const Counts &before, const Counts &now)
{
    const auto bins = static_cast<double>(before.size());
    const double all = sumOf(before) + 0.5 * bins, allNow = sumOf(now) + 0.5 * bins;
    double index = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const double p = (before[i] + 0.5) / all, q = (now[i] + 0.5) / allNow;
        index += (q - p) * std::log(q / p);
    }
    return index;
}

/// Compares one column; what it finds is judged at `level`, the chance of a false alarm.
class Comparison {
public:
    Comparison(const Column &before, const Column &now, double level)
        : m_before(before), m_now(now), m_level(level)
    {
    }

    ColumnDrift run()
    {
        m_drift.column = m_before.name();
        m_drift.type = m_before.type();
        m_drift.unseen = m_drift.outside = m_drift.low = m_drift.high = kNaN;
        m_drift.stabilityIndex = kNaN;
        compareMissing();
        if (m_drift.type == ColumnType::Text)
            return std::move(m_drift);
        if (m_before.isCoded())
            compareCategories();
        else
            compareNumbers();
        return std::move(m_drift);
    }

private:
    bool isMoreThanChance(double count, double whole, double expectedShare) const
    {
        return count >= kFewCells * whole && count > 0.0 &&
               poissonTail(count, expectedShare * whole) < m_level;
    }

    void compareMissing()
    {
        const auto all = static_cast<double>(m_before.size());
        const auto allNow = static_cast<double>(m_now.size());
        const auto missing = static_cast<double>(m_before.missingCount());
        const auto missingNow = static_cast<double>(m_now.missingCount());
        m_drift.missingBefore = missing / all;
        m_drift.missingNow = missingNow / allNow;
        const bool differs = std::abs(m_drift.missingNow - m_drift.missingBefore) >= kMissingPoints;
        const double expected = allNow * (missing + 1.0) / (all + 2.0);
        const double chance = missingNow > expected ? poissonTail(missingNow, expected)
                                                    : 1.0 - poissonTail(missingNow + 1.0, expected);
        m_drift.isMissingOften =
            (differs && std::max(chance, sameShare(missing, all, missingNow, allNow)) < m_level) ||
            (missing == 0.0 && isMoreThanChance(missingNow, allNow, 1.0 / (all + 1.0)));
    }

    void judgeShift(const Counts &before, const Counts &now)
    {
        const double all = sumOf(before), allNow = sumOf(now);
        if (before.size() < 2 || all == 0.0 || allNow == 0.0)
            return;
        m_drift.stabilityIndex = stabilityIndex(before, now);
        const double statistic = m_drift.stabilityIndex / (1.0 / all + 1.0 / allNow);
        m_drift.isShifted =
            m_drift.stabilityIndex >= kShiftedIndex &&
            chiSquaredTail(statistic, static_cast<double>(before.size()) - 1.0) < m_level;
    }

    void compareNumbers()
    {
        std::vector<double> sorted;
        for (const double value : m_before.numbers())
            if (std::isfinite(value))
                sorted.push_back(value);
        if (sorted.empty())
            return;
        std::ranges::sort(sorted);
        m_drift.low = sorted.front();
        m_drift.high = sorted.back();
        double there = 0.0, outside = 0.0;
        for (const double value : m_now.numbers()) {
            there += std::isnan(value) ? 0.0 : 1.0;
            outside += value < m_drift.low || value > m_drift.high ? 1.0 : 0.0;
        }
        if (there == 0.0)
            return;
        m_drift.outside = outside / there;
        m_drift.isOutside =
            isMoreThanChance(outside, there, 2.0 / (static_cast<double>(sorted.size()) + 1.0));
        if (m_drift.type == ColumnType::Numeric)
            compareQuantiles(sorted);
    }

    void compareQuantiles(const std::vector<double> &sorted)
    {
        std::vector<double> edges;
        for (std::size_t i = 1; i < kBins; ++i)
            edges.push_back(sorted[i * (sorted.size() - 1) / kBins]);
        const auto repeated = std::ranges::unique(edges);
        edges.erase(repeated.begin(), repeated.end());
        const auto countsOf = [&edges](auto numbers) {
            Counts counts(edges.size() + 1, 0.0);
            for (const double value : numbers)
                if (!std::isnan(value)) {
                    const auto bin = std::ranges::lower_bound(edges, value) - edges.begin();
                    counts[static_cast<std::size_t>(bin)] += 1.0;
                }
            return counts;
        };
        judgeShift(countsOf(m_before.numbers()), countsOf(m_now.numbers()));
    }

    static Counts countsOf(const Column &column)
    {
        Counts counts(column.dictionary().size(), 0.0);
        for (const std::int32_t code : column.codes())
            if (code >= 0)
                counts[static_cast<std::size_t>(code)] += 1.0;
        return counts;
    }

    void compareCategories()
    {
        const Counts before = countsOf(m_before), now = countsOf(m_now);
        const double there = sumOf(now), all = sumOf(before);
        if (there == 0.0 || all == 0.0)
            return;
        std::unordered_map<std::string_view, std::size_t> places;
        for (std::size_t code = 0; code < before.size(); ++code)
            if (before[code] > 0.0)
                places.emplace(m_before.dictionary()[code], code);
        Counts known(before.size(), 0.0);
        double unseen = 0.0;
        for (std::size_t code = 0; code < now.size(); ++code) {
            const std::string &category = m_now.dictionary()[code];
            const auto place = places.find(category);
            if (place != places.end()) {
                known[place->second] += now[code];
            } else if (now[code] > 0.0) {
                unseen += now[code];
                if (m_drift.firstUnseen.empty())
                    m_drift.firstUnseen = category;
            }
        }
        m_drift.unseen = unseen / there;
        const auto once = static_cast<double>(std::ranges::count(before, 1.0));
        m_drift.isUnseen = isMoreThanChance(unseen, there, once / (all + 1.0));
        compareCommonest(before, known);
    }

    void compareCommonest(const Counts &before, const Counts &now)
    {
        std::vector<std::size_t> order;
        for (std::size_t code = 0; code < before.size(); ++code)
            if (before[code] > 0.0)
                order.push_back(code);
        std::ranges::stable_sort(
            order, [&](std::size_t a, std::size_t b) { return before[a] > before[b]; });
        const bool hasRest = order.size() > kCategories;
        const std::size_t bins = std::min(order.size(), kCategories + (hasRest ? 1 : 0));
        Counts binned(bins, 0.0), binnedNow(bins, 0.0);
        for (std::size_t i = 0; i < order.size(); ++i) {
            binned[std::min(i, bins - 1)] += before[order[i]];
            binnedNow[std::min(i, bins - 1)] += now[order[i]];
        }
        judgeShift(binned, binnedNow);
    }

    const Column &m_before;
    const Column &m_now;
    double m_level;
    ColumnDrift m_drift;
};

/// Of the columns that the Model uses and both tables hold in one form.
std::vector<std::string> comparable(const Schema &schema, const Table &training, const Table &rows)
{
    std::vector<std::string> names;
    for (const RawColumn &column : schema.columns) {
        const auto before = training.find(column.name), now = rows.find(column.name);
        if (!column.used || !before || !now || column.type == ColumnType::Picture)
            continue;
        if (training.column(*before).isCoded() == rows.column(*now).isCoded())
            names.push_back(column.name);
    }
    return names;
}

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g %%", 100.0 * share);
    return text;
}

std::string rangeOf(const ColumnDrift &drift)
{
    const auto text = drift.type == ColumnType::DateTime
                          ? &dateText
                          : static_cast<std::string (*)(double)>(&numberText);
    return text(drift.low).append(" to ").append(text(drift.high));
}

std::string reasonsOf(const ColumnDrift &drift)
{
    std::string text;
    const auto next = [&text]() -> std::string & { return text += text.empty() ? "" : ", "; };
    if (drift.isMissingOften)
        next()
            .append("missing in ")
            .append(percent(drift.missingNow))
            .append(" instead of ")
            .append(percent(drift.missingBefore));
    if (drift.isUnseen)
        next()
            .append(percent(drift.unseen))
            .append(" in categories never seen, such as '")
            .append(drift.firstUnseen)
            .append("'");
    if (drift.isOutside)
        next().append(percent(drift.outside)).append(" outside ").append(rangeOf(drift));
    if (drift.isShifted)
        next().append(drift.stabilityIndex >= kMuchShiftedIndex ? "distributed very differently"
                                                                : "distributed differently");
    return text;
}

} // namespace

std::vector<ColumnDrift> DriftReport::notable() const
{
    std::vector<ColumnDrift> found;
    std::ranges::copy_if(columns, std::back_inserter(found), &ColumnDrift::isNotable);
    return found;
}

DriftReport compareWithTraining(const Schema &schema, const Table &training, const Table &rows,
                                const std::stop_token &stop)
{
    DriftReport report;
    report.rows = rows.rows();
    if (rows.rows() == 0 || training.rows() == 0)
        return report;
    const std::vector<std::string> names = comparable(schema, training, rows);
    report.columns.resize(names.size());
    const double level = kChance / static_cast<double>(std::max<std::size_t>(1, names.size()));
    parallelFor(names.size(), availableCores(), [&](std::size_t i) {
        if (!stop.stop_requested())
            report.columns[i] =
                Comparison(training.column(names[i]), rows.column(names[i]), level).run();
    });
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, {}, "comparing with the training data was cancelled");
    return report;
}

std::string driftSentence(const DriftReport &report)
{
    const std::vector<ColumnDrift> notable = report.notable();
    if (notable.empty())
        return "the columns are like those of the training data";
    std::string text = std::to_string(notable.size());
    text.append(" of ").append(std::to_string(report.columns.size()));
    text += report.columns.size() == 1 ? " column is" : " columns are";
    text += " unlike the training data: ";
    for (std::size_t i = 0; i < notable.size(); ++i) {
        text += i > 0 ? "; " : "";
        text.append(notable[i].column).append(" (").append(reasonsOf(notable[i])).append(")");
    }
    return text;
}

} // namespace leptune

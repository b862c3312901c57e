// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/subgroup_scores.h"

#include "core/metrics/row_parts.h"
#include "core/metrics/score_interval.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kMostSpellings = 12;
constexpr std::size_t kParts = 4;

using GroupRows = std::vector<std::uint32_t>;

std::vector<float> weightsOf(const Scored &scored, const GroupRows &rows)
{
    std::vector<float> weights;
    if (!scored.weights.empty())
        for (const std::uint32_t row : rows)
            weights.push_back(scored.weights[row]);
    return weights;
}

SubgroupScore scoreOf(MetricKind metric, const Scored &all, const GroupRows &rows,
                      std::uint64_t seed)
{
    const Target truth = all.target.gathered(rows);
    const FloatMatrix answers = gatherRows(all.prediction, rows);
    const std::vector<float> weights = weightsOf(all, rows);
    const Scored scored{truth, answers, all.decision, weights};
    SubgroupScore group;
    group.rows = rows.size();
    group.value = evaluateMetric(metric, scored);
    group.range = std::isfinite(group.value) ? scoreInterval(metric, scored, seed)
                                             : Interval{std::nan(""), std::nan("")};
    return group;
}

/// Rows of each spelling that comes, the commonest first.
std::vector<std::pair<std::string, GroupRows>> rowsBySpelling(const RawCells &cells)
{
    std::vector<std::pair<std::string, GroupRows>> groups;
    for (const std::string &text : *cells.dictionary)
        groups.emplace_back(text, GroupRows());
    for (std::uint32_t row = 0; row < cells.codes.size(); ++row)
        if (cells.codes[row] >= 0)
            groups[static_cast<std::size_t>(cells.codes[row])].second.push_back(row);
    std::erase_if(groups, [](const auto &group) { return group.second.empty(); });
    std::ranges::stable_sort(groups, std::greater{},
                             [](const auto &group) { return group.second.size(); });
    groups.resize(std::min(groups.size(), kMostSpellings));
    return groups;
}

GroupRows missingRows(const RawCells &cells)
{
    GroupRows rows;
    for (std::uint32_t row = 0; row < cells.numbers.size(); ++row)
        if (std::isnan(cells.numbers[row]))
            rows.push_back(row);
    for (std::uint32_t row = 0; row < cells.codes.size(); ++row)
        if (cells.codes[row] < 0)
            rows.push_back(row);
    return rows;
}

} // namespace

std::vector<SubgroupScore> subgroupScores(MetricKind metric, const Scored &scored,
                                          const RawCells &cells, std::uint64_t seed)
{
    std::vector<SubgroupScore> groups;
    if (cells.dictionary) {
        for (const auto &[label, rows] : rowsBySpelling(cells)) {
            groups.push_back(scoreOf(metric, scored, rows, seed));
            groups.back().label = label;
        }
    } else {
        for (const GroupRows &rows : partsByValue(cells.numbers, kParts)) {
            groups.push_back(scoreOf(metric, scored, rows, seed));
            groups.back().low = cells.numbers[rows.front()];
            groups.back().high = cells.numbers[rows.back()];
        }
    }
    if (const GroupRows rows = missingRows(cells); !rows.empty()) {
        groups.push_back(scoreOf(metric, scored, rows, seed));
        groups.back().isMissing = true;
    }
    return groups;
}

} // namespace leptune

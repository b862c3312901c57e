// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/decision.h"

#include <algorithm>

namespace leptune {

namespace {

int largestOf(std::span<const float> row)
{
    return static_cast<int>(std::ranges::max_element(row) - row.begin());
}

int decideRow(std::span<const float> row, int positive, const Decision &decision)
{
    if (row.size() == 2 && positive >= 0)
        return row[static_cast<std::size_t>(positive)] >= decision.threshold ? positive
                                                                             : 1 - positive;
    return decision.classWeights.empty() ? largestOf(row) : largestOf(weighted(row, decision));
}

} // namespace

std::vector<int> decide(const FloatMatrix &probabilities, int positive, const Decision &decision)
{
    std::vector<int> labels(probabilities.rows);
    for (std::size_t row = 0; row < probabilities.rows; ++row)
        labels[row] = decideRow(probabilities.row(row), positive, decision);
    return labels;
}

std::vector<float> weighted(std::span<const float> row, const Decision &decision)
{
    std::vector<float> values(row.begin(), row.end());
    for (std::size_t c = 0; c < std::min(values.size(), decision.classWeights.size()); ++c)
        values[c] *= decision.classWeights[c];
    return values;
}

} // namespace leptune

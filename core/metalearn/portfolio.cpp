// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/portfolio.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {

std::vector<double> MeasuredTable::normalisedScores() const
{
    double best = constantScore;
    for (const double score : scores)
        best = std::max(best, score);
    std::vector<double> normalised;
    for (const double score : scores)
        normalised.push_back(best > constantScore
                                 ? std::max(-1.0, (score - constantScore) / (best - constantScore))
                                 : 0.0);
    return normalised;
}

int Portfolio::indexOf(const PortfolioCandidate &candidate)
{
    const auto found = std::ranges::find(candidates, candidate);
    if (found != candidates.end())
        return static_cast<int>(found - candidates.begin());
    candidates.push_back(candidate);
    return static_cast<int>(candidates.size()) - 1;
}

void Portfolio::merge(const Portfolio &other)
{
    std::vector<int> places;
    for (const PortfolioCandidate &candidate : other.candidates)
        places.push_back(indexOf(candidate));
    for (MeasuredTable table : other.tables) {
        for (int &candidate : table.candidates)
            candidate = places[static_cast<std::size_t>(candidate)];
        tables.push_back(std::move(table));
    }
}

namespace {

MeasuredTable onlyMeasured(const MeasuredTable &table, const std::map<int, int> &places)
{
    MeasuredTable part = table;
    part.candidates.clear();
    part.scores.clear();
    part.seconds.clear();
    part.products.clear();
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < table.candidates.size(); ++i) {
        const auto place = places.find(table.candidates[i]);
        if (place == places.end())
            continue;
        chosen.push_back(i);
        part.candidates.push_back(place->second);
        part.scores.push_back(table.scores[i]);
        part.seconds.push_back(table.seconds[i]);
    }
    for (const std::size_t a : chosen)
        for (const std::size_t b : chosen)
            part.products.push_back(table.products[a * table.candidates.size() + b]);
    return part;
}

} // namespace

Portfolio Portfolio::restrictedTo(const std::vector<int> &kept) const
{
    Portfolio part;
    part.provenance = provenance;
    std::map<int, int> places;
    for (const int candidate : kept) {
        places[candidate] = static_cast<int>(part.candidates.size());
        part.candidates.push_back(candidates[static_cast<std::size_t>(candidate)]);
    }
    for (const MeasuredTable &table : tables)
        part.tables.push_back(onlyMeasured(table, places));
    return part;
}

} // namespace leptune

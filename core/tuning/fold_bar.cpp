// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_bar.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kFewestTrials = 8;
constexpr std::size_t kFewestScores = 3;
constexpr double kDeviations = 2.0;

bool allFinite(const std::vector<double> &values)
{
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

/// Of a trial's fold differences to the best one around their mean.
double spreadOfDifferences(const std::vector<double> &a, const std::vector<double> &best)
{
    const auto n = static_cast<double>(a.size());
    double mean = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        mean += (a[i] - best[i]) / n;
    double squares = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        squares += std::pow(a[i] - best[i] - mean, 2);
    return std::sqrt(squares / (n - 1.0));
}

} // namespace

void FoldHistory::record(double score, std::vector<double> foldScores)
{
    if (std::isfinite(score) && foldScores.size() >= kFewestScores && allFinite(foldScores))
        m_trials.push_back({score, std::move(foldScores)});
}

std::shared_ptr<const FoldBar> FoldHistory::bar(std::shared_ptr<const FloatMatrix> ensemble) const
{
    if (m_trials.size() < kFewestTrials || !ensemble)
        return nullptr;
    std::vector<const Trial *> order;
    for (const Trial &trial : m_trials)
        order.push_back(&trial);
    std::ranges::stable_sort(order,
                             [](const Trial *a, const Trial *b) { return a->score > b->score; });
    const Trial &best = *order.front();
    std::vector<double> spreads; // of the better half: what a good trial looks like on single folds
    for (std::size_t i = 1; i <= order.size() / 2; ++i)
        if (order[i]->foldScores.size() == best.foldScores.size())
            spreads.push_back(spreadOfDifferences(order[i]->foldScores, best.foldScores));
    if (spreads.empty())
        return nullptr;
    std::ranges::nth_element(spreads,
                             spreads.begin() + static_cast<std::ptrdiff_t>(spreads.size() / 2));
    auto bar = std::make_shared<FoldBar>();
    bar->score = best.score;
    bar->foldScores = best.foldScores;
    bar->deviation = spreads[spreads.size() / 2];
    bar->ensemble = std::move(ensemble);
    return bar;
}

double meanDifference(const FoldBar &bar, const std::vector<double> &foldScores)
{
    const std::size_t folds = std::min(bar.foldScores.size(), foldScores.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < folds; ++i)
        sum += foldScores[i] - bar.foldScores[i];
    return folds > 0 ? sum / static_cast<double>(folds) : 0.0;
}

bool isFarBelow(const FoldBar &bar, const std::vector<double> &foldScores)
{
    const double folds = static_cast<double>(std::max<std::size_t>(1, foldScores.size()));
    return meanDifference(bar, foldScores) < -kDeviations * bar.deviation / std::sqrt(folds);
}

} // namespace leptune

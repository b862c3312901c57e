// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/pair_means.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Sums a place, and of all.
struct Sums {
    std::vector<double> weight, target;
    double allWeight = 0.0, allTarget = 0.0;

    explicit Sums(std::size_t places) : weight(places), target(places) {}
    void add(std::uint32_t place, double w, double y)
    {
        weight[place] += w;
        target[place] += w * y;
        allWeight += w;
        allTarget += w * y;
    }
};

double weightAt(const TableRows &rows, std::size_t row)
{
    return rows.weights.empty() ? 1.0 : static_cast<double>(rows.weights[row]);
}

Sums sumsOf(const TableRows &rows)
{
    Sums sums(rows.size);
    for (std::size_t i = 0; i < rows.places.size(); ++i)
        if (!std::isnan(rows.targets[i]))
            sums.add(rows.places[i], weightAt(rows, i), rows.targets[i]);
    return sums;
}

/// A mean of a table with the weight it stands for.
struct PlaceMean {
    std::uint32_t place = 0;
    double mean = 0.0, weight = 0.0;
};

} // namespace

std::vector<std::uint32_t> placesOf(std::span<const float> a, int codesA, std::span<const float> b,
                                    int codesB)
{
    std::vector<std::uint32_t> places(b.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int row = a.empty() ? 0 : tablePlace(a[i], codesA);
        places[i] = static_cast<std::uint32_t>(row * (codesB + 2) + tablePlace(b[i], codesB));
    }
    return places;
}

std::vector<float> outOfFoldMeans(const TableRows &rows, std::span<const std::uint8_t> folds,
                                  int foldCount, double priorWeight)
{
    const Sums all = sumsOf(rows);
    std::vector<Sums> parts(static_cast<std::size_t>(foldCount), Sums(rows.size));
    for (std::size_t i = 0; i < rows.places.size(); ++i)
        parts[folds[i]].add(rows.places[i], weightAt(rows, i), rows.targets[i]);
    std::vector<float> result(rows.places.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        const Sums &part = parts[folds[i]];
        const std::uint32_t place = rows.places[i];
        const double restWeight = all.allWeight - part.allWeight;
        const double prior = restWeight > 0.0 ? (all.allTarget - part.allTarget) / restWeight : 0.0;
        result[i] =
            static_cast<float>((all.target[place] - part.target[place] + priorWeight * prior) /
                               (all.weight[place] - part.weight[place] + priorWeight));
    }
    return result;
}

void fillTable(const TableRows &rows, double priorWeight, std::size_t most, DerivedFeature &feature)
{
    const Sums sums = sumsOf(rows);
    const double prior = sums.allWeight > 0.0 ? sums.allTarget / sums.allWeight : 0.0;
    std::vector<PlaceMean> means;
    double total = 0.0;
    for (std::uint32_t place = 0; place < rows.size; ++place) {
        const double weight = sums.weight[place];
        if (weight <= 0.0)
            continue;
        means.push_back(
            {place, (sums.target[place] + priorWeight * prior) / (weight + priorWeight), weight});
        total += weight;
    }
    std::ranges::stable_sort(means, {}, &PlaceMean::mean);
    feature.cells.assign(rows.size, 0);
    feature.values.assign(1, static_cast<float>(prior));
    const bool exact = means.size() < most;
    double seen = 0.0, sum = 0.0, weight = 0.0;
    for (std::size_t i = 0; i < means.size(); ++i) {
        feature.cells[means[i].place] = static_cast<std::uint8_t>(feature.values.size());
        sum += means[i].mean * means[i].weight;
        weight += means[i].weight;
        seen += means[i].weight;
        // A value is full where it holds its share of the rows.
        const auto full =
            static_cast<double>(feature.values.size()) * total / static_cast<double>(most - 1);
        if (exact || seen >= full || i + 1 == means.size()) {
            feature.values.push_back(static_cast<float>(sum / weight));
            sum = weight = 0.0;
        }
    }
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/neighbours.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {

namespace {

constexpr double kFurthest = 3.0;
constexpr std::size_t kBandwidthNeighbour = 5; // its distance is where weights have fallen to 1/e
constexpr double kLeastWeight = 0.02;          // every table of the task says a little
constexpr double kLandmarkWeight = 2.0;

using Named = std::map<std::string, double>;

Named namedFeatures(const MetaFeatures &features)
{
    Named named;
    const auto names = metaFeatureNames();
    for (std::size_t i = 0; i < std::min(names.size(), features.values.size()); ++i)
        named[names[i]] = features.values[i];
    for (const auto &[name, skill] : features.landmarks)
        named["landmark " + name] = skill;
    return named;
}

double weightOf(const std::string &name)
{
    return name.starts_with("landmark ") ? kLandmarkWeight : 1.0;
}

/// Half-widths of the middle half of each feature; 0 where it hardly varies.
Named scalesOf(const std::vector<Named> &all)
{
    std::map<std::string, std::vector<double>> values;
    for (const Named &named : all)
        for (const auto &[name, value] : named)
            if (std::isfinite(value))
                values[name].push_back(value);
    Named scales;
    for (auto &[name, numbers] : values) {
        std::ranges::sort(numbers);
        const double range = numbers[numbers.size() * 3 / 4] - numbers[numbers.size() / 4];
        const double whole = numbers.back() - numbers.front();
        scales[name] = range > 0.05 * whole ? range : whole / 4.0; // mostly constant features
    }
    return scales;
}

double distanceBetween(const Named &a, const Named &b, const Named &scales)
{
    double sum = 0.0, weights = 0.0;
    for (const auto &[name, value] : a) {
        const auto other = b.find(name);
        const auto scale = scales.find(name);
        if (other == b.end() || scale == scales.end() || !(scale->second > 0.0) ||
            !std::isfinite(value) || !std::isfinite(other->second))
            continue;
        const double d = std::min(kFurthest, std::abs(value - other->second) / scale->second);
        sum += weightOf(name) * d * d;
        weights += weightOf(name);
    }
    return weights > 0.0 ? std::sqrt(sum / weights) : kFurthest;
}

} // namespace

std::vector<TableNeighbour> neighboursOf(const Portfolio &known, const MetaFeatures &features)
{
    std::vector<TableNeighbour> neighbours;
    std::vector<Named> all;
    for (const MeasuredTable &table : known.tables) {
        if (table.features.task != features.task || table.candidates.empty())
            continue;
        neighbours.push_back({&table, 0.0, 0.0});
        all.push_back(namedFeatures(table.features));
    }
    if (neighbours.empty())
        return neighbours;
    const Named scales = scalesOf(all);
    const Named wanted = namedFeatures(features);
    for (std::size_t i = 0; i < neighbours.size(); ++i)
        neighbours[i].distance = distanceBetween(wanted, all[i], scales);
    std::ranges::stable_sort(neighbours, [](const TableNeighbour &a, const TableNeighbour &b) {
        return std::pair(a.distance, a.table->name) < std::pair(b.distance, b.table->name);
    });
    const double bandwidth =
        std::max(1e-3, neighbours[std::min(kBandwidthNeighbour, neighbours.size()) - 1].distance);
    for (TableNeighbour &neighbour : neighbours) {
        const double d = neighbour.distance / bandwidth;
        neighbour.weight = kLeastWeight + (1.0 - kLeastWeight) * std::exp(-d * d);
    }
    return neighbours;
}

} // namespace leptune

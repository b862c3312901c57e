// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/partial_dependence.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kMostNumbers = 30;
constexpr std::size_t kMostCategories = 20;
constexpr std::size_t kCurves = 25;
constexpr std::size_t kMostRows = 500, kFewestRows = 20;
constexpr double kLowest = 0.01,
                 kHighest = 0.99; ///< quantiles: a few far cells press the rest together

std::vector<float> knownNumbers(const RawCells &cells)
{
    std::vector<float> known;
    std::ranges::copy_if(cells.numbers, std::back_inserter(known),
                         [](float cell) { return std::isfinite(cell); });
    std::ranges::sort(known);
    return known;
}

std::vector<double> numberPlaces(const std::vector<float> &sorted)
{
    std::vector<double> different(sorted.begin(), sorted.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    if (different.size() <= kMostNumbers)
        return different;
    std::vector<double> places;
    for (std::size_t i = 0; i < kMostNumbers; ++i) {
        const double share = kLowest + (kHighest - kLowest) * static_cast<double>(i) /
                                           static_cast<double>(kMostNumbers - 1);
        const double place = sorted[static_cast<std::size_t>(
            std::lround(share * static_cast<double>(sorted.size() - 1)))];
        if (places.empty() || place > places.back())
            places.push_back(place);
    }
    return places;
}

std::vector<std::uint64_t> countNearest(const std::vector<float> &cells,
                                        const std::vector<double> &places)
{
    std::vector<std::uint64_t> counts(places.size(), 0);
    for (const double cell : cells) {
        auto at = std::ranges::lower_bound(places, cell);
        if (at == places.end() || (at != places.begin() && cell - *(at - 1) < *at - cell))
            --at;
        ++counts[static_cast<std::size_t>(at - places.begin())];
    }
    return counts;
}

/// Codes by how often they come, the commonest first.
std::vector<std::pair<std::int32_t, std::uint64_t>> commonCodes(const RawCells &cells)
{
    std::vector<std::pair<std::int32_t, std::uint64_t>> counts(cells.dictionary->size());
    for (std::size_t code = 0; code < counts.size(); ++code)
        counts[code].first = static_cast<std::int32_t>(code);
    for (const std::int32_t code : cells.codes)
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)].second;
    std::erase_if(counts, [](const auto &count) { return count.second == 0; });
    std::ranges::stable_sort(counts, std::greater{},
                             [](const auto &count) { return count.second; });
    counts.resize(std::min(counts.size(), kMostCategories));
    return counts;
}

/// A place to put into every row's cell.
struct Place {
    float number = 0.0F;
    std::int32_t code = -1;
};

std::vector<Place> placesOf(const RawCells &cells, PartialDependence &result)
{
    std::vector<Place> places;
    if (cells.dictionary) {
        for (const auto &[code, rows] : commonCodes(cells)) {
            places.push_back({0.0F, code});
            result.categories.push_back((*cells.dictionary)[static_cast<std::size_t>(code)]);
            result.rowsAt.push_back(rows);
        }
        return places;
    }
    const std::vector<float> known = knownNumbers(cells);
    result.numbers = numberPlaces(known);
    result.rowsAt = countNearest(known, result.numbers);
    for (const double number : result.numbers)
        places.push_back({static_cast<float>(number), -1});
    return places;
}

RawBatch sampledRows(const RawBatch &rows, std::size_t places, const ExplainEffort &effort)
{
    const std::size_t most =
        std::clamp(effort.maxAnswers / std::max<std::size_t>(1, places), kFewestRows, kMostRows);
    RandomStream random(effort.seed, 0xd0);
    return rows.gathered(random.sample(static_cast<std::uint32_t>(rows.rows),
                                       static_cast<std::uint32_t>(std::min(rows.rows, most))));
}

} // namespace

PartialDependence partialDependence(const Model &model, const RawBatch &rows, std::size_t column,
                                    int output, const ExplainEffort &effort)
{
    const std::string &name = model.schema().columns[column].name;
    if (rows.columns[column].pictures)
        throw Error(ErrorCode::Unsupported, name,
                    "pictures have no order in which an answer could change with them");
    PartialDependence result;
    result.column = column;
    const std::vector<Place> places = placesOf(rows.columns[column], result);
    if (places.empty())
        throw Error(ErrorCode::BadInput, name,
                    "has no cells in these rows, so nothing can be said about it");
    RawBatch moved = sampledRows(rows, places.size(), effort);
    result.rows = moved.rows;
    result.individual.resize(std::min(moved.rows, kCurves));
    for (const Place &place : places) {
        checkStop(effort);
        RawCells &cells = moved.columns[column];
        std::ranges::fill(cells.numbers, place.number);
        std::ranges::fill(cells.codes, place.code);
        const FloatMatrix answers = model.predict(moved).outputs();
        double sum = 0.0;
        for (std::size_t row = 0; row < answers.rows; ++row) {
            const double answer = answers.at(row, static_cast<std::size_t>(output));
            sum += answer;
            if (row < result.individual.size())
                result.individual[row].push_back(answer);
        }
        result.mean.push_back(sum / static_cast<double>(answers.rows));
    }
    return result;
}

} // namespace leptune

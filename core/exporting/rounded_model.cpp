// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/rounded_model.h"

#include "core/compress/integer_layers.h"
#include "core/exporting/export_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace leptune {
namespace {

/// Drawn rows are extreme where a Model decides: what lies between them is left.
constexpr double kDrawnTail = 0.02;

RawBatch evenlySpaced(const RawBatch &rows, std::size_t most)
{
    if (rows.rows <= most)
        return rows;
    std::vector<std::uint32_t> places(most);
    for (std::size_t i = 0; i < most; ++i)
        places[i] = static_cast<std::uint32_t>(i * rows.rows / most);
    return rows.gathered(places);
}

std::string largestDifference(const std::vector<float> &a, const std::vector<float> &b)
{
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest =
            std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    char text[32];
    std::snprintf(text, sizeof text, "%.2g", largest);
    return text;
}

} // namespace

std::string differenceNote(const std::string &what, const Prediction &before,
                           const Prediction &after)
{
    std::string note = what + ": ";
    if (before.labels.empty()) {
        note += "answers to " + std::to_string(before.numbers.size());
        note += " rows differ by at most ";
        return note + largestDifference(before.numbers, after.numbers);
    }
    std::size_t same = 0;
    for (std::size_t i = 0; i < before.labels.size(); ++i)
        same += before.labels[i] == after.labels[i] ? 1 : 0;
    note += std::to_string(same) + " of " + std::to_string(before.labels.size());
    note += " rows keep their class, probabilities differ by at most ";
    return note + largestDifference(before.probabilities.values, after.probabilities.values);
}

std::shared_ptr<const Model> roundedModel(const Model &model, const std::optional<RawBatch> &rows,
                                          ExportNotes &notes)
{
    if (!hasFloatLayers(model.graph()))
        return model.renamed(model.name());
    const std::size_t most = mostCalibrationRows(model.graph());
    const RawBatch seen = rows ? evenlySpaced(*rows, most) : drawRows(model, most, 2);
    const auto result = withIntegerLayers(model, seen, rows ? 0.0 : kDrawnTail);
    if (!rows)
        notes.emplace_back("the ranges of what its layers read come from made-up rows, for there "
                           "are no others");
    notes.push_back(differenceNote("layers were rounded to eight bits", model.predict(seen),
                                   result->predict(seen)));
    return result;
}

} // namespace leptune

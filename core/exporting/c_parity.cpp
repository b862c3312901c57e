// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_parity.h"

#include "core/exporting/c_fixed_export.h"
#include "core/exporting/parity.h"

#include <algorithm>

namespace leptune {
namespace {

constexpr double kOneCode = 0.05;
constexpr double kOneCodeShare = 0.01;

bool hasHiddenLayers(const Model &model)
{
    const auto layers = std::ranges::count_if(model.graph().nodes, [](const Node &node) {
        return std::holds_alternative<IntegerDense>(node.op) ||
               std::holds_alternative<IntegerConvolution>(node.op);
    });
    return layers > 1;
}

void copyRow(const Prediction &from, std::size_t row, Prediction &to)
{
    if (!from.numbers.empty()) {
        to.numbers[row] = from.numbers[row];
        return;
    }
    to.labels[row] = from.labels[row];
    std::ranges::copy(from.probabilities.row(row), to.probabilities.row(row).begin());
}

/// Makes rows of `have` that differ by a code what they should be; answers how many.
std::size_t forgiveCodes(const Model &model, const Prediction &want, Prediction &have)
{
    std::size_t forgiven = 0;
    Prediction probe = want; // but for one row
    const std::size_t rows = std::max(want.numbers.size(), want.labels.size());
    for (std::size_t row = 0; row < rows; ++row) {
        copyRow(have, row, probe);
        if (!parityProblem(model, want, probe, kWholeNumberTolerance).empty() &&
            parityProblem(model, want, probe, kOneCode).empty()) {
            copyRow(want, row, have);
            ++forgiven;
        }
        copyRow(want, row, probe);
    }
    return forgiven;
}

} // namespace

RawBatch cCheckableRows(const CInterface &interface, RawBatch rows)
{
    return interface.fixedPoint ? onWholeNumbers(std::move(rows), *interface.fixedPoint)
                                : std::move(rows);
}

std::string cParityProblem(const Model &model, const CInterface &interface, const RawBatch &rows,
                           Prediction have)
{
    const Prediction want = model.predict(rows);
    if (!interface.fixedPoint)
        return parityProblem(model, want, have);
    std::string problem = parityProblem(model, want, have, kWholeNumberTolerance);
    if (problem.empty() || !hasHiddenLayers(model))
        return problem;
    const std::size_t forgiven = forgiveCodes(model, want, have);
    if (static_cast<double>(forgiven) > kOneCodeShare * static_cast<double>(rows.rows))
        return problem + " (" + std::to_string(forgiven) + " rows differ)";
    return parityProblem(model, want, have, kWholeNumberTolerance);
}

} // namespace leptune

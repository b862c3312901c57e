// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_parity.h"

#include "core/exporting/c_fixed_export.h"
#include "core/exporting/parity.h"

#include <algorithm>
#include <cstdlib>

namespace leptune {
namespace {

constexpr double kOneCodeShare = 0.01;
constexpr double kOfNumbers = 0.1; ///< standard deviations

template <typename Layer>
double oneCode(const Layer &layer)
{
    int largest = 0;
    for (const std::int8_t weight : layer.weights)
        largest = std::max(largest, std::abs(static_cast<int>(weight)));
    const float step = layer.steps.empty() ? 0.0F : *std::ranges::max_element(layer.steps);
    return largest * static_cast<double>(layer.inputStep) * static_cast<double>(step);
}

/// What a code more or less can do to a probability: half of what it does to a sum, and there may
/// be two of them in a row. 0: no layer reads sums.
double oneCodeOf(const Model &model)
{
    int layers = 0;
    double largest = 0.0;
    const auto add = [&](double effect) {
        ++layers;
        largest = std::max(largest, effect);
    };
    for (const Node &node : model.graph().nodes) {
        if (const auto *dense = std::get_if<IntegerDense>(&node.op))
            add(oneCode(*dense));
        if (const auto *layer = std::get_if<IntegerConvolution>(&node.op))
            add(oneCode(*layer));
    }
    if (layers < 2)
        return 0.0;
    return model.schema().task == TaskKind::Regression ? kOfNumbers : std::min(1.0, largest);
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
std::size_t forgiveCodes(const Model &model, const Prediction &want, double code, Prediction &have)
{
    std::size_t forgiven = 0;
    Prediction probe = want; // but for one row
    const std::size_t rows = std::max(want.numbers.size(), want.labels.size());
    for (std::size_t row = 0; row < rows; ++row) {
        copyRow(have, row, probe);
        if (!parityProblem(model, want, probe, kWholeNumberTolerance).empty() &&
            parityProblem(model, want, probe, code).empty()) {
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
    const double code = oneCodeOf(model);
    if (problem.empty() || code <= kWholeNumberTolerance)
        return problem;
    const std::size_t forgiven = forgiveCodes(model, want, code, have);
    if (static_cast<double>(forgiven) > kOneCodeShare * static_cast<double>(rows.rows))
        return problem + " (" + std::to_string(forgiven) + " rows differ)";
    return parityProblem(model, want, have, kWholeNumberTolerance);
}

} // namespace leptune

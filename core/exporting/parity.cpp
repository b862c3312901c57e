// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/parity.h"

#include "core/exporting/code_ties.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace leptune {
namespace {

double toleranceOf(const Model &model)
{
    const bool whole = std::ranges::any_of(model.graph().nodes, [](const Node &node) {
        return std::holds_alternative<IntegerDense>(node.op) ||
               std::holds_alternative<IntegerConvolution>(node.op);
    });
    return whole ? kWholeNumberTolerance : 1e-5;
}

/// Missing and infinite alike.
bool isNear(float a, float b, double tolerance)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b);
    if (std::isinf(a) || std::isinf(b))
        return a == b;
    return std::abs(static_cast<double>(a) - static_cast<double>(b)) <= tolerance;
}

/// Of what is finite.
double deviation(const std::vector<float> &values)
{
    double count = 0.0, mean = 0.0, squares = 0.0;
    for (const float value : values) {
        if (!std::isfinite(value))
            continue;
        const double difference = static_cast<double>(value) - mean;
        mean += difference / ++count;
        squares += difference * (static_cast<double>(value) - mean);
    }
    return count > 0.0 ? std::sqrt(squares / count) : 0.0;
}

double largest(const std::vector<float> &values)
{
    double result = 0.0;
    for (const float value : values)
        if (std::isfinite(value))
            result = std::max(result, std::abs(static_cast<double>(value)));
    return result;
}

std::string differenceText(std::size_t row, float have, float want)
{
    return "row " + std::to_string(row + 1) + " answers " + std::to_string(have) + " instead of " +
           std::to_string(want);
}

std::string valueProblem(const std::vector<float> &want, const std::vector<float> &have,
                         std::size_t width, double tolerance)
{
    if (have.size() != want.size())
        return "it answers " + std::to_string(have.size()) + " numbers instead of " +
               std::to_string(want.size());
    for (std::size_t i = 0; i < want.size(); ++i)
        if (!isNear(have[i], want[i], tolerance))
            return differenceText(i / width, have[i], want[i]);
    return {};
}

/// Whether either label is fine.
bool isClose(const Model &model, std::span<const float> row, double tolerance)
{
    std::vector<float> sorted = weighted(row, model.decision());
    if (std::ranges::any_of(sorted, [](float value) { return std::isnan(value); }))
        return true;
    if (model.schema().task == TaskKind::Binary) {
        const float p = row[static_cast<std::size_t>(model.schema().positive)];
        return std::abs(static_cast<double>(p) - static_cast<double>(model.threshold())) <=
               2.0 * tolerance;
    }
    std::ranges::sort(sorted, std::greater<>());
    return sorted.size() > 1 &&
           static_cast<double>(sorted[0]) - static_cast<double>(sorted[1]) <= 2.0 * tolerance;
}

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

/// Makes rows of `have` that differ by a code what they should be, where `ties` explain it; answers
/// how many.
std::size_t forgiveCodes(const Model &model, const Prediction &want, double code,
                         const std::vector<bool> &ties, Prediction &have)
{
    std::size_t forgiven = 0;
    Prediction probe = want; // but for one row
    const std::size_t rows = std::max(want.numbers.size(), want.labels.size());
    for (std::size_t row = 0; row < rows; ++row) {
        if (!ties[row])
            continue;
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

std::string parityProblem(const Model &model, const Prediction &want, const Prediction &have)
{
    return parityProblem(model, want, have, toleranceOf(model));
}

std::string parityProblem(const Model &model, const Prediction &want, const Prediction &have,
                          double tolerance)
{
    if (model.schema().task == TaskKind::Regression) {
        // Rows that are all alike still carry the rounding of their own size.
        const double scale = std::max(deviation(want.numbers), 1e-2 * largest(want.numbers));
        return valueProblem(want.numbers, have.numbers, 1, tolerance * scale);
    }
    const std::size_t width = want.probabilities.columns;
    std::string problem =
        valueProblem(want.probabilities.values, have.probabilities.values, width, tolerance);
    if (problem.empty() && have.labels.size() != want.labels.size())
        problem = "it answers " + std::to_string(have.labels.size()) + " labels instead of " +
                  std::to_string(want.labels.size());
    for (std::size_t row = 0; problem.empty() && row < want.labels.size(); ++row)
        if (have.labels[row] != want.labels[row] &&
            !isClose(model, want.probabilities.row(row), tolerance))
            problem = "row " + std::to_string(row + 1) + " is of another class";
    return problem;
}

std::string codeParityProblem(const Model &model, const RawBatch &rows, const Prediction &want,
                              Prediction have)
{
    std::string problem = parityProblem(model, want, have, kWholeNumberTolerance);
    const double code = oneCodeOf(model);
    if (problem.empty() || code <= kWholeNumberTolerance)
        return problem;
    const std::size_t forgiven = forgiveCodes(model, want, code, rowsWithTies(model, rows), have);
    if (static_cast<double>(forgiven) > kOneCodeShare * static_cast<double>(rows.rows))
        return problem + " (" + std::to_string(forgiven) + " rows differ)";
    return parityProblem(model, want, have, kWholeNumberTolerance);
}

} // namespace leptune

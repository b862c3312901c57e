// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/residuals.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kBlockCells = 4096;

using Block = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Errors of one prediction on rows [begin, end).
template <typename Row>
void writeErrors(const Target &truth, const FloatMatrix &prediction, std::size_t begin,
                 std::size_t end, Row row)
{
    Eigen::Index at = 0;
    for (std::size_t i = begin; i < end; ++i) {
        for (std::size_t j = 0; j < prediction.columns; ++j) {
            const double wanted = truth.isClassification()
                                      ? (static_cast<std::size_t>(truth.values[i]) == j ? 1.0 : 0.0)
                                      : static_cast<double>(truth.values[i]);
            row[at++] = static_cast<double>(prediction.at(i, j)) - wanted;
        }
    }
}

} // namespace

double constantError(const Target &truth)
{
    const double rows = static_cast<double>(truth.values.size());
    if (truth.values.empty())
        return 0.0;
    if (truth.isClassification()) {
        std::vector<double> shares(truth.classes.size(), 0.0);
        for (const float value : truth.values)
            shares[static_cast<std::size_t>(value)] += 1.0 / rows;
        double error = 1.0;
        for (const double share : shares)
            error -= share * share;
        return std::max(0.0, error);
    }
    double mean = 0.0, squares = 0.0;
    for (const float value : truth.values)
        mean += value / rows;
    for (const float value : truth.values)
        squares += (value - mean) * (value - mean) / rows;
    return squares;
}

std::vector<double> errorProducts(const Target &truth,
                                  const std::vector<const FloatMatrix *> &predictions)
{
    const std::size_t count = predictions.size();
    if (count == 0)
        return {};
    const std::size_t rows = truth.values.size();
    const std::size_t outputs = predictions.front()->columns;
    const std::size_t step = std::max<std::size_t>(1, kBlockCells / outputs);
    Block sum = Block::Zero(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(count));
    for (std::size_t begin = 0; begin < rows; begin += step) {
        const std::size_t end = std::min(rows, begin + step);
        Block errors(static_cast<Eigen::Index>(count),
                     static_cast<Eigen::Index>((end - begin) * outputs));
        for (std::size_t i = 0; i < count; ++i)
            writeErrors(truth, *predictions[i], begin, end,
                        errors.row(static_cast<Eigen::Index>(i)));
        sum.noalias() += errors * errors.transpose();
    }
    const double unit = constantError(truth) * static_cast<double>(rows);
    if (unit > 0.0)
        sum /= unit;
    return {sum.data(), sum.data() + sum.size()};
}

double skillOf(const Target &truth, const FloatMatrix &prediction)
{
    const std::vector<double> product = errorProducts(truth, {&prediction});
    return std::isfinite(product.front()) ? std::max(-1.0, 1.0 - product.front()) : -1.0;
}

} // namespace leptune

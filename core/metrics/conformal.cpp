// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/conformal.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

std::vector<double> absoluteResiduals(const Target &truth, const FloatMatrix &answers)
{
    std::vector<double> residuals(truth.values.size());
    for (std::size_t row = 0; row < residuals.size(); ++row)
        residuals[row] = std::abs(static_cast<double>(answers.at(row, 0)) -
                                  static_cast<double>(truth.values[row]));
    return residuals;
}

} // namespace

double conformalHalfWidth(const Target &truth, const FloatMatrix &answers, double coverage)
{
    std::vector<double> residuals = absoluteResiduals(truth, answers);
    const auto count = static_cast<double>(residuals.size());
    const double rank = std::ceil((count + 1.0) * coverage - 1e-9); // 0.9 is no binary fraction
    const bool known =
        std::ranges::all_of(residuals, [](double residual) { return std::isfinite(residual); });
    if (rank < 1.0 || rank > count || !known)
        return std::nan("");
    const auto at = residuals.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::ranges::nth_element(residuals, at);
    return *at;
}

double intervalCoverage(const Target &truth, const FloatMatrix &answers, double halfWidth)
{
    const std::vector<double> residuals = absoluteResiduals(truth, answers);
    const auto inside = std::ranges::count_if(
        residuals, [halfWidth](double residual) { return residual <= halfWidth; });
    return static_cast<double>(inside) / static_cast<double>(residuals.size());
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/parzen_density.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace leptune {

namespace {

constexpr double kWidth = 0.25;
constexpr double kLeastWidth = 0.01;
constexpr double kLogRootTwoPi = 0.91893853320467274178;

double normalCdf(double z)
{
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double categories(const Parameter &parameter)
{
    return static_cast<double>(parameter.choices.size());
}

double category(const Parameter &parameter, double unit)
{
    return std::min(std::floor(unit * categories(parameter)), categories(parameter) - 1.0);
}

} // namespace

ParzenDensity::ParzenDensity(const SearchSpace &space, std::vector<ParzenPoint> centres)
    : m_space(space), m_centres(std::move(centres))
{
    const auto count = static_cast<double>(std::max<std::size_t>(m_centres.size(), 1));
    for (const ParzenPoint &centre : m_centres) {
        // Scott's rule over the parameters that this configuration has.
        const auto active =
            static_cast<double>(std::count(centre.active.begin(), centre.active.end(), true));
        const double shrink = std::pow(count, -1.0 / (4.0 + active));
        Kernel kernel;
        kernel.width = std::max(kWidth * shrink, kLeastWidth);
        kernel.floor = std::min(0.5, 0.5 * shrink);
        for (std::size_t i = 0; i < m_space.size(); ++i) {
            const double low = normalCdf(-centre.unit[i] / kernel.width);
            const double high = normalCdf((1.0 - centre.unit[i]) / kernel.width);
            kernel.logNormaliser.push_back(-std::log((high - low) * kernel.width) - kLogRootTwoPi);
        }
        m_kernels.push_back(std::move(kernel));
    }
}

double ParzenDensity::logKernel(std::size_t centre, const ParzenPoint &point) const
{
    const ParzenPoint &own = m_centres[centre];
    const Kernel &kernel = m_kernels[centre];
    double sum = 0.0;
    for (std::size_t i = 0; i < m_space.size(); ++i) {
        if (!own.active[i] || !point.active[i])
            continue;
        const Parameter &parameter = m_space.parameters()[i];
        if (parameter.kind == ParameterKind::Categorical) {
            const bool same =
                category(parameter, own.unit[i]) == category(parameter, point.unit[i]);
            // Relative to the uniform, like the densities of numbers.
            sum += std::log(kernel.floor +
                            (same ? (1.0 - kernel.floor) * categories(parameter) : 0.0));
        } else {
            const double z = (point.unit[i] - own.unit[i]) / kernel.width;
            sum += kernel.logNormaliser[i] - 0.5 * z * z;
        }
    }
    return sum;
}

double ParzenDensity::logDensity(const ParzenPoint &point) const
{
    std::vector<double> logs{0.0}; // the uniform one
    for (std::size_t i = 0; i < m_centres.size(); ++i)
        logs.push_back(logKernel(i, point));
    const double greatest = *std::max_element(logs.begin(), logs.end());
    double sum = 0.0;
    for (const double value : logs)
        sum += std::exp(value - greatest);
    return greatest + std::log(sum / static_cast<double>(logs.size()));
}

std::vector<double> ParzenDensity::sample(RandomStream &random) const
{
    std::vector<double> unit(m_space.size());
    for (double &u : unit)
        u = random.uniform();
    const std::uint64_t drawn = random.below(m_centres.size() + 1);
    if (drawn == m_centres.size())
        return unit;
    const ParzenPoint &centre = m_centres[drawn];
    const Kernel &kernel = m_kernels[drawn];
    for (std::size_t i = 0; i < unit.size(); ++i) {
        if (!centre.active[i])
            continue;
        if (m_space.parameters()[i].kind == ParameterKind::Categorical) {
            if (random.uniform() >= kernel.floor)
                unit[i] = centre.unit[i];
            continue;
        }
        double moved = -1.0;
        while (moved < 0.0 || moved > 1.0)
            moved = centre.unit[i] + kernel.width * random.normal();
        unit[i] = moved;
    }
    return unit;
}

} // namespace leptune

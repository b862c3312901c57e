// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/output_transform.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kExponentLow = -3.0;
constexpr double kExponentHigh = 5.0;

/// Log likelihood of Yeo-Johnson transformed values under a normal, up to a constant.
double likelihood(const std::vector<double> &values, double exponent)
{
    const auto count = static_cast<double>(values.size());
    double sum = 0.0;
    double squares = 0.0;
    double jacobian = 0.0;
    for (const double x : values) {
        const double y = yeoJohnson(x, exponent);
        sum += y;
        squares += y * y;
        jacobian += std::copysign(std::log1p(std::abs(x)), x);
    }
    const double variance = std::max(squares / count - (sum / count) * (sum / count), 1e-300);
    return -0.5 * count * std::log(variance) + (exponent - 1.0) * jacobian;
}

double likeliestExponent(const std::vector<double> &values)
{
    constexpr double kGolden = 0.61803398874989485;
    double low = kExponentLow;
    double high = kExponentHigh;
    double left = high - kGolden * (high - low);
    double right = low + kGolden * (high - low);
    double atLeft = likelihood(values, left);
    double atRight = likelihood(values, right);
    for (int i = 0; i < 24; ++i) {
        if (atLeft > atRight) {
            high = right;
            right = left;
            atRight = atLeft;
            left = high - kGolden * (high - low);
            atLeft = likelihood(values, left);
        } else {
            low = left;
            left = right;
            atLeft = atRight;
            right = low + kGolden * (high - low);
            atRight = likelihood(values, right);
        }
    }
    return 0.5 * (low + high);
}

double quantile(const std::vector<double> &ascending, double share)
{
    const double at = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    const double part = at - static_cast<double>(below);
    // Weighted rather than as a difference, which could overflow.
    return (1.0 - part) * ascending[below] + part * ascending[above];
}

} // namespace

double yeoJohnson(double x, double exponent)
{
    if (x >= 0.0)
        return std::abs(exponent) < 1e-9 ? std::log1p(x)
                                         : std::expm1(exponent * std::log1p(x)) / exponent;
    const double other = 2.0 - exponent;
    return std::abs(other) < 1e-9 ? -std::log1p(-x) : -std::expm1(other * std::log1p(-x)) / other;
}

double yeoJohnsonSlope(double x, double exponent)
{
    return x >= 0.0 ? std::exp((exponent - 1.0) * std::log1p(x))
                    : std::exp((1.0 - exponent) * std::log1p(-x));
}

OutputTransform::OutputTransform(const std::vector<double> &values)
{
    std::vector<double> ascending = values;
    std::sort(ascending.begin(), ascending.end());
    m_centre = quantile(ascending, 0.5);
    const double spread = quantile(ascending, 0.75) - quantile(ascending, 0.25);
    const double range = ascending.back() / 2.0 - ascending.front() / 2.0;
    m_scale = spread > 1e-6 * range ? spread : range;
    if (!std::isfinite(m_scale) || m_scale <= 0.0)
        m_scale = std::max(1.0, std::abs(m_centre));
    m_floor = -1e6;
    std::vector<double> numbers;
    for (const double value : ascending)
        numbers.push_back(scaled(value));
    m_exponent = numbers.size() < 4 ? 1.0 : likeliestExponent(numbers);
    double sum = 0.0;
    for (double &x : numbers)
        sum += x = yeoJohnson(x, m_exponent);
    m_mean = sum / static_cast<double>(numbers.size());
    double squares = 0.0;
    for (const double x : numbers)
        squares += (x - m_mean) * (x - m_mean);
    m_deviation = std::sqrt(squares / static_cast<double>(numbers.size()));
    if (!(m_deviation > 1e-12))
        m_deviation = 1.0;
}

double OutputTransform::scaled(double value) const
{
    return std::clamp(value / m_scale - m_centre / m_scale, m_floor, 1e6);
}

double OutputTransform::apply(double value) const
{
    return (yeoJohnson(scaled(value), m_exponent) - m_mean) / m_deviation;
}

double OutputTransform::slope(double value) const
{
    return yeoJohnsonSlope(scaled(value), m_exponent) / (m_scale * m_deviation);
}

} // namespace leptune

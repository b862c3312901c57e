// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/batch_norm.h"

#include <algorithm>
#include <cmath>

namespace leptune::neural {

BatchNorm::BatchNorm(std::size_t channels) : m_channels(channels), m_inverse(channels) {}

void BatchNorm::normalise(float *x, std::size_t rows, std::size_t stride, bool trains,
                          const Parameters &parameters)
{
    std::vector<float> mean(parameters.mean, parameters.mean + m_channels);
    std::vector<float> variance(parameters.variance, parameters.variance + m_channels);
    if (trains) {
        std::vector<double> sums(m_channels), squares(m_channels);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t c = 0; c < m_channels; ++c) {
                const double value = x[i * stride + c];
                sums[c] += value;
                squares[c] += value * value;
            }
        const auto count = static_cast<double>(rows);
        for (std::size_t c = 0; c < m_channels; ++c) {
            const double middle = sums[c] / count;
            const double spread = std::max(0.0, squares[c] / count - middle * middle);
            mean[c] = static_cast<float>(middle);
            variance[c] = static_cast<float>(spread);
            const double unbiased = spread * count / std::max(1.0, count - 1.0);
            parameters.mean[c] += kMomentum * (mean[c] - parameters.mean[c]);
            parameters.variance[c] +=
                kMomentum * (static_cast<float>(unbiased) - parameters.variance[c]);
        }
    }
    for (std::size_t c = 0; c < m_channels; ++c)
        m_inverse[c] = 1.0F / std::sqrt(variance[c] + kEpsilon);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t c = 0; c < m_channels; ++c)
            x[i * stride + c] = (x[i * stride + c] - mean[c]) * m_inverse[c];
}

void BatchNorm::output(const float *normalised, std::size_t rows, std::size_t stride,
                       const Parameters &parameters, float *out) const
{
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t c = 0; c < m_channels; ++c)
            out[i * stride + c] =
                normalised[i * stride + c] * parameters.scale[c] + parameters.shift[c];
}

void BatchNorm::backward(float *back, const float *normalised, std::size_t rows, std::size_t stride,
                         const float *scale, float *scaleGradient, float *shiftGradient) const
{
    std::vector<double> sums(m_channels), products(m_channels);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t c = 0; c < m_channels; ++c) {
            const double slope = back[i * stride + c];
            sums[c] += slope;
            products[c] += slope * normalised[i * stride + c];
        }
    const auto count = static_cast<double>(rows);
    std::vector<float> factor(m_channels), mean(m_channels), lean(m_channels);
    for (std::size_t c = 0; c < m_channels; ++c) {
        scaleGradient[c] = static_cast<float>(products[c]);
        shiftGradient[c] = static_cast<float>(sums[c]);
        factor[c] = scale[c] * m_inverse[c];
        mean[c] = static_cast<float>(sums[c] / count);
        lean[c] = static_cast<float>(products[c] / count);
    }
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t c = 0; c < m_channels; ++c) {
            float &slope = back[i * stride + c];
            slope = factor[c] * (slope - mean[c] - normalised[i * stride + c] * lean[c]);
        }
}

} // namespace leptune::neural

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/sigmoid_fit.h"

#include <cmath>
#include <vector>

namespace leptune {

namespace {

/// Cross entropy of softened targets at score f, without overflow.
double rowLoss(double target, double score)
{
    const double size = std::abs(score);
    return std::log1p(std::exp(-size)) + (score > 0.0 ? (1.0 - target) * score : -target * score);
}

class SigmoidFit {
public:
    SigmoidFit(std::span<const double> decisions, std::span<const float> isOne)
        : m_decisions(decisions), m_targets(isOne.size())
    {
        double ones = 0.0;
        for (const float one : isOne)
            ones += one;
        const double zeros = static_cast<double>(isOne.size()) - ones;
        const double high = (ones + 1.0) / (ones + 2.0);
        const double low = 1.0 / (zeros + 2.0);
        for (std::size_t i = 0; i < isOne.size(); ++i)
            m_targets[i] = isOne[i] > 0.5F ? high : low;
        m_point = {0.0, std::log((ones + 1.0) / (zeros + 1.0))};
    }

    Sigmoid run()
    {
        constexpr int kMostIterations = 100;
        double value = loss(m_point);
        for (int i = 0; i < kMostIterations; ++i) {
            const Sigmoid step = newtonStep();
            double length = 1.0;
            Sigmoid next = m_point;
            double lower = value;
            for (; length > 1e-10; length *= 0.5) {
                next = {m_point.slope + length * step.slope,
                        m_point.intercept + length * step.intercept};
                lower = loss(next);
                if (lower < value)
                    break;
            }
            if (!(lower < value))
                break;
            const bool settled = value - lower < 1e-10 * (1.0 + value);
            m_point = next;
            value = lower;
            if (settled)
                break;
        }
        return m_point;
    }

private:
    double loss(const Sigmoid &at) const
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < m_targets.size(); ++i)
            sum += rowLoss(m_targets[i], at.slope * m_decisions[i] + at.intercept);
        return sum;
    }

    Sigmoid newtonStep() const
    {
        double gradientA = 0.0, gradientB = 0.0;
        double aa = 1e-12, bb = 1e-12, ab = 0.0;
        for (std::size_t i = 0; i < m_targets.size(); ++i) {
            const double f = m_decisions[i];
            const double p = 1.0 / (1.0 + std::exp(-(m_point.slope * f + m_point.intercept)));
            const double residual = p - m_targets[i];
            const double curvature = p * (1.0 - p);
            gradientA += residual * f;
            gradientB += residual;
            aa += curvature * f * f;
            ab += curvature * f;
            bb += curvature;
        }
        const double determinant = aa * bb - ab * ab;
        if (!(determinant > 0.0))
            return {-gradientA, -gradientB};
        return {-(bb * gradientA - ab * gradientB) / determinant,
                -(aa * gradientB - ab * gradientA) / determinant};
    }

    std::span<const double> m_decisions;
    std::vector<double> m_targets;
    Sigmoid m_point;
};

} // namespace

Sigmoid fitSigmoid(std::span<const double> decisions, std::span<const float> isOne)
{
    return SigmoidFit(decisions, isOne).run();
}

} // namespace leptune

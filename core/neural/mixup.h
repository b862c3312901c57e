// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace leptune::neural {

/// Logarithm of a number from Gamma(alpha, 1), alpha > 0 (Marsaglia & Tsang 2000): for small alpha
/// the number itself can be too small for a double.
inline double logGamma(double alpha, RandomStream &random)
{
    const double raised = alpha < 1.0 ? alpha + 1.0 : alpha;
    const double d = raised - 1.0 / 3.0, c = 1.0 / std::sqrt(9.0 * d);
    double x = 0.0, cube = 0.0;
    do {
        do {
            x = random.normal();
            cube = std::pow(1.0 + c * x, 3.0);
        } while (cube <= 0.0);
    } while (std::log(random.uniform()) > 0.5 * x * x + d * (1.0 - cube + std::log(cube)));
    const double drawn = std::log(d * cube);
    return alpha < 1.0 ? drawn + std::log(1.0 - random.uniform()) / alpha : drawn;
}

/// A number from Beta(alpha, alpha), alpha > 0.
inline double symmetricBeta(double alpha, RandomStream &random)
{
    const double a = logGamma(alpha, random), b = logGamma(alpha, random);
    return 1.0 / (1.0 + std::exp(b - a));
}

/// How a batch is mixed with a permutation of itself (Zhang et al. 2018): row i becomes share() of
/// itself and the rest of row partners()[i].
class Mixup {
public:
    Mixup(double alpha, std::uint64_t seed) : m_alpha(alpha), m_random(seed, 4) {}

    /// For the next batch.
    void draw(std::size_t rows)
    {
        m_share = static_cast<float>(symmetricBeta(m_alpha, m_random));
        m_partners.resize(rows);
        std::iota(m_partners.begin(), m_partners.end(), std::int64_t{0});
        m_random.shuffle(std::span<std::int64_t>(m_partners));
    }
    float share() const { return m_share; }
    std::span<const std::int64_t> partners() const { return m_partners; }
    /// Between two batches, all there is.
    RandomStream &random() { return m_random; }

private:
    double m_alpha;
    RandomStream m_random;
    float m_share = 1.0F;
    std::vector<std::int64_t> m_partners;
};

} // namespace leptune::neural

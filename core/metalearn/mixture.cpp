// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/mixture.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr int kBalancingPasses = 3;
constexpr int kMostMembers = 25;
constexpr double kNoGain = 1e-6;

} // namespace

Mixture::Mixture(std::span<const double> products, std::size_t count)
    : m_products(products), m_count(count), m_shares(count, 0.0), m_cross(count, 0.0)
{
}

/// The step s that minimises the error of (1 - s) mixture + s candidate; members may lose share.
double Mixture::bestStep(std::size_t candidate) const
{
    const double own = product(candidate, candidate);
    const double curvature = m_error - 2.0 * m_cross[candidate] + own;
    if (!(curvature > 1e-15))
        return 0.0;
    const double share = m_shares[candidate];
    const double least = share < 1.0 ? -share / (1.0 - share) : 0.0;
    return std::clamp((m_error - m_cross[candidate]) / curvature, least, 1.0);
}

double Mixture::errorWith(std::size_t candidate) const
{
    const double own = product(candidate, candidate);
    if (m_empty)
        return std::min(m_error, own);
    const double s = bestStep(candidate);
    const double error =
        (1 - s) * (1 - s) * m_error + 2 * s * (1 - s) * m_cross[candidate] + s * s * own;
    return std::min(m_error, error);
}

void Mixture::move(std::size_t candidate, double step)
{
    m_error = (1 - step) * (1 - step) * m_error + 2 * step * (1 - step) * m_cross[candidate] +
              step * step * product(candidate, candidate);
    for (std::size_t i = 0; i < m_count; ++i) {
        m_shares[i] *= 1 - step;
        m_cross[i] = (1 - step) * m_cross[i] + step * product(i, candidate);
    }
    m_shares[candidate] = std::max(0.0, m_shares[candidate] + step);
}

void Mixture::add(std::size_t candidate)
{
    if (m_empty) {
        if (product(candidate, candidate) >= m_error)
            return; // worse than the constant answer
        m_empty = false;
        m_shares[candidate] = 1.0;
        m_error = product(candidate, candidate);
        for (std::size_t i = 0; i < m_count; ++i)
            m_cross[i] = product(i, candidate);
        return;
    }
    move(candidate, bestStep(candidate));
    for (int pass = 0; pass < kBalancingPasses; ++pass)
        for (std::size_t i = 0; i < m_count; ++i)
            if (m_shares[i] > 0.0)
                move(i, bestStep(i));
}

double bestMixtureError(std::span<const double> products, std::size_t count)
{
    Mixture mixture(products, count);
    for (int member = 0; member < kMostMembers; ++member) {
        std::size_t best = count;
        double reached = mixture.error() - kNoGain * mixture.error();
        for (std::size_t i = 0; i < count; ++i) {
            const double error = mixture.errorWith(i);
            if (error < reached) {
                reached = error;
                best = i;
            }
        }
        if (best == count)
            break;
        mixture.add(best);
    }
    return mixture.error();
}

} // namespace leptune

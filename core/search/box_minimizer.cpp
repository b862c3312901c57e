// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/box_minimizer.h"

#include <cmath>
#include <vector>

namespace leptune {

namespace {

using Eigen::VectorXd;

constexpr std::size_t kMemory = 8;

struct Pair {
    VectorXd step;
    VectorXd change; ///< of the gradient
    double curvature = 0.0;
};

class Descent {
public:
    Descent(const SmoothFunction &function, const VectorXd &low, const VectorXd &high, int limit)
        : m_function(function), m_low(low), m_high(high), m_limit(limit)
    {
    }

    BoxMinimum run(const VectorXd &start, double tolerance)
    {
        m_point = start.cwiseMax(m_low).cwiseMin(m_high);
        m_gradient.resize(m_point.size());
        m_value = evaluate(m_point, m_gradient);
        while (std::isfinite(m_value) && m_evaluations < m_limit) {
            const double before = m_value;
            if (!advance())
                break;
            if (before - m_value < tolerance)
                break;
        }
        return {m_point, m_value, m_evaluations};
    }

private:
    double evaluate(const VectorXd &point, VectorXd &gradient)
    {
        ++m_evaluations;
        return m_function(point, gradient);
    }

    /// Zeroes what would only push against a bound.
    void dropBlocked(VectorXd &vector) const
    {
        for (Eigen::Index i = 0; i < vector.size(); ++i) {
            const bool atLow = m_point[i] <= m_low[i] && m_gradient[i] > 0.0;
            const bool atHigh = m_point[i] >= m_high[i] && m_gradient[i] < 0.0;
            if (atLow || atHigh)
                vector[i] = 0.0;
        }
    }

    VectorXd direction() const
    {
        VectorXd q = m_gradient;
        dropBlocked(q);
        std::vector<double> factors(m_pairs.size());
        for (std::size_t i = m_pairs.size(); i-- > 0;) {
            factors[i] = m_pairs[i].step.dot(q) / m_pairs[i].curvature;
            q -= factors[i] * m_pairs[i].change;
        }
        if (!m_pairs.empty())
            q *= m_pairs.back().curvature / m_pairs.back().change.squaredNorm();
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const double back = m_pairs[i].change.dot(q) / m_pairs[i].curvature;
            q += (factors[i] - back) * m_pairs[i].step;
        }
        dropBlocked(q);
        return -q;
    }

    /// One line search; false where nothing can be gained.
    bool advance()
    {
        VectorXd along = direction();
        if (!(along.dot(m_gradient) < 0.0)) {
            m_pairs.clear();
            along = direction();
            if (!(along.dot(m_gradient) < 0.0))
                return false;
        }
        // Without curvature known, the first step moves no coordinate by more than a tenth of its
        // range.
        double length = 1.0;
        if (m_pairs.empty()) {
            const double steepest =
                (along.array().abs() / (m_high - m_low).array().max(1e-12)).maxCoeff();
            length = std::min(1.0, 0.1 / steepest);
        }
        VectorXd gradient(m_point.size());
        for (; m_evaluations < m_limit && length > 1e-10; length *= 0.4) {
            const VectorXd point = (m_point + length * along).cwiseMax(m_low).cwiseMin(m_high);
            const VectorXd step = point - m_point;
            const double expected = step.dot(m_gradient);
            const double value = evaluate(point, gradient);
            if (std::isfinite(value) && value <= m_value + 1e-4 * expected && expected < 0.0) {
                remember(step, gradient - m_gradient);
                m_point = point;
                m_value = value;
                m_gradient = gradient;
                return true;
            }
        }
        return false;
    }

    void remember(const VectorXd &step, const VectorXd &change)
    {
        const double curvature = step.dot(change);
        if (curvature <= 1e-12 * step.norm() * change.norm())
            return;
        if (m_pairs.size() == kMemory)
            m_pairs.erase(m_pairs.begin());
        m_pairs.push_back({step, change, curvature});
    }

    const SmoothFunction &m_function;
    const VectorXd &m_low;
    const VectorXd &m_high;
    int m_limit;
    int m_evaluations = 0;
    VectorXd m_point;
    VectorXd m_gradient;
    double m_value = 0.0;
    std::vector<Pair> m_pairs;
};

} // namespace

BoxMinimum minimizeInBox(const SmoothFunction &function, const VectorXd &start, const VectorXd &low,
                         const VectorXd &high, int maxEvaluations, double tolerance)
{
    return Descent(function, low, high, maxEvaluations).run(start, tolerance);
}

} // namespace leptune

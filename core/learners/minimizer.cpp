// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/minimizer.h"

#include <cmath>
#include <deque>

namespace leptune {

namespace {

using Vector = Eigen::VectorXd;

/// Steps and changes of gradient, newest last: an implicit inverse Hessian.
class History {
public:
    explicit History(int memory) : m_memory(static_cast<std::size_t>(memory)) {}

    void add(const Vector &step, const Vector &change)
    {
        const double curvature = step.dot(change);
        if (!(curvature > 1e-10 * change.squaredNorm()))
            return;
        if (m_pairs.size() == m_memory)
            m_pairs.pop_front();
        m_pairs.push_back({step, change, 1.0 / curvature});
    }
    bool empty() const { return m_pairs.empty(); }
    void clear() { m_pairs.clear(); }

    Vector direction(const Vector &gradient) const
    {
        Vector q = -gradient;
        std::vector<double> alphas(m_pairs.size());
        for (std::size_t i = m_pairs.size(); i-- > 0;) {
            alphas[i] = m_pairs[i].inverse * m_pairs[i].step.dot(q);
            q -= alphas[i] * m_pairs[i].change;
        }
        if (!m_pairs.empty()) {
            const Pair &last = m_pairs.back();
            q *= 1.0 / (last.inverse * last.change.squaredNorm());
        }
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const double beta = m_pairs[i].inverse * m_pairs[i].change.dot(q);
            q += (alphas[i] - beta) * m_pairs[i].step;
        }
        return q;
    }

private:
    struct Pair {
        Vector step;
        Vector change;
        double inverse;
    };
    std::size_t m_memory;
    std::deque<Pair> m_pairs;
};

class Run {
public:
    Run(const Objective &objective, Vector start, const MinimizerOptions &options)
        : m_objective(objective), m_options(options), m_history(options.memory)
    {
        m_result.point = std::move(start);
    }

    Minimum run()
    {
        if (mustEnd())
            return std::move(m_result);
        m_gradient.resize(m_result.point.size());
        m_result.value = evaluate(m_result.point, m_gradient);
        while (m_result.iterations < m_options.maxIterations) {
            const Vector steepest = pseudoGradient();
            if (steepest.lpNorm<Eigen::Infinity>() <= m_options.tolerance) {
                m_result.converged = true;
                break;
            }
            if (!takeStep(steepest))
                break;
            ++m_result.iterations;
            if (m_options.progress)
                m_options.progress(m_result.iterations, m_result.value);
        }
        return std::move(m_result);
    }

private:
    bool penalised() const { return m_options.l1.size() > 0; }
    bool mustEnd()
    {
        m_result.ended = m_options.shouldEnd && m_options.shouldEnd();
        return m_result.ended;
    }
    double evaluate(const Vector &point, Vector &gradient) const
    {
        const double smooth = m_objective(point, gradient);
        return penalised() ? smooth + m_options.l1.cwiseProduct(point).lpNorm<1>() : smooth;
    }

    /// The steepest ascent of value plus penalty; zero where the penalty's kink holds a coordinate.
    Vector pseudoGradient() const
    {
        if (!penalised())
            return m_gradient;
        Vector result = m_gradient;
        for (Eigen::Index i = 0; i < result.size(); ++i) {
            const double x = m_result.point[i];
            const double l1 = m_options.l1[i];
            const double g = m_gradient[i];
            if (x != 0.0)
                result[i] = g + (x > 0.0 ? l1 : -l1);
            else
                result[i] = g > l1 ? g - l1 : g < -l1 ? g + l1 : 0.0;
        }
        return result;
    }

    Vector searchDirection(const Vector &steepest)
    {
        Vector direction = m_history.direction(steepest);
        if (penalised())
            for (Eigen::Index i = 0; i < direction.size(); ++i)
                if (direction[i] * steepest[i] >= 0.0)
                    direction[i] = 0.0;
        if (!(direction.dot(steepest) < 0.0)) {
            m_history.clear();
            direction = -steepest;
        }
        if (m_history.empty())
            direction *= std::min(1.0, 1.0 / direction.norm());
        return direction;
    }

    /// Coordinates may touch zero but not cross it.
    void keepOrthant(const Vector &steepest, Vector &point) const
    {
        for (Eigen::Index i = 0; i < point.size(); ++i) {
            if (m_options.l1[i] == 0.0)
                continue;
            const double x = m_result.point[i];
            const double sign = x != 0.0 ? x : -steepest[i];
            if (point[i] * sign <= 0.0)
                point[i] = 0.0;
        }
    }

    /// False where nothing lower was found or the search must end.
    bool takeStep(const Vector &steepest)
    {
        constexpr double kSufficient = 1e-4;
        constexpr int kMostHalvings = 40;
        const Vector direction = searchDirection(steepest);
        Vector point;
        Vector gradient(m_gradient.size());
        double length = 1.0;
        for (int attempt = 0; attempt < kMostHalvings; ++attempt, length *= 0.5) {
            if (mustEnd())
                return false;
            point = m_result.point + length * direction;
            if (penalised())
                keepOrthant(steepest, point);
            const double value = evaluate(point, gradient);
            const double promised = steepest.dot(point - m_result.point);
            if (!(value <= m_result.value + kSufficient * promised) || !(value < m_result.value))
                continue;
            m_history.add(point - m_result.point, gradient - m_gradient);
            m_result.point = std::move(point);
            m_result.value = value;
            m_gradient = std::move(gradient);
            return true;
        }
        if (m_history.empty())
            return false;
        m_history.clear(); // one more try along the gradient
        return takeStep(steepest);
    }

    const Objective &m_objective;
    const MinimizerOptions &m_options;
    History m_history;
    Vector m_gradient;
    Minimum m_result;
};

} // namespace

Minimum minimize(const Objective &objective, Eigen::VectorXd start, const MinimizerOptions &options)
{
    return Run(objective, std::move(start), options).run();
}

} // namespace leptune

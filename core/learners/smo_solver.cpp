// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/smo_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kTolerance = 1e-3;
constexpr float kLeastCurvature = 1e-12F;
constexpr std::size_t kStepsBetweenPolls = 16;
constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Place of the largest value.
template <typename Array>
std::size_t placeOfMost(const Array &values)
{
    const auto most = values.maxCoeff(); // in lanes, which a search for the place is not
    return static_cast<std::size_t>(std::find(values.begin(), values.end(), most) - values.begin());
}

/// A row has one variable for a class, or one for each side of its tube, half after half: the sum
/// of sign * alpha is its coefficient. Moving a pair (i, j) raises i's coefficient by what it takes
/// off j's, so that all stay balanced.
class Smo {
public:
    explicit Smo(const SmoProblem &problem)
        : m_problem(problem),
          m_rows(problem.kernel.size()),
          m_halves(problem.regression ? 2 : 1),
          m_offset(static_cast<Eigen::Index>(m_rows * m_halves)),
          m_alpha(Eigen::ArrayXd::Zero(m_offset.size())),
          m_canRise(m_offset.size()),
          m_canFall(m_offset.size()),
          m_slopeToRise(m_offset.size()),
          m_gain(m_offset.size())
    {
        for (std::size_t t = 0; t < m_rows * m_halves; ++t) {
            const double label = problem.labels[rowOf(t)];
            at(m_offset, t) = problem.regression ? label - sign(t) * problem.epsilon : sign(t);
            markRoom(t);
        }
        m_slope = m_offset;
    }

    SmoSolution solve()
    {
        SmoSolution solution;
        while (solution.steps < m_problem.mostSteps && !solution.ended) {
            if (solution.steps % kStepsBetweenPolls == 0 && m_problem.shouldEnd)
                solution.ended = m_problem.shouldEnd();
            if (!solution.ended && !step()) {
                solution.converged = true;
                break;
            }
            ++solution.steps;
        }
        describe(solution);
        return solution;
    }

private:
    static double &at(Eigen::ArrayXd &values, std::size_t t)
    {
        return values[static_cast<Eigen::Index>(t)];
    }
    std::size_t rowOf(std::size_t t) const { return t < m_rows ? t : t - m_rows; }
    double sign(std::size_t t) const
    {
        return (m_problem.regression ? t < m_rows : m_problem.labels[t] > 0.5F) ? 1.0 : -1.0;
    }
    bool isLeftOut(std::size_t t) const
    {
        return !m_problem.leftOut.empty() && m_problem.leftOut[rowOf(t)];
    }
    /// How far the coefficient may go up by this variable.
    double roomAbove(std::size_t t)
    {
        return sign(t) > 0 ? m_problem.c - at(m_alpha, t) : at(m_alpha, t);
    }
    double roomBelow(std::size_t t)
    {
        return sign(t) > 0 ? at(m_alpha, t) : m_problem.c - at(m_alpha, t);
    }
    void markRoom(std::size_t t)
    {
        at(m_canRise, t) = !isLeftOut(t) && roomAbove(t) > 0.0 ? 0.0 : kNever;
        at(m_canFall, t) = !isLeftOut(t) && roomBelow(t) > 0.0 ? 0.0 : kNever;
    }

    /// One pair; false where no pair violates the optimum by as much as the tolerance.
    bool step()
    {
        m_slopeToRise = m_slope + m_canRise;
        const std::size_t i = placeOfMost(m_slopeToRise);
        const double most = at(m_slopeToRise, i);
        if (!(most + (m_canFall - m_slope).maxCoeff() >= kTolerance))
            return false;
        const float *kernel = m_problem.kernel.row(rowOf(i));
        rateFalls(most, kernel);
        const std::size_t j = placeOfMost(m_gain);
        move(i, j, (most - at(m_slope, j)) / curvature(kernel[rowOf(j)]));
        return true;
    }

    static float curvature(float kernel)
    {
        const float curvature = 2.0F - 2.0F * kernel;
        return curvature > kLeastCurvature ? curvature : kLeastCurvature;
    }

    /// What the objective gains where a variable falls while one with slope `most` rises.
    void rateFalls(double most, const float *kernel)
    {
        for (std::size_t half = 0; half < m_halves; ++half) {
            const double *slope = m_slope.data() + half * m_rows;
            const double *canFall = m_canFall.data() + half * m_rows;
            float *gain = m_gain.data() + half * m_rows;
            for (std::size_t t = 0; t < m_rows; ++t) {
                const auto difference = static_cast<float>(most - slope[t] + canFall[t]);
                const float violation = difference > 0.0F ? difference : 0.0F;
                gain[t] = violation * violation / curvature(kernel[t]);
            }
        }
    }

    void move(std::size_t i, std::size_t j, double wanted)
    {
        const double distance = std::min({wanted, roomAbove(i), roomBelow(j)});
        shift(i, distance);
        shift(j, -distance);
        const float *up = m_problem.kernel.row(rowOf(i));
        const float *down = m_problem.kernel.row(rowOf(j));
        for (std::size_t half = 0; half < m_halves; ++half) {
            double *slope = m_slope.data() + half * m_rows;
            for (std::size_t t = 0; t < m_rows; ++t)
                slope[t] -= distance * (static_cast<double>(up[t]) - static_cast<double>(down[t]));
        }
    }

    void shift(std::size_t t, double distance)
    {
        const double room = distance > 0.0 ? roomAbove(t) : roomBelow(t);
        double &alpha = at(m_alpha, t);
        if (std::abs(distance) >= room) // exactly on the bound, whatever the rounding
            alpha = (distance > 0.0) == (sign(t) > 0.0) ? m_problem.c : 0.0;
        else
            alpha += sign(t) * distance;
        markRoom(t);
    }

    /// The mean slope of what is free, else the middle of what the bounds allow.
    double bias()
    {
        double sum = 0.0;
        std::size_t free = 0;
        for (std::size_t t = 0; t < m_rows * m_halves; ++t)
            if (at(m_canRise, t) == 0.0 && at(m_canFall, t) == 0.0) {
                sum += at(m_slope, t);
                ++free;
            }
        if (free > 0)
            return sum / static_cast<double>(free);
        return 0.5 * ((m_slope + m_canRise).maxCoeff() - (m_canFall - m_slope).maxCoeff());
    }

    void describe(SmoSolution &solution)
    {
        solution.bias = bias();
        solution.coefficients.assign(m_rows, 0.0);
        for (std::size_t t = 0; t < m_rows * m_halves; ++t)
            solution.coefficients[rowOf(t)] += sign(t) * at(m_alpha, t);
        for (std::size_t row = 0; row < m_rows; ++row) {
            const double sum = at(m_offset, row) - at(m_slope, row);
            solution.decisions.push_back(sum + solution.bias);
            solution.objective += 0.5 * solution.coefficients[row] * sum;
        }
        for (std::size_t t = 0; t < m_rows * m_halves; ++t)
            solution.objective -= sign(t) * at(m_offset, t) * at(m_alpha, t);
    }

    const SmoProblem &m_problem;
    std::size_t m_rows;
    std::size_t m_halves;
    Eigen::ArrayXd m_offset; ///< the slope where all is 0
    Eigen::ArrayXd m_alpha;
    Eigen::ArrayXd m_canRise; ///< 0, or kNever where the bound forbids it
    Eigen::ArrayXd m_canFall;
    Eigen::ArrayXd m_slopeToRise;
    Eigen::ArrayXf m_gain;
    Eigen::ArrayXd m_slope; ///< what raising the coefficient takes off the objective
};

} // namespace

SmoSolution solveSmo(const SmoProblem &problem)
{
    return Smo(problem).solve();
}

} // namespace leptune

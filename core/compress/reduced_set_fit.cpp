// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/reduced_set_fit.h"

#include "core/base/short_float.h"
#include "core/compress/radial_basis.h"
#include "core/learners/minimizer.h"
#include "core/learners/standardizer.h"
#include "core/model/quantised_weights.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr float kLeastShare = 0.02F; // that the first coefficients aim at
constexpr int kLastIterations = 20;  // once centres are rounded, and once coefficients are

RowMatrix matrixOf(const FloatMatrix &from)
{
    return Eigen::Map<const RowMatrix>(from.values.data(), static_cast<Eigen::Index>(from.rows),
                                       static_cast<Eigen::Index>(from.columns));
}

std::vector<float> valuesOf(const Eigen::MatrixXd &from)
{
    std::vector<float> values(static_cast<std::size_t>(from.size()));
    Eigen::Map<RowMatrix>(values.data(), from.rows(), from.cols()) = from.cast<float>();
    return values;
}

Eigen::RowVectorXf rowOf(const std::vector<float> &values)
{
    return Eigen::Map<const Eigen::RowVectorXf>(values.data(),
                                                static_cast<Eigen::Index>(values.size()));
}

/// Numbers of mean 0 and deviation 1, or the shares that the loss looks at.
RowMatrix targetsOf(const MachineRows &rows, LabelScale &unit)
{
    if (rows.loss == BoosterLoss::Squared && rows.answers.columns == 1) {
        unit = LabelScale::of(rows.answers.values, {});
        const std::vector<float> numbers = unit.apply(rows.answers.values);
        return Eigen::Map<const RowMatrix>(numbers.data(),
                                           static_cast<Eigen::Index>(numbers.size()), 1);
    }
    const RowMatrix all = matrixOf(rows.answers);
    return rows.loss == BoosterLoss::Logistic ? RowMatrix(all.rightCols(1)) : all;
}

/// Scores whose head answers the targets, but for those that are all but certain.
RowMatrix scoresFor(const RowMatrix &targets, BoosterLoss loss)
{
    if (loss == BoosterLoss::Squared)
        return targets;
    if (loss == BoosterLoss::Logistic) {
        const auto shares = targets.array().max(kLeastShare).min(1.0F - kLeastShare);
        return (shares / (1.0F - shares)).log();
    }
    RowMatrix scores = targets.array().max(kLeastShare).log();
    scores.colwise() -= Eigen::VectorXf(scores.rowwise().mean());
    return scores;
}

class ReducedSetFit {
public:
    ReducedSetFit(const MachineRows &rows, const ReducedSetOptions &options,
                  const std::function<bool()> &shouldEnd)
        : m_options(options),
          m_shouldEnd(shouldEnd),
          m_loss(rows.loss),
          m_standardizer(Standardizer::of(rows.features, {})),
          m_x((matrixOf(rows.features).rowwise() - rowOf(m_standardizer.mean)) *
              rowOf(m_standardizer.scale).asDiagonal()),
          m_targets(targetsOf(rows, m_unit)),
          m_basis(0, 0, 0)
    {
    }

    std::optional<KernelSum> run()
    {
        start();
        descend(m_options.iterations, [](Eigen::VectorXd &) {});
        if (m_shouldEnd())
            return std::nullopt;
        KernelSum machine;
        machine.inputs = static_cast<int>(m_x.cols());
        machine.outputs = static_cast<int>(m_targets.cols());
        roundCentres(machine);
        descend(kLastIterations, [this](Eigen::VectorXd &gradient) {
            m_basis.centres(gradient).setZero();
            m_basis.logScale(gradient).setZero();
        });
        roundCoefficients(machine);
        descend(kLastIterations, [this](Eigen::VectorXd &gradient) {
            gradient.head(gradient.size() - m_targets.cols()).setZero();
        });
        roundBias(machine);
        return machine;
    }

private:
    void start()
    {
        const RowMatrix centres =
            clusterCentres(m_x, m_options.centres, m_options.seed, m_shouldEnd);
        m_basis = RadialBasis(centres.rows(), m_x.cols(), m_targets.cols());
        m_all = Eigen::VectorXd::Zero(m_basis.size());
        m_basis.centres(m_all) = centres.cast<double>();
        m_basis.logScale(m_all).setConstant(-0.5 * std::log(widthOf(centres)));
        // Ridge regression on the scores that would answer the targets.
        const RowMatrix kernel = m_basis.kernel(m_x, m_all);
        const RowMatrix scores = scoresFor(m_targets, m_loss);
        const Eigen::RowVectorXf mean = scores.colwise().mean();
        Eigen::MatrixXd normal = (kernel.transpose() * kernel).cast<double>();
        normal.diagonal().array() +=
            1e-2 * static_cast<double>(m_x.rows()) / static_cast<double>(centres.rows());
        const RowMatrix right = kernel.transpose() * (scores.rowwise() - mean);
        m_basis.coefficients(m_all) = normal.llt().solve(right.cast<double>());
        m_basis.bias(m_all) = mean.transpose().cast<double>();
    }

    /// The squared distance that the kernel falls by e over: of a row to its nearest centre, at
    /// least that of neighbouring centres.
    double widthOf(const RowMatrix &centres) const
    {
        const double toRows = squaredDistances(m_x, centres).rowwise().minCoeff().mean();
        double between = 0.0;
        if (centres.rows() > 1) {
            RowMatrix distances = squaredDistances(centres, centres);
            distances.diagonal().setConstant(distances.maxCoeff());
            between = distances.rowwise().minCoeff().mean();
        }
        return std::max({toRows, between, 1e-6});
    }

    void descend(int iterations, const std::function<void(Eigen::VectorXd &)> &freeze)
    {
        MinimizerOptions options;
        options.maxIterations = iterations;
        options.tolerance = 1e-5;
        options.shouldEnd = m_shouldEnd;
        const Objective objective = [&](const Eigen::VectorXd &all, Eigen::VectorXd &gradient) {
            const double loss = m_basis.loss(m_x, m_targets, m_loss, all, gradient);
            const auto coefficients = m_basis.coefficients(all);
            const double decay = m_options.decay / static_cast<double>(coefficients.rows());
            m_basis.coefficients(gradient) += decay * coefficients;
            freeze(gradient);
            return loss + 0.5 * decay * coefficients.squaredNorm();
        };
        const Minimum minimum = minimize(objective, m_all, options);
        if (minimum.point.allFinite())
            m_all = minimum.point;
    }

    /// As the features come: the machine's scale is on them and on the centres.
    void roundCentres(KernelSum &machine)
    {
        const std::size_t width = m_standardizer.scale.size();
        std::vector<double> unit(width); // of a feature, in deviations
        machine.scale.offset.assign(width, 0.0F);
        for (std::size_t f = 0; f < width; ++f) {
            const double scale = static_cast<double>(m_standardizer.scale[f]);
            const auto column = static_cast<Eigen::Index>(f);
            machine.scale.scale.push_back(
                toShort(static_cast<float>(scale * std::exp(m_basis.logScale(m_all)[column]))));
            unit[f] = scale;
            if (scale > 0.0)
                m_basis.logScale(m_all)[column] =
                    std::log(static_cast<double>(machine.scale.scale[f]) / scale);
        }
        auto centres = m_basis.centres(m_all);
        for (std::size_t f = 0; f < width; ++f) {
            const auto column = static_cast<Eigen::Index>(f);
            const double mean = static_cast<double>(m_standardizer.mean[f]);
            if (unit[f] > 0.0)
                centres.col(column) = centres.col(column).array() / unit[f] + mean;
            else
                centres.col(column).setZero(); // a constant column: of no distance
        }
        machine.supports = valuesOf(centres);
        quantiseMatrix(machine.supports, width, m_options.pointBits);
        centres =
            Eigen::Map<const RowMatrix>(machine.supports.data(), centres.rows(), centres.cols())
                .cast<double>();
        for (std::size_t f = 0; f < width; ++f) {
            const auto column = static_cast<Eigen::Index>(f);
            centres.col(column) =
                (centres.col(column).array() - static_cast<double>(m_standardizer.mean[f])) *
                unit[f];
        }
    }

    void roundCoefficients(KernelSum &machine)
    {
        auto coefficients = m_basis.coefficients(m_all);
        machine.coefficients = valuesOf(coefficients * m_unit.deviation);
        quantiseMatrix(machine.coefficients, static_cast<std::size_t>(coefficients.cols()));
        coefficients = Eigen::Map<const RowMatrix>(machine.coefficients.data(), coefficients.rows(),
                                                   coefficients.cols())
                           .cast<double>() /
                       m_unit.deviation;
    }

    void roundBias(KernelSum &machine) const
    {
        for (const double bias : m_basis.bias(m_all))
            machine.bias.push_back(static_cast<float>(bias * m_unit.deviation + m_unit.mean));
    }

    const ReducedSetOptions &m_options;
    const std::function<bool()> &m_shouldEnd;
    BoosterLoss m_loss;
    Standardizer m_standardizer;
    RowMatrix m_x; ///< of mean 0 and deviation 1
    LabelScale m_unit;
    RowMatrix m_targets;
    RadialBasis m_basis;
    Eigen::VectorXd m_all;
};

} // namespace

std::optional<KernelSum> fitReducedSet(const MachineRows &rows, const ReducedSetOptions &options,
                                       const std::function<bool()> &shouldEnd)
{
    return ReducedSetFit(rows, options, shouldEnd).run();
}

} // namespace leptune

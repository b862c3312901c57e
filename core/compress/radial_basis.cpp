// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/radial_basis.h"

#include <cmath>

namespace leptune {

namespace {

/// log(1 + exp(x)) without overflow.
double softPlus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

/// Scores become the loss's derivative in them, by row; gives the summed loss.
double toResiduals(RowMatrix &scores, const RowMatrix &answers, BoosterLoss loss)
{
    if (loss == BoosterLoss::Squared) {
        scores -= answers;
        return 0.5 * scores.cast<double>().squaredNorm();
    }
    double sum = 0.0;
    if (loss == BoosterLoss::Logistic) {
        for (Eigen::Index i = 0; i < scores.rows(); ++i) {
            const double score = static_cast<double>(scores(i, 0));
            const double share = static_cast<double>(answers(i, 0));
            sum += softPlus(score) - share * score;
            scores(i, 0) = static_cast<float>(1.0 / (1.0 + std::exp(-score)) - share);
        }
        return sum;
    }
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
        const float top = scores.row(i).maxCoeff();
        const double product = static_cast<double>(scores.row(i).dot(answers.row(i)));
        scores.row(i) = (scores.row(i).array() - top).exp();
        const float total = scores.row(i).sum();
        sum += static_cast<double>(answers.row(i).sum()) *
                   (std::log(static_cast<double>(total)) + static_cast<double>(top)) -
               product;
        scores.row(i) = scores.row(i) / total - answers.row(i);
    }
    return sum;
}

} // namespace

RowMatrix RadialBasis::kernel(const RowMatrix &x, const Eigen::VectorXd &all) const
{
    const Eigen::VectorXf scale = logScale(all).array().exp().cast<float>();
    const RowMatrix scaled = x * scale.asDiagonal();
    const RowMatrix at = centres(all).cast<float>() * scale.asDiagonal();
    return (-squaredDistances(scaled, at).array()).exp();
}

double RadialBasis::loss(const RowMatrix &x, const RowMatrix &answers, BoosterLoss loss,
                         const Eigen::VectorXd &all, Eigen::VectorXd &gradient) const
{
    const Eigen::VectorXf scale = logScale(all).array().exp().cast<float>();
    const RowMatrix u = x * scale.asDiagonal();
    const RowMatrix v = centres(all).cast<float>() * scale.asDiagonal();
    const RowMatrix values = (-squaredDistances(u, v).array()).exp();
    const RowMatrix weights = coefficients(all).cast<float>();
    RowMatrix residuals = values * weights;
    residuals.rowwise() += bias(all).transpose().template cast<float>();
    const double rows = static_cast<double>(x.rows());
    const double value = toResiduals(residuals, answers, loss) / rows;

    gradient.resize(size());
    coefficients(gradient) = (values.transpose() * residuals).template cast<double>() / rows;
    bias(gradient) = residuals.colwise().sum().transpose().template cast<double>() / rows;
    // h = -dloss / d(squared distance) of each row and centre.
    const RowMatrix h = (residuals * weights.transpose()).cwiseProduct(values);
    const Eigen::VectorXf rowSums = h.rowwise().sum(), sums = h.colwise().sum().transpose();
    const RowMatrix pullU = h * v - rowSums.asDiagonal() * u;
    const RowMatrix pullV = h.transpose() * u - sums.asDiagonal() * v;
    centres(gradient) = (2.0 / rows) * (pullV * scale.asDiagonal()).template cast<double>();
    const Eigen::VectorXf inScale =
        (pullU.cwiseProduct(u).colwise().sum() + pullV.cwiseProduct(v).colwise().sum()).transpose();
    logScale(gradient) = (2.0 / rows) * inScale.cast<double>();
    return value;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/layer_fit.h"

#include "core/model/quantised_weights.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Mask = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;
using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double kRidge = 1e-3;         // of the mean variance of an input
constexpr double kMostOperations = 4e9; // of a layer's regressions; biases alone beyond

Matrix matrixOf(const std::vector<float> &values, std::size_t rows, std::size_t columns)
{
    return Eigen::Map<const RowMajor>(values.data(), static_cast<Eigen::Index>(rows),
                                      static_cast<Eigen::Index>(columns))
        .cast<double>();
}

/// Which weights stay: the largest moves of the outputs, as many as the sparsity leaves.
Mask kept(const Matrix &weights, const Vector &deviations, double sparsity)
{
    const Matrix moves = weights.cwiseAbs().array().colwise() * deviations.array();
    std::vector<double> sorted(moves.data(), moves.data() + moves.size());
    const auto goes = static_cast<std::size_t>(sparsity * static_cast<double>(sorted.size()));
    double bar = 0.0;
    if (goes > 0) {
        std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(goes - 1));
        bar = sorted[goes - 1];
    }
    return moves.array() > bar;
}

std::vector<Eigen::Index> indicesOf(const Mask &mask, Eigen::Index column)
{
    std::vector<Eigen::Index> result;
    for (Eigen::Index i = 0; i < mask.rows(); ++i)
        if (mask(i, column))
            result.push_back(i);
    return result;
}

/// Everything about zero means: products of inputs, and of inputs with what is wanted.
struct Moments {
    Vector meanX, meanWanted;
    Matrix products; ///< [inputs, inputs] a row
    Matrix targets;  ///< [inputs, outputs] a row

    Moments(const Matrix &x, const Matrix &wanted)
        : meanX(x.colwise().mean()), meanWanted(wanted.colwise().mean())
    {
        const Matrix centred = x.rowwise() - meanX.transpose();
        const auto rows = static_cast<double>(x.rows());
        products = centred.transpose() * centred / rows;
        targets = centred.transpose() * (wanted.rowwise() - meanWanted.transpose()) / rows;
    }
};

void refit(Matrix &weights, const Mask &mask, const Moments &moments)
{
    const double ridge = kRidge * moments.products.diagonal().mean() + 1e-12;
    for (Eigen::Index o = 0; o < weights.cols(); ++o) {
        const std::vector<Eigen::Index> in = indicesOf(mask, o);
        if (in.empty())
            continue;
        Matrix normal = moments.products(in, in);
        const Vector old = weights(in, o);
        const Vector lacks = moments.targets(in, o) - normal * old;
        normal.diagonal().array() += ridge;
        const Vector step = normal.ldlt().solve(lacks);
        if (step.allFinite())
            weights(in, o) = old + step;
    }
}

double operationsOf(const Mask &mask)
{
    double sum = 0.0;
    for (Eigen::Index o = 0; o < mask.cols(); ++o)
        sum += std::pow(static_cast<double>(mask.col(o).count()), 3.0) / 3.0;
    return sum;
}

/// To multiples of one step: few different weights, which files hold as a code book.
void roundTogether(std::vector<float> &weights, int bits)
{
    float largest = 0.0F;
    for (const float weight : weights)
        largest = std::max(largest, std::abs(weight));
    const float step = weightStep(largest, static_cast<float>((1 << (bits - 1)) - 1));
    if (step > 0.0F)
        for (float &weight : weights)
            weight = std::nearbyint(weight / step) * step;
}

} // namespace

Dense thinned(const Dense &layer, const FloatMatrix &x, const FloatMatrix &wanted,
              const LayerThinning &thinning)
{
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    const Moments moments(matrixOf(x.values, x.rows, inputs),
                          matrixOf(wanted.values, wanted.rows, outputs));
    Matrix weights = matrixOf(layer.weights, inputs, outputs);
    const Vector deviations = moments.products.diagonal().cwiseSqrt();
    const Mask mask = kept(weights, deviations, thinning.sparsity);
    weights = mask.select(weights, 0.0);
    if (operationsOf(mask) <= kMostOperations)
        refit(weights, mask, moments);
    Dense result = layer;
    Eigen::Map<RowMajor>(result.weights.data(), layer.inputs, layer.outputs) =
        weights.cast<float>();
    if (thinning.weightBits < 8)
        roundTogether(result.weights, thinning.weightBits);
    else
        quantiseWeights(result);
    const Matrix rounded = matrixOf(result.weights, inputs, outputs);
    const Vector bias = moments.meanWanted - rounded.transpose() * moments.meanX;
    for (std::size_t o = 0; o < outputs; ++o)
        result.bias[o] = static_cast<float>(bias(static_cast<Eigen::Index>(o)));
    quantiseBias(result.bias);
    return result;
}

} // namespace leptune

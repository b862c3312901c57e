// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

#include <cmath>
#include <vector>

/// A small problem, and what a network that learned it answers.
namespace leptune::neural {

struct Sample {
    std::vector<float> features, targets;
    int inputs = 0;
    std::size_t rows() const { return targets.size(); }
    Batchable batch() const { return {features, targets, {}, rows()}; }
};

/// Two classes inside and outside a circle, or the radius itself.
inline Sample circle(std::size_t rows, bool regression, std::uint64_t seed)
{
    RandomStream random(seed);
    Sample sample;
    sample.inputs = 2;
    for (std::size_t i = 0; i < rows; ++i) {
        const double x = random.normal(), y = random.normal();
        const double square = x * x + y * y;
        sample.features.push_back(static_cast<float>(x));
        sample.features.push_back(static_cast<float>(y));
        sample.targets.push_back(regression ? static_cast<float>(std::sqrt(square))
                                            : (square > 1.4 ? 1.0F : 0.0F));
    }
    return sample;
}

/// Plain double-precision forward pass of a returned network, tanh between layers.
inline std::vector<double> answer(const std::vector<LayerWeights> &layers, const float *row)
{
    std::vector<double> x(row, row + layers.front().inputs);
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const LayerWeights &layer = layers[l];
        std::vector<double> y(layer.bias.begin(), layer.bias.end());
        for (int i = 0; i < layer.inputs; ++i)
            for (int o = 0; o < layer.outputs; ++o)
                y[o] += x[i] * layer.weights[i * layer.outputs + o];
        if (l + 1 < layers.size())
            for (double &value : y)
                value = std::tanh(value);
        x = std::move(y);
    }
    return x;
}

inline double lossOf(const std::vector<LayerWeights> &layers, const Sample &sample, Loss loss,
                     const std::vector<float> &weights = {})
{
    double sum = 0.0, total = 0.0;
    for (std::size_t r = 0; r < sample.rows(); ++r) {
        const auto out = answer(layers, sample.features.data() + r * sample.inputs);
        double value = 0.0;
        if (loss == Loss::Squared) {
            value = std::pow(out[0] - sample.targets[r], 2);
        } else {
            double scale = 0.0;
            for (const double score : out)
                scale += std::exp(score);
            value = std::log(scale) - out[static_cast<std::size_t>(sample.targets[r])];
        }
        const double weight = weights.empty() ? 1.0 : weights[r];
        sum += weight * value;
        total += weight;
    }
    return sum / total;
}

inline NetworkShape tanhNet(int inputs, std::vector<int> hidden, int outputs)
{
    NetworkShape shape;
    shape.inputs = inputs;
    shape.hidden = std::move(hidden);
    shape.outputs = outputs;
    shape.activation = "tanh";
    return shape;
}

} // namespace leptune::neural

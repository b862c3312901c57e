// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

/// Made-up data and the networks that learn from them on every device.
namespace leptune::neural {

struct Sample {
    std::vector<float> features, targets;

    Batchable first(std::size_t rows) const { return part(0, rows); }
    Batchable part(std::size_t begin, std::size_t rows) const
    {
        const std::size_t inputs = features.size() / targets.size();
        return {std::span(features).subspan(begin * inputs, rows * inputs),
                std::span(targets).subspan(begin, rows),
                {},
                rows};
    }
    std::size_t rows() const { return targets.size(); }
};

inline constexpr int kSide = 28, kClasses = 10;

/// Ten strokes, each moved a little and noisy.
inline Sample pictures(std::size_t rows)
{
    RandomStream random(1);
    Sample sample;
    for (std::size_t r = 0; r < rows; ++r) {
        const auto kind = static_cast<int>(random.below(kClasses));
        const double turn = std::numbers::pi * kind / kClasses, middle = kSide / 2.0,
                     down = random.uniform(-3.0, 3.0), right = random.uniform(-3.0, 3.0);
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                const double across =
                    std::cos(turn) * (y - middle - down) - std::sin(turn) * (x - middle - right);
                const double ink = std::exp(-across * across / 4.0) + 0.3 * random.normal();
                sample.features.push_back(static_cast<float>(std::clamp(ink, 0.0, 1.0)));
            }
        sample.targets.push_back(static_cast<float>(kind));
    }
    return sample;
}

inline constexpr int kNumbers = 20, kKinds = 12;

/// Numbers and a category, one-hot; two classes.
inline Sample table(std::size_t rows)
{
    RandomStream random(2);
    Sample sample;
    for (std::size_t r = 0; r < rows; ++r) {
        double score = random.normal() * 0.3;
        for (int i = 0; i < kNumbers; ++i) {
            const double x = random.normal();
            score += i < 5 ? std::sin(3.0 * x) : 0.0;
            sample.features.push_back(static_cast<float>(x));
        }
        const auto kind = static_cast<int>(random.below(kKinds));
        for (int k = 0; k < kKinds; ++k)
            sample.features.push_back(k == kind ? 1.0F : 0.0F);
        sample.targets.push_back(score + kind * 0.2 > 1.0 ? 1.0F : 0.0F);
    }
    return sample;
}

inline NetworkShape dense(int inputs, std::vector<int> hidden, int outputs)
{
    NetworkShape shape;
    shape.inputs = inputs;
    shape.hidden = std::move(hidden);
    shape.outputs = outputs;
    return shape;
}

inline NetworkShape ofPictures(std::vector<int> hidden)
{
    NetworkShape shape = dense(kSide * kSide, std::move(hidden), kClasses);
    shape.picture = {kSide, kSide, 1};
    return shape;
}

inline NetworkShape lenet()
{
    NetworkShape shape = ofPictures({500});
    shape.stages = {{20, 5, 0, 2, false, -1}, {50, 5, 0, 2, false, -1}};
    return shape;
}

inline NetworkShape smallConvolutions()
{
    NetworkShape shape = ofPictures({64});
    shape.stages = {{8, 5, 0, 2, false, -1}, {16, 5, 0, 2, true, -1}};
    return shape;
}

inline NetworkShape residual()
{
    NetworkShape shape = ofPictures({});
    shape.stages = {{16, 3, 1, 2, true, -1}, {16, 3, 1, 1, true, -1}, {16, 3, 1, 1, true, 0},
                    {32, 3, 1, 2, true, -1}, {32, 3, 1, 1, true, -1}, {32, 3, 1, 1, true, 3}};
    shape.averages = true;
    return shape;
}

inline NetworkShape ensemble()
{
    NetworkShape shape = dense(kNumbers + kKinds, {256, 256}, 2);
    shape.members = 8;
    for (int i = 0; i < kNumbers; ++i)
        shape.embedding.periodic.push_back(i);
    shape.embedding.categories = {{kNumbers, kKinds}};
    shape.sharesActivation = true;
    return shape;
}

inline NetworkShape residualTable()
{
    NetworkShape shape = dense(kNumbers + kKinds, {256, 256, 256, 256}, 2);
    shape.isResidual = true;
    return shape;
}

struct Case {
    const char *name;
    NetworkShape shape;
    const Sample &sample;
    int batch;
};

} // namespace leptune::neural

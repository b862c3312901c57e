// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace leptune::neural {

/// Batch normalisation of channels (Ioffe & Szegedy 2015): y = scale * (x - mean) / deviation +
/// shift, in training with mean and deviation of the batch, later with their running averages. Rows
/// are positions of all pictures, `stride` floats each.
class BatchNorm {
public:
    static constexpr float kEpsilon = 1e-5F;
    /// Share of a batch in the running averages.
    static constexpr float kMomentum = 0.1F;

    /// What it learns and the running averages, one a channel.
    struct Parameters {
        const float *scale;
        const float *shift;
        float *mean;
        float *variance;
    };
    BatchNorm() = default;
    explicit BatchNorm(std::size_t channels);

    /// In place. `trains`: the averages move, and `x` becomes the normalised numbers in between,
    /// for backward(); then output() makes the answer from them, row by row.
    void normalise(float *x, std::size_t rows, std::size_t stride, bool trains,
                   const Parameters &parameters);
    void output(const float *normalised, std::size_t rows, std::size_t stride,
                const Parameters &parameters, float *out) const;
    /// `back`, derivatives by the answers, become those by what came in; `normalised` as
    /// normalise() left it. Gradients are set.
    void backward(float *back, const float *normalised, std::size_t rows, std::size_t stride,
                  const float *scale, float *scaleGradient, float *shiftGradient) const;

private:
    std::size_t m_channels = 0;
    std::vector<float> m_inverse; ///< 1 / deviation
};

} // namespace leptune::neural

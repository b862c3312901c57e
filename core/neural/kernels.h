// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace leptune::neural {

enum class ActivationName { Relu, Elu, Selu, Gelu, Mish, Silu, Tanh };

/// Floats that may be read and written behind the end of every array that a kernel gets.
constexpr std::size_t kPadding = 16;

/// A matrix that is only read, element (i, j) at values[i * row + j * column].
struct Strided {
    const float *values = nullptr;
    std::size_t row = 0;
    std::size_t column = 1;
};

/// What Adam needs to know of a step.
struct AdamStep {
    float beta1 = 0.9F;
    float beta2 = 0.999F;
    float rate = 0.0F;        ///< learning rate / (1 - beta1^t)
    float secondScale = 1.0F; ///< 1 / sqrt(1 - beta2^t)
    float epsilon = 1e-8F;
    float gradientScale = 1.0F; ///< clipping
};

/// A periodic input's part of an embedding: L cos(2 pi (w x + b)) + c.
struct PeriodicInput {
    std::size_t count = 0; ///< of cosines
    std::size_t outputs = 0;
    const float *frequencies = nullptr; ///< w [count]
    const float *phases = nullptr;      ///< b [count]
    const float *weights = nullptr;     ///< L [count, outputs]
    const float *bias = nullptr;        ///< c [outputs]
};
struct PeriodicGradient {
    float *frequencies, *phases, *weights, *bias;
};

/// The arithmetic of training for one instruction set. Sums run in a fixed order: the same bits for
/// the same machine and seed.
struct Kernels {
    /// c[i, j] = (bias ? bias[j] : 0) + sum_p a(i, p) b[p * bRow + j]; c and b are row-major.
    void (*multiply)(Strided a, const float *b, std::size_t bRow, const float *bias, float *c,
                     std::size_t cRow, std::size_t rows, std::size_t depth, std::size_t columns);
    /// out[j, i] = in[i, j].
    void (*transpose)(const float *in, std::size_t rows, std::size_t columns, float *out);
    /// x becomes f(x), slope f'(x), both times `mask` where there is one.
    void (*activate)(ActivationName name, const float *mask, float *x, float *slope,
                     std::size_t count);
    /// The same of x + share[column] (f(x) - x); `bend`, by which the share's gradient goes,
    /// becomes f(x) - x times `mask`.
    void (*activateShared)(ActivationName name, const float *share, const float *mask, float *x,
                           float *slope, float *bend, std::size_t rows, std::size_t columns);
    /// x *= y.
    void (*scaleBy)(const float *y, float *x, std::size_t count);
    /// sums[j] = sum_i x[i, j].
    void (*sumRows)(const float *x, std::size_t rows, std::size_t columns, float *sums);
    /// sums[j] = sum_i x[i, j] y[i, j].
    void (*sumProducts)(const float *x, const float *y, std::size_t rows, std::size_t columns,
                        float *sums);
    /// out[o * stride + i] becomes output o for x[i], i < count.
    void (*periodic)(const PeriodicInput &of, const float *x, std::size_t count, float *out,
                     std::size_t stride);
    /// `back`: derivatives by its outputs, as `out` lies. Fills the gradient.
    void (*periodicBack)(const PeriodicInput &of, const float *x, std::size_t count,
                         const float *back, std::size_t stride, const PeriodicGradient &gradient);
    /// Parameters [begin, end) move; `decay` multiplies them first.
    void (*adam)(const AdamStep &step, float decay, const float *gradient, float *first,
                 float *second, float *parameters, std::size_t count);
    float (*squaredLength)(const float *x, std::size_t count);
    /// average += share * (x - average).
    void (*approach)(float share, const float *x, float *average, std::size_t count);
    /// x becomes exp(x).
    void (*exponentials)(float *x, std::size_t count);
    const char *name;
};

/// Those of this CPU.
const Kernels &kernels();

extern const Kernels kKernelsAvx2;
extern const Kernels kKernelsAvx512; ///< only where hasAvx512()

} // namespace leptune::neural

// SPDX-License-Identifier: GPL-3.0-or-later
// Included by kernels_avx2.cpp and kernels_avx512.cpp, which say how many floats a vector has. All
// is local to the file, so that code for one CPU never stands in for that of another.

#include "core/neural/kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <immintrin.h>

namespace leptune::neural {
namespace {

constexpr std::size_t kLanes = LEPTUNE_LANES;
constexpr std::size_t kBytes = kLanes * sizeof(float);
using Vector = float __attribute__((vector_size(kBytes)));
using Unaligned = float __attribute__((vector_size(kBytes), aligned(4)));
using Integers = std::int32_t __attribute__((vector_size(kBytes)));

inline Vector load(const float *from)
{
    return *reinterpret_cast<const Unaligned *>(from);
}
inline void store(float *to, Vector value)
{
    *reinterpret_cast<Unaligned *>(to) = value;
}
inline Vector all(float value)
{
    return value - Vector{};
}
inline Vector select(Integers mask, Vector a, Vector b)
{
    return mask ? a : b;
}
inline Vector smaller(Vector a, Vector b)
{
    return select(a < b, a, b);
}
inline Vector larger(Vector a, Vector b)
{
    return select(a > b, a, b);
}
/// 1 / (sqrt(x) * scale + epsilon) for x >= 0, within a few units in the last place.
inline Vector inverseRoot(Vector x, float scale, float epsilon)
{
#if LEPTUNE_LANES == 16
    // Estimates of 14 bits and a Newton step each: division and root take ten times as long.
    const Vector positive = larger(x, all(1e-36F));
    // The masked forms: g++ 12 warns of the others (GCC bug 105593).
    constexpr __mmask16 kAllLanes = 0xFFFF;
    Vector inverse = _mm512_maskz_rsqrt14_ps(kAllLanes, positive);
    inverse *= 1.5F - 0.5F * positive * inverse * inverse;
    const Vector divisor = positive * inverse * scale + epsilon;
    const Vector result = _mm512_maskz_rcp14_ps(kAllLanes, divisor);
    return result * (2.0F - divisor * result);
#else
    return 1.0F / (_mm256_sqrt_ps(x) * scale + epsilon);
#endif
}

/// Within 2 units in the last place for |x| <= 87; beyond, the value there. NaN stays.
inline Vector exponential(Vector x)
{
    const Vector clamped = smaller(larger(x, all(-87.0F)), all(88.0F));
    constexpr float kMagic = 12582912.0F; // 1.5 * 2^23: adding it rounds
    const Vector shifted = clamped * 1.44269504088896341F + kMagic;
    const Vector n = shifted - kMagic;
    Vector r = clamped - n * 0.693359375F;
    r = r + n * 2.12194440e-4F;
    Vector sum = all(1.0F / 5040.0F);
    sum = sum * r + 1.0F / 720.0F;
    sum = sum * r + 1.0F / 120.0F;
    sum = sum * r + 1.0F / 24.0F;
    sum = sum * r + 1.0F / 6.0F;
    sum = sum * r + 0.5F;
    sum = sum * r + 1.0F;
    sum = sum * r + 1.0F;
    const Integers power = (__builtin_convertvector(n, Integers) + 127) << 23;
    return select(x == x, sum * std::bit_cast<Vector>(power), x);
}

/// Eight rows of eight, by exchanging ever larger halves.
inline void transposeBlock(const float *in, std::size_t inRow, float *out, std::size_t outRow)
{
    __m256 row[8], pair[8];
    for (int i = 0; i < 8; ++i)
        row[i] = _mm256_loadu_ps(in + static_cast<std::size_t>(i) * inRow);
    for (int i = 0; i < 8; i += 2) {
        pair[i] = _mm256_unpacklo_ps(row[i], row[i + 1]);
        pair[i + 1] = _mm256_unpackhi_ps(row[i], row[i + 1]);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; ++j) {
            row[i + 2 * j] = _mm256_shuffle_ps(pair[i + j], pair[i + j + 2], 0x44);
            row[i + 2 * j + 1] = _mm256_shuffle_ps(pair[i + j], pair[i + j + 2], 0xEE);
        }
    for (int i = 0; i < 4; ++i) {
        _mm256_storeu_ps(out + static_cast<std::size_t>(i) * outRow,
                         _mm256_permute2f128_ps(row[i], row[i + 4], 0x20));
        _mm256_storeu_ps(out + static_cast<std::size_t>(i + 4) * outRow,
                         _mm256_permute2f128_ps(row[i], row[i + 4], 0x31));
    }
}

void transpose(const float *in, std::size_t rows, std::size_t columns, float *out)
{
    const std::size_t wholeRows = rows / 8 * 8, wholeColumns = columns / 8 * 8;
    for (std::size_t i = 0; i < wholeRows; i += 8)
        for (std::size_t j = 0; j < wholeColumns; j += 8)
            transposeBlock(in + i * columns + j, columns, out + j * rows + i, rows);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = i < wholeRows ? wholeColumns : 0; j < columns; ++j)
            out[j * rows + i] = in[i * columns + j];
}

struct ValueAndSlope {
    Vector value, slope;
};

template <ActivationName Name>
inline ValueAndSlope activation(Vector x)
{
    const Vector zero{}, one = all(1.0F);
    if constexpr (Name == ActivationName::Relu) {
        return {select(x < 0.0F, zero, x), select(x > 0.0F, one, zero)}; // NaN stays
    } else if constexpr (Name == ActivationName::Elu) {
        const Vector e = exponential(smaller(x, zero));
        return {select(x > 0.0F, x, e - 1.0F), select(x > 0.0F, one, e)};
    } else if constexpr (Name == ActivationName::Selu) {
        constexpr float kScale = 1.0507009873554805F, kAlpha = 1.6732632423543772F;
        const Vector e = exponential(smaller(x, zero)) * (kScale * kAlpha);
        return {select(x > 0.0F, x * kScale, e - kScale * kAlpha),
                select(x > 0.0F, all(kScale), e)};
    } else if constexpr (Name == ActivationName::Gelu) {
        // erf by Abramowitz & Stegun 7.1.26, within 1.5e-7.
        const Vector scaled = x * 0.7071067811865476F;
        const Vector size = larger(scaled, -scaled);
        const Vector t = 1.0F / (1.0F + 0.3275911F * size);
        Vector sum = all(1.061405429F);
        sum = sum * t - 1.453152027F;
        sum = sum * t + 1.421413741F;
        sum = sum * t - 0.284496736F;
        sum = sum * t + 0.254829592F;
        const Vector bell = exponential(-size * size);
        const Vector tail = 0.5F * sum * t * bell;
        const Vector share = select(x > 0.0F, 1.0F - tail, tail);
        return {x * share, share + x * bell * 0.3989422804014327F};
    } else if constexpr (Name == ActivationName::Mish) {
        const Vector e = exponential(smaller(x, all(20.0F)));
        const Vector n = e * (e + 2.0F);
        const Vector t = n / (n + 2.0F);
        const Vector sigmoid = e / (1.0F + e);
        return {x * t, t + x * (1.0F - t * t) * sigmoid};
    } else if constexpr (Name == ActivationName::Silu) {
        const Vector s = 1.0F / (1.0F + exponential(-x));
        return {x * s, s * (1.0F + x * (1.0F - s))};
    } else {
        const Vector t = 1.0F - 2.0F / (exponential(2.0F * x) + 1.0F);
        return {t, 1.0F - t * t};
    }
}

template <ActivationName Name>
void activateAll(const float *mask, float *x, float *slope, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += kLanes) {
        ValueAndSlope at = activation<Name>(load(x + i));
        if (mask) {
            const Vector factor = load(mask + i);
            at = {at.value * factor, at.slope * factor};
        }
        store(x + i, at.value);
        store(slope + i, at.slope);
    }
}

void activate(ActivationName name, const float *mask, float *x, float *slope, std::size_t count)
{
    switch (name) {
    case ActivationName::Relu:
        return activateAll<ActivationName::Relu>(mask, x, slope, count);
    case ActivationName::Elu:
        return activateAll<ActivationName::Elu>(mask, x, slope, count);
    case ActivationName::Selu:
        return activateAll<ActivationName::Selu>(mask, x, slope, count);
    case ActivationName::Gelu:
        return activateAll<ActivationName::Gelu>(mask, x, slope, count);
    case ActivationName::Mish:
        return activateAll<ActivationName::Mish>(mask, x, slope, count);
    case ActivationName::Silu:
        return activateAll<ActivationName::Silu>(mask, x, slope, count);
    case ActivationName::Tanh:
        return activateAll<ActivationName::Tanh>(mask, x, slope, count);
    }
}

void scaleBy(const float *y, float *x, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += kLanes)
        store(x + i, load(x + i) * load(y + i));
}

void sumRows(const float *x, std::size_t rows, std::size_t columns, float *sums)
{
    std::fill_n(sums, columns, 0.0F);
    for (std::size_t i = 0; i < rows; ++i, x += columns)
        for (std::size_t j = 0; j < columns; ++j)
            sums[j] += x[j];
}

void adam(const AdamStep &step, float decay, const float *gradient, float *first, float *second,
          float *parameters, std::size_t count)
{
    std::size_t i = 0;
    const auto move = [&](Vector g, Vector m, Vector v, Vector p) {
        g *= step.gradientScale;
        m = step.beta1 * m + (1.0F - step.beta1) * g;
        v = step.beta2 * v + (1.0F - step.beta2) * g * g;
        p = p * decay - step.rate * m * inverseRoot(v, step.secondScale, step.epsilon);
        return std::array<Vector, 3>{m, v, p};
    };
    for (; i + kLanes <= count; i += kLanes) {
        const auto moved =
            move(load(gradient + i), load(first + i), load(second + i), load(parameters + i));
        store(first + i, moved[0]);
        store(second + i, moved[1]);
        store(parameters + i, moved[2]);
    }
    if (i == count)
        return;
    float part[4][kLanes] = {};
    const std::size_t bytes = (count - i) * sizeof(float);
    std::memcpy(part[0], gradient + i, bytes);
    std::memcpy(part[1], first + i, bytes);
    std::memcpy(part[2], second + i, bytes);
    std::memcpy(part[3], parameters + i, bytes);
    const auto moved = move(load(part[0]), load(part[1]), load(part[2]), load(part[3]));
    std::memcpy(first + i, &moved[0], bytes);
    std::memcpy(second + i, &moved[1], bytes);
    std::memcpy(parameters + i, &moved[2], bytes);
}

float squaredLength(const float *x, std::size_t count)
{
    Vector sums{};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        sums += load(x + i) * load(x + i);
    float sum = 0.0F;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        sum += sums[lane];
    for (; i < count; ++i)
        sum += x[i] * x[i];
    return sum;
}

void approach(float share, const float *x, float *average, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += kLanes) {
        const Vector now = load(average + i);
        store(average + i, now + share * (load(x + i) - now));
    }
}

void exponentials(float *x, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += kLanes)
        store(x + i, exponential(load(x + i)));
}

} // namespace
} // namespace leptune::neural

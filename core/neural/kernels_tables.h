// SPDX-License-Identifier: GPL-3.0-or-later
// What networks for tables compute beside products: periodic embeddings, with rows in the lanes,
// and shares of activations. Included behind kernels_impl.h.

#include "core/base/turns.h"

#include <numbers>

namespace leptune::neural {
namespace {

/// Outputs of an embedding that are summed at once.
constexpr std::size_t kMostAtOnce = 4;

/// The first `count` of a vector, zeros behind.
inline Vector loadFirst(const float *from, std::size_t count)
{
    float part[kLanes] = {};
    std::memcpy(part, from, count * sizeof(float));
    return load(part);
}

/// At most `count` of a vector.
inline void storeFirst(float *to, Vector value, std::size_t count)
{
    if (count >= kLanes)
        store(to, value);
    else
        std::memcpy(to, &value, count * sizeof(float));
}

inline float sumOf(Vector x)
{
    float sum = 0.0F;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        sum += x[lane];
    return sum;
}

/// Outputs [first, first + Outputs) for all rows.
template <std::size_t Outputs>
void periodicOutputs(const PeriodicInput &of, std::size_t first, const float *x, std::size_t count,
                     float *out, std::size_t stride)
{
    for (std::size_t i = 0; i < count; i += kLanes) {
        const Vector at = load(x + i);
        Vector sums[Outputs];
        for (std::size_t o = 0; o < Outputs; ++o)
            sums[o] = all(of.bias[first + o]);
        const float *weights = of.weights + first;
        for (std::size_t f = 0; f < of.count; ++f, weights += of.outputs) {
            const Vector cosine = Turns<Vector>(of.frequencies[f] * at + of.phases[f]).cosine();
            for (std::size_t o = 0; o < Outputs; ++o)
                sums[o] += weights[o] * cosine;
        }
        for (std::size_t o = 0; o < Outputs; ++o)
            storeFirst(out + (first + o) * stride + i, sums[o], count - i);
    }
}

/// Calls `part` with the number of outputs, as a constant, and the first of each group.
template <typename Part>
void forOutputs(std::size_t outputs, Part part)
{
    std::size_t first = 0;
    for (; first + kMostAtOnce <= outputs; first += kMostAtOnce)
        part(std::integral_constant<std::size_t, kMostAtOnce>(), first);
    if (outputs - first == 3)
        part(std::integral_constant<std::size_t, 3>(), first);
    else if (outputs - first == 2)
        part(std::integral_constant<std::size_t, 2>(), first);
    else if (outputs - first == 1)
        part(std::integral_constant<std::size_t, 1>(), first);
}

void periodic(const PeriodicInput &of, const float *x, std::size_t count, float *out,
              std::size_t stride)
{
    forOutputs(of.outputs, [&](auto outputs, std::size_t first) {
        periodicOutputs<decltype(outputs)::value>(of, first, x, count, out, stride);
    });
}

/// The part of outputs [first, first + Outputs) in the gradient of cosine number f.
template <std::size_t Outputs>
void periodicGradient(const PeriodicInput &of, std::size_t f, std::size_t first, const float *x,
                      std::size_t count, const float *back, std::size_t stride,
                      const PeriodicGradient &gradient)
{
    const float *weights = of.weights + f * of.outputs + first;
    Vector sums[Outputs] = {}, turns{}, turnsTimesX{};
    const auto add = [&](auto loadFrom, std::size_t i) {
        const Vector at = loadFrom(x + i);
        const Turns<Vector> angle(of.frequencies[f] * at + of.phases[f]);
        const Vector cosine = angle.cosine();
        Vector slope{};
        for (std::size_t o = 0; o < Outputs; ++o) {
            const Vector by = loadFrom(back + (first + o) * stride + i);
            sums[o] += by * cosine;
            slope += weights[o] * by;
        }
        slope *= angle.sine();
        turns += slope;
        turnsTimesX += slope * at;
    };
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        add([](const float *from) { return load(from); }, i);
    if (i < count)
        add([&](const float *from) { return loadFirst(from, count - i); }, i);
    constexpr float kTurn = 2.0F * std::numbers::pi_v<float>;
    for (std::size_t o = 0; o < Outputs; ++o)
        gradient.weights[f * of.outputs + first + o] = sumOf(sums[o]);
    gradient.phases[f] -= kTurn * sumOf(turns);
    gradient.frequencies[f] -= kTurn * sumOf(turnsTimesX);
}

void periodicBack(const PeriodicInput &of, const float *x, std::size_t count, const float *back,
                  std::size_t stride, const PeriodicGradient &gradient)
{
    for (std::size_t f = 0; f < of.count; ++f) {
        gradient.phases[f] = gradient.frequencies[f] = 0.0F;
        forOutputs(of.outputs, [&](auto outputs, std::size_t first) {
            periodicGradient<decltype(outputs)::value>(of, f, first, x, count, back, stride,
                                                       gradient);
        });
    }
    for (std::size_t o = 0; o < of.outputs; ++o) {
        const float *by = back + o * stride;
        Vector sum{};
        std::size_t i = 0;
        for (; i + kLanes <= count; i += kLanes)
            sum += load(by + i);
        gradient.bias[o] = sumOf(sum + loadFirst(by + i, count - i));
    }
}

template <ActivationName Name>
void activateShares(const float *share, const float *mask, float *x, float *slope, float *bend,
                    std::size_t rows, std::size_t columns)
{
    const auto at = [&](const float *from, std::size_t count) {
        return count == kLanes ? load(from) : loadFirst(from, count);
    };
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t j = 0; j < columns; j += kLanes) {
            const std::size_t place = row * columns + j, count = std::min(kLanes, columns - j);
            const Vector in = at(x + place, count), part = at(share + j, count);
            const Vector factor = mask ? at(mask + place, count) : all(1.0F);
            const ValueAndSlope f = activation<Name>(in);
            const Vector bent = f.value - in;
            storeFirst(x + place, (in + part * bent) * factor, count);
            storeFirst(slope + place, (1.0F + part * (f.slope - 1.0F)) * factor, count);
            storeFirst(bend + place, bent * factor, count);
        }
}

void activateShared(ActivationName name, const float *share, const float *mask, float *x,
                    float *slope, float *bend, std::size_t rows, std::size_t columns)
{
    const auto run = [&]<ActivationName Name>() {
        activateShares<Name>(share, mask, x, slope, bend, rows, columns);
    };
    switch (name) {
    case ActivationName::Relu:
        return run.template operator()<ActivationName::Relu>();
    case ActivationName::Elu:
        return run.template operator()<ActivationName::Elu>();
    case ActivationName::Selu:
        return run.template operator()<ActivationName::Selu>();
    case ActivationName::Gelu:
        return run.template operator()<ActivationName::Gelu>();
    case ActivationName::Mish:
        return run.template operator()<ActivationName::Mish>();
    case ActivationName::Silu:
        return run.template operator()<ActivationName::Silu>();
    case ActivationName::Tanh:
        return run.template operator()<ActivationName::Tanh>();
    }
}

void sumProducts(const float *x, const float *y, std::size_t rows, std::size_t columns, float *sums)
{
    std::fill_n(sums, columns, 0.0F);
    for (std::size_t i = 0; i < rows; ++i, x += columns, y += columns)
        for (std::size_t j = 0; j < columns; ++j)
            sums[j] += x[j] * y[j];
}

} // namespace
} // namespace leptune::neural

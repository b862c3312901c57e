// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/eight_bits.h"
#include "core/neural/engine.h"
#include "core/neural/parameters.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace leptune::neural {

/// Whether the inputs of a network's layers are codes: at first they are floats, then they are
/// watched, and from start() on they are codes of the ranges that were seen.
class InputCodes {
public:
    bool areOff() const { return m_state == State::Off; }
    bool areWatched() const { return m_state == State::Watched; }
    bool areOn() const { return m_state == State::On; }

    void watch(std::size_t layers);
    void see(std::size_t layer, float low, float high);
    /// Sets the layout's input steps and zero points.
    void start(const ParameterLayout &layout, std::span<float> parameters);
    /// Where steps and zero points are known.
    void turnOn() { m_state = State::On; }

private:
    enum class State { Off, Watched, On };
    struct Limits {
        float low = std::numeric_limits<float>::max();
        float high = std::numeric_limits<float>::lowest();
    };
    State m_state = State::Off;
    std::vector<Limits> m_limits; ///< a layer
};

/// Of weights: those that have no step beside codes have eight an output.
inline int bitsAsTold(int bits, const InputCodes &codes)
{
    return bits == 0 && codes.areOn() ? 8 : bits;
}

/// Training rows to watch inputs on, evenly spread; at most so many as show the ranges well enough.
std::vector<std::int64_t> rowsToWatch(const Batchable &train);

/// Where what codes stand for, and how it hangs on the numbers and on the step, is written.
struct CodedInputs {
    float *values;          ///< step * (code - zero point)
    float *slope = nullptr; ///< 0 where the number is beyond the codes, else 1
    float *bend = nullptr;  ///< derivatives by the logarithm of the step (learned step size)
};
/// `x` may be where the values go.
void toCodes(const CodeScale &scale, const float *x, std::size_t count, const CodedInputs &to);

} // namespace leptune::neural

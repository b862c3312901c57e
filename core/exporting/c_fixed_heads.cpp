// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_fixed_heads.h"

#include <cmath>

namespace leptune {
namespace {

constexpr int kSteps = 128;

std::int64_t wholeOf(double value, int bits)
{
    return std::llround(std::fmax(-kMostWhole, std::fmin(std::ldexp(value, bits), kMostWhole)));
}

std::string ratioText(double factor)
{
    const FixedRatio ratio = ratioOf(factor);
    return std::to_string(ratio.multiplier) + ", " + std::to_string(ratio.shift);
}

/// Sixteenth bits of exponents of 2 to probabilities.
std::string powersFunction(CWriter &to)
{
    std::vector<std::int64_t> powers;
    for (int i = 0; i <= kSteps; ++i)
        powers.push_back(std::llround(std::ldexp(std::exp2(-static_cast<double>(i) / kSteps), 30)));
    const std::string text = replaced(R"(
/* Shares of powers of 2 whose exponents are x / 2^16. */
static void $NAME(int *out, const int *x, int count)
{
    int i, largest = x[0];
    unsigned long long sum = 0ULL;
    for (i = 1; i < count; ++i)
        if (largest < x[i])
            largest = x[i];
    for (i = 0; i < count; ++i) {
        const unsigned int below = (unsigned int)largest - (unsigned int)x[i];
        const unsigned int place = below >> 9 & 127U, rest = below & 511U, whole = below >> 16;
        const unsigned int high = (unsigned int)$TABLE[place];
        const unsigned int low = (unsigned int)$TABLE[place + 1U];
        const unsigned int power = high - (((high - low) * rest) >> 9);
        out[i] = whole < 31U ? (int)(power >> whole) : 0;
        sum += (unsigned long long)out[i];
    }
    for (i = 0; i < count; ++i)
        out[i] = (int)((((unsigned long long)out[i] << 24) + sum / 2ULL) / sum);
}
)",
                                      "$TABLE", to.integers(powers, CType::I32).name);
    return to.function("lept_shares", text);
}

/// Factor from multiples of 2^-bits of a natural exponent to sixteenth bits of one of 2.
double exponentFactor(int bits)
{
    constexpr double kLog2E = 1.4426950408889634;
    return std::ldexp(kLog2E, 16 - bits);
}

std::string logFunction(CWriter &to)
{
    std::vector<std::int64_t> logs;
    for (int i = 0; i <= kSteps; ++i)
        logs.push_back(
            std::llround(std::ldexp(std::log2(1.0 + static_cast<double>(i) / kSteps), 16)));
    const std::string text = replaced(R"(
/* log2(x / 2^bits) * 2^16 of a number above 0. */
static int $NAME(int x, int bits)
{
    unsigned int high = (unsigned int)x, place, rest;
    int exponent = 30 - bits;
    while (high < 1073741824U) {
        high <<= 1;
        --exponent;
    }
    place = high >> 23 & 127U;
    rest = high & 8388607U;
    return exponent * 65536 + $TABLE[place] +
           (int)(((unsigned long long)($TABLE[place + 1U] - $TABLE[place]) * rest) >> 23);
}
)",
                                      "$TABLE", to.integers(logs, CType::I32).name);
    return to.function("lept_log2", text);
}

} // namespace

std::string fixedScaleFunction(CWriter &to)
{
    return to.function("lept_scaled", R"(
/* x * multiplier / 2^shift, rounded. */
static int $NAME(int x, int multiplier, int shift)
{
    const unsigned long long a = x < 0 ? 0U - (unsigned int)x : (unsigned int)x;
    const unsigned long long b = multiplier < 0 ? 0U - (unsigned int)multiplier
                                                : (unsigned int)multiplier;
    const unsigned long long exact = (a * b + (shift > 0 ? 1ULL << (shift - 1) : 0ULL)) >> shift;
    const int size = exact > 2147483647ULL ? 2147483647 : (int)exact;
    return (x < 0) != (multiplier < 0) ? -size : size;
}
)");
}

void writeFixedConstant(CWriter &to, const CValue &out, std::span<const float> values, int bits)
{
    std::vector<std::int64_t> whole;
    for (const float value : values)
        whole.push_back(wholeOf(static_cast<double>(value), bits));
    to.line("memcpy(" + out.pointer() + ", " + to.integers(whole, CType::I32).name + ", " +
            out.count() + " * sizeof(int));");
}

void writeFixedScaled(CWriter &to, const CValue &out, const CValue &x, double factor)
{
    fixedScaleFunction(to);
    const std::string name = to.function("lept_fixed_scale", R"(
static void $NAME(int *out, const int *x, int count, int multiplier, int shift)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = lept_scaled(x[i], multiplier, shift);
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            ratioText(factor) + ");");
}

void writeFixedRelu(CWriter &to, const CValue &out, const CValue &x)
{
    to.line("for (i = 0; i < " + out.count() + "; ++i)");
    to.line("    " + out.array + '[' + std::to_string(out.offset) + " + i] = w[" +
            std::to_string(x.offset) + " + i] > 0 ? w[" + std::to_string(x.offset) + " + i] : 0;");
}

void writeFixedClip(CWriter &to, const Clip &op, const CValue &out, const CValue &x, int bits)
{
    const std::string name = to.function("lept_fixed_clip", R"(
static void $NAME(int *out, const int *x, int count, int low, int high)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = x[i] < low ? low : x[i] > high ? high : x[i];
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            std::to_string(wholeOf(static_cast<double>(op.low), bits)) + ", " +
            std::to_string(wholeOf(static_cast<double>(op.high), bits)) + ");");
}

void writeFixedSoftmax(CWriter &to, const CValue &out, const CValue &x, int bits)
{
    fixedScaleFunction(to);
    powersFunction(to);
    const std::string name = to.function("lept_fixed_softmax", R"(
/* The multiplier takes differences of x to exponents of 2, of 16 bits behind the point. */
static void $NAME(int *out, const int *x, int count, int multiplier, int shift)
{
    int i, largest = x[0];
    for (i = 1; i < count; ++i)
        if (largest < x[i])
            largest = x[i];
    for (i = 0; i < count; ++i)
        out[i] = lept_scaled(x[i] - largest, multiplier, shift);
    lept_shares(out, out, count);
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            ratioText(exponentFactor(bits)) + ");");
}

void writeFixedLogistic(CWriter &to, const CValue &out, const CValue &x, int bits)
{
    fixedScaleFunction(to);
    to.line(out.at(1) + " = " + "lept_scaled(" + x.at() + ", " + ratioText(exponentFactor(bits)) +
            ");");
    to.line(out.at(0) + " = 0;");
    to.line(powersFunction(to) + '(' + out.pointer() + ", " + out.pointer() + ", 2);");
}

void writeFixedNormalize(CWriter &to, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_fixed_normalize", R"(
static void $NAME(int *out, const int *x, int count)
{
    unsigned long long sum = 0ULL;
    int i;
    for (i = 0; i < count; ++i)
        sum += x[i] > 0 ? (unsigned long long)x[i] : 0ULL;
    for (i = 0; i < count; ++i)
        if (sum == 0ULL)
            out[i] = 16777216 / count;
        else
            out[i] = x[i] > 0 ? (int)((((unsigned long long)x[i] << 24) + sum / 2ULL) / sum) : 0;
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ");");
}

void writeFixedCalibrate(CWriter &to, const Calibrate &op, const CValue &out, const CValue &x,
                         int bits)
{
    constexpr double kLeast = 1e-7;
    fixedScaleFunction(to);
    logFunction(to);
    powersFunction(to);
    const std::string name = to.function("lept_fixed_calibrate", R"(
/* Slopes and intercepts of exponents of 2, of 16 bits behind the point. */
static void $NAME(int *out, const int *x, int count, int bits, int least, const int *slope,
                  const int *intercept)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = lept_scaled(lept_log2(x[i] > least ? x[i] : least, bits), slope[i], 16) +
                 intercept[i];
    lept_shares(out, out, count);
}
)");
    std::vector<std::int64_t> slopes, intercepts;
    for (const float slope : op.slope)
        slopes.push_back(wholeOf(static_cast<double>(slope), 16));
    for (const float intercept : op.intercept)
        intercepts.push_back(wholeOf(static_cast<double>(intercept) * 1.4426950408889634, 16));
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            std::to_string(bits) + ", " +
            std::to_string(std::max<std::int64_t>(wholeOf(kLeast, bits), 1)) + ", " +
            to.integers(slopes, CType::I32).name + ", " + to.integers(intercepts, CType::I32).name +
            ");");
}

void writeFixedWeightedSum(CWriter &to, const WeightedSum &op, const CValue &out, int outBits,
                           std::span<const CValue> inputs, std::span<const int> bits)
{
    fixedScaleFunction(to);
    const std::string name = to.function("lept_fixed_add", R"(
static void $NAME(int *out, const int *x, int count, int multiplier, int shift)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] += lept_scaled(x[i], multiplier, shift);
}
)");
    to.line("memset(" + out.pointer() + ", 0, " + out.count() + " * sizeof(int));");
    for (std::size_t i = 0; i < inputs.size(); ++i)
        to.line(
            name + '(' + out.pointer() + ", " + inputs[i].pointer() + ", " + out.count() + ", " +
            ratioText(std::ldexp(static_cast<double>(op.weights[i]), outBits - bits[i])) + ");");
}

} // namespace leptune

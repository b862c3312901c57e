// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_names.h"
#include "core/exporting/c_ops.h"

namespace leptune {
namespace {

std::string call(const std::string &function, const CValue &out, const CValue &x)
{
    return function + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count();
}

std::string softmaxFunction(CWriter &to)
{
    return to.function("lept_softmax", R"(
static void $NAME(float *out, const float *x, int count)
{
    float largest = -INFINITY, sum = 0.0F;
    int i;
    for (i = 0; i < count; ++i)
        if (largest < x[i])
            largest = x[i];
    for (i = 0; i < count; ++i) {
        out[i] = expf(x[i] - largest);
        sum += out[i];
    }
    for (i = 0; i < count; ++i)
        out[i] /= sum;
}
)");
}

std::string addFunction(CWriter &to)
{
    return to.function("lept_add", R"(
static void $NAME(float *out, const float *x, int count, float weight)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] += weight * x[i];
}
)");
}

} // namespace

void writeSoftmax(CWriter &to, const CValue &out, const CValue &x)
{
    to.line(call(softmaxFunction(to), out, x) + ");");
}

void writeLogistic(CWriter &to, const CValue &out, const CValue &x)
{
    to.line(out.at(1) + " = 1.0F / (1.0F + expf(-" + x.at() + "));");
    to.line(out.at(0) + " = 1.0F - " + out.at(1) + ';');
}

void writeCalibrate(CWriter &to, const Calibrate &op, const CValue &out, const CValue &x)
{
    softmaxFunction(to);
    const std::string name = to.function("lept_calibrate", R"(
static void $NAME(float *out, const float *x, int count, const float *slope,
                  const float *intercept)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = slope[i] * logf(1e-7F < x[i] ? x[i] : x[i] != x[i] ? x[i] : 1e-7F) + intercept[i];
    lept_softmax(out, out, count);
}
)");
    to.line(call(name, out, x) + ", " + to.floats(op.slope) + ", " + to.floats(op.intercept) +
            ");");
}

void writeNormalize(CWriter &to, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_normalize", R"(
static void $NAME(float *out, const float *x, int count)
{
    float sum = 0.0F;
    int i;
    for (i = 0; i < count; ++i) {
        out[i] = x[i] > 0.0F ? x[i] : 0.0F;
        sum += out[i];
    }
    for (i = 0; i < count; ++i)
        out[i] = sum > 0.0F ? out[i] / sum : 1.0F / (float)count;
}
)");
    to.line(call(name, out, x) + ");");
}

void writeClip(CWriter &to, const Clip &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_clip", R"(
static void $NAME(float *out, const float *x, int count, float low, float high)
{
    int i;
    for (i = 0; i < count; ++i) {
        const float above = x[i] < low ? low : x[i];
        out[i] = high < above ? high : above;
    }
}
)");
    to.line(call(name, out, x) + ", " + cFloat(op.low) + ", " + cFloat(op.high) + ");");
}

void writeZeros(CWriter &to, const CValue &out)
{
    to.line("memset(" + out.pointer() + ", 0, " + out.count() + " * sizeof(float));");
}

void writeAdd(CWriter &to, const CValue &out, std::span<const float> values)
{
    to.line(addFunction(to) + '(' + out.pointer() + ", " + to.floats(values) + ", " + out.count() +
            ", 1.0F);");
}

void writeWeightedSum(CWriter &to, const WeightedSum &op, const CValue &out,
                      std::span<const CValue> inputs)
{
    writeZeros(to, out);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        to.line(call(addFunction(to), out, inputs[i]) + ", " + cFloat(op.weights[i]) + ");");
}

} // namespace leptune

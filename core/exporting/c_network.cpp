// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_ops.h"
#include "core/model/quantised_weights.h"

namespace leptune {
namespace {

/// What a function makes of every number.
struct ElementFunction {
    const char *name;
    const char *text;
};

ElementFunction elementFunction(ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Relu:
        return {"lept_relu", "x[i] > 0.0F ? x[i] : 0.0F"};
    case ActivationKind::Elu:
        return {"lept_elu", "x[i] > 0.0F ? x[i] : expm1f(x[i])"};
    case ActivationKind::Selu:
        return {"lept_selu", "1.05070102F * (x[i] > 0.0F ? x[i] : 1.67326319F * expm1f(x[i]))"};
    case ActivationKind::Gelu:
        return {"lept_gelu", "0.5F * x[i] * (1.0F + erff(x[i] * 0.707106769F))"};
    case ActivationKind::Mish:
        return {"lept_mish", "x[i] * tanhf(x[i] > 20.0F ? x[i] : log1pf(expf(x[i])))"};
    case ActivationKind::Silu:
        return {"lept_silu", "x[i] * (1.0F / (1.0F + expf(-x[i])))"};
    case ActivationKind::Tanh:
        return {"lept_tanh", "tanhf(x[i])"};
    case ActivationKind::Sigmoid:
        break;
    }
    return {"lept_sigmoid", "1.0F / (1.0F + expf(-x[i]))"};
}

void writeCodedDense(CWriter &to, const Dense &op, const WeightCodes &codes, const CValue &out,
                     const CValue &x)
{
    const std::string name = to.function("lept_coded_dense", R"(
/* Weights are codes [inputs, outputs] times a step an output. */
static void $NAME(float *restrict out, const float *restrict x, int inputs, int outputs,
                  const signed char *codes, const float *steps, const float *bias)
{
    int i, o;
    memset(out, 0, (size_t)outputs * sizeof(float));
    for (i = 0; i < inputs; ++i, codes += outputs)
        for (o = 0; o < outputs; ++o)
            out[o] += x[i] * (float)codes[o];
    for (o = 0; o < outputs; ++o)
        out[o] = out[o] * steps[o] + bias[o];
}
)");
    const std::vector<std::int64_t> weights(codes.codes.begin(), codes.codes.end());
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            out.count() + ", " + to.integers(weights, CType::I8).name + ", " +
            to.floats(codes.steps) + ", " + to.floats(op.bias) + ");");
}

} // namespace

void writeDense(CWriter &to, const Dense &op, const CValue &out, const CValue &x)
{
    if (const auto codes = weightCodes(op))
        return writeCodedDense(to, op, *codes, out, x);
    const std::string name = to.function("lept_dense", R"(
/* Weights [inputs, outputs]. */
static void $NAME(float *restrict out, const float *restrict x, int inputs, int outputs,
                  const float *weights, const float *bias)
{
    int i, o;
    memset(out, 0, (size_t)outputs * sizeof(float));
    for (i = 0; i < inputs; ++i, weights += outputs)
        for (o = 0; o < outputs; ++o)
            out[o] += x[i] * weights[o];
    for (o = 0; o < outputs; ++o)
        out[o] += bias[o];
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            out.count() + ", " + to.floats(op.weights) + ", " + to.floats(op.bias) + ");");
}

void writeActivation(CWriter &to, ActivationKind kind, const CValue &out, const CValue &x)
{
    const ElementFunction element = elementFunction(kind);
    const std::string name = to.function(element.name, replaced(R"(
static void $NAME(float *out, const float *x, int count)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = $ELEMENT;
}
)",
                                                                "$ELEMENT", element.text));
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ");");
}

void writePeriodicEmbedding(CWriter &to, const PeriodicEmbedding &op, const CValue &out,
                            const CValue &x)
{
    to.function("lept_cosine", R"(
/* Of 2 pi turns, within 1e-7. */
static float $NAME(float turns)
{
    const float shifted = turns + 12582912.0F;
    const float whole = shifted - 12582912.0F;
    const float quarter = 0.25F - fabsf(turns - whole);
    const float square = quarter * quarter;
    float sum = 39.536705F * square - 76.549782F;
    sum = sum * square + 81.601005F;
    sum = sum * square - 41.341656F;
    sum = sum * square + 6.283185F;
    return sum * quarter;
}
)");
    const std::string name = to.function("lept_periodic", R"(
static void $NAME(float *out, const float *x, int columns, int frequencies, int outputs,
                  const float *frequency, const float *phase, const float *weights)
{
    int c, f, o;
    for (c = 0; c < columns; ++c, out += outputs) {
        memset(out, 0, (size_t)outputs * sizeof(float));
        for (f = 0; f < frequencies; ++f, weights += outputs) {
            const float turns = *frequency++ * x[c];
            const float cosine = lept_cosine(turns + *phase++);
            for (o = 0; o < outputs; ++o)
                out[o] += weights[o] * cosine;
        }
    }
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() + ", " +
            std::to_string(op.frequencies) + ", " + std::to_string(op.outputs) + ", " +
            to.floats(op.frequency) + ", " + to.floats(op.phase) + ", " + to.floats(op.weights) +
            ");");
}

void writeBlend(CWriter &to, const Blend &op, const CValue &out, const CValue &a, const CValue &b)
{
    const std::string name = to.function("lept_blend", R"(
static void $NAME(float *out, const float *a, const float *b, int count, const float *share)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = a[i] + share[i] * (b[i] - a[i]);
}
)");
    to.line(name + '(' + out.pointer() + ", " + a.pointer() + ", " + b.pointer() + ", " +
            out.count() + ", " + to.floats(op.share) + ");");
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_names.h"
#include "core/exporting/c_ops.h"
#include "core/exporting/c_planes.h"
#include "core/model/convolution_matrix.h"
#include "core/model/integer_form.h"

namespace leptune {
namespace {

/// The codes of `x` in an array of a block that is open until closeBlock().
std::string openCodes(CWriter &to, const CValue &x, float step, int zeroPoint)
{
    const std::string name = to.function("lept_codes", R"(
/* min(max(nearest(x / step) + zero, 0), 255), halves to even; 0 where x is missing. */
static void $NAME(unsigned char *codes, const float *x, int count, float step, int zero)
{
    int i;
    for (i = 0; i < count; ++i) {
        const float exact = x[i] / step;
        int code = 0;
        if (exact > 1024.0F)
            code = 255;
        else if (exact > -1024.0F)
            code = (int)lrintf(exact) + zero;
        codes[i] = (unsigned char)(code < 0 ? 0 : code > 255 ? 255 : code);
    }
}
)");
    to.line("{");
    to.line("    unsigned char codes[" + x.count() + "];");
    to.line("    " + name + "(codes, " + x.pointer() + ", " + x.count() + ", " + cFloat(step) +
            ", " + std::to_string(zeroPoint) + ");");
    to.addBlockRam(static_cast<std::size_t>(x.width));
    return "codes";
}

/// Biases of sums of codes, whose zero points are in them, and the units of the sums.
template <typename Layer>
std::string sumTables(CWriter &to, const Layer &op)
{
    std::vector<std::int64_t> bias;
    std::vector<float> units;
    for (std::size_t o = 0; o < op.steps.size(); ++o) {
        bias.push_back(integerBias(op, o));
        units.push_back(op.inputStep * op.steps[o]);
    }
    return to.integers(bias, CType::I32).name + ", " + to.floats(units);
}

std::string codesTable(CWriter &to, const std::vector<std::int8_t> &weights)
{
    return to.integers(std::vector<std::int64_t>(weights.begin(), weights.end()), CType::I8).name;
}

} // namespace

void writeIntegerDense(CWriter &to, const IntegerDense &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_integer_dense", R"(
/* Weights [outputs, inputs]. */
static void $NAME(float *out, const unsigned char *codes, int inputs, int outputs, int zero,
                  const signed char *weights, const int *bias, const float *units)
{
    int i, o;
    for (o = 0; o < outputs; ++o, weights += inputs) {
        int sum = 0;
        for (i = 0; i < inputs; ++i)
            sum += (codes[i] - zero) * weights[i];
        out[o] = (float)(sum + bias[o]) * units[o];
    }
}
)");
    const std::string codes = openCodes(to, x, op.inputStep, op.zeroPoint);
    to.line("    " + name + '(' + out.pointer() + ", " + codes + ", " + x.count() + ", " +
            out.count() + ", " + std::to_string(op.zeroPoint) + ", " +
            codesTable(to, transposed(op.weights, static_cast<std::size_t>(op.outputs))) + ", " +
            sumTables(to, op) + ");");
    to.closeBlock();
}

void writeIntegerConvolution(CWriter &to, const IntegerConvolution &op, const CValue &out,
                             const CValue &x)
{
    const std::string text = cConvolution("unsigned char", "signed char", "int", "bias[o]",
                                          "(from[c] - zero) * w[c]", "(float)sum * units[o]");
    const std::string name =
        to.function("lept_integer_convolution",
                    replaced(text, "$ARGUMENTS",
                             "const int *bias, const float *units,\n                  int zero"));
    const std::string codes = openCodes(to, x, op.inputStep, op.zeroPoint);
    to.line("    " + name + '(' + out.pointer() + ", " + codes + ", " + cPlaneArguments(op) + ", " +
            codesTable(to, op.weights) + ", " + sumTables(to, op) + ", " +
            std::to_string(op.zeroPoint) + ");");
    to.closeBlock();
}

} // namespace leptune

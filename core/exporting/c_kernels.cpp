// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_names.h"
#include "core/exporting/c_ops.h"
#include "core/model/distances.h"

namespace leptune {
namespace {

/// Opens a block in which new rows are scaled as the kept ones are; answers where they stand.
CValue openScaled(CWriter &to, const Scale &scale, const CValue &x)
{
    to.line("{");
    if (scale.offset.empty())
        return x;
    to.line("    float scaled[" + x.count() + "];");
    to.addBlockRam(sizeof(float) * static_cast<std::size_t>(x.width));
    const CValue scaled{{}, 0, x.width, "scaled"};
    writeScale(to, scale, scaled, x);
    return scaled;
}

std::string keptRows(CWriter &to, const Scale &scale, const std::vector<float> &rows, int width)
{
    return to.floats(scaledRows(scale, rows, static_cast<std::size_t>(width)));
}

void addDistance(CWriter &to)
{
    to.function("lept_squared_distance", R"(
static double $NAME(const float *a, const float *b, int count)
{
    double sum = 0.0;
    int i;
    for (i = 0; i < count; ++i) {
        const double difference = (double)a[i] - (double)b[i];
        sum += difference * difference;
    }
    return sum;
}
)");
}

} // namespace

void writeKernelSum(CWriter &to, const KernelSum &op, const CValue &out, const CValue &x)
{
    addDistance(to);
    const std::string outputs = std::to_string(op.outputs);
    const std::string name =
        to.function("lept_kernel_sum_" + outputs, replaced(R"(
/* Of exp(-gamma |x - row|^2). */
static void $NAME(float *out, const float *x, int inputs, int rows, const float *points,
                  const float *coefficients, const float *bias, double gamma)
{
    double sums[$OUTPUTS];
    int i, o;
    for (o = 0; o < $OUTPUTS; ++o)
        sums[o] = 0.0;
    for (i = 0; i < rows; ++i, points += inputs, coefficients += $OUTPUTS) {
        const double value = exp(-gamma * lept_squared_distance(x, points, inputs));
        for (o = 0; o < $OUTPUTS; ++o)
            sums[o] += (double)coefficients[o] * value;
    }
    for (o = 0; o < $OUTPUTS; ++o)
        out[o] = (float)(sums[o] + (double)bias[o]);
}
)",
                                                           "$OUTPUTS", outputs));
    to.addBlockRam(sizeof(double) * static_cast<std::size_t>(op.outputs));
    const CValue scaled = openScaled(to, op.scale, x);
    to.line("    " + name + '(' + out.pointer() + ", " + scaled.pointer() + ", " + x.count() +
            ", " + std::to_string(op.coefficients.size() / static_cast<std::size_t>(op.outputs)) +
            ", " + keptRows(to, op.scale, op.supports, op.inputs) + ", " +
            to.floats(op.coefficients) + ", " + to.floats(op.bias) + ", (double)" +
            cFloat(op.gamma) + ");");
    to.closeBlock();
}

void writeNeighbours(CWriter &to, const Neighbours &op, const CValue &out, const CValue &x)
{
    addDistance(to);
    const std::string k = std::to_string(op.k);
    const std::string name = to.function("lept_neighbours_" + k, replaced(R"(
/* Mean of the values of the nearest rows; of equal distances the first row counts. A row with
   missing cells is infinitely far. Weighted: where x stands among the rows, these alone count. */
static void $NAME(float *out, const float *x, int inputs, int rows, int outputs,
                  const float *points, const float *values, int weighted)
{
    float squared[$K], total = 0.0F;
    int nearest[$K];
    int found = 0, i, j, o;
    for (i = 0; i < rows; ++i, points += inputs) {
        const double exact = lept_squared_distance(x, points, inputs);
        const float distance = exact != exact ? INFINITY : (float)exact;
        if (found == $K && !(distance < squared[$K - 1]))
            continue;
        j = found < $K ? found++ : $K - 1;
        for (; j > 0 && distance < squared[j - 1]; --j) {
            squared[j] = squared[j - 1];
            nearest[j] = nearest[j - 1];
        }
        squared[j] = distance;
        nearest[j] = i;
    }
    for (o = 0; o < outputs; ++o)
        out[o] = 0.0F;
    for (j = 0; j < found; ++j) {
        const float *value = values + (size_t)nearest[j] * (size_t)outputs;
        float share = 1.0F;
        if (weighted && squared[0] < INFINITY)
            share = squared[0] > 0.0F ? 1.0F / sqrtf(squared[j]) : squared[j] > 0.0F ? 0.0F : 1.0F;
        total += share;
        for (o = 0; o < outputs; ++o)
            out[o] += share * value[o];
    }
    for (o = 0; o < outputs; ++o)
        out[o] /= total;
}
)",
                                                                          "$K", k));
    to.addBlockRam((sizeof(float) + 4) * static_cast<std::size_t>(op.k));
    const CValue scaled = openScaled(to, op.scale, x);
    to.line("    " + name + '(' + out.pointer() + ", " + scaled.pointer() + ", " + x.count() +
            ", " + std::to_string(op.points.size() / static_cast<std::size_t>(op.inputs)) + ", " +
            out.count() + ", " + keptRows(to, op.scale, op.points, op.inputs) + ", " +
            to.floats(op.values) + ", " + (op.distanceWeighted ? "1" : "0") + ");");
    to.closeBlock();
}

} // namespace leptune

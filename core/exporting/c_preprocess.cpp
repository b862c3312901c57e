// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_names.h"
#include "core/exporting/c_ops.h"

#include <algorithm>

namespace leptune {
namespace {

/// A call of a function on every number of `x`.
void call(CWriter &to, const std::string &function, const CValue &out, const CValue &x,
          const std::string &others = {})
{
    to.line(function + '(' + out.pointer() + ", " + x.pointer() + ", " + x.count() +
            (others.empty() ? "" : ", " + others) + ");");
}

} // namespace

void writeOneHot(CWriter &to, const OneHot &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_one_hot", R"(
static void $NAME(float *out, float index, int count)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = 0.0F;
    if (index >= 0.0F && index < (float)count)
        out[(int)index] = 1.0F;
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.at() + ", " + std::to_string(op.count) + ");");
}

void writeImpute(CWriter &to, const Impute &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_impute", R"(
static void $NAME(float *out, const float *x, int count, const float *values)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = x[i] != x[i] ? values[i] : x[i];
}
)");
    call(to, name, out, x, to.floats(op.values));
}

void writeMissingIndicator(CWriter &to, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_missing", R"(
static void $NAME(float *out, const float *x, int count)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = x[i] != x[i] ? 1.0F : 0.0F;
}
)");
    call(to, name, out, x);
}

void writeScale(CWriter &to, const Scale &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_scale", R"(
static void $NAME(float *out, const float *x, int count, const float *offset,
                  const float *scale, float low, float high)
{
    int i;
    for (i = 0; i < count; ++i) {
        const float shifted = x[i] - offset[i];
        const float scaled = shifted * scale[i];
        out[i] = scaled < low ? low : scaled > high ? high : scaled;
    }
}
)");
    call(to, name, out, x,
         to.floats(op.offset) + ", " + to.floats(op.scale) + ", " + cFloat(op.low) + ", " +
             cFloat(op.high));
}

void writeSmoothClip(CWriter &to, const SmoothClip &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function("lept_smooth_clip", R"(
static void $NAME(float *out, const float *x, int count, float limit)
{
    int i;
    for (i = 0; i < count; ++i) {
        const float ratio = x[i] / limit;
        out[i] = x[i] / sqrtf(1.0F + ratio * ratio);
    }
}
)");
    call(to, name, out, x, cFloat(op.limit));
}

void writeCleanRange(CWriter &to, const CleanRange &op, const CValue &out, const CValue &x)
{
    finiteFunction(to);
    if (op.low.empty()) {
        const std::string name = to.function("lept_clean", R"(
static void $NAME(float *out, const float *x, int count)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = lept_finite(x[i]);
}
)");
        return call(to, name, out, x);
    }
    const std::string name = to.function("lept_clean_range", R"(
static void $NAME(float *out, const float *x, int count, const float *low, const float *high)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = x[i] >= low[i] && x[i] <= high[i] ? lept_finite(x[i]) : NAN;
}
)");
    call(to, name, out, x, to.floats(op.low) + ", " + to.floats(op.high));
}

std::string finiteFunction(CWriter &to)
{
    return to.function("lept_finite", R"(
static float $NAME(float x)
{
    return fabsf(x) <= 3.4028235e+38F ? x : NAN;
}
)");
}

void writeSelect(CWriter &to, const Select &op, const CValue &out, const CValue &x)
{
    const CTable columns = to.integers(op.columns);
    const std::string name = to.function("lept_select", columns.type, R"(
static void $NAME(float *out, const float *x, int count, const $TYPE *columns)
{
    int i;
    for (i = 0; i < count; ++i)
        out[i] = x[columns[i]];
}
)");
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + out.count() + ", " +
            columns.name + ");");
}

void writeCopy(CWriter &to, const CValue &out, int first, const CValue &x)
{
    if (x.width == 1)
        return to.line(out.at(first) + " = " + x.at() + ';');
    const CValue part{{}, out.offset + static_cast<std::size_t>(first), x.width, out.array};
    to.line("memcpy(" + part.pointer() + ", " + x.pointer() + ", " + x.count() +
            " * sizeof(float));");
}

void writeConstant(CWriter &to, const CValue &out, std::span<const float> values)
{
    to.line("memcpy(" + out.pointer() + ", " + to.floats(values) + ", " + out.count() +
            " * sizeof(float));");
}

} // namespace leptune

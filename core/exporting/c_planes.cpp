// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_planes.h"
#include "core/exporting/c_ops.h"

namespace leptune {

std::string cPlaneArguments(const ConvolutionShape &shape)
{
    const Plane out = shape.out();
    std::string text;
    for (const int number :
         {shape.in.height, shape.in.width, shape.in.channels, out.height, out.width, out.channels,
          shape.kernelHeight, shape.kernelWidth, shape.stride, shape.padding})
        text += std::to_string(number) + ", ";
    return text + (shape.groups > 1 ? "1" : "0");
}

std::string cConvolution(const std::string &numbers, const std::string &weights,
                         const std::string &accumulator, const std::string &start,
                         const std::string &product, const std::string &finish)
{
    std::string text = R"(
/* Windows that would pass the padding are left out; of depthwise ones an output sees its own
   channel only. Weights [outputs, kernel_height, kernel_width, channels that it sees]. */
static void $NAME(float *out, const $NUMBERS *x, int height, int width, int channels,
                  int out_height, int out_width, int outputs, int kernel_height,
                  int kernel_width, int stride, int padding, int depthwise,
                  const $WEIGHTS *weights, $ARGUMENTS)
{
    const int seen = depthwise ? 1 : channels;
    int y, x0, o, ky, kx, c;
    for (y = 0; y < out_height; ++y)
        for (x0 = 0; x0 < out_width; ++x0)
            for (o = 0; o < outputs; ++o) {
                const $WEIGHTS *w = weights + (size_t)o * (size_t)(kernel_height * kernel_width * seen);
                $ACCUMULATOR sum = $START;
                for (ky = 0; ky < kernel_height; ++ky) {
                    const int row = y * stride + ky - padding;
                    for (kx = 0; kx < kernel_width; ++kx, w += seen) {
                        const int column = x0 * stride + kx - padding;
                        const $NUMBERS *from;
                        if (row < 0 || row >= height || column < 0 || column >= width)
                            continue;
                        from = x + ((size_t)row * (size_t)width + (size_t)column) * (size_t)channels
                               + (depthwise ? o : 0);
                        for (c = 0; c < seen; ++c)
                            sum += $PRODUCT;
                    }
                }
                *out++ = $FINISH;
            }
}
)";
    text = replaced(text, "$NUMBERS", numbers);
    text = replaced(text, "$WEIGHTS", weights);
    text = replaced(text, "$ACCUMULATOR", accumulator);
    text = replaced(text, "$START", start);
    text = replaced(text, "$PRODUCT", product);
    return replaced(text, "$FINISH", finish);
}

void writePixels(CWriter &to, const Pixels &op, const CValue &out, const std::string &field)
{
    const std::string name = to.function("lept_pixels", R"(
static void $NAME(float *out, const unsigned char *pixels, int count, int channels,
                  const float *shift, const float *factor)
{
    int i, c;
    if (pixels == NULL) {
        memset(out, 0, (size_t)count * sizeof(float));
        return;
    }
    for (i = 0; i < count; i += channels)
        for (c = 0; c < channels; ++c) {
            const float shifted = (float)pixels[i + c] - shift[c];
            out[i + c] = shifted * factor[c];
        }
}
)");
    to.line(name + '(' + out.pointer() + ", " + field + ", " + out.count() + ", " +
            std::to_string(op.shape.channels) + ", " + to.floats(op.shift) + ", " +
            to.floats(op.factor) + ");");
}

void writeConvolution(CWriter &to, const Convolution &op, const CValue &out, const CValue &x)
{
    const std::string name = to.function(
        "lept_convolution",
        replaced(cConvolution("float", "float", "float", "bias[o]", "from[c] * w[c]", "sum"),
                 "$ARGUMENTS", "const float *bias"));
    to.line(name + '(' + out.pointer() + ", " + x.pointer() + ", " + cPlaneArguments(op) + ", " +
            to.floats(op.weights) + ", " + to.floats(op.bias) + ");");
}

namespace {

/// How a pool's answer begins, goes on and ends.
struct PoolWords {
    const char *name, *type, *take, *finish;
};

PoolWords poolWords(PoolKind kind, bool isWhole)
{
    constexpr const char *kLarger = "value > answer ? value : answer";
    if (kind == PoolKind::Max)
        return {isWhole ? "lept_max_pool_int" : "lept_max_pool", isWhole ? "int" : "float", kLarger,
                "answer"};
    if (isWhole) // the nearest whole number, halves away from 0
        return {"lept_average_pool_int", "long long", "answer + value",
                "(int)((answer + (answer < 0 ? -count : count) / 2) / count)"};
    return {"lept_average_pool", "float", "answer + value", "answer / (float)count"};
}

} // namespace

void writePool(CWriter &to, const Pool &op, const CValue &out, const CValue &x, bool isWhole)
{
    std::string text = R"(
static void $NAME($NUMBER *out, const $NUMBER *x, int width, int channels, int out_height,
                  int out_width, int size_height, int size_width, int stride)
{
$COUNT    int y, x0, c, wy, wx;
    for (y = 0; y < out_height; ++y)
        for (x0 = 0; x0 < out_width; ++x0)
            for (c = 0; c < channels; ++c) {
                const $NUMBER *from = x + (y * stride * width + x0 * stride) * channels + c;
                $SUM answer = *from;
                for (wy = 0; wy < size_height; ++wy)
                    for (wx = wy == 0 ? 1 : 0; wx < size_width; ++wx) {
                        const $NUMBER value = from[(wy * width + wx) * channels];
                        answer = $TAKE;
                    }
                *out++ = $FINISH;
            }
}
)";
    const PoolWords words = poolWords(op.kind, isWhole);
    const bool counts = op.kind == PoolKind::Average;
    text =
        replaced(text, "$COUNT", counts ? "    const int count = size_height * size_width;\n" : "");
    text = replaced(text, "$NUMBER", isWhole ? "int" : "float");
    text = replaced(text, "$SUM", words.type);
    text = replaced(text, "$TAKE", words.take);
    text = replaced(text, "$FINISH", words.finish);
    const std::string name = to.function(words.name, text);
    const Plane result = op.out();
    std::string line = name + '(' + out.pointer() + ", " + x.pointer();
    for (const int number : {op.in.width, op.in.channels, result.height, result.width,
                             op.sizeHeight, op.sizeWidth, op.stride})
        line += ", " + std::to_string(number);
    to.line(line + ");");
}

} // namespace leptune

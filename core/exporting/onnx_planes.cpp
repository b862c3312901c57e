// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"
#include "core/exporting/onnx_quantised.h"
#include "core/model/planes.h"

namespace leptune {
namespace {

/// One channel, or one pixel: the order of numbers is the same in rows and in planes.
bool isFlat(const Plane &plane)
{
    return plane.channels == 1 || plane.height * plane.width == 1;
}

OnnxName permuted(OnnxWriter &to, const OnnxName &x, std::initializer_list<std::int64_t> order)
{
    return to.add("Transpose", {x}, {onnxInts("perm", std::vector<std::int64_t>(order))});
}

/// [outputs, height, width, channels] to [outputs, channels, height, width].
template <typename T>
std::vector<T> channelsFirst(const ConvolutionShape &shape, const std::vector<T> &weights)
{
    const auto channels = static_cast<std::size_t>(shape.in.channels / shape.groups);
    const auto window = static_cast<std::size_t>(shape.windowSize());
    const std::size_t pixels = window / channels;
    std::vector<T> result(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::size_t pixel = i % window / channels, channel = i % channels;
        result[i / window * window + channel * pixels + pixel] = weights[i];
    }
    return result;
}

/// The rows of a matrix that reads planes, [inputs, outputs].
template <typename T>
std::vector<T> inputsChannelsFirst(const std::vector<T> &weights, const Plane &plane, int outputs)
{
    const auto width = static_cast<std::size_t>(outputs);
    const auto channels = static_cast<std::size_t>(plane.channels);
    const auto pixels = static_cast<std::size_t>(plane.height * plane.width);
    std::vector<T> result(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::size_t input = i / width;
        const std::size_t row = input % channels * pixels + input / channels;
        result[row * width + i % width] = weights[i];
    }
    return result;
}

std::vector<std::int64_t> weightDims(const ConvolutionShape &shape)
{
    return {shape.outputs, shape.in.channels / shape.groups, shape.kernelHeight, shape.kernelWidth};
}

OnnxName convolve(OnnxWriter &to, const ConvolutionShape &shape, const OnnxNames &inputs)
{
    const std::vector<std::int64_t> kernel{shape.kernelHeight, shape.kernelWidth};
    const std::vector<std::int64_t> strides(2, shape.stride), pads(4, shape.padding);
    return to.add("Conv", inputs,
                  {onnxInts("kernel_shape", kernel), onnxInts("strides", strides),
                   onnxInts("pads", pads), onnxInt("group", shape.groups)});
}

} // namespace

OnnxName flattened(OnnxWriter &to, const OnnxName &planes)
{
    return to.add("Flatten", {planes});
}

OnnxName planesOf(OnnxWriter &to, const OnnxName &rows, const Plane &plane)
{
    if (isFlat(plane))
        return to.add("Reshape", {rows, to.ints({-1, plane.channels, plane.height, plane.width})});
    const OnnxName last =
        to.add("Reshape", {rows, to.ints({-1, plane.height, plane.width, plane.channels})});
    return permuted(to, last, {0, 3, 1, 2});
}

OnnxName rowsOf(OnnxWriter &to, const OnnxName &planes, const Plane &plane)
{
    const OnnxName last = isFlat(plane) ? planes : permuted(to, planes, {0, 2, 3, 1});
    return flattened(to, last);
}

Dense readingPlanes(Dense op, const Plane &plane)
{
    op.weights = inputsChannelsFirst(op.weights, plane, op.outputs);
    return op;
}

IntegerDense readingPlanes(IntegerDense op, const Plane &plane)
{
    op.weights = inputsChannelsFirst(op.weights, plane, op.outputs);
    return op;
}

OnnxName writePixels(OnnxWriter &to, const Pixels &op, const OnnxName &pictures)
{
    const Plane plane{op.shape.height, op.shape.width, op.shape.channels};
    const OnnxName bytes =
        isFlat(plane) ? to.add("Reshape",
                               {pictures, to.ints({-1, plane.channels, plane.height, plane.width})})
                      : permuted(to, pictures, {0, 3, 1, 2});
    const std::int64_t dims[] = {plane.channels, 1, 1};
    const OnnxName numbers = to.cast(bytes, onnx::TensorProto_DataType_FLOAT);
    const OnnxName shifted = to.add("Sub", {numbers, to.constant(std::span(op.shift), dims)});
    return to.add("Mul", {shifted, to.constant(std::span(op.factor), dims)});
}

OnnxName writeConvolution(OnnxWriter &to, const Convolution &op, const OnnxName &x)
{
    const std::int64_t biasDims[] = {op.outputs};
    const std::vector<float> weights = channelsFirst(op, op.weights);
    return convolve(to, op,
                    {x, to.constant(std::span(weights), weightDims(op)),
                     to.constant(std::span(op.bias), biasDims)});
}

OnnxName writeIntegerConvolution(OnnxWriter &to, const IntegerConvolution &op, const OnnxName &x)
{
    const QuantisedLayer layer(to, op, x);
    const std::vector<std::int8_t> weights = channelsFirst(op, op.weights);
    return convolve(to, op,
                    {layer.input(), layer.weights(weights, weightDims(op), 0), layer.bias()});
}

OnnxName writePool(OnnxWriter &to, const Pool &op, const OnnxName &x)
{
    const std::vector<std::int64_t> kernel{op.sizeHeight, op.sizeWidth}, strides(2, op.stride);
    return to.add(op.kind == PoolKind::Max ? "MaxPool" : "AveragePool", {x},
                  {onnxInts("kernel_shape", kernel), onnxInts("strides", strides)});
}

} // namespace leptune

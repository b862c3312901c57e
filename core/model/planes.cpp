// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/planes.h"

#include "core/model/graph_shape.h"

#include <algorithm>
#include <initializer_list>

namespace leptune {
namespace {

constexpr std::int64_t kMostMultiplications = std::int64_t{1} << 31;
constexpr std::int64_t kLargestPadded = std::int64_t{4} * kWidestNode;

/// Of factors that may come from a hostile file; -1 where one is negative or the product is beyond
/// 2^40.
std::int64_t product(std::initializer_list<std::int64_t> factors)
{
    constexpr std::int64_t kMost = std::int64_t{1} << 40;
    std::int64_t result = 1;
    for (const std::int64_t factor : factors) {
        if (factor < 0 || (factor > 0 && result > kMost / factor))
            return -1;
        result *= factor;
    }
    return result;
}

bool isWithin(std::int64_t value, std::int64_t most)
{
    return value >= 0 && value <= most;
}

int windows(int side, int kernel, int stride)
{
    return (side - kernel) / stride + 1;
}

/// Kernels that fit into their padded plane.
std::string kernelProblem(const ConvolutionShape &shape)
{
    if (!isPlane(shape.in))
        return "its plane is out of range";
    if (shape.kernelHeight < 1 || shape.kernelWidth < 1 || shape.stride < 1)
        return "its kernel or stride is not above 0";
    if (shape.padding < 0 || shape.padding >= std::min(shape.kernelHeight, shape.kernelWidth))
        return "its padding is not below the kernel's sides";
    const std::int64_t height = shape.in.height + 2 * std::int64_t{shape.padding};
    const std::int64_t width = shape.in.width + 2 * std::int64_t{shape.padding};
    if (shape.kernelHeight > height || shape.kernelWidth > width ||
        !isWithin(product({height, width, shape.in.channels}), kLargestPadded))
        return "its kernel or padding does not fit its plane";
    return {};
}

} // namespace

bool isPlane(const Plane &plane)
{
    return plane.height > 0 && plane.width > 0 && plane.channels > 0 &&
           isWithin(product({plane.height, plane.width, plane.channels}), kWidestNode);
}

Plane ConvolutionShape::out() const
{
    return {windows(in.height + 2 * padding, kernelHeight, stride),
            windows(in.width + 2 * padding, kernelWidth, stride), outputs};
}

int ConvolutionShape::windowSize() const
{
    return kernelHeight * kernelWidth * (in.channels / groups);
}

Plane Pool::out() const
{
    return {windows(in.height, sizeHeight, stride), windows(in.width, sizeWidth, stride),
            in.channels};
}

std::string convolutionProblem(const ConvolutionShape &shape)
{
    if (std::string fault = kernelProblem(shape); !fault.empty())
        return fault;
    if (shape.groups != 1 &&
        (shape.groups != shape.in.channels || shape.outputs != shape.in.channels))
        return "its groups are neither one nor a channel and an output each";
    const Plane out = shape.out();
    if (!isPlane(out))
        return "its result is out of range";
    if (!isWithin(product({planeSize(out), shape.windowSize()}), kMostMultiplications))
        return "it would multiply more than any real network does";
    return {};
}

std::string convolutionProblem(const ConvolutionShape &shape, std::size_t weights,
                               std::size_t biases)
{
    if (std::string fault = convolutionProblem(shape); !fault.empty())
        return fault;
    const std::int64_t wanted = product({shape.outputs, shape.windowSize()});
    if (wanted < 0 || weights != static_cast<std::size_t>(wanted))
        return "weights hold " + std::to_string(weights) + " values, not " + std::to_string(wanted);
    if (biases != static_cast<std::size_t>(shape.outputs))
        return "biases hold " + std::to_string(biases) + " values, not " +
               std::to_string(shape.outputs);
    return {};
}

std::string poolProblem(const Pool &pool)
{
    if (!isPlane(pool.in))
        return "its plane is out of range";
    if (pool.sizeHeight < 1 || pool.sizeWidth < 1 || pool.stride < 1 ||
        pool.sizeHeight > pool.in.height || pool.sizeWidth > pool.in.width)
        return "its window does not fit its plane";
    if (!isWithin(product({planeSize(pool.out()), pool.sizeHeight, pool.sizeWidth}),
                  kMostMultiplications))
        return "it would compare more than any real network does";
    return {};
}

std::string pixelsProblem(const Pixels &step)
{
    const PictureShape &shape = step.shape;
    if (!isPictureShape(shape) || !isPlane({shape.height, shape.width, shape.channels}))
        return "its pictures have a size that is out of range";
    const auto channels = static_cast<std::size_t>(shape.channels);
    if (step.shift.size() != channels || step.factor.size() != channels)
        return "its shifts or factors are not one a channel";
    return {};
}

} // namespace leptune

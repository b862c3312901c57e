// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_device.h"

#include "core/base/error.h"
#include "core/neural/input_columns.h"
#include "core/neural/stage_geometry.h"

namespace leptune {

namespace {

/// A step of autograd on a GPU takes about a millisecond whatever its products; the fused steps of
/// a CPU's thread do a hundred million in ten, and there are a few such threads.
constexpr double kProductsForGpu = 1e8;

bool hasGpu()
{
    return neural::moduleIsThere() && neural::engine().hasCuda();
}

} // namespace

void checkDevice(const std::string &option, const std::string &device)
{
    if (device != "auto" && device != "cpu" && device != "cuda")
        throw Error(ErrorCode::BadOption, option, "'" + device + "' is not auto, cpu or cuda");
    if (device == "cuda" && !hasGpu())
        throw Error(ErrorCode::BadOption, option,
                    "'cuda' needs a GPU that the module for neural networks can use, and there is "
                    "none; use auto or cpu, or build the module against a LibTorch with CUDA");
}

double productsOfStep(const neural::NetworkShape &shape, int batchSize)
{
    double products = 0.0, inputs = neural::embeddedInputs(shape);
    if (!shape.stages.empty()) {
        for (const neural::StageGeometry &stage : neural::geometryOf(shape))
            products += static_cast<double>(stage.positions()) *
                        static_cast<double>(stage.depth()) * stage.out.channels;
        inputs = neural::denseInputs(shape);
    }
    for (const int width : shape.hidden) {
        products += shape.members * inputs * width;
        inputs = width;
    }
    products += shape.members * inputs * shape.outputs;
    return products * batchSize;
}

std::string trainingDevice(const std::string &wanted, const neural::NetworkShape &shape,
                           int batchSize)
{
    if (wanted != "auto")
        return wanted;
    return productsOfStep(shape, batchSize) >= kProductsForGpu && hasGpu() ? "cuda" : "cpu";
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/stage_geometry.h"

#include "core/base/error.h"
#include "core/neural/input_columns.h"

namespace leptune::neural {

namespace {

StageGeometry geometryOf(const ConvolutionStage &stage, const PicturePlane &in)
{
    const int lost = stage.kernel - 1 - 2 * stage.padding;
    StageGeometry result{in,
                         {in.height - lost, in.width - lost, stage.outputs},
                         {},
                         stage.kernel,
                         stage.padding,
                         stage.pool};
    result.out = {result.convolved.height / stage.pool, result.convolved.width / stage.pool,
                  stage.outputs};
    return result;
}

[[noreturn]] void refuse(std::size_t stage, const std::string &why)
{
    throw Error(ErrorCode::BadOption, "convolution " + std::to_string(stage + 1), why);
}

} // namespace

std::vector<StageGeometry> geometryOf(const NetworkShape &shape)
{
    std::vector<StageGeometry> result;
    PicturePlane in = shape.picture;
    for (std::size_t i = 0; i < shape.stages.size(); ++i) {
        const ConvolutionStage &stage = shape.stages[i];
        if (stage.outputs < 1 || stage.kernel < 1 || stage.padding < 0 || stage.pool < 1 ||
            stage.padding >= stage.kernel)
            refuse(i, "has sizes out of range");
        result.push_back(geometryOf(stage, in));
        in = result.back().out;
        if (in.height < 1 || in.width < 1)
            refuse(i, "has a kernel or pool larger than what it reads");
        const auto from = static_cast<std::size_t>(stage.shortcut);
        if (stage.shortcut >= 0 && (from >= i || result[from].out != in))
            refuse(i, "adds what has another size");
    }
    return result;
}

int denseInputs(const NetworkShape &shape)
{
    if (shape.stages.empty())
        return embeddedInputs(shape);
    const PicturePlane out = geometryOf(shape).back().out;
    return shape.averages ? out.channels : static_cast<int>(out.size());
}

} // namespace leptune::neural

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preprocess/steps.h"

#include <algorithm>

namespace leptune {
namespace {

void grey(const std::uint8_t *pixels, std::size_t count, float shift, float factor, float *out)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] = (static_cast<float>(pixels[i]) - shift) * factor;
}

void colours(const std::uint8_t *pixels, std::size_t count, const Pixels &step, float *out)
{
    const std::size_t channels = step.shift.size();
    for (std::size_t i = 0; i < count; i += channels)
        for (std::size_t c = 0; c < channels; ++c)
            out[i + c] = (static_cast<float>(pixels[i + c]) - step.shift[c]) * step.factor[c];
}

} // namespace

void applyPixels(const Pixels &step, const RawCells &cells, std::size_t begin, std::size_t rows,
                 float *out)
{
    if (!cells.pictures || cells.pictures->shape != step.shape || cells.codes.size() < begin + rows)
        throw Error(ErrorCode::Internal, "pixels", "the cells are no pictures of the wanted shape");
    const std::size_t width = step.shape.bytes();
    for (std::size_t row = begin; row < begin + rows; ++row, out += width) {
        const std::int32_t code = cells.codes[row];
        if (code < 0) {
            std::fill_n(out, width, 0.0F);
            continue;
        }
        const std::uint8_t *pixels = cells.pictures->picture(static_cast<std::size_t>(code)).data();
        if (step.shift.size() == 1)
            grey(pixels, width, step.shift[0], step.factor[0], out);
        else
            colours(pixels, width, step, out);
    }
}

} // namespace leptune

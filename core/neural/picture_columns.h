// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/stage_geometry.h"

#include <cstddef>
#include <cstdint>

/// The moves of numbers around the products of a convolution, one picture at a time. All arrays
/// have kPadding floats of room behind them, before which they may be read and written.
namespace leptune::neural {

/// Rows of what each position's sum is over: [positions, depth], from a plane.
void gatherColumns(const StageGeometry &stage, const float *plane, float *columns);
/// The way back: adds rows of `stride` floats to the plane that they were gathered from.
void addColumns(const StageGeometry &stage, const float *columns, std::size_t stride, float *plane);
/// The largest of each square of `convolved` [positions, stride] and where in the square it stands.
void poolLargest(const StageGeometry &stage, const float *convolved, std::size_t stride, float *out,
                 std::uint8_t *winners);
/// The way back, to the winners; the others become 0.
void unpool(const StageGeometry &stage, const float *out, const std::uint8_t *winners,
            std::size_t stride, float *convolved);

} // namespace leptune::neural

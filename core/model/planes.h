// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <string>

namespace leptune {

/// Sides are at least 1, so that they can be multiplied; false also where a row would be too wide.
bool isPlane(const Plane &plane);

/// What is wrong with the geometry of an operation, or empty. Once it is empty, out() and
/// windowSize() are in range; hostile files can't ask for more than 2^31 multiplications a row.
std::string convolutionProblem(const ConvolutionShape &shape);
/// The same of one that holds so many weights and biases.
std::string convolutionProblem(const ConvolutionShape &shape, std::size_t weights,
                               std::size_t biases);
std::string poolProblem(const Pool &pool);
std::string pixelsProblem(const Pixels &step);

/// Numbers of a plane; it isPlane().
inline int planeSize(const Plane &plane)
{
    return plane.height * plane.width * plane.channels;
}

} // namespace leptune

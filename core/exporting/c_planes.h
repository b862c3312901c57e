// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <string>

namespace leptune {

/// The numbers that a function of cConvolution() wants behind its planes, up to the weights.
std::string cPlaneArguments(const ConvolutionShape &shape);

/// A convolution in C over numbers and weights of some types: what the sum of an output begins
/// with, what is added for every weight, what the sum becomes. $ARGUMENTS are left to be named.
std::string cConvolution(const std::string &numbers, const std::string &weights,
                         const std::string &accumulator, const std::string &start,
                         const std::string &product, const std::string &finish);

} // namespace leptune

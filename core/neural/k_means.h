// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace leptune::neural {

/// `count` centres, rising, that numbers are near to: Lloyd's steps from centres that are spread
/// evenly over the range, so that large numbers have some of their own (Han et al. 2016); one that
/// is left without numbers moves to where the squared error is largest. Zeros where there are no
/// numbers.
std::vector<float> clusterCentres(std::vector<float> numbers, std::size_t count);

} // namespace leptune::neural

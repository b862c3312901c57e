// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace leptune::neural {

constexpr std::size_t kMostSharedValues = 255;

/// The first values that the weights of a layer share, short floats, from `steps` as the layout
/// holds them: each in units of the last number, which does not learn, so that all learn in
/// proportion to their layer's weights.
void readBook(std::span<const float> steps, std::span<float> book);

/// The place of the nearest value of `book`, at most kMostSharedValues in any order, for every
/// weight.
void findPlaces(std::span<const float> weights, std::span<const float> book,
                std::span<std::uint8_t> places);

} // namespace leptune::neural

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/parameters.h"
#include "core/neural/state_archive.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace leptune::neural {

/// Of every group of neuronGroups(), the neurons that stay, rising.
using NeuronCut = std::vector<std::vector<std::size_t>>;

NetworkShape shapeAfter(const NetworkShape &shape, const NeuronCut &cut);

/// Where each number of the network that is left lay in the larger one: [to.total], rising within
/// each part. `from` is of `shape`, `to` of shapeAfter(shape, cut), both with or both without
/// rounding.
std::vector<std::size_t> placesAfter(const NetworkShape &shape, const ParameterLayout &from,
                                     const ParameterLayout &to, const NeuronCut &cut);

/// The numbers at `places` take the front of `numbers`; `room` zeros follow.
template <typename T>
void keepPlaces(std::vector<T> &numbers, const std::vector<std::size_t> &places,
                std::size_t room = 0)
{
    std::vector<T> kept;
    kept.reserve(places.size() + room);
    for (const std::size_t place : places)
        kept.push_back(numbers[place]);
    kept.resize(places.size() + room);
    numbers = std::move(kept);
}

/// How wide the layers of `shape` are now; reading, none can be wider than it was.
void exchangeWidths(StateArchive &archive, NetworkShape &shape);

} // namespace leptune::neural

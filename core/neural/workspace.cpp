// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/workspace.h"

#include "core/neural/buffer.h"

#include <algorithm>

namespace leptune::neural {

Workspace::Workspace(const NetworkShape &shape, std::span<const ParameterLayout::Layer> dense,
                     std::size_t mostRows, bool mixes)
    : rows(mostRows)
{
    const bool hasPictures = !shape.stages.empty();
    if (hasPictures)
        pictures = buffer(rows * static_cast<std::size_t>(shape.inputs));
    if (mixes)
        unmixed = buffer(rows * static_cast<std::size_t>(shape.inputs));
    std::size_t widest = 0, largest = 0;
    values.push_back(buffer(rows * static_cast<std::size_t>(dense.front().inputs)));
    for (const ParameterLayout::Layer &layer : dense) {
        const auto in = static_cast<std::size_t>(layer.inputs);
        const auto out = static_cast<std::size_t>(layer.outputs);
        values.push_back(buffer(rows * out));
        slopes.push_back(buffer(rows * out));
        widest = std::max({widest, out, hasPictures || values.size() > 2 ? in : 0});
        largest = std::max(largest, in * out);
    }
    mask = buffer(rows * widest);
    back = buffer(rows * widest);
    backBefore = buffer(rows * widest);
    transposed = buffer(largest);
}

} // namespace leptune::neural

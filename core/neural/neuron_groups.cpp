// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/neuron_groups.h"

namespace leptune::neural {

std::vector<NeuronGroup> neuronGroups(const NetworkShape &shape)
{
    std::vector<NeuronGroup> groups;
    std::vector<std::size_t> groupOf; // of each layer's outputs
    const auto add = [&](std::size_t group, int outputs) {
        if (group == groups.size())
            groups.push_back({{}, {}, static_cast<std::size_t>(outputs)});
        const std::size_t layer = groupOf.size();
        groups[group].makers.push_back(layer);
        groups[group].readers.push_back(layer + 1);
        groupOf.push_back(group);
    };
    for (const ConvolutionStage &stage : shape.stages)
        add(stage.shortcut >= 0 ? groupOf[static_cast<std::size_t>(stage.shortcut)] : groups.size(),
            stage.outputs);
    for (std::size_t i = 0; i < shape.hidden.size(); ++i)
        add(shape.isResidual && i > 0 ? groupOf.back() : groups.size(), shape.hidden[i]);
    return groups;
}

} // namespace leptune::neural

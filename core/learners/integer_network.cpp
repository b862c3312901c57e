// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/integer_network.h"

#include "core/model/integer_form.h"
#include "core/model/interpreter.h"

#include <algorithm>

namespace leptune {

namespace {

FloatMatrix through(const Dense &layer, ActivationKind activation, const FloatMatrix &rows)
{
    auto graph = std::make_shared<Graph>();
    graph->nodes = {{InputMatrix{}, {}, layer.inputs},
                    {layer, {0}, layer.outputs},
                    {Activation{activation}, {1}, layer.outputs}};
    graph->output = 2;
    return Interpreter(std::move(graph)).run(rows);
}

} // namespace

std::vector<IntegerDense> integerLayers(const std::vector<Dense> &layers, ActivationKind activation,
                                        FloatMatrix rows)
{
    std::vector<IntegerDense> result;
    for (const Dense &layer : layers) {
        const auto [low, high] = std::ranges::minmax_element(rows.values);
        result.push_back(integerForm(layer, *low, *high));
        if (&layer != &layers.back())
            rows = through(layer, activation, rows);
    }
    return result;
}

} // namespace leptune

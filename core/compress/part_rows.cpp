// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/part_rows.h"

#include "core/base/random.h"
#include "core/model/graph_shape.h"
#include "core/model/interpreter.h"

#include <algorithm>

namespace leptune {

namespace {

int widthOf(const Graph &graph, NodeId id)
{
    return graph.node(id).width;
}

FloatMatrix columnsOf(const FloatMatrix &all, std::size_t begin, int width)
{
    FloatMatrix part(all.rows, static_cast<std::size_t>(width));
    for (std::size_t row = 0; row < all.rows; ++row)
        std::ranges::copy(all.row(row).subspan(begin, part.columns), part.row(row).begin());
    return part;
}

/// Takes nodes from the front of `nodes` that a graph can answer side by side; one at least.
std::vector<NodeId> takeTogether(const Graph &graph, std::span<const NodeId> nodes)
{
    std::vector<NodeId> taken;
    std::int64_t width = 0;
    for (const NodeId id : nodes) {
        width += widthOf(graph, id);
        if (!taken.empty() && width > kWidestNode)
            break;
        taken.push_back(id);
    }
    return taken;
}

} // namespace

RawBatch someRowsOf(const CompressionPart &part, std::uint32_t most, std::uint64_t seed)
{
    const Rows &rows = part.rows.rows();
    const RawBatch &all = part.rows.data().batch();
    if (rows.size() <= most)
        return all.gathered(rows);
    const auto drawn = RandomStream(seed, 0, static_cast<std::uint64_t>(part.number))
                           .sample(static_cast<std::uint32_t>(rows.size()), most);
    return all.gathered(gatherValues(rows, drawn));
}

FloatMatrix valuesAt(const Graph &graph, NodeId node, const RawBatch &batch)
{
    return Interpreter(std::make_shared<const Graph>(upTo(graph, node))).run(batch);
}

std::vector<FloatMatrix> valuesAt(const Graph &graph, const std::vector<NodeId> &nodes,
                                  const RawBatch &batch)
{
    std::vector<FloatMatrix> values;
    while (values.size() < nodes.size()) {
        const auto taken = takeTogether(graph, std::span(nodes).subspan(values.size()));
        Graph together = graph;
        Node side{Concat{}, taken, 0};
        for (const NodeId id : taken)
            side.width += widthOf(graph, id);
        together.nodes.push_back(std::move(side));
        const auto last = static_cast<NodeId>(together.nodes.size()) - 1;
        const FloatMatrix all = valuesAt(together, last, batch);
        std::size_t begin = 0;
        for (const NodeId id : taken) {
            values.push_back(columnsOf(all, begin, widthOf(graph, id)));
            begin += values.back().columns;
        }
    }
    return values;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/machine_rows.h"

#include "core/base/random.h"
#include "core/compress/munge.h"
#include "core/compress/part_rows.h"
#include "core/data/all_finite.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace leptune {

namespace {

constexpr std::size_t kTurns = 10; // rows are left out of the neighbours in so many

std::string_view bytesOf(std::span<const float> row)
{
    return {reinterpret_cast<const char *>(row.data()), row.size_bytes()};
}

/// Without the points that are among the rows, as long as there are k others.
void leaveOut(Neighbours &near, const std::unordered_set<std::string_view> &rows)
{
    const auto inputs = static_cast<std::size_t>(near.inputs);
    const auto outputs = static_cast<std::size_t>(near.outputs);
    Neighbours others = near;
    others.points.clear();
    others.values.clear();
    for (std::size_t i = 0; i * inputs < near.points.size(); ++i) {
        const auto point = std::span(near.points).subspan(i * inputs, inputs);
        if (rows.contains(bytesOf(point)))
            continue;
        const auto values = std::span(near.values).subspan(i * outputs, outputs);
        others.points.insert(others.points.end(), point.begin(), point.end());
        others.values.insert(others.values.end(), values.begin(), values.end());
    }
    if (others.points.size() >= static_cast<std::size_t>(near.k) * inputs)
        near = std::move(others);
}

void append(FloatMatrix &to, const FloatMatrix &rows)
{
    to.columns = rows.columns;
    to.rows += rows.rows;
    to.values.insert(to.values.end(), rows.values.begin(), rows.values.end());
}

/// The answers of neighbours that do not stand among the rows themselves.
FloatMatrix answersOfOthers(const Graph &graph, const MachineGroup &group, const RawBatch &batch,
                            const FloatMatrix &features)
{
    FloatMatrix answers;
    const std::size_t turns = std::min(kTurns, batch.rows);
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const std::size_t begin = turn * batch.rows / turns;
        const std::size_t end = (turn + 1) * batch.rows / turns;
        std::unordered_set<std::string_view> rows;
        for (std::size_t row = begin; row < end; ++row)
            rows.insert(bytesOf(features.row(row)));
        Graph without = graph;
        for (const NodeId id : group.machines)
            if (auto *near =
                    std::get_if<Neighbours>(&without.nodes[static_cast<std::size_t>(id)].op))
                leaveOut(*near, rows);
        append(answers, valuesAt(without, group.answer, batch.slice(begin, end - begin)));
    }
    return answers;
}

} // namespace

MachineRows machineRowsOf(const CompressionPart &part, const MachineGroup &group,
                          std::uint32_t most, std::uint64_t seed)
{
    const RawBatch batch = someRowsOf(part, most, seed);
    MachineRows rows;
    rows.loss = group.loss;
    rows.features = valuesAt(part.graph, group.features, batch);
    rows.answers = areNeighbours(part.graph, group)
                       ? answersOfOthers(part.graph, group, batch, rows.features)
                       : valuesAt(part.graph, group.answer, batch);
    if (batch.rows < most && part.rows.size() > 1) {
        const RawBatch made = munge(part.rows, most - batch.rows,
                                    mixSeeds(seed, static_cast<std::uint64_t>(part.number) + 1));
        append(rows.features, valuesAt(part.graph, group.features, made));
        append(rows.answers, valuesAt(part.graph, group.answer, made));
    }
    if (!allFinite(rows.features) || !allFinite(rows.answers))
        return {};
    return rows;
}

} // namespace leptune

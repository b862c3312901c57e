// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/part_rows.h"

#include "core/base/random.h"
#include "core/model/interpreter.h"

namespace leptune {

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

} // namespace leptune

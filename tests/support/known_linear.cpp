// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/known_linear.h"

#include "core/base/random.h"
#include "core/model/graph_builder.h"

namespace leptune::testing {

KnownLinear knownLinear(const std::vector<float> &weights, std::size_t rows)
{
    RandomStream random(11);
    std::vector<std::vector<double>> columns(weights.size(), std::vector<double>(rows));
    for (std::vector<double> &column : columns)
        for (double &cell : column)
            cell = random.normal();
    return knownLinear(weights, columns);
}

KnownLinear knownLinear(const std::vector<float> &weights,
                        const std::vector<std::vector<double>> &cells)
{
    KnownLinear result;
    result.truth.column = "answer";
    result.truth.values.assign(cells.front().size(), 0.0F);
    std::vector<Column> columns;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        for (std::size_t row = 0; row < cells[i].size(); ++row)
            result.truth.values[row] += weights[i] * static_cast<float>(cells[i][row]);
        columns.push_back(Column::numeric("x" + std::to_string(i), cells[i]));
    }
    const Table table(columns);
    const Schema schema = makeSchema(table, result.truth);
    GraphBuilder builder(schema);
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < weights.size(); ++i)
        inputs.push_back(builder.addColumn(static_cast<int>(i)));
    const int width = static_cast<int>(weights.size());
    const NodeId all = builder.add(Concat{}, inputs);
    const NodeId sum = builder.add(Dense{width, 1, weights, {0.0F}}, {all});
    result.model = std::make_shared<const Model>("known", schema, std::move(builder).finish(sum));
    result.batch = bindTable(result.model->schema(), table);
    return result;
}

} // namespace leptune::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/embedding_graph.h"

#include "core/model/quantised_weights.h"
#include "core/neural/input_columns.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace leptune {

namespace {

class EmbeddingWriter {
public:
    EmbeddingWriter(GraphBuilder &builder, NodeId features, const neural::NetworkShape &shape,
                    const neural::EmbeddingWeights &weights, neural::LayerWeights &first)
        : m_builder(builder),
          m_features(features),
          m_inputs(shape.inputs),
          m_embedding(shape.embedding),
          m_weights(weights),
          m_first(first),
          m_units(static_cast<std::size_t>(first.outputs))
    {
        for (const int input : neural::plainInputs(shape))
            takePlain(input, takeRows(1));
        m_periodicRows = takeRows(m_embedding.periodic.size() *
                                  static_cast<std::size_t>(m_embedding.periodicOutputs));
    }

    NodeId run(bool folds)
    {
        std::vector<NodeId> tables;
        std::vector<float> tableRows;
        const auto outputs = static_cast<std::size_t>(m_embedding.categoryOutputs);
        const float *table = m_weights.categories.data();
        for (const neural::CategoryColumns &category : m_embedding.categories) {
            const std::size_t count = static_cast<std::size_t>(category.count) * outputs;
            std::vector<float> rows = takeRows(outputs), own(table, table + count);
            table += count;
            if (folds &&
                static_cast<std::size_t>(category.count) * m_units <= count + outputs * m_units) {
                fold(category, own, rows);
                continue;
            }
            tables.push_back(addTable(category, std::move(own)));
            tableRows.insert(tableRows.end(), rows.begin(), rows.end());
        }
        return finish(tables, tableRows);
    }

private:
    /// The next rows of the first layer's weights.
    std::vector<float> takeRows(std::size_t count)
    {
        const auto begin = m_first.weights.begin() + static_cast<std::ptrdiff_t>(m_taken);
        m_taken += count * m_units;
        return {begin, begin + static_cast<std::ptrdiff_t>(count * m_units)};
    }
    void takePlain(int input, std::vector<float> row) { m_plain[input] = std::move(row); }

    void fold(const neural::CategoryColumns &category, const std::vector<float> &table,
              const std::vector<float> &rows)
    {
        const std::size_t outputs = rows.size() / m_units;
        for (int i = 0; i < category.count; ++i) {
            std::vector<float> row(m_units);
            for (std::size_t e = 0; e < outputs; ++e)
                for (std::size_t o = 0; o < m_units; ++o)
                    row[o] +=
                        table[static_cast<std::size_t>(i) * outputs + e] * rows[e * m_units + o];
            takePlain(category.first + i, std::move(row));
        }
    }

    NodeId select(const std::vector<int> &columns)
    {
        return static_cast<int>(columns.size()) == m_inputs
                   ? m_features
                   : m_builder.add(Select{columns}, {m_features});
    }
    NodeId addTable(const neural::CategoryColumns &category, std::vector<float> table)
    {
        std::vector<int> columns(static_cast<std::size_t>(category.count));
        std::iota(columns.begin(), columns.end(), category.first);
        const int outputs = m_embedding.categoryOutputs;
        quantiseMatrix(table, static_cast<std::size_t>(outputs));
        return m_builder.add(Dense{category.count, outputs, std::move(table),
                                   std::vector<float>(static_cast<std::size_t>(outputs))},
                             {select(columns)});
    }
    NodeId addPeriodic()
    {
        PeriodicEmbedding op{m_embedding.frequencies, m_embedding.periodicOutputs,
                             m_weights.frequencies, m_weights.phases, m_weights.weights};
        quantiseEmbedding(op);
        return m_builder.add(std::move(op), {select(m_embedding.periodic)});
    }

    NodeId finish(const std::vector<NodeId> &tables, const std::vector<float> &tableRows)
    {
        std::vector<NodeId> parts;
        std::vector<int> columns;
        m_first.weights.clear();
        for (const auto &[input, row] : m_plain) {
            columns.push_back(input);
            m_first.weights.insert(m_first.weights.end(), row.begin(), row.end());
        }
        if (!columns.empty())
            parts.push_back(select(columns));
        if (!m_embedding.periodic.empty())
            parts.push_back(addPeriodic());
        parts.insert(parts.end(), tables.begin(), tables.end());
        for (const std::vector<float> *rows : {&std::as_const(m_periodicRows), &tableRows})
            m_first.weights.insert(m_first.weights.end(), rows->begin(), rows->end());
        m_first.inputs = static_cast<int>(m_first.weights.size() / m_units);
        return parts.size() == 1 ? parts.front() : m_builder.add(Concat{}, std::move(parts));
    }

    GraphBuilder &m_builder;
    NodeId m_features;
    int m_inputs;
    const neural::InputEmbedding &m_embedding;
    const neural::EmbeddingWeights &m_weights;
    neural::LayerWeights &m_first;
    std::size_t m_units;
    std::size_t m_taken = 0;
    std::map<int, std::vector<float>> m_plain; ///< weights of inputs that are read as they come
    std::vector<float> m_periodicRows;
};

} // namespace

NodeId addEmbedding(GraphBuilder &builder, NodeId features, const neural::NetworkShape &shape,
                    const neural::EmbeddingWeights &weights, neural::LayerWeights &first,
                    bool folds)
{
    return EmbeddingWriter(builder, features, shape, weights, first).run(folds);
}

} // namespace leptune

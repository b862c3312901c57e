// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/simplify_graph.h"

#include "core/model/column_needs.h"
#include "core/model/fewer_keys.h"
#include "core/model/merge_graphs.h"

#include <algorithm>
#include <numeric>

namespace leptune {

namespace {

using Columns = std::vector<int>; // of a node as it was, ascending

/// What became of a node: a node that gives some of its columns.
struct Remains {
    NodeId id = -1;
    Columns columns;
};

template <typename T>
std::vector<T> chosen(const std::vector<T> &values, const Columns &columns)
{
    std::vector<T> result;
    if (!values.empty())
        for (const int column : columns)
            result.push_back(values[static_cast<std::size_t>(column)]);
    return result;
}

/// Some columns of a row-major matrix.
template <typename T>
std::vector<T> chosenColumns(const std::vector<T> &values, std::size_t width,
                             const Columns &columns)
{
    std::vector<T> result;
    result.reserve(values.size() / width * columns.size());
    for (std::size_t row = 0; row < values.size(); row += width)
        for (const int column : columns)
            result.push_back(values[row + static_cast<std::size_t>(column)]);
    return result;
}

template <typename T>
std::vector<T> chosenRows(const std::vector<T> &values, std::size_t width, const Columns &rows)
{
    std::vector<T> result;
    for (const int row : rows) {
        const auto from = values.begin() + row * static_cast<std::ptrdiff_t>(width);
        result.insert(result.end(), from, from + static_cast<std::ptrdiff_t>(width));
    }
    return result;
}

std::vector<int> placesOf(const Columns &columns, int width)
{
    std::vector<int> places(static_cast<std::size_t>(width), 0);
    for (std::size_t i = 0; i < columns.size(); ++i)
        places[static_cast<std::size_t>(columns[i])] = static_cast<int>(i);
    return places;
}

Scale chosenScale(const Scale &scale, const Columns &columns)
{
    return {chosen(scale.offset, columns), chosen(scale.scale, columns), scale.low, scale.high};
}

class Simplifier {
public:
    explicit Simplifier(const Graph &graph)
        : m_graph(graph),
          m_needs(columnNeeds(graph)),
          m_readers(graph.nodes.size()),
          m_remains(graph.nodes.size())
    {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            for (const NodeId input : graph.nodes[i].inputs)
                m_readers[static_cast<std::size_t>(input)].push_back(i);
    }

    Graph run()
    {
        for (m_at = 0; m_at < m_graph.nodes.size(); ++m_at) {
            m_wanted.clear();
            for (std::size_t c = 0; c < needs(m_at).size(); ++c)
                if (needs(m_at)[c].isRead)
                    m_wanted.push_back(static_cast<int>(c));
            if (!m_wanted.empty())
                m_remains[m_at] = std::visit(*this, node().op);
        }
        m_result.output = m_remains[static_cast<std::size_t>(m_graph.output)].id;
        return std::move(m_result);
    }

    // What an operation becomes; the wanted columns are some.
    Remains operator()(const LookUp &op)
    {
        const auto &readers = m_readers[m_at];
        const auto *oneHot =
            readers.size() == 1 ? std::get_if<OneHot>(&m_graph.nodes[readers.front()].op) : nullptr;
        if (!oneHot)
            return whole(withFewerKeys(op, needs(m_at).front()));
        std::vector<bool> kept;
        for (const ColumnNeed &need : needs(readers.front()))
            kept.push_back(need.isRead);
        return whole(withFewerCategories(op, kept));
    }
    Remains operator()(const OneHot &op)
    {
        const auto source = static_cast<std::size_t>(node().inputs.front());
        if (m_readers[source].size() != 1 ||
            !std::holds_alternative<LookUp>(m_graph.nodes[source].op))
            return whole(op);
        return some(OneHot{static_cast<int>(m_wanted.size())}, {remains(0).id}, m_wanted);
    }
    Remains operator()(const Impute &op)
    {
        return columnwise(Impute{chosen(op.values, remains(0).columns)});
    }
    Remains operator()(const MissingIndicator &op) { return columnwise(op); }
    Remains operator()(const Scale &op) { return columnwise(chosenScale(op, remains(0).columns)); }
    Remains operator()(const SmoothClip &op) { return columnwise(op); }
    Remains operator()(const CleanRange &op)
    {
        const Columns &columns = remains(0).columns;
        return columnwise(CleanRange{chosen(op.low, columns), chosen(op.high, columns)});
    }
    Remains operator()(const Activation &op) { return columnwise(op); }
    Remains operator()(const Clip &op) { return columnwise(op); }
    Remains operator()(const DateParts &op)
    {
        return some(DateParts{chosen(op.parts, m_wanted)}, {remains(0).id}, m_wanted);
    }
    Remains operator()(const Concat &op)
    {
        std::vector<NodeId> inputs;
        Columns columns;
        int begin = 0;
        for (std::size_t i = 0; i < node().inputs.size(); ++i) {
            if (remains(i).id >= 0) {
                inputs.push_back(remains(i).id);
                for (const int column : remains(i).columns)
                    columns.push_back(begin + column);
            }
            begin += m_graph.nodes[static_cast<std::size_t>(node().inputs[i])].width;
        }
        if (inputs.size() == 1)
            return {inputs.front(), std::move(columns)};
        return some(op, std::move(inputs), std::move(columns));
    }
    Remains operator()(const Select &op)
    {
        const std::vector<int> places = placesOf(remains(0).columns, inputWidth());
        Select select;
        for (const int column : m_wanted)
            select.columns.push_back(
                places[static_cast<std::size_t>(op.columns[static_cast<std::size_t>(column)])]);
        return {selected(remains(0), std::move(select.columns)), m_wanted};
    }
    Remains operator()(const WeightedSum &op) { return side(op); }
    Remains operator()(const Blend &op) { return side(Blend{chosen(op.share, m_wanted)}); }
    Remains operator()(const Dense &op)
    {
        Dense layer = op;
        layer.weights =
            chosenRows(op.weights, static_cast<std::size_t>(op.outputs), remains(0).columns);
        layer.weights =
            chosenColumns(layer.weights, static_cast<std::size_t>(op.outputs), m_wanted);
        layer.bias = chosen(op.bias, m_wanted);
        layer.inputs = static_cast<int>(remains(0).columns.size());
        layer.outputs = static_cast<int>(m_wanted.size());
        return some(std::move(layer), {inputId(0)}, m_wanted);
    }
    Remains operator()(const IntegerDense &op)
    {
        IntegerDense layer = op;
        layer.weights =
            chosenRows(op.weights, static_cast<std::size_t>(op.outputs), remains(0).columns);
        layer.inputs = static_cast<int>(remains(0).columns.size());
        return whole(std::move(layer));
    }
    Remains operator()(const TreeEnsemble &op)
    {
        const std::vector<int> places = placesOf(remains(0).columns, inputWidth());
        TreeEnsemble trees = op;
        for (TreeNode &question : trees.nodes)
            if (question.feature >= 0)
                question.feature = places[static_cast<std::size_t>(question.feature)];
        return whole(std::move(trees));
    }
    Remains operator()(const SymmetricEnsemble &op)
    {
        const std::vector<int> places = placesOf(remains(0).columns, inputWidth());
        SymmetricEnsemble trees = op;
        for (LevelQuestion &question : trees.questions)
            question.feature = places[static_cast<std::size_t>(question.feature)];
        return whole(std::move(trees));
    }
    Remains operator()(const KernelSum &op)
    {
        KernelSum machine = op;
        fewerInputs(machine, machine.supports);
        return whole(std::move(machine));
    }
    Remains operator()(const Neighbours &op)
    {
        Neighbours machine = op;
        fewerInputs(machine, machine.points);
        return whole(std::move(machine));
    }
    Remains operator()(const Derive &op)
    {
        const std::vector<int> places = placesOf(remains(0).columns, inputWidth());
        Derive derive{chosen(op.features, m_wanted)};
        for (DerivedFeature &feature : derive.features) {
            feature.a = places[static_cast<std::size_t>(feature.a)];
            feature.b = places[static_cast<std::size_t>(feature.b)];
        }
        return some(std::move(derive), {remains(0).id}, m_wanted);
    }
    template <typename AnyOther>
    Remains operator()(const AnyOther &op)
    {
        return whole(op);
    }

private:
    const Node &node() const { return m_graph.nodes[m_at]; }
    const std::vector<ColumnNeed> &needs(std::size_t i) const { return m_needs[i]; }
    const Remains &remains(std::size_t input) const
    {
        return m_remains[static_cast<std::size_t>(node().inputs[input])];
    }
    int inputWidth() const
    {
        return m_graph.nodes[static_cast<std::size_t>(node().inputs.front())].width;
    }

    NodeId add(Op op, std::vector<NodeId> inputs, std::size_t width)
    {
        m_result.nodes.push_back({std::move(op), std::move(inputs), static_cast<int>(width)});
        return static_cast<NodeId>(m_result.nodes.size()) - 1;
    }
    /// What remains of an input; of one of no columns, which constants read, one like it.
    NodeId inputId(std::size_t i)
    {
        return remains(i).id >= 0 ? remains(i).id : add(Concat{}, {}, 0);
    }
    Remains some(Op op, std::vector<NodeId> inputs, Columns columns)
    {
        const NodeId id = add(std::move(op), std::move(inputs), columns.size());
        return {id, std::move(columns)};
    }
    /// An operation that gives all of its columns.
    Remains whole(Op op)
    {
        std::vector<NodeId> inputs;
        for (std::size_t i = 0; i < node().inputs.size(); ++i)
            inputs.push_back(inputId(i));
        Columns all(static_cast<std::size_t>(node().width));
        std::iota(all.begin(), all.end(), 0);
        return some(std::move(op), std::move(inputs), std::move(all));
    }
    /// One that gives a column for each that its input still gives.
    Remains columnwise(Op op) { return some(std::move(op), {remains(0).id}, remains(0).columns); }
    /// One that adds up the wanted columns of its inputs.
    Remains side(Op op)
    {
        std::vector<NodeId> inputs;
        for (std::size_t i = 0; i < node().inputs.size(); ++i) {
            const std::vector<int> places = placesOf(remains(i).columns, node().width);
            inputs.push_back(selected(remains(i), chosen(places, m_wanted)));
        }
        return some(std::move(op), std::move(inputs), m_wanted);
    }
    /// Places among what remains of a node as a node of their own, where they are not all of it.
    NodeId selected(const Remains &from, std::vector<int> places)
    {
        bool areAll = places.size() == from.columns.size();
        for (std::size_t i = 0; areAll && i < places.size(); ++i)
            areAll = places[i] == static_cast<int>(i);
        if (areAll)
            return from.id;
        const std::size_t width = places.size();
        return add(Select{std::move(places)}, {from.id}, width);
    }
    template <typename Machine>
    void fewerInputs(Machine &machine, std::vector<float> &points) const
    {
        const Columns &columns = remains(0).columns;
        points = chosenColumns(points, static_cast<std::size_t>(machine.inputs), columns);
        machine.scale = chosenScale(machine.scale, columns);
        machine.inputs = static_cast<int>(columns.size());
    }

    const Graph &m_graph;
    std::vector<std::vector<ColumnNeed>> m_needs;
    std::vector<std::vector<std::size_t>> m_readers;
    std::vector<Remains> m_remains; ///< a node
    Graph m_result;
    std::size_t m_at = 0;
    Columns m_wanted; ///< of the node at work
};

} // namespace

Graph simplified(const Graph &graph)
{
    const Graph fewer = Simplifier(graph).run();
    return withoutDeadNodes(mergeGraphs({&fewer}, {1.0F}));
}

} // namespace leptune

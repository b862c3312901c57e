// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_run.h"

#include "core/model/planes.h"

namespace leptune {
namespace {

constexpr NodeId kNobody = -1, kMany = -2;

/// The one node that reads each; the output has the outside as a reader.
std::vector<NodeId> onlyReaders(const Graph &graph)
{
    std::vector<NodeId> readers(graph.nodes.size(), kNobody);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        for (const NodeId input : graph.nodes[i].inputs) {
            NodeId &reader = readers[static_cast<std::size_t>(input)];
            reader = reader == kNobody ? static_cast<NodeId>(i) : kMany;
        }
    readers[static_cast<std::size_t>(graph.output)] = kMany;
    return readers;
}

/// Follows a graph from layer to layer.
class RunFinder {
public:
    explicit RunFinder(const Graph &graph)
        : m_graph(graph), m_readers(onlyReaders(graph)), m_taken(graph.nodes.size())
    {
    }

    std::vector<IntegerRun> find()
    {
        std::vector<IntegerRun> runs;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
            if (!m_taken[i] && planeOf(m_graph.nodes[i].op))
                runs.push_back(runFrom(static_cast<NodeId>(i)));
        return runs;
    }

private:
    /// What a layer of whole numbers answers, nothing for other operations.
    static std::optional<Plane> planeOf(const Op &op)
    {
        if (const auto *convolution = std::get_if<IntegerConvolution>(&op))
            return convolution->out();
        if (const auto *dense = std::get_if<IntegerDense>(&op))
            return Plane{1, 1, dense->outputs};
        return std::nullopt;
    }
    const Op &op(NodeId id) const { return m_graph.nodes[static_cast<std::size_t>(id)].op; }

    IntegerRun runFrom(NodeId first)
    {
        IntegerRun run;
        run.input = m_graph.nodes[static_cast<std::size_t>(first)].inputs[0];
        for (NodeId next = first; next >= 0; next = m_readers[static_cast<std::size_t>(next)]) {
            if (!take(next, run))
                break;
            run.last = next;
            run.members.push_back(next);
            m_taken[static_cast<std::size_t>(next)] = true;
        }
        return run;
    }

    bool take(NodeId id, IntegerRun &run)
    {
        if (const auto plane = planeOf(op(id))) {
            if (!run.stages.empty() && !fits(op(id)))
                return false;
            run.stages.push_back({id, false, std::nullopt});
            m_plane = *plane;
            return true;
        }
        IntegerStage &stage = run.stages.back();
        if (const auto *activation = std::get_if<Activation>(&op(id))) {
            stage.relu = stage.relu || activation->kind == ActivationKind::Relu;
            return activation->kind == ActivationKind::Relu;
        }
        const auto *pool = std::get_if<Pool>(&op(id));
        if (!pool || pool->kind != PoolKind::Max || stage.pool || pool->in != m_plane)
            return false;
        stage.pool = *pool;
        m_plane = pool->out();
        return true;
    }
    /// The next layer sees the plane as it is.
    bool fits(const Op &op) const
    {
        const auto *convolution = std::get_if<IntegerConvolution>(&op);
        return !convolution || convolution->in == m_plane;
    }

    const Graph &m_graph;
    std::vector<NodeId> m_readers;
    std::vector<bool> m_taken;
    Plane m_plane; ///< that the run gives so far
};

} // namespace

std::vector<IntegerRun> integerRuns(const Graph &graph)
{
    return RunFinder(graph).find();
}

} // namespace leptune

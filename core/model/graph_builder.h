// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <map>

namespace leptune {

/// Writes a graph node by node and knows their widths. Equal plans (same pointer) are added once, so
/// the folds of a bag share their preprocessing.
class GraphBuilder {
public:
    explicit GraphBuilder(const Schema &schema) : m_schema(schema) {}

    /// Appends a node; throws Error(Internal) where widths do not fit.
    NodeId add(Op op, std::vector<NodeId> inputs);
    NodeId addMatrixInput(int width);
    NodeId addPlan(const std::shared_ptr<const FeaturePlan> &plan);
    NodeId addColumn(int column);
    int width(NodeId id) const { return m_graph.nodes[static_cast<std::size_t>(id)].width; }
    const Schema &schema() const { return m_schema; }
    Graph finish(NodeId output) &&;

private:
    NodeId addChains(const std::vector<FeatureChain> &chains);

    const Schema &m_schema;
    Graph m_graph;
    std::map<int, NodeId> m_columns;
    std::map<const FeaturePlan *, NodeId> m_plans;
    std::vector<std::shared_ptr<const FeaturePlan>> m_keptPlans; ///< so that no address comes twice
};

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

#include <Eigen/Core>
#include <optional>

namespace leptune {

/// Scores to answers: softmax of several, logistic of one (binary), numbers as they are.
NodeId addHead(GraphBuilder &builder, NodeId scores, TaskKind task);

/// A dense layer over features: linear models and the constant baseline.
class DensePredictor : public Predictor {
public:
    /// `headTask` nothing: the layer answers probabilities or numbers itself.
    DensePredictor(std::shared_ptr<const FeaturePlan> plan, Dense layer,
                   std::optional<TaskKind> headTask, bool cutShort)
        : m_plan(std::move(plan)),
          m_layer(std::move(layer)),
          m_headTask(headTask),
          m_cutShort(cutShort)
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override;
    bool wasCutShort() const override { return m_cutShort; }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    Dense m_layer;
    std::optional<TaskKind> m_headTask;
    bool m_cutShort;
};

/// Weights [inputs, outputs] and intercepts as a graph operation.
Dense makeDense(const Eigen::MatrixXd &weights, const Eigen::VectorXd &intercept);

} // namespace leptune

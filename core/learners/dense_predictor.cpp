// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/dense_predictor.h"

namespace leptune {

NodeId addHead(GraphBuilder &builder, NodeId scores, TaskKind task)
{
    switch (task) {
    case TaskKind::Binary:
        return builder.add(Logistic{}, {scores});
    case TaskKind::MultiClass:
        return builder.add(Softmax{}, {scores});
    case TaskKind::Regression:
        break;
    }
    return scores;
}

NodeId DensePredictor::lower(GraphBuilder &builder, NodeId features) const
{
    const NodeId scores = builder.add(m_layer, {features});
    return m_headTask ? addHead(builder, scores, *m_headTask) : scores;
}

Dense makeDense(const Eigen::MatrixXd &weights, const Eigen::VectorXd &intercept)
{
    Dense layer;
    layer.inputs = static_cast<int>(weights.rows());
    layer.outputs = static_cast<int>(weights.cols());
    layer.weights.reserve(static_cast<std::size_t>(weights.size()));
    for (Eigen::Index in = 0; in < weights.rows(); ++in)
        for (Eigen::Index out = 0; out < weights.cols(); ++out)
            layer.weights.push_back(static_cast<float>(weights(in, out)));
    for (const double value : intercept)
        layer.bias.push_back(static_cast<float>(value));
    return layer;
}

} // namespace leptune

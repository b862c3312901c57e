// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_watch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kCheckpointSeconds = 5.0; ///< that a killed program may lose

} // namespace

void toProbabilities(std::span<float> row)
{
    const float most = *std::ranges::max_element(row);
    float sum = 0.0F;
    for (float &value : row) {
        value = std::exp(value - most);
        sum += value;
    }
    for (float &value : row)
        value /= sum;
}

NetworkWatch::NetworkWatch(const FitContext &context, int outputs, bool validates,
                           ToAnswer toAnswer)
    : m_context(context),
      m_outputs(static_cast<std::size_t>(outputs)),
      m_validates(validates),
      m_toAnswer(std::move(toAnswer))
{
}

void NetworkWatch::attach(neural::TrainOptions &options)
{
    m_epochs = options.epochs + neural::fineTuningEpochs(options.compression, options.epochs);
    options.shouldEnd = [this] { return m_context.shouldEnd(); };
    if (m_context.deadline.exists() && m_context.fixedIterations == 0) // a refit needs all epochs
        options.timeUsed = [this, all = std::max(1e-9, m_context.deadline.remaining())] {
            return 1.0 - m_context.deadline.remaining() / all;
        };
    if (m_context.progress) {
        options.onEpoch = [this](const neural::EpochReport &report) { tell(report); };
        options.reportsOutputs = m_validates && m_context.measure;
    }
    if (m_context.from) {
        m_from.bytes = *m_context.from;
        options.from = &m_from;
    }
    if (!m_context.keepState)
        return;
    options.checkpointSeconds = kCheckpointSeconds;
    options.onCheckpoint = [this](const neural::Checkpoint &checkpoint) {
        m_context.keepState(checkpoint.bytes);
    };
}

void NetworkWatch::tell(const neural::EpochReport &report)
{
    if (!report.validationOutputs.empty()) {
        const auto look = [&] { m_metric = m_context.measure(answers(report.validationOutputs)); };
        if (report.validationLoss < m_leastLoss)
            look();
        else
            m_looks.run(look);
        m_leastLoss = std::min(m_leastLoss, report.validationLoss);
    }
    m_context.report({report.epoch, m_epochs, report.trainLoss, report.validationLoss, m_metric,
                      report.sparsity, report.weightBits, report.bytes});
}

FloatMatrix NetworkWatch::answers(std::span<const float> outputs) const
{
    FloatMatrix matrix(outputs.size() / m_outputs, m_outputs);
    matrix.values.assign(outputs.begin(), outputs.end());
    for (std::size_t i = 0; i < matrix.rows; ++i)
        m_toAnswer(matrix.row(i));
    return matrix;
}

} // namespace leptune

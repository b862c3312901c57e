// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/loss_words.h"

#include "core/metrics/error_costs.h"
#include "ui/shared/format.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::LossWords)
};

} // namespace

QString lossSentence(const StudyRecord &record)
{
    const ErrorCosts &costs = record.options.costs;
    if (!costs.isGivenFor(record.resultTruth.task) || !record.finished ||
        record.resultPrediction.rows == 0)
        return {};
    const Scored scored{record.resultTruth, record.resultPrediction, record.resultDecision()};
    return Words::tr("Wrong answers cost %1 a row; always answering the same would cost %2.")
        .arg(formatNumber(costARow(costs, scored), 3),
             formatNumber(constantCostARow(costs, record.resultTruth), 3));
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/metric_words.h"

#include <QCoreApplication>

namespace leptune {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MetricWords", text);
}

} // namespace

QString metricGoal(MetricKind metric)
{
    switch (metric) {
    case MetricKind::Accuracy:
        return tr("Share of right answers");
    case MetricKind::BalancedAccuracy:
        return tr("Right answers, every class alike");
    case MetricKind::Recall:
        return tr("Miss as few as possible");
    case MetricKind::Precision:
        return tr("As few false alarms as possible");
    case MetricKind::F1:
        return tr("Few misses and few false alarms");
    case MetricKind::Auc:
        return tr("Good order of the rows");
    case MetricKind::LogLoss:
        return tr("Honest probabilities");
    case MetricKind::Brier:
        return tr("Probabilities near the truth");
    case MetricKind::Rmse:
        return tr("Small errors, large ones count more");
    case MetricKind::Mae:
        return tr("Small errors on average");
    case MetricKind::R2:
        return tr("Share of the differences explained");
    case MetricKind::Mape:
        return tr("Small errors in percent");
    case MetricKind::Ndcg:
        return tr("The best on top of a list");
    }
    return {};
}

QString metricMeaning(MetricKind metric)
{
    switch (metric) {
    case MetricKind::Accuracy:
        return tr("Every row counts the same; good where classes are about equally common.");
    case MetricKind::BalancedAccuracy:
        return tr("A rare class counts as much as a common one.");
    case MetricKind::Recall:
        return tr("Of the rows that matter, how many are found.");
    case MetricKind::Precision:
        return tr("Of the rows it points at, how many are right.");
    case MetricKind::F1:
        return tr("One figure for both, for a class that is rare.");
    case MetricKind::Auc:
        return tr("Rows that matter should come first; the threshold can be chosen later.");
    case MetricKind::LogLoss:
        return tr("Says 80 % where it is right in 80 % of cases; punishes false certainty.");
    case MetricKind::Brier:
        return tr("Squared distance of the probability from what happened.");
    case MetricKind::Rmse:
        return tr("In the unit of the column; a few large misses hurt most.");
    case MetricKind::Mae:
        return tr("In the unit of the column; outliers hurt little.");
    case MetricKind::R2:
        return tr("1 is perfect, 0 is no better than the mean.");
    case MetricKind::Mape:
        return tr("Relative to the true value; for positive numbers only.");
    case MetricKind::Ndcg:
        return tr("Higher places count more than lower ones.");
    }
    return {};
}

} // namespace leptune

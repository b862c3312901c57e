// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/metric_words.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MetricWords)
};

} // namespace

QString metricGoal(MetricKind metric)
{
    switch (metric) {
    case MetricKind::Accuracy:
        return Words::tr("Share of right answers");
    case MetricKind::BalancedAccuracy:
        return Words::tr("Right answers, every class alike");
    case MetricKind::Recall:
        return Words::tr("Miss as few as possible");
    case MetricKind::Precision:
        return Words::tr("As few false alarms as possible");
    case MetricKind::F1:
        return Words::tr("Few misses and few false alarms");
    case MetricKind::Auc:
        return Words::tr("Good order of the rows");
    case MetricKind::LogLoss:
        return Words::tr("Honest probabilities");
    case MetricKind::Brier:
        return Words::tr("Probabilities near the truth");
    case MetricKind::Rmse:
        return Words::tr("Small errors, large ones count more");
    case MetricKind::Mae:
        return Words::tr("Small errors on average");
    case MetricKind::R2:
        return Words::tr("Share of the differences explained");
    case MetricKind::Mape:
        return Words::tr("Small errors in percent");
    case MetricKind::Ndcg:
        return Words::tr("The best on top of a list");
    }
    return {};
}

QString metricMeaning(MetricKind metric)
{
    switch (metric) {
    case MetricKind::Accuracy:
        return Words::tr("Every row counts the same; good where classes are about equally common.");
    case MetricKind::BalancedAccuracy:
        return Words::tr("A rare class counts as much as a common one.");
    case MetricKind::Recall:
        return Words::tr("Of the rows that matter, how many are found.");
    case MetricKind::Precision:
        return Words::tr("Of the rows it points at, how many are right.");
    case MetricKind::F1:
        return Words::tr("One figure for both, for a class that is rare.");
    case MetricKind::Auc:
        return Words::tr("Rows that matter should come first; the threshold can be chosen later.");
    case MetricKind::LogLoss:
        return Words::tr("Says 80 % where it is right in 80 % of cases; punishes false certainty.");
    case MetricKind::Brier:
        return Words::tr("Squared distance of the probability from what happened.");
    case MetricKind::Rmse:
        return Words::tr("In the unit of the column; a few large misses hurt most.");
    case MetricKind::Mae:
        return Words::tr("In the unit of the column; outliers hurt little.");
    case MetricKind::R2:
        return Words::tr("1 is perfect, 0 is no better than the mean.");
    case MetricKind::Mape:
        return Words::tr("Relative to the true value; for positive numbers only.");
    case MetricKind::Ndcg:
        return Words::tr("Higher places count more than lower ones.");
    }
    return {};
}

} // namespace leptune

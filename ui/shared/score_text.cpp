// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/score_text.h"

#include "ui/shared/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(leptune::Metric)
};

} // namespace

QString metricTitle(MetricKind metric)
{
    switch (metric) {
    case MetricKind::Accuracy:
        return Format::tr("Accuracy");
    case MetricKind::BalancedAccuracy:
        return Format::tr("Balanced accuracy");
    case MetricKind::Recall:
        return Format::tr("Recall");
    case MetricKind::Precision:
        return Format::tr("Precision");
    case MetricKind::F1:
        return Format::tr("F1");
    case MetricKind::Auc:
        return Format::tr("AUC");
    case MetricKind::LogLoss:
        return Format::tr("Log loss");
    case MetricKind::Brier:
        return Format::tr("Brier score");
    case MetricKind::Rmse:
        return Format::tr("RMSE");
    case MetricKind::Mae:
        return Format::tr("MAE");
    case MetricKind::R2:
        return Format::tr("R²");
    case MetricKind::Mape:
        return Format::tr("MAPE");
    case MetricKind::Ndcg:
        return Format::tr("NDCG");
    }
    return QString();
}

int scoreDecimals(double value)
{
    constexpr double kSmall = 0.01;
    if (!std::isfinite(value) || value == 0.0)
        return 4;
    if (std::abs(value) < kSmall)
        return significantDecimals(value, 3);
    return std::min(4, significantDecimals(value, 4));
}

QString scoreText(double value, int decimals)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const int shown = decimals < 0 ? scoreDecimals(value) : decimals;
    return QLocale().toString(withoutVainSign(value, shown), 'f', shown);
}

QString figureText(double value, int digits)
{
    if (!std::isfinite(value))
        return scoreText(value);
    const int shown = significantDecimals(value, digits);
    return QLocale().toString(withoutVainSign(value, shown), 'f', shown);
}

QString scoreErrorText(double value, double error, int decimals)
{
    if (decimals < 0)
        decimals = scoreDecimals(value);
    const QString text = scoreText(value, decimals);
    if (!std::isfinite(value) || !std::isfinite(error) || error <= 0.0)
        return text;
    return QStringLiteral("%1 ± %2").arg(text, QLocale().toString(error, 'f', decimals));
}

} // namespace leptune

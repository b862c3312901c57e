// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/number_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(leptune::Format)
};

/// Three significant digits, never an exponent.
QString digits(double value)
{
    const double magnitude = value == 0.0 ? 0.0 : std::floor(std::log10(std::abs(value)));
    const int decimals = std::clamp(2 - static_cast<int>(magnitude), 0, 9);
    QString text = QLocale().toString(value, 'f', decimals);
    return text;
}

QString whole(double value)
{
    return QLocale().toString(static_cast<qlonglong>(std::llround(value)));
}

} // namespace

QString unknownText()
{
    return QStringLiteral("–");
}

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
    if (!std::isfinite(value) || std::abs(value) <= 1.0)
        return 4;
    return std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 4);
}

QString scoreText(double value, int decimals)
{
    if (!std::isfinite(value))
        return unknownText();
    return QLocale().toString(value, 'f', decimals < 0 ? scoreDecimals(value) : decimals);
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

QString shareText(double share, int decimals)
{
    if (!std::isfinite(share))
        return unknownText();
    return Format::tr("%1 %", "share of a whole").arg(QLocale().toString(100.0 * share, 'f', decimals));
}

QString countText(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString quantityText(double value)
{
    return std::isfinite(value) ? digits(value) : unknownText();
}

QString secondsText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0.0)
        return unknownText();
    if (seconds < 9.95)
        return Format::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 0.995 ? 2 : 1));
    const auto total = std::llround(seconds);
    const auto padded = [](long long n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (total < 120)
        return Format::tr("%1 s").arg(total);
    if (total < 3600)
        return Format::tr("%1 min %2 s").arg(total / 60).arg(padded(total % 60));
    return Format::tr("%1 h %2 min").arg(total / 3600).arg(padded(total % 3600 / 60));
}

QString clockText(double seconds)
{
    const auto total = static_cast<long long>(std::ceil(std::max(0.0, seconds)));
    const auto padded = [](long long n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    const QString minutes = padded(total % 3600 / 60) + QLatin1Char(':') + padded(total % 60);
    return total < 3600 ? minutes : QString::number(total / 3600) + QLatin1Char(':') + minutes;
}

QString bytesText(std::uint64_t bytes)
{
    if (bytes < 1000)
        return Format::tr("%1 B").arg(bytes);
    double value = static_cast<double>(bytes);
    const QString units[] = {Format::tr("%1 kB"), Format::tr("%1 MB"), Format::tr("%1 GB")};
    int unit = -1;
    while (value >= 999.5 && unit < 2) {
        value /= 1000.0;
        ++unit;
    }
    return units[unit].arg(value < 9.95 ? QLocale().toString(value, 'f', 1) : whole(value));
}

QString latencyText(double microseconds)
{
    if (!std::isfinite(microseconds) || microseconds <= 0.0)
        return unknownText();
    const bool large = microseconds >= 999.5;
    const double value = large ? microseconds / 1000.0 : microseconds;
    const QString number = value < 9.95 ? QLocale().toString(value, 'f', 1) : whole(value);
    return (large ? Format::tr("%1 ms") : Format::tr("%1 µs")).arg(number);
}

} // namespace leptune

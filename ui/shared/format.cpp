// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

QString unknown()
{
    return QStringLiteral("–");
}

QString withUnit(const QString &number, const char *unit)
{
    return number + QChar(QChar::Nbsp) + QString::fromUtf8(unit);
}

QString threeDigits(double value)
{
    return formatNumber(value, 3);
}

} // namespace

int significantDecimals(double value, int digits)
{
    constexpr int kMostDecimals = 12;
    const double magnitude = value == 0.0 ? 0.0 : std::floor(std::log10(std::abs(value)));
    return std::clamp(digits - 1 - static_cast<int>(magnitude), 0, kMostDecimals);
}

QString formatNumber(double value, int digits)
{
    if (std::isnan(value))
        return unknown();
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    const QLocale locale;
    const double size = std::abs(value);
    if (size != 0.0 && (size < 1e-4 || size >= 1e15))
        return locale.toString(value, 'g', digits);
    QString text = locale.toString(size == 0.0 ? 0.0 : value, 'f', // of -0 too
                                   significantDecimals(value, digits));
    const QString point = locale.decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(locale.zeroDigit()))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return text;
}

QString formatCount(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

double withoutVainSign(double value, int decimals)
{
    return std::abs(value) < 0.5 * std::pow(10.0, -decimals) ? 0.0 : value;
}

QString formatPercent(double share, int decimals)
{
    if (!std::isfinite(share))
        return unknown();
    const bool isTiny = share > 0.0 && share < 0.001; // ten of 0.05 % are no ten of 0.1 %
    const int shown = isTiny ? decimals + 1 : decimals;
    return withUnit(QLocale().toString(withoutVainSign(share * 100.0, shown), 'f', shown), "%");
}

QString formatBytes(double bytes)
{
    if (!std::isfinite(bytes))
        return unknown();
    if (bytes < kBytesAKilobyte)
        return withUnit(threeDigits(bytes), "B");
    if (bytes < 1e6)
        return withUnit(threeDigits(bytes / kBytesAKilobyte), "kB");
    if (bytes < 1e9)
        return withUnit(threeDigits(bytes / 1e6), "MB");
    return withUnit(threeDigits(bytes / 1e9), "GB");
}

QString formatMicroseconds(double value)
{
    if (!std::isfinite(value))
        return unknown();
    if (value < 100.0)
        return withUnit(formatNumber(value, 2), "µs");
    if (value < 1e5)
        return withUnit(formatNumber(value / 1e3, 2), "ms");
    return withUnit(formatNumber(value / 1e6, 2), "s");
}

QString formatDuration(double seconds)
{
    if (!std::isfinite(seconds))
        return unknown();
    if (seconds > 0.0 && seconds < 0.005)
        return Words::tr("< %1 s").arg(QLocale().toString(0.01, 'f', 2));
    if (seconds > 0.0 && seconds < 0.095)
        return Words::tr("%1 s").arg(QLocale().toString(seconds, 'f', 2));
    if (seconds < 10.0)
        return Words::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 60)
        return Words::tr("%1 s").arg(whole);
    if (whole < 3600)
        return whole % 60 ? Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60)
                          : Words::tr("%1 min").arg(whole / 60);
    const long long minutes = (whole + 30) / 60;
    return minutes % 60 ? Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60)
                        : Words::tr("%1 h").arg(minutes / 60);
}

QString formatClock(double seconds)
{
    if (!std::isfinite(seconds))
        return unknown();
    const auto whole = static_cast<long long>(std::ceil(std::max(0.0, seconds)));
    const auto two = [](long long value) {
        return QStringLiteral("%1").arg(value, 2, 10, QChar(u'0'));
    };
    if (whole < 3600)
        return two(whole / 60) + u':' + two(whole % 60);
    return QString::number(whole / 3600) + u':' + two(whole / 60 % 60) + u':' + two(whole % 60);
}

} // namespace leptune

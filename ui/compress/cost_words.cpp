// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/cost_words.h"

#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::CostWords)
};

constexpr double kSame = 1.05;    ///< less is no difference
constexpr double kSameTime = 1.2; ///< the same program takes so much longer now and then

constexpr double kNothing = 0.00005; ///< of a share

/// Of a measure that ends at 1: differences are points.
bool isShare(MetricKind metric)
{
    switch (metric) {
    case MetricKind::LogLoss:
    case MetricKind::Brier:
    case MetricKind::Rmse:
    case MetricKind::Mae:
    case MetricKind::Mape:
        return false;
    default:
        return true;
    }
}

/// "1.3", "41".
QString timesText(double ratio)
{
    return QLocale().toString(ratio, 'f', ratio < 9.95 ? 1 : 0);
}

/// Of the measure that the limit and the chart have.
QString lossSentence(double drop)
{
    const QString percent = formatNumber(100.0 * std::abs(drop), 2);
    if (std::isfinite(drop) && std::abs(drop) < kNothing)
        return Words::tr("Loses nothing");
    return drop < 0.0 ? Words::tr("Gains %1 % more over a constant answer").arg(percent)
                      : Words::tr("Loses %1 % of its gain over a constant answer").arg(percent);
}

/// The smallest that seems to keep the limit of loss but not by its margin; none under limits of
/// size or time, where the least loss is looked for.
const FrontPoint *doubtfulSmaller(const CompressionResult &result, const FrontLimits &limits)
{
    if (limits.maxBytes > 0.0 || limits.maxMicroseconds > 0.0)
        return nullptr;
    const FrontPoint *found = &result.candidates[result.chosen].point;
    for (const CompressedCandidate &candidate : result.candidates)
        if (candidate.point.drop <= limits.maxDrop && candidate.point.bytes < found->bytes)
            found = &candidate.point;
    return found == &result.candidates[result.chosen].point ? nullptr : found;
}

} // namespace

QString lossText(double drop)
{
    if (!std::isfinite(drop))
        return formatNumber(drop);
    if (std::abs(drop) < kNothing)
        return Words::tr("nothing lost");
    const QString percent = formatNumber(100.0 * std::abs(drop), 2);
    return drop > 0.0 ? Words::tr("%1 % lost").arg(percent) : Words::tr("%1 % gained").arg(percent);
}

QString costText(const FrontPoint &point)
{
    return Words::tr("%1, %2 a row")
        .arg(formatBytes(static_cast<double>(point.bytes)), formatMicroseconds(point.microseconds));
}

QString sizeChange(double before, double after)
{
    if (before >= kSame * after)
        return Words::tr("%1 times smaller").arg(timesText(before / after));
    if (after >= kSame * before)
        return Words::tr("%1 times larger").arg(timesText(after / before));
    return Words::tr("as large");
}

bool isAboutAsFast(double before, double after)
{
    return before < kSameTime * after && after < kSameTime * before;
}

QString timeChange(double before, double after)
{
    if (isAboutAsFast(before, after))
        return Words::tr("about as fast");
    return before > after ? Words::tr("%1 times faster").arg(timesText(before / after))
                          : Words::tr("%1 times slower here").arg(timesText(after / before));
}

QString scoreChange(MetricKind metric, double before, double after)
{
    constexpr double kNoPoint = 0.005, kNoPercent = 0.05;
    if (!std::isfinite(before) || !std::isfinite(after))
        return {};
    const bool better = toScore(metric, after) > toScore(metric, before);
    const bool points = isShare(metric) || before == 0.0;
    const double size = 100.0 * std::abs(points ? after - before : (after - before) / before);
    if (size < (points ? kNoPoint : kNoPercent))
        return Words::tr("the same");
    const QString amount = formatNumber(size, 2);
    if (points)
        return better ? Words::tr("%1 points better").arg(amount)
                      : Words::tr("%1 points worse").arg(amount);
    return better ? Words::tr("%1 % better").arg(amount) : Words::tr("%1 % worse").arg(amount);
}

QString costSentence(const CompressionResult &result, std::size_t place)
{
    if (place == 0)
        return Words::tr("This is the original: %1.").arg(costText(result.candidates[0].point));
    const CompressedCandidate &before = result.candidates.front();
    const CompressedCandidate &after = result.candidates[place];
    const int decimals = scoreDecimals(before.validation);
    return Words::tr("%1 (%2 %3 → %4); %5, %6.")
        .arg(lossSentence(after.point.drop), metricTitle(result.metric),
             scoreText(before.validation, decimals), scoreText(after.validation, decimals),
             sizeChange(static_cast<double>(before.point.bytes),
                        static_cast<double>(after.point.bytes)),
             timeChange(before.point.microseconds, after.point.microseconds));
}

QString limitRemark(const CompressionResult &result, const FrontLimits &limits)
{
    const FrontPoint &chosen = result.candidates[result.chosen].point;
    if (chosen.drop > limits.maxDrop || excessOf(chosen, limits) > 1.0)
        return Words::tr("Nothing that was found keeps all limits; this is the nearest to them.");
    if (const FrontPoint *doubtful = doubtfulSmaller(result, limits))
        return Words::tr("A smaller one (%1) also lost less than the limit, but so narrowly that "
                         "it may be luck; click it to see what it costs.")
            .arg(formatBytes(static_cast<double>(doubtful->bytes)));
    if (result.chosen == 0)
        return Words::tr("Nothing smaller that was found keeps the limits; the original does.");
    return {};
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/comparison_rows.h"

#include "ui/compress/cost_words.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::Comparison)
};

BeforeAfter scoreRow(MetricKind metric, const QString &what, double before, double after)
{
    const int decimals = scoreDecimals(before);
    return {what,
            scoreText(before, decimals),
            scoreText(after, decimals),
            scoreChange(metric, before, after),
            {}};
}

BeforeAfter unseenRow(const CompressionResult &result, std::size_t place, std::uint64_t rows)
{
    const double after = place == 0               ? result.originalTest
                         : place == result.tested ? result.chosenTest
                                                  : std::nan("");
    BeforeAfter row =
        scoreRow(result.metric,
                 Words::tr("%1, %2 unseen rows").arg(metricTitle(result.metric), formatCount(rows)),
                 result.originalTest, after);
    row.tip = Words::tr("The rows that were set aside score the one that is recommended when a run "
                        "ends, once. Choosing by them would make their score too good.");
    return row;
}

BeforeAfter sliceRow(const SliceScore &before, const SliceScore *after)
{
    BeforeAfter row;
    const auto add = [&](const QString &what, const auto &text, const auto &change) {
        row.what = what;
        row.before = text(before.value);
        row.after = text(after ? after->value : std::nan(""));
        if (after && std::isfinite(before.value) && std::isfinite(after->value))
            row.change = change(after->value - before.value);
    };
    if (before.label.empty())
        add(
            Words::tr("Mean error, %1 to %2").arg(figureText(before.low), figureText(before.high)),
            [](double value) { return figureText(value); },
            [&](double) { return scoreChange(MetricKind::Mae, before.value, after->value); });
    else
        add(
            Words::tr("Recall of “%1”").arg(QString::fromStdString(before.label)),
            [](double value) { return formatPercent(value); },
            [&](double) { return scoreChange(MetricKind::Recall, before.value, after->value); });
    row.tip = Words::tr("Of %1 out-of-fold rows").arg(formatCount(before.rows));
    return row;
}

} // namespace

std::vector<BeforeAfter> comparisonRows(const CompressionResult &result, std::size_t place,
                                        std::uint64_t lockedRows)
{
    const CompressedCandidate &before = result.candidates.front();
    const CompressedCandidate &after = result.candidates[place];
    std::vector<BeforeAfter> rows;
    rows.push_back(scoreRow(result.metric,
                            Words::tr("%1, cross-validation").arg(metricTitle(result.metric)),
                            before.validation, after.validation));
    rows.back().tip = Words::tr("On out-of-fold rows: made anew of every fold and scored on the "
                                "rows that it has not seen");
    if (std::isfinite(result.originalTest))
        rows.push_back(unseenRow(result, place, lockedRows));
    rows.push_back({Words::tr("Gain over a constant answer"),
                    formatPercent(1.0),
                    formatPercent(1.0 - after.point.drop),
                    lossText(after.point.drop),
                    {}});
    const auto bytes = static_cast<double>(before.point.bytes);
    const auto fewer = static_cast<double>(after.point.bytes);
    rows.push_back(
        {Words::tr("File"), formatBytes(bytes), formatBytes(fewer), sizeChange(bytes, fewer), {}});
    rows.push_back({Words::tr("One row"), formatMicroseconds(before.point.microseconds),
                    formatMicroseconds(after.point.microseconds),
                    timeChange(before.point.microseconds, after.point.microseconds),
                    Words::tr("Measured on this computer, one row at a time")});
    for (std::size_t i = 0; i < before.slices.size(); ++i)
        rows.push_back(
            sliceRow(before.slices[i], i < after.slices.size() ? &after.slices[i] : nullptr));
    return rows;
}

} // namespace leptune

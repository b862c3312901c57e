// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/headline.h"

#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/words/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::Headline)
};

QString rowsPart(const StudyRecord &record, std::uint64_t rows)
{
    if (record.lockedRows > 0)
        return Words::tr("On %1 rows it had never seen").arg(formatCount(rows));
    const int repeats = std::max(1, record.foldRepeats);
    const int parts = record.folds / repeats;
    if (parts <= 1)
        return Words::tr("On %1 rows held out from training").arg(formatCount(rows));
    if (repeats > 1)
        return Words::tr("In %1-fold cross-validation over %2 rows, done %3 times,")
            .arg(parts)
            .arg(formatCount(rows))
            .arg(repeats);
    return Words::tr("In %1-fold cross-validation over %2 rows").arg(parts).arg(formatCount(rows));
}

QString classesPart(const ResultAnalysis &analysis)
{
    const int decimals = analysis.evaluation.rows < 200 ? 0 : 1;
    return Words::tr("it is right in %1 (%2 to %3); always answering “%4” gives %5.")
        .arg(formatPercent(analysis.plain, decimals),
             scoreText(100.0 * analysis.plainRange.low, decimals),
             scoreText(100.0 * analysis.plainRange.high, decimals),
             QString::fromStdString(analysis.constantAnswer),
             formatPercent(analysis.constantPlain, decimals));
}

/// Where wrong answers have a price it leads: the cheapest model may be right less often than a
/// constant.
QString costsPart(const ResultAnalysis &analysis)
{
    const RowCosts &costs = *analysis.rowCosts;
    const int decimals = analysis.evaluation.rows < 200 ? 0 : 1;
    return Words::tr("its wrong answers cost %1 a row; always answering “%2” would cost %3. It is "
                     "right in %4 (%5 to %6).")
        .arg(formatNumber(costs.own, 3), QString::fromStdString(costs.constantAnswer),
             formatNumber(costs.constant, 3), formatPercent(analysis.plain, decimals),
             scoreText(100.0 * analysis.plainRange.low, decimals),
             scoreText(100.0 * analysis.plainRange.high, decimals));
}

QString numbersPart(const ResultAnalysis &analysis)
{
    return Words::tr("it is off by %1 on average (%2 to %3), half of the answers by less than %4; "
                     "always answering "
                     "%5 would be off by %6.")
        .arg(figureText(analysis.plain, 3), figureText(analysis.plainRange.low, 3),
             figureText(analysis.plainRange.high, 3), figureText(analysis.medianError, 3),
             scoreText(std::atof(analysis.constantAnswer.c_str()),
                       significantDecimals(analysis.constantPlain, 2)),
             figureText(analysis.constantPlain, 3));
}

/// On the rows of the score beside it where that is known, else it says on which.
QString constantPart(const StudyRecord &record, const ResultAnalysis &analysis)
{
    if (std::isfinite(analysis.constantScore))
        return Words::tr("; a constant answer gets %1").arg(scoreText(analysis.constantScore));
    if (analysis.isEmpty() || !std::isfinite(record.baselineValidation))
        return {};
    return Words::tr("; a constant answer gets %1 in cross-validation")
        .arg(scoreText(record.baselineValidation));
}

QString unfinished(const StudyRecord &record)
{
    const LeaderboardEntry *best = record.best.empty() ? nullptr : record.find(record.best);
    if (!best)
        return Words::tr(
            "There are no results yet. Tune first; the best model then shows here how good it is.");
    return Words::tr("Best so far: %1 %2 in cross-validation. How it does on rows it has never "
                     "seen is measured at "
                     "the end.")
        .arg(metricTitle(record.metric), scoreText(best->validation));
}

} // namespace

QString resultHeadline(const StudyRecord &record, const ResultAnalysis &analysis)
{
    if (analysis.isEmpty())
        return unfinished(record);
    const QString rest = analysis.classes.empty() ? numbersPart(analysis)
                         : analysis.rowCosts      ? costsPart(analysis)
                                                  : classesPart(analysis);
    const QString text = joinSentences(rowsPart(record, analysis.evaluation.rows), rest);
    return record.lockedRows > 0
               ? text
               : joinSentences(text, Words::tr("No rows were set aside to check it, so expect a "
                                               "little less on new data."));
}

QString resultDetail(const StudyRecord &record, const ResultAnalysis &analysis)
{
    if (!record.finished && record.resultTruth.values.empty())
        return {};
    const bool locked = record.lockedRows > 0 && std::isfinite(record.score.test);
    const double value = locked ? record.score.test : record.score.validation;
    QString text = QStringLiteral("%1 %2").arg(metricTitle(record.metric), scoreText(value));
    if (std::isfinite(record.score.low) && std::isfinite(record.score.high))
        text += Words::tr(" (95 % interval %1 to %2)")
                    .arg(scoreText(record.score.low, scoreDecimals(value)),
                         scoreText(record.score.high, scoreDecimals(value)));
    text = withFullStop(text + constantPart(record, analysis));
    if (!record.refitted || record.lockedRows == 0)
        return text;
    return joinSentences(text, Words::tr("Scored on %1 unseen rows, then fitted again on all %2.")
                                   .arg(formatCount(record.lockedRows), formatCount(record.rows)));
}

} // namespace leptune

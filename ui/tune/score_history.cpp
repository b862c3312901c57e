// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/score_history.h"

#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ScoreHistory)
};

bool isScoredTrial(const LeaderboardEntry &entry)
{
    return entry.trial >= 0 && entry.state == EntryState::Done && std::isfinite(entry.validation);
}

QList<QPointF> bestSingle(const StudyRecord &record)
{
    std::vector<const LeaderboardEntry *> trials;
    for (const LeaderboardEntry &entry : record.entries) {
        if (isScoredTrial(entry) && entry.family != "baseline")
            trials.push_back(&entry);
    }
    std::stable_sort(trials.begin(), trials.end(),
                     [](auto *a, auto *b) { return a->finishedAt < b->finishedAt; });
    QList<QPointF> points;
    for (const LeaderboardEntry *entry : trials) {
        const double score = toScore(record.metric, entry->validation);
        if (points.isEmpty() || score > toScore(record.metric, points.last().y()))
            points.append({entry->finishedAt, entry->validation});
    }
    return points;
}

QList<QPointF> ensembleOf(const StudyRecord &record)
{
    QList<QPointF> points;
    for (const BestPoint &best : record.bestCurve) {
        const LeaderboardEntry *entry = record.find(best.name);
        if (entry && entry->kind == EntryKind::Ensemble && std::isfinite(best.validation))
            points.append({best.at, best.validation});
    }
    return points;
}

void addLine(std::vector<ChartLine> &lines, const QString &name, QList<QPointF> points,
             ChartLine::Form form, const QColor &color, double now)
{
    if (points.isEmpty())
        return;
    if (now > points.last().x())
        points.append({now, points.last().y()});
    lines.push_back({name, std::move(points), form, color, true});
}

} // namespace

double knownBaseline(const StudyRecord &record)
{
    for (const LeaderboardEntry &entry : record.entries) {
        if (entry.family == "baseline" && isScoredTrial(entry))
            return entry.validation;
    }
    return record.finished ? record.baselineValidation : std::numeric_limits<double>::quiet_NaN();
}

ScoreHistory scoreHistory(const StudyRecord &record, const QList<QPointF> &ensemble, double now)
{
    ScoreHistory history;
    for (const LeaderboardEntry &entry : record.entries) {
        now = std::max(now, entry.finishedAt);
        if (isScoredTrial(entry) && entry.family != "baseline")
            history.marks.push_back({{entry.finishedAt, entry.validation},
                                     entry.family,
                                     entryTip(entry, record.metric)});
    }
    addLine(history.lines, Words::tr("best single"), bestSingle(record), ChartLine::Form::Thick, {},
            now);
    addLine(history.lines, Words::tr("ensemble"),
            ensemble.isEmpty() ? ensembleOf(record) : ensemble, ChartLine::Form::Plain,
            familyStyle("ensemble").color, now);
    const double baseline = knownBaseline(record);
    if (std::isfinite(baseline)) {
        history.lines.push_back({Words::tr("baseline %1").arg(scoreText(baseline)),
                                 {{0.0, baseline}, {std::max(now, 1.0), baseline}},
                                 ChartLine::Form::Dashed,
                                 familyStyle("baseline").color,
                                 false});
    }
    return history;
}

std::vector<ScatterPoint> scoreAgainstSize(const StudyRecord &record)
{
    std::vector<ScatterPoint> points;
    for (const LeaderboardEntry &entry : record.entries) {
        const bool shown = entry.state == EntryState::Done && std::isfinite(entry.validation) &&
                           entry.sizeBytes > 0 && entry.family != "baseline";
        if (shown)
            points.push_back({static_cast<double>(entry.sizeBytes) / 1000.0, entry.validation,
                              entry.family, entryTip(entry, record.metric)});
    }
    return points;
}

QString entryTip(const LeaderboardEntry &entry, MetricKind metric)
{
    QString tip =
        QStringLiteral("%1\n%2\n%3 %4")
            .arg(QString::fromStdString(entry.name), familyStyle(entry.family).title,
                 metricTitle(metric), scoreErrorText(entry.validation, entry.validationError));
    if (entry.sizeBytes > 0)
        tip += QLatin1Char('\n') + formatBytes(static_cast<double>(entry.sizeBytes));
    if (entry.latencyMicroseconds > 0.0)
        tip += Words::tr(" · %1 a row").arg(formatMicroseconds(entry.latencyMicroseconds));
    return tip;
}

} // namespace leptune

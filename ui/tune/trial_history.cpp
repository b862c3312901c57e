// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/trial_history.h"

#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace leptune {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr const char *kBaselineFamily = "baseline";

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::TrialHistory)
};

bool isScored(const LeaderboardEntry &entry)
{
    return entry.state == EntryState::Done && std::isfinite(entry.validation);
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

double foldMean(const LeaderboardEntry &entry)
{
    if (entry.foldScores.empty())
        return kUnknown;
    return std::accumulate(entry.foldScores.begin(), entry.foldScores.end(), 0.0) /
           static_cast<double>(entry.foldScores.size());
}

void TrialHistory::reset(MetricKind metric)
{
    *this = TrialHistory();
    m_metric = metric;
    m_baseline = kUnknown;
}

void TrialHistory::setRecord(const StudyRecord &record)
{
    reset(record.metric);
    for (const LeaderboardEntry &entry : record.entries)
        if (entry.kind != EntryKind::Ensemble)
            update(entry);
    for (const BestPoint &best : record.bestCurve) {
        const bool isEnsemble = best.name == "ensemble" && std::isfinite(best.validation);
        if (isEnsemble)
            m_ensemble.append({best.at, best.validation});
    }
    if (const LeaderboardEntry *ensemble = record.find("ensemble"))
        place(*ensemble);
    if (std::isnan(m_baseline) && record.finished)
        m_baseline = record.baselineValidation;
}

void TrialHistory::update(const LeaderboardEntry &entry)
{
    if (entry.kind == EntryKind::Ensemble && isScored(entry))
        m_ensemble.append({entry.finishedAt, entry.validation});
    if (entry.family == kBaselineFamily && isScored(entry)) {
        m_baseline = entry.validation;
        return;
    }
    place(entry);
}

void TrialHistory::place(const LeaderboardEntry &entry)
{
    const bool scored = isScored(entry);
    const double height = scored                               ? entry.validation
                          : entry.state == EntryState::Stopped ? foldMean(entry)
                                                               : kUnknown;
    if (entry.trial >= 0 && std::isfinite(height)) {
        const auto [known, isNew] = m_markOf.try_emplace(entry.name, m_marks.size());
        if (isNew)
            m_marks.emplace_back();
        m_marks[known->second] = {
            {entry.finishedAt, height}, entry.family, {}, entry.trial, !scored, false};
        if (!isNew)
            rebuildBest();
        else if (scored)
            addToBest({entry.finishedAt, height});
    }
    if (!scored || entry.sizeBytes == 0)
        return;
    const double size = static_cast<double>(entry.sizeBytes) / kBytesAKilobyte;
    const auto [known, isNew] = m_sizeOf.try_emplace(entry.name, m_sizes.size());
    if (isNew)
        m_sizes.emplace_back();
    const QString tip = entry.trial < 0 ? entryTip(entry, m_metric) : QString();
    m_sizes[known->second] = {size, entry.validation, entry.family, tip, false, entry.trial};
    if (isNew)
        return addToFront(size, entry.validation);
    m_front.clear(); // a renewed ensemble may have lost its place
    for (const ScatterPoint &point : m_sizes)
        addToFront(point.x, point.y);
}

bool TrialHistory::isBetter(double a, double b) const
{
    return toScore(m_metric, a) > toScore(m_metric, b);
}

/// Trials end in order, but for those of workers that end at the same time.
void TrialHistory::addToBest(QPointF point)
{
    if (!m_best.isEmpty() && point.x() < m_best.last().x())
        return rebuildBest();
    if (m_best.isEmpty() || isBetter(point.y(), m_best.last().y()))
        m_best.append(point);
}

void TrialHistory::rebuildBest()
{
    std::vector<QPointF> points;
    for (const ChartMark &mark : m_marks)
        if (!mark.isHollow)
            points.push_back(mark.at);
    std::ranges::stable_sort(points, {}, [](QPointF p) { return p.x(); });
    m_best.clear();
    for (const QPointF &point : points)
        if (m_best.isEmpty() || isBetter(point.y(), m_best.last().y()))
            m_best.append(point);
}

void TrialHistory::addToFront(double size, double score)
{
    const auto after = m_front.upper_bound(size);
    if (after != m_front.begin() && !isBetter(score, std::prev(after)->second))
        return; // one that is no larger is as good
    auto larger = m_front.lower_bound(size);
    while (larger != m_front.end() && !isBetter(larger->second, score))
        larger = m_front.erase(larger);
    m_front[size] = score;
}

QList<QPointF> TrialHistory::front() const
{
    QList<QPointF> points;
    for (const auto &[size, score] : m_front)
        points.append({size, score});
    return points;
}

double TrialHistory::best() const
{
    return m_front.empty() ? kUnknown : m_front.rbegin()->second;
}

std::vector<ChartLine> TrialHistory::lines(double now) const
{
    for (const ChartMark &mark : m_marks)
        now = std::max(now, mark.at.x());
    std::vector<ChartLine> lines;
    addLine(lines, Words::tr("best single"), m_best,
            m_ensemble.isEmpty() ? ChartLine::Form::Thick : ChartLine::Form::Plain, {}, now);
    addLine(lines, Words::tr("ensemble"), m_ensemble, ChartLine::Form::Thick,
            familyStyle("ensemble").color, now);
    if (std::isfinite(m_baseline))
        lines.push_back({Words::tr("baseline %1").arg(scoreText(m_baseline)),
                         {{0.0, m_baseline}, {std::max(now, 1.0), m_baseline}},
                         ChartLine::Form::Dashed,
                         familyStyle(kBaselineFamily).color,
                         false});
    return lines;
}

QString entryTip(const LeaderboardEntry &entry, MetricKind metric)
{
    QString tip = QStringLiteral("%1\n%2").arg(QString::fromStdString(entry.name),
                                               familyStyle(entry.family).title);
    if (isScored(entry))
        tip += QStringLiteral("\n%1 %2").arg(
            metricTitle(metric), scoreErrorText(entry.validation, entry.validationError));
    else if (const double mean = foldMean(entry); std::isfinite(mean))
        tip += QLatin1Char('\n') +
               Words::tr("%1 about %2, ended early").arg(metricTitle(metric), scoreText(mean));
    if (entry.sizeBytes > 0)
        tip += QLatin1Char('\n') + formatBytes(static_cast<double>(entry.sizeBytes));
    if (entry.latencyMicroseconds > 0.0)
        tip += Words::tr(" · %1 a row").arg(formatMicroseconds(entry.latencyMicroseconds));
    return tip;
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/trial_curves.h"

#include "ui/charts/curve_points.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace leptune {

namespace {

template <typename Visit>
void forEachLine(LearningCurve &curve, const Visit &visit)
{
    for (QList<QPointF> *line : {&curve.train, &curve.validation, &curve.metric, &curve.sparsity,
                                 &curve.bits, &curve.bytes})
        visit(*line);
}

void append(QList<QPointF> &line, double x, double y)
{
    if (!std::isfinite(y))
        return;
    line.append({x, y});
    if (line.size() >= 2 * TrialCurves::kMostPoints)
        line = thinned(line, TrialCurves::kMostPoints);
}

/// A refit, or a trial that is continued, runs through known iterations once more.
bool isNew(const LearningCurve &curve, const TrialProgress &progress)
{
    const auto passed = [&](const QList<QPointF> &line) {
        return !line.isEmpty() && progress.iteration <= line.last().x();
    };
    return curve.trial != progress.trial || curve.fold != progress.fold || passed(curve.train) ||
           passed(curve.validation);
}

} // namespace

void TrialCurves::clear()
{
    m_curves.clear();
    m_ended.clear();
}

void TrialCurves::add(const TrialProgress &progress, const std::string &name,
                      const std::string &family)
{
    if (!std::isfinite(progress.trainLoss) && !std::isfinite(progress.validationLoss))
        return;
    LearningCurve &curve = m_curves[progress.trial];
    if (isNew(curve, progress)) {
        curve = {};
        curve.trial = progress.trial;
        curve.name = name;
        curve.family = family;
        curve.fold = progress.fold;
    }
    curve.folds = progress.folds;
    curve.total = progress.total;
    curve.end.reset();
    std::erase(m_ended, progress.trial);
    const double x = progress.iteration;
    append(curve.train, x, progress.trainLoss);
    append(curve.validation, x, progress.validationLoss);
    append(curve.metric, x, progress.metric);
    if (progress.bytes == 0)
        return;
    append(curve.sparsity, x, progress.sparsity);
    append(curve.bits, x, progress.weightBits);
    append(curve.bytes, x, static_cast<double>(progress.bytes));
}

void TrialCurves::end(int trial, CurveEnd how)
{
    const auto known = m_curves.find(trial);
    if (known == m_curves.end())
        return;
    forEachLine(known->second,
                [](QList<QPointF> &line) { line = thinned(line, kMostPointsOfEnded); });
    known->second.end = std::move(how);
    std::erase(m_ended, trial);
    m_ended.push_back(trial);
    if (m_ended.size() <= kMostEnded)
        return;
    m_curves.erase(m_ended.front());
    m_ended.erase(m_ended.begin());
}

const LearningCurve *TrialCurves::find(int trial) const
{
    const auto known = m_curves.find(trial);
    return known == m_curves.end() ? nullptr : &known->second;
}

} // namespace leptune

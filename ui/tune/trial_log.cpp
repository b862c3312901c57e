// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/trial_log.h"

#include "ui/charts/family_style.h"
#include "ui/models/entry_words.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/words/core_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::TrialLog)
};

QString line(double at, const QString &text)
{
    return QStringLiteral("%1  %2").arg(formatClock(at), text);
}

QString endOf(const LeaderboardEntry &entry)
{
    return entry.state == EntryState::Done
               ? Words::tr("finished after %1").arg(formatDuration(entry.seconds))
               : outcomeWords(entry);
}

QStringList linesOfEarlierSession(const LeaderboardEntry &entry)
{
    QStringList lines{line(std::max(0.0, entry.finishedAt - entry.seconds),
                           entry.state == EntryState::Done
                               ? Words::tr("started: %1").arg(coreWords(entry.reason))
                               : Words::tr("started"))};
    for (std::size_t fold = 0; fold < entry.foldScores.size(); ++fold)
        lines
            << Words::tr("fold %1 scored %2").arg(fold + 1).arg(scoreText(entry.foldScores[fold]));
    lines << line(entry.finishedAt, endOf(entry));
    return lines;
}

} // namespace

void TrialLog::clear()
{
    m_trials.clear();
    m_order.clear();
}

void TrialLog::started(const TrialStarted &trial)
{
    if (!m_trials.contains(trial.trial))
        m_order.push_back(trial.trial);
    m_trials[trial.trial] = {trial.at, trial.worker, trial.why, {}};
    if (m_order.size() <= kMostTrials)
        return;
    m_trials.erase(m_order.front());
    m_order.pop_front();
}

void TrialLog::progressed(const TrialProgress &progress)
{
    const auto known = m_trials.find(progress.trial);
    if (known == m_trials.end())
        return;
    std::vector<Fold> &folds = known->second.folds;
    if (folds.empty() || folds.back().fold != progress.fold)
        folds.emplace_back();
    folds.back() = {progress.fold,      progress.folds,          progress.iteration,
                    progress.trainLoss, progress.validationLoss, progress.at};
}

QStringList TrialLog::lines(const LeaderboardEntry &entry) const
{
    const auto known = m_trials.find(entry.trial);
    if (known == m_trials.end())
        return entry.trial >= 0 ? linesOfEarlierSession(entry) : QStringList();
    const Trial &trial = known->second;
    QStringList lines{line(
        trial.at,
        Words::tr("started by worker %1: %2").arg(trial.worker + 1).arg(coreWords(trial.why)))};
    const bool epochs = familyStyle(entry.family).learnsInEpochs;
    for (const Fold &fold : trial.folds) {
        QString text = Words::tr("fold %1 of %2").arg(fold.fold + 1).arg(fold.folds);
        if (fold.iteration > 0)
            text +=
                (epochs ? Words::tr(", epoch %1") : Words::tr(", round %1")).arg(fold.iteration);
        if (std::isfinite(fold.train) && fold.iteration > 0)
            text += Words::tr(", training loss %1").arg(figureText(fold.train, 4));
        if (std::isfinite(fold.validation) && fold.iteration > 0)
            text += Words::tr(", validation loss %1").arg(figureText(fold.validation, 4));
        lines << line(fold.at, text);
    }
    lines << line(entry.finishedAt, endOf(entry));
    return lines;
}

} // namespace leptune

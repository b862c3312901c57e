// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/explain_subject.h"

#include "core/base/error.h"
#include "core/model/prediction_interval.h"

#include <QCoreApplication>

#include <algorithm>

namespace leptune {

namespace {

constexpr double kFewestAnswers = 400.0, kMostAnswers = 200'000.0;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ExplainSubject)
};

} // namespace

std::size_t ExplainSubject::answersIn(double seconds) const
{
    const double answers = seconds / std::max(1e-7, rowSeconds);
    return static_cast<std::size_t>(std::clamp(answers, kFewestAnswers, kMostAnswers));
}

std::shared_ptr<const ExplainSubject> findSubject(const StudyRecord &record,
                                                  const std::shared_ptr<const Table> &table)
{
    auto subject = std::make_shared<ExplainSubject>();
    subject->scored = findScoredRows(record, table);
    subject->truth = record.resultTruth;
    subject->answers = record.resultPrediction;
    subject->decision = record.resultDecision();
    subject->metric = record.metric;
    subject->isLocked = record.lockedRows > 0;
    subject->options = record.options;
    const LeaderboardEntry *entry = scoredEntry(record);
    if (!entry)
        return subject;
    subject->intervalWidth = intervalHalfWidth(*entry->model);
    subject->rowSeconds = 1e-6 * entry->latencyMicroseconds;
    if (!subject->scored.isKnown())
        return subject;
    try {
        subject->batch = bindTable(entry->model->schema(), table->gathered(subject->scored.rows));
        subject->model = entry->model;
    } catch (const Error &) { // another type was given to a column since
        subject->scored.absence = ScoredRows::Absence::OtherData;
    }
    return subject;
}

QString whyNoExplanation(const ExplainSubject &subject)
{
    switch (subject.scored.absence) {
    case ScoredRows::Absence::NoResult:
        return Words::tr("There are no results yet. They are there when tuning has ended.");
    case ScoredRows::Absence::NoData:
        return Words::tr("The data that this project was tuned on is not here: the project was "
                         "saved without it and its file was moved or is gone. Put the file back "
                         "where it was and open the project again.");
    case ScoredRows::Absence::OtherData:
        return Words::tr("The data has changed since tuning, so the rows that were scored can't be "
                         "found in it. Open the file it was tuned on, or tune again.");
    case ScoredRows::Absence::TestFile:
        return Words::tr("The model was scored on a test file of its own, whose rows are not open "
                         "here. Tune without a test file to see explanations.");
    case ScoredRows::Absence::None:
        break;
    }
    return subject.model
               ? QString()
               : Words::tr("The model that was scored was not kept. Tune again to get it.");
}

} // namespace leptune

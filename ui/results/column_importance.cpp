// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/column_importance.h"

#include "core/model/explain/permutation_importance.h"
#include "ui/results/explain_subject.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kRepeats = 6;
constexpr double kPlannedSeconds = 4.0, kMostSeconds = 10.0;
constexpr std::size_t kFewestRows = 100, kMostRows = 5000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ColumnImportance)
};

/// By the speed that the study measured rather than by a clock, which would say something else each
/// time.
std::size_t plannedRows(const ExplainSubject &subject)
{
    const std::size_t answersARow = kRepeats * (subject.model->schema().columns.size() + 1);
    return std::clamp(subject.answersIn(kPlannedSeconds) / answersARow, kFewestRows, kMostRows);
}

} // namespace

MeasuredImportance measureImportance(const ExplainSubject &subject, const std::stop_token &stop)
{
    ImportanceEffort effort;
    effort.seed = subject.options.seed;
    effort.repeats = kRepeats;
    effort.maxRows = plannedRows(subject);
    effort.deadline = Deadline::inSeconds(kMostSeconds);
    effort.shouldEnd = [stop] { return stop.stop_requested(); };
    const PermutationImportance found = permutationImportance(
        *subject.model, {subject.batch, subject.truth, subject.metric}, effort);
    const std::vector<RawColumn> &schema = subject.model->schema().columns;
    MeasuredImportance measured;
    measured.rows = found.rows;
    for (const ColumnLoss &loss : found.columns) {
        measured.columns.push_back({schema[loss.column].name, loss.mean, loss.standardError()});
        measured.rounds = std::max(measured.rounds, loss.rounds);
    }
    return measured;
}

QString importanceWords(MetricKind metric)
{
    const QString words =
        higherIsBetter(metric)
            ? Words::tr("%1: how much it drops when the cells of one column are shuffled")
            : Words::tr("%1: how much it rises when the cells of one column are shuffled");
    return words.arg(metricTitle(metric));
}

} // namespace leptune

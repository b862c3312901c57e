// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_scores.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;
using namespace leptune::testing;

namespace {

const StudyRecord &record()
{
    static const StudyRecord made =
        runSmall({TaskKind::Regression, 900, 4, {"linear", "boosting"}});
    return made;
}

/// Five rows of which the two splits score four.
TrialPlan fiveRows()
{
    TrialPlan plan;
    plan.metric = MetricKind::Accuracy;
    plan.splits = {{{1, 2, 4}, {0, 3}}, {{0, 3, 4}, {1, 2}}};
    plan.scoredRows = {0, 1, 2, 3};
    plan.scoredTruth.task = TaskKind::Binary;
    plan.scoredTruth.classes = {"no", "yes"};
    plan.scoredTruth.positive = 1;
    plan.scoredTruth.values = {1.0F, 0.0F, 1.0F, 1.0F};
    return plan;
}

FloatMatrix answered(const std::vector<float> &yes)
{
    FloatMatrix answers(yes.size(), 2);
    for (std::size_t row = 0; row < yes.size(); ++row) {
        answers.at(row, 0) = 1.0F - yes[row];
        answers.at(row, 1) = yes[row];
    }
    return answers;
}

} // namespace

class TestFoldScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFoldIsScoredOnItsRows()
    {
        const FloatMatrix answers = answered({0.9F, 0.1F, 0.2F, 0.4F});
        QCOMPARE(foldScores(fiveRows(), answers, 0.5F), (std::vector<double>{0.5, 0.5}));
        QCOMPARE(foldScores(fiveRows(), answers, 0.3F), (std::vector<double>{1.0, 0.5}));
    }

    void rowsCountByTheirWeights()
    {
        TrialPlan plan = fiveRows();
        plan.scoredWeights = {3.0F, 1.0F, 4.0F, 1.0F};
        QCOMPARE(foldScores(plan, answered({0.9F, 0.1F, 0.2F, 0.4F}), 0.5F),
                 (std::vector<double>{0.75, 0.2}));
    }

    void whatCanNotBeScoredIsUnknown()
    {
        TrialPlan plan = fiveRows();
        plan.metric = MetricKind::Auc; // the first fold has one class only
        const auto scores = foldScores(plan, answered({0.9F, 0.1F, 0.2F, 0.4F}), 0.5F);
        QVERIFY(std::isnan(scores[0]));
        QCOMPARE(scores[1], 1.0);
    }

    /// The mean squared errors of folds of equal size average to that of all, of ensembles too.
    void foldsMakeUpTheWhole()
    {
        bool hasEnsemble = false;
        int lines = 0;
        for (const LeaderboardEntry &entry : record().entries) {
            if (!entry.oof || !entry.parent.empty())
                continue;
            QCOMPARE(entry.foldScores.size(), static_cast<std::size_t>(record().folds));
            double squares = 0.0;
            for (const double fold : entry.foldScores)
                squares += fold * fold / static_cast<double>(entry.foldScores.size());
            QVERIFY2(std::abs(std::sqrt(squares) / entry.validation - 1.0) < 0.01,
                     entry.name.c_str());
            hasEnsemble = hasEnsemble || entry.kind == EntryKind::Ensemble;
            ++lines;
        }
        QVERIFY(lines >= 4);
        QVERIFY(hasEnsemble);
    }

    /// The standard error of the leaderboard is that of these scores.
    void theirSpreadIsTheErrorThatIsShown()
    {
        QCOMPARE(record().foldRepeats, 1);
        for (const LeaderboardEntry &entry : record().entries) {
            if (entry.trial < 0 || !entry.oof)
                continue;
            const std::vector<double> &folds = entry.foldScores;
            const auto n = static_cast<double>(folds.size());
            const double mean = std::accumulate(folds.begin(), folds.end(), 0.0) / n;
            double sum = 0.0;
            for (const double fold : folds)
                sum += (fold - mean) * (fold - mean);
            QVERIFY(std::abs(std::sqrt(sum / (n - 1.0) / n) - entry.validationError) <
                    1e-3 * entry.validationError + 1e-9);
        }
    }
};

QTEST_GUILESS_MAIN(TestFoldScores)
#include "tst_fold_scores.moc"

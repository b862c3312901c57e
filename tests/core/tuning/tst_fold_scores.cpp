// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tuning/fold_scores.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;
using namespace leptune::testing;

namespace {

const SmallStudy kStudy{TaskKind::Regression, 900, 4, {"linear", "boosting"}};

const StudyRecord &record()
{
    static const StudyRecord made = runSmall(kStudy);
    return made;
}

} // namespace

class TestFoldScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The mean squared errors of folds of equal size average to that of all.
    void foldsMakeUpTheWhole()
    {
        const auto scores = foldScores(record(), tableOf(kStudy));
        int lines = 0;
        for (const LeaderboardEntry &entry : record().entries) {
            if (!entry.oof || !entry.parent.empty())
                continue;
            const std::vector<double> &folds = scores.at(entry.name);
            QCOMPARE(folds.size(), static_cast<std::size_t>(record().folds));
            double squares = 0.0;
            for (const double fold : folds)
                squares += fold * fold / static_cast<double>(folds.size());
            QVERIFY2(std::abs(std::sqrt(squares) / entry.validation - 1.0) < 0.01,
                     entry.name.c_str());
            ++lines;
        }
        QVERIFY(lines >= 4);
    }

    /// The standard error of the leaderboard is that of these scores.
    void theirSpreadIsTheErrorThatIsShown()
    {
        const auto scores = foldScores(record(), tableOf(kStudy));
        for (const LeaderboardEntry &entry : record().entries) {
            if (entry.trial < 0 || !entry.oof || record().foldRepeats != 1)
                continue;
            const std::vector<double> &folds = scores.at(entry.name);
            const auto n = static_cast<double>(folds.size());
            const double mean = std::accumulate(folds.begin(), folds.end(), 0.0) / n;
            double sum = 0.0;
            for (const double fold : folds)
                sum += (fold - mean) * (fold - mean);
            QVERIFY(std::abs(std::sqrt(sum / (n - 1.0) / n) - entry.validationError) <
                    1e-3 * entry.validationError + 1e-9);
        }
    }

    void anotherTableIsRefused()
    {
        SmallStudy other = kStudy;
        other.rows = 800;
        QVERIFY_EXCEPTION_THROWN(foldScores(record(), tableOf(other)), Error);
    }
};

QTEST_GUILESS_MAIN(TestFoldScores)
#include "tst_fold_scores.moc"

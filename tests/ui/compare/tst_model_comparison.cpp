// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/model_comparison.h"

#include "ui/compare/model_comparison_dialog.h"
#include "ui/models/leaderboard_view.h"

#include <QAction>
#include <QLabel>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

LeaderboardEntry entry(const char *name, const char *family, std::vector<double> folds)
{
    LeaderboardEntry entry;
    entry.name = name;
    entry.family = family;
    entry.trial = 1;
    for (const double fold : folds)
        entry.validation += fold / static_cast<double>(folds.size());
    entry.foldScores = std::move(folds);
    entry.test = std::nan("");
    return entry;
}

const ComparisonRow *rowOf(const Comparison &comparison, const QString &title)
{
    for (const ComparisonRow &row : comparison.rows)
        if (row.title == title)
            return &row;
    return nullptr;
}

} // namespace

class TestModelComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBestIsSetAgainstTheNextOnTheSameFolds()
    {
        const auto best = entry("knn-2", "knn", {0.90, 0.80, 0.70});
        const auto next = entry("linear-1", "linear", {0.88, 0.78, 0.679});
        const Comparison comparison = compareModels({next, best}, MetricKind::Auc);
        QVERIFY(comparison.comparable);
        QCOMPARE(comparison.best, 1);
        // 0.02, 0.02 and 0.021: mean 0.0203, standard error 0.00033
        QCOMPARE(comparison.verdict,
                 QStringLiteral("“knn-2” does best: over the same 3 folds it is 0.0203 ± 0.00033 "
                                "better than “linear-1”."));
    }

    void whatFoldsDifferByIsNoLead()
    {
        const auto one = entry("a", "knn", {0.90, 0.80, 0.70});
        const auto other = entry("b", "linear", {0.87, 0.82, 0.69});
        const QString verdict = compareModels({one, other}, MetricKind::Auc).verdict;
        QVERIFY2(verdict.startsWith(QStringLiteral("“a” and “b” can't be told apart")),
                 qPrintable(verdict));
    }

    void ofErrorsTheSmallerIsBetter()
    {
        const auto one = entry("a", "knn", {3.0, 3.1});
        const auto other = entry("b", "linear", {2.0, 2.1});
        QCOMPARE(compareModels({one, other}, MetricKind::Rmse).best, 1);
    }

    void withoutCommonFoldsNoErrorIsTold()
    {
        auto ensemble = entry("ensemble", "ensemble", {});
        ensemble.validation = 0.95;
        const auto other = entry("b", "linear", {0.9, 0.9});
        QCOMPARE(compareModels({ensemble, other}, MetricKind::Auc).verdict,
                 QStringLiteral("“ensemble” does best, 0.0500 better than “b” in "
                                "cross-validation."));
    }

    void settingsOfAllStandInOneTable()
    {
        auto one = entry("a", "knn", {0.9, 0.9});
        one.parameters.set("neighbours", std::int64_t{7});
        auto other = entry("b", "linear", {0.8, 0.8});
        other.parameters.set("l2", 0.5);
        const Comparison comparison = compareModels({one, other}, MetricKind::Auc);
        const auto known = [](const ComparisonRow &row) {
            return row.cells.contains(QStringLiteral("7")) &&
                   row.cells.contains(QStringLiteral("–"));
        };
        QVERIFY(std::ranges::any_of(comparison.rows, known));
        const ComparisonRow *state = rowOf(comparison, QStringLiteral("State"));
        QVERIFY(state && !state->differs);
        QVERIFY(rowOf(comparison, QStringLiteral("Family"))->differs);
    }

    void failedOnesAreShownButDoNotWin()
    {
        auto failed = entry("a", "knn", {0.99});
        failed.state = EntryState::Failed;
        failed.reason = "out of memory";
        const auto other = entry("b", "linear", {0.8, 0.8});
        const Comparison comparison = compareModels({failed, other}, MetricKind::Auc);
        QVERIFY(!comparison.comparable);
        QCOMPARE(comparison.best, -1);
        QVERIFY(rowOf(comparison, QStringLiteral("State"))
                    ->cells[0]
                    .startsWith(QStringLiteral("failed:")));
    }

    void twoChosenLinesOfTheLeaderboardOpenSideBySide()
    {
        StudyRecord record;
        record.metric = MetricKind::Auc;
        record.entries = {entry("a", "knn", {0.9, 0.9}), entry("b", "linear", {0.8, 0.8}),
                          entry("c", "forest", {0.85, 0.85})};
        LeaderboardView board;
        board.setRecord(record);
        board.resize(700, 300);
        board.show();
        board.selectRow(0);
        QVERIFY(!board.compareAction()->isEnabled());
        QTest::keyClick(&board, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(board.compareAction()->isEnabled());
        board.compareAction()->trigger();
        const auto *dialog = board.findChild<ModelComparisonDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const auto *table = dialog->findChild<QTableWidget *>(QStringLiteral("modelTable"));
        QCOMPARE(table->columnCount(), 2);
        QCOMPARE(table->horizontalHeaderItem(0)->text(), QStringLiteral("a"));
        QCOMPARE(table->horizontalHeaderItem(1)->text(), QStringLiteral("c"));
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("modelVerdict"))
                    ->text()
                    .contains(QStringLiteral("“a”")));
    }
};

QTEST_MAIN(TestModelComparison)
#include "tst_model_comparison.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "tests/support/ui_sandbox.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/confusion_matrix_view.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"
#include "ui/models/leaderboard_view.h"
#include "ui/results/fold_score_delegate.h"
#include "ui/results/result_analysis.h"
#include "ui/results/results_page.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QTabWidget>
#include <QTextBrowser>
#include <QToolButton>
#include <QtTest>

using namespace leptune;
using namespace leptune::testing;

class TestResultsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void isEmptyWithoutAStudy()
    {
        Session session;
        ResultsPage page(session);
        QCOMPARE(page.progress(), Page::Progress::Empty);
        QVERIFY(!page.primaryAction()->isEnabled());
        QVERIFY(headline(page).contains(QStringLiteral("no results yet")));
    }

    void showsHeadlineMatrixAndCurvesOfClasses()
    {
        Session session;
        ResultsPage page(session);
        const StudyRecord record = show(session, page, TaskKind::Binary);
        const ResultAnalysis expected = analyseResult(record);

        QVERIFY(headline(page).startsWith(QStringLiteral("On 600 rows it had never seen")));
        const auto *matrix = page.findChild<ConfusionMatrixView *>(QStringLiteral("confusion"));
        for (int truth = 0; truth < 2; ++truth) {
            for (int answer = 0; answer < 2; ++answer)
                QCOMPARE(matrix->count(truth, answer),
                         expected.evaluation.confusion[static_cast<std::size_t>(truth)]
                                                      [static_cast<std::size_t>(answer)]);
        }
        const auto *classes = page.findChild<QComboBox *>(QStringLiteral("curveClass"));
        QCOMPARE(classes->currentText(), QStringLiteral("yes")); // the positive class first
        QCOMPARE(
            page.findChild<LineChart *>(QStringLiteral("rocChart"))->lines()[0].points.size(),
            static_cast<qsizetype>(
                expected.curves[static_cast<std::size_t>(classes->currentIndex())].roc.size()));
    }

    void changesTheCurvesWithTheClass()
    {
        Session session;
        ResultsPage page(session);
        show(session, page, TaskKind::MultiClass);
        auto *classes = page.findChild<QComboBox *>(QStringLiteral("curveClass"));
        const auto *roc = page.findChild<LineChart *>(QStringLiteral("rocChart"));
        QCOMPARE(classes->count(), 3);
        const QList<QPointF> first = roc->lines()[0].points;
        classes->setCurrentIndex(classes->currentIndex() == 2 ? 0 : 2);
        QVERIFY(roc->lines()[0].points != first);
    }

    void showsResidualsOfNumbers()
    {
        Session session;
        ResultsPage page(session);
        const StudyRecord record = show(session, page, TaskKind::Regression);
        const auto *residuals = page.findChild<ScatterPlot *>(QStringLiteral("residualPlot"));
        QCOMPARE(residuals->points().size(), 600U);
        const ScatterPoint &first = residuals->points()[0];
        QCOMPARE(first.y, static_cast<double>(record.resultPrediction.values[0]) -
                              record.resultTruth.values[0]);
    }

    void saysWhenOnlySomeColumnsWereMeasured()
    {
        Session session;
        ResultsPage page(session);
        StudyRecord record = show(session, page, TaskKind::Binary);
        const auto *partial = page.findChild<QLabel *>(QStringLiteral("importancePartial"));
        QVERIFY(!partial->text().contains(QStringLiteral("Time ran out")));
        record.importance.pop_back();
        session.study().setRecord(record);
        QVERIFY(partial->text().contains(QStringLiteral("1 of 2 columns")));
    }

    void sortsImportanceAndOpensDetails()
    {
        Session session;
        ResultsPage page(session);
        show(session, page, TaskKind::Binary);
        const auto *bars = page.findChild<BarList *>(QStringLiteral("importance"));
        QCOMPARE(bars->amounts()[0].name, QStringLiteral("width"));

        auto *board = page.findChild<LeaderboardView *>(QStringLiteral("leaderboard"));
        board->selectEntry("boosting-2");
        const QString details =
            page.findChild<QTextBrowser *>(QStringLiteral("modelDetails"))->toPlainText();
        QVERIFY(details.contains(QStringLiteral("boosting-2")) &&
                details.contains(QStringLiteral("learning rate")));
        page.findChild<QToolButton *>(QStringLiteral("allModels"))->click();
        QCOMPARE(page.findChild<QTabWidget *>(QStringLiteral("resultTabs"))->currentIndex(), 4);
    }

    void saysWhichParametersMattered()
    {
        Session session;
        ResultsPage page(session);
        RecordWishes wishes;
        wishes.trials = 120;
        session.study().setRecord(sampleRecord(wishes));
        page.findChild<LeaderboardView *>(QStringLiteral("leaderboard"))->selectEntry("boosting-2");
        const auto *details = page.findChild<QTextBrowser *>(QStringLiteral("modelDetails"));
        QVERIFY(!details->toPlainText().contains(QStringLiteral("matters"))); // not on this thread
        QTRY_VERIFY(details->toPlainText().contains(QStringLiteral("matters")));
        QVERIFY(details->toPlainText().contains(QStringLiteral("trials of this family")));
    }

    void shedsAnOldAnalysisWhenTheRecordChanges()
    {
        Session session;
        ResultsPage page(session);
        RecordWishes large;
        large.rows = 20000;
        session.study().setRecord(sampleRecord(large));
        show(session, page, TaskKind::Regression);
        QVERIFY(headline(page).contains(QStringLiteral("off by")));
        QTest::qWait(50);
        QVERIFY(headline(page).contains(QStringLiteral("off by")));
    }

    void theScoresOfFoldsAreThoseOfTheRecord()
    {
        Session session;
        ResultsPage page(session);
        StudyRecord record = sampleRecord();
        record.entries[2].foldScores = {0.71, 0.69};
        record.entries[3].state = EntryState::Stopped; // after its first fold
        record.entries[3].foldScores = {0.5};
        LeaderboardEntry &ensemble = record.entries.back();
        ensemble.foldScores = {0.93, 0.9};
        session.study().setRecord(record); // without data
        const auto *board = page.findChild<QTableView *>(QStringLiteral("shortBoard"));
        const auto *sparklines = qobject_cast<FoldScoreDelegate *>(
            board->itemDelegateForColumn(LeaderboardModel::Score));
        QVERIFY(sparklines);
        const std::map<std::string, std::vector<double>> expected{
            {record.entries[2].name, {0.71, 0.69}}, {ensemble.name, {0.93, 0.9}}};
        QVERIFY(sparklines->scores() == expected);
    }

    void leadsOn()
    {
        Session session;
        ResultsPage page(session);
        show(session, page, TaskKind::Binary);
        QSignalSpy next(&page, &Page::nextRequested);
        page.primaryAction()->trigger();
        QCOMPARE(next.count(), 1);
        QCOMPARE(page.progress(), Page::Progress::Done);
    }

private:
    UiSandbox m_sandbox;

    static StudyRecord show(Session &session, ResultsPage &page, TaskKind task)
    {
        RecordWishes wishes;
        wishes.task = task;
        StudyRecord record = sampleRecord(wishes);
        QSignalSpy analysed(&page, &ResultsPage::analysed);
        session.study().setRecord(record);
        analysed.wait(20000);
        return record;
    }
    static QString headline(const QWidget &page)
    {
        return page.findChild<QLabel *>(QStringLiteral("headline"))->text();
    }
};

QTEST_MAIN(TestResultsPage)
#include "tst_results_page.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison.h"

#include "core/project/project.h"
#include "tests/support/ui_sandbox.h"
#include "ui/compare/compare_window.h"
#include "ui/shared/message_bar.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <cmath>
#include <functional>

using namespace leptune;

namespace {

ComparedProject project(const QString &name, double test)
{
    ComparedProject project{QStringLiteral("/p/%1.leptune").arg(name), QStringLiteral("a.csv"), {}};
    StudyRecord &record = project.record;
    record.options.target = "y";
    record.metric = MetricKind::Rmse;
    record.rows = 1000;
    record.lockedRows = 200;
    record.dataRowsHash = 42;
    record.score = {1.5, test, test - 0.1, test + 0.1};
    record.best = "linear-1";
    LeaderboardEntry best;
    best.name = record.best;
    best.family = "linear";
    best.sizeBytes = 64'000;
    best.latencyMicroseconds = 2.0;
    record.entries = {best};
    return project;
}

const ComparisonRow *rowOf(const Comparison &comparison, const char *title)
{
    for (const ComparisonRow &row : comparison.rows)
        if (row.title == QLatin1String(title))
            return &row;
    return nullptr;
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

private Q_SLOTS:
    void theBetterScoreOnTheSameRowsIsNamed()
    {
        const Comparison comparison = compareProjects(
            {project(QStringLiteral("old"), 1.4), project(QStringLiteral("new"), 1.2)});
        QVERIFY(comparison.comparable);
        QCOMPARE(comparison.best, 1); // of errors the smaller is better
        QVERIFY(comparison.verdict.contains(QStringLiteral("“new”")));
        QVERIFY(comparison.verdict.contains(QStringLiteral("200")));
        const ComparisonRow *unseen = rowOf(comparison, "On unseen rows");
        QVERIFY(unseen && unseen->differs && unseen->cells[1].contains(QStringLiteral("1.1")));
        QVERIFY(!rowOf(comparison, "Rows")->differs);
    }

    void otherRowsAreNotSetAgainstEachOther_data()
    {
        QTest::addColumn<std::function<void(StudyRecord &)>>("change");
        using Change = std::function<void(StudyRecord &)>;
        QTest::newRow("data") << Change([](StudyRecord &r) { r.dataRowsHash = 7; });
        QTest::newRow("number of rows") << Change([](StudyRecord &r) { r.lockedRows = 100; });
        QTest::newRow("seed") << Change([](StudyRecord &r) { r.options.seed = 1; });
        QTest::newRow("metric") << Change([](StudyRecord &r) { r.metric = MetricKind::Mae; });
        QTest::newRow("positive answer")
            << Change([](StudyRecord &r) { r.options.positive = "a"; });
        QTest::newRow("target") << Change([](StudyRecord &r) { r.options.target = "z"; });
        QTest::newRow("unscored") << Change([](StudyRecord &r) { r.score.test = NAN; });
    }
    void otherRowsAreNotSetAgainstEachOther()
    {
        QFETCH(std::function<void(StudyRecord &)>, change);
        ComparedProject other = project(QStringLiteral("new"), 1.2);
        change(other.record);
        const Comparison comparison = compareProjects({project(QStringLiteral("old"), 1.4), other});
        QVERIFY(!comparison.comparable);
        QCOMPARE(comparison.best, -1);
        QVERIFY(comparison.verdict.contains(QStringLiteral("can't be set against each other")));
    }

    void thoseThatCanAreSetAgainstEachOther()
    {
        ComparedProject other = project(QStringLiteral("mae"), 0.1);
        other.record.metric = MetricKind::Mae;
        const Comparison comparison = compareProjects(
            {project(QStringLiteral("old"), 1.4), other, project(QStringLiteral("new"), 1.2)});
        QVERIFY(!comparison.comparable);
        QCOMPARE(comparison.best, 2);
        QVERIFY(comparison.verdict.startsWith(QStringLiteral("2 of them")));
        QVERIFY(comparison.verdict.contains(QStringLiteral("“new” does best")));
    }

    void onlySettingsThatDifferAreListed()
    {
        ComparedProject other = project(QStringLiteral("new"), 1.2);
        other.record.options.budgetSeconds = 300.0;
        const Comparison comparison = compareProjects({project(QStringLiteral("old"), 1.4), other});
        const ComparisonRow *budget = rowOf(comparison, "Time budget");
        QVERIFY(budget && budget->differs);
        QCOMPARE(budget->cells[1], QStringLiteral("5 min"));
        QVERIFY(!rowOf(comparison, "Seed"));
        QVERIFY(comparison.comparable);
    }

    void runsOfAProjectStandSideBySide()
    {
        Project stored;
        stored.data.path = "/data/a.csv";
        stored.study = project(QStringLiteral("x"), 1.3).record;
        stored.study.options.budgetSeconds = 300.0;
        stored.history.endedAt = 1'700'000'000;
        StudyRecord before = project(QStringLiteral("x"), 1.1).record;
        stored.history.earlier = {{0, 4, "old.csv", before},
                                  {1'600'000'000, 4, "", before},
                                  {1'600'000'030, 4, "", before}};
        const std::vector<ComparedProject> runs = runsOf(stored, QStringLiteral("/p/x.leptune"));
        QCOMPARE(runs.size(), std::size_t{4});
        QCOMPARE(runs[1].endedAt, QDateTime::fromSecsSinceEpoch(1'600'000'030)); // the latest first
        QVERIFY(!runs[3].endedAt.isValid());
        const Comparison comparison = compareProjects(runs);
        QCOMPARE(comparison.names[0], QStringLiteral("x"));
        QVERIFY(comparison.names[1].startsWith(QStringLiteral("x, run of ")));
        QVERIFY(comparison.names[2] != comparison.names[1]); // of the same minute
        QCOMPARE(comparison.names[3], QStringLiteral("x, a replaced run"));
        QVERIFY(comparison.comparable);
        QCOMPARE(comparison.best, 1);
        QCOMPARE(rowOf(comparison, "Columns")->cells[1], QStringLiteral("4"));
        QCOMPARE(rowOf(comparison, "Data")->cells[3], QStringLiteral("old.csv"));
        const ComparisonRow *budget = rowOf(comparison, "Time budget");
        QVERIFY(budget && budget->differs);
    }

    void earlierRunsComeAndGoWithABox()
    {
        Project open;
        open.data.path = "/data/a.csv";
        open.study = project(QStringLiteral("x"), 1.3).record;
        open.history.earlier = {{0, 0, "a.csv", open.study}};
        CompareWindow window(open, {}); // it has no file yet
        auto *table = window.findChild<QTableWidget *>(QStringLiteral("comparison"));
        auto *box = window.findChild<QCheckBox *>(QStringLiteral("earlierRuns"));
        QVERIFY(box->isEnabled());
        QCOMPARE(table->columnCount(), 2);
        QCOMPARE(table->horizontalHeaderItem(0)->text(), QStringLiteral("a"));
        box->click();
        QCOMPARE(table->columnCount(), 1);
        box->click();
        table->setCurrentCell(0, 1);
        window.findChild<QPushButton *>(QStringLiteral("takeOut"))->click();
        QCOMPARE(table->columnCount(), 1);
        QVERIFY(!box->isEnabled());
    }

    void theWindowReadsProjectsAndTakesThemOut()
    {
        Project stored;
        stored.data.path = "/data/a.csv";
        stored.study = project(QStringLiteral("x"), 1.3).record;
        const QString first = m_sandbox.path(QStringLiteral("first.leptune"));
        const QString second = m_sandbox.path(QStringLiteral("second.leptune"));
        saveProject(stored, first.toStdString());
        stored.study.options.seed = 9;
        saveProject(stored, second.toStdString());
        CompareWindow window(loadProject(first.toStdString()), first);
        window.show();
        QSignalSpy compared(&window, &CompareWindow::compared);
        window.add({second, m_sandbox.path(QStringLiteral("gone.leptune"))});
        QVERIFY(compared.wait());
        auto *table = window.findChild<QTableWidget *>(QStringLiteral("comparison"));
        QCOMPARE(table->columnCount(), 2);
        QCOMPARE(table->horizontalHeaderItem(1)->text(), QStringLiteral("second"));
        QVERIFY(!window.comparison().comparable);
        QVERIFY(window.findChild<MessageBar *>()->text().contains(QStringLiteral("gone.leptune")));
        table->setCurrentCell(0, 0);
        window.findChild<QPushButton *>(QStringLiteral("takeOut"))->click();
        QCOMPARE(table->columnCount(), 1);
        QCOMPARE(table->horizontalHeaderItem(0)->text(), QStringLiteral("second"));
    }
};

QTEST_MAIN(TestComparison)
#include "tst_comparison.moc"

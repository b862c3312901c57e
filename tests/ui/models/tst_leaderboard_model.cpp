// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "ui/models/leaderboard_view.h"
#include "ui/shared/table_copy.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

QString nameAt(const LeaderboardProxy &proxy, int row)
{
    return proxy.index(row, LeaderboardModel::Name).data().toString();
}

} // namespace

class TestLeaderboardModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void keepsTheRulesOfModels()
    {
        LeaderboardModel model;
        LeaderboardProxy proxy;
        proxy.setSourceModel(&model);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester proxyTester(
            &proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const StudyRecord record = sampleRecord();
        for (const LeaderboardEntry &entry : record.entries)
            model.update({entry});
        proxy.sortBestFirst();
        proxy.setFilterText(QStringLiteral("boost"));
        model.setBest(record.best);
        model.setRecord(record);
        model.setMetric(MetricKind::LogLoss);
        proxy.setFilterText({});
        model.setRecord({});
        QCOMPARE(model.rowCount(), 0);
    }

    void replacesAnEntryOfTheSameName()
    {
        LeaderboardModel model;
        LeaderboardEntry entry = sampleRecord().entries[2];
        model.update({entry});
        entry.validation = 0.75;
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.update({entry});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(
            model.index(0, LeaderboardModel::Score).data(LeaderboardModel::SortRole).toDouble(),
            0.75);
    }

    void putsTheBestFirstAndTheFailedLast_data()
    {
        QTest::addColumn<TaskKind>("task");
        QTest::newRow("higher is better") << TaskKind::Binary;
        QTest::newRow("lower is better") << TaskKind::Regression;
    }

    void putsTheBestFirstAndTheFailedLast()
    {
        QFETCH(TaskKind, task);
        RecordWishes wishes;
        wishes.task = task;
        LeaderboardView view;
        view.setRecord(sampleRecord(wishes));
        QCOMPARE(nameAt(view.proxy(), 0), QStringLiteral("ensemble"));
        const auto stateAt = [&](int row) {
            return view.proxy().index(row, LeaderboardModel::State).data().toString();
        };
        QCOMPARE(stateAt(view.proxy().rowCount() - 1), QStringLiteral("failed"));
        // The other way round, unknown scores still come last.
        view.proxy().sort(LeaderboardModel::Score, view.proxy().sortOrder() == Qt::AscendingOrder
                                                       ? Qt::DescendingOrder
                                                       : Qt::AscendingOrder);
        QVERIFY(stateAt(0) != QStringLiteral("failed"));
        QCOMPARE(stateAt(view.proxy().rowCount() - 1), QStringLiteral("failed"));
    }

    void sortsSizesAsNumbers()
    {
        LeaderboardView view;
        view.setRecord(sampleRecord());
        view.sortByColumn(LeaderboardModel::Size, Qt::AscendingOrder);
        double last = 0.0;
        for (int row = 0; row < view.proxy().rowCount(); ++row) {
            const double bytes = view.proxy()
                                     .index(row, LeaderboardModel::Size)
                                     .data(LeaderboardModel::SortRole)
                                     .toDouble();
            if (std::isnan(bytes))
                break;
            QVERIFY(bytes >= last);
            last = bytes;
        }
        QVERIFY(last > 0.0);
    }

    void findsWordsInAnyColumn()
    {
        LeaderboardView view;
        view.setRecord(sampleRecord());
        view.proxy().setFilterText(QStringLiteral("KERNEL matrix"));
        QCOMPARE(view.proxy().rowCount(), 2);
        view.proxy().setFilterText(QStringLiteral("no such word"));
        QCOMPARE(view.proxy().rowCount(), 0);
    }

    void writesScoresWithErrorsAndAlignsNumbersRight()
    {
        LeaderboardModel model;
        LeaderboardEntry entry;
        entry.name = "boosting-3";
        entry.validation = 0.91412;
        entry.validationError = 0.002;
        entry.test = std::nan("");
        entry.sizeBytes = 64000;
        model.update({entry});
        QCOMPARE(model.index(0, LeaderboardModel::Score).data().toString(),
                 QStringLiteral("0.9141 ± 0.0020"));
        QCOMPARE(model.index(0, LeaderboardModel::Test).data().toString(), QStringLiteral("–"));
        const auto alignment =
            model.index(0, LeaderboardModel::Size).data(Qt::TextAlignmentRole).toInt();
        QVERIFY(alignment & Qt::AlignRight);
    }

    void copiesTheChosenLinesWithHeads()
    {
        LeaderboardView view;
        view.setRecord(sampleRecord());
        view.setColumnHidden(LeaderboardModel::Why, true);
        view.selectEntry("linear-1");
        view.copySelection();
        const QStringList lines =
            QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QStringLiteral("Name\tFamily\tAUC\tTest")));
        QVERIFY(!lines[0].contains(QStringLiteral("Why")));
        QVERIFY(lines[1].startsWith(QStringLiteral("linear-1\tlinear model\t")));
    }

    void theTableIsSavedAsItStandsThere()
    {
        const QTemporaryDir folder;
        LeaderboardView view;
        view.setRecord(sampleRecord());
        QVERIFY(view.findChild<QAction *>(QStringLiteral("saveRows")));
        const QString path = folder.filePath(QStringLiteral("models.csv"));
        QVERIFY(saveTable(view, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), view.proxy().rowCount() + 1);
        QVERIFY2(lines[0].contains("Model,") || lines[0].contains("Name,"), lines[0].constData());
        QVERIFY(lines[1].contains(view.proxy().index(0, 0).data().toString().toUtf8()));
    }
};

QTEST_MAIN(TestLeaderboardModel)
#include "tst_leaderboard_model.moc"

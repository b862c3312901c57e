// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compress_model.h"
#include "core/metrics/conformal.h"
#include "core/model/prediction_interval.h"
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

const SmallStudy kNumbers{TaskKind::Regression, 900, 5, {"linear", "boosting", "knn"}};

const StudyRecord &numbers()
{
    static const StudyRecord record = runSmall(kNumbers);
    return record;
}

double coverageOfNewRows(const Model &model)
{
    const Table fresh = regressionTable(4000, 77);
    std::vector<std::uint32_t> rows;
    const Target truth = makeTarget(fresh.column("value"), false, "", rows);
    return intervalCoverage(truth, model.predict(fresh).outputs(), *intervalHalfWidth(model));
}

} // namespace

class TestIntervals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyModelOfNumbersHasOne()
    {
        int models = 0;
        for (const LeaderboardEntry &entry : numbers().entries)
            if (entry.model) {
                ++models;
                QVERIFY2(intervalHalfWidth(*entry.model).has_value(), entry.name.c_str());
            }
        QVERIFY(models >= 4);
    }

    void itIsTheQuantileOfTheOutOfFoldResiduals()
    {
        const LeaderboardEntry *best = numbers().find("linear-1");
        for (const LeaderboardEntry &entry : numbers().entries)
            if (!best && entry.family == "linear" && entry.oof)
                best = &entry;
        QVERIFY(best && best->oof);
        // Out-of-fold errors of the made table: noise of 0.3, nine of ten within 1.64 of those.
        QVERIFY2(std::abs(*intervalHalfWidth(*best->model) - 1.645 * 0.3) < 0.08,
                 qPrintable(QString::number(*intervalHalfWidth(*best->model))));
    }

    void newRowsAreCovered_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"best", "single", "ensemble"})
            if (std::string(name) != "ensemble" || numbers().find("ensemble"))
                QTest::newRow(name) << QString::fromLatin1(name);
    }
    void newRowsAreCovered()
    {
        QFETCH(QString, name);
        const double covered = coverageOfNewRows(*numbers().model(name.toStdString()));
        QVERIFY2(covered > 0.86 && covered < 0.95, qPrintable(QString::number(covered)));
    }

    void classesHaveNone()
    {
        const StudyRecord record = runSmall({TaskKind::Binary, 400, 3, {"linear"}});
        QVERIFY(!intervalHalfWidth(*record.model("best")).has_value());
    }

    void theNativeFileKeepsIt()
    {
        const auto model = numbers().model("best");
        const auto again = unpack(pack(*model), "again");
        QCOMPARE(*intervalHalfWidth(*again), *intervalHalfWidth(*model));
    }

    void itIsNeverRoundedDown_data()
    {
        QTest::addColumn<double>("width");
        for (const double width : {0.1, 1.0 / 3.0, 12345.678901234, 1e-9})
            QTest::addRow("%g", width) << width;
    }
    void itIsNeverRoundedDown()
    {
        QFETCH(double, width);
        std::map<std::string, std::string> facts;
        addInterval(facts, width);
        const double kept = std::stod(facts.at(kIntervalFact));
        QVERIFY(static_cast<float>(kept) >= width && kept <= width * (1.0 + 1e-6));
        addInterval(facts, std::nan(""));
        QCOMPARE(facts.size(), std::size_t{1});
    }

    void aDamagedFactIsNone_data()
    {
        QTest::addColumn<QByteArray>("fact");
        for (const char *fact : {"", "wide", "-1", "inf", "nan"})
            QTest::addRow("%s", fact) << QByteArray(fact);
    }
    void aDamagedFactIsNone()
    {
        QFETCH(QByteArray, fact);
        const auto known = numbers().model("best");
        const Model model("damaged", known->schema(), known->graph(), 0.5F,
                          {{kIntervalFact, fact.toStdString()}});
        QVERIFY(!intervalHalfWidth(model).has_value());
    }
};

QTEST_GUILESS_MAIN(TestIntervals)
#include "tst_intervals.moc"

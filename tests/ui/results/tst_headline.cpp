// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/metrics/error_costs.h"
#include "tests/support/record_samples.h"
#include "ui/results/headline.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QLocale>
#include <QtTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

RecordWishes wishesFor(TaskKind task, bool locked)
{
    RecordWishes wishes;
    wishes.task = task;
    wishes.locked = locked;
    return wishes;
}

} // namespace

class TestHeadline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void tellsHowOftenClassesAreRight_data()
    {
        QTest::addColumn<TaskKind>("task");
        QTest::newRow("two classes") << TaskKind::Binary;
        QTest::newRow("three classes") << TaskKind::MultiClass;
    }

    void tellsHowOftenClassesAreRight()
    {
        QFETCH(TaskKind, task);
        const StudyRecord record = sampleRecord(wishesFor(task, true));
        const ResultAnalysis analysis = analyseResult(record);

        const QString text = resultHeadline(record, analysis);

        static const QRegularExpression form(
            QStringLiteral("^On 600 rows it had never seen it is right in (\\d+\\.\\d).%? ?%? "
                           "\\((\\d+\\.?\\d*) to (\\d+\\.?\\d*)\\); "
                           "always answering “(.+)” gives (\\d+\\.\\d).%\\.$"));
        const QRegularExpressionMatch match = form.match(text);
        QVERIFY2(match.hasMatch(), qPrintable(text));
        const double share = match.captured(1).toDouble();
        QVERIFY(share > 80.0 && share < 99.9);
        QVERIFY(match.captured(2).toDouble() < share && share < match.captured(3).toDouble());
        QVERIFY(match.captured(5).toDouble() < share);
    }

    void countsAsTheConfusionMatrixDoes()
    {
        const ResultAnalysis analysis = analyseResult(sampleRecord());
        std::uint64_t right = 0, all = 0;
        for (std::size_t truth = 0; truth < 2; ++truth) {
            right += analysis.evaluation.confusion[truth][truth];
            all +=
                analysis.evaluation.confusion[truth][0] + analysis.evaluation.confusion[truth][1];
        }
        QCOMPARE(all, 600U);
        QCOMPARE(analysis.plain, static_cast<double>(right) / static_cast<double>(all));
        QCOMPARE(analysis.curves.size(), 2U);
        QVERIFY(analysis.curves[0].auc > 0.9);
    }

    void tellsHowFarOffNumbersAre()
    {
        const StudyRecord record = sampleRecord(wishesFor(TaskKind::Regression, true));
        const ResultAnalysis analysis = analyseResult(record);
        // Truth is the Model plus normal noise of deviation 2: mean |noise| = 2 sqrt(2/pi), median
        // |noise| = 2 * 0.6745.
        QVERIFY(std::abs(analysis.plain - 1.596) < 0.15);
        QVERIFY(std::abs(analysis.medianError - 1.349) < 0.15);
        QVERIFY(analysis.constantPlain > analysis.plain);
        const QString text = resultHeadline(record, analysis);
        QVERIFY2(text.startsWith(QStringLiteral("On 600 rows it had never seen it is off by 1.")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("always answering")));
    }

    void saysWhereOnlyCrossValidationJudged()
    {
        const StudyRecord record = sampleRecord(wishesFor(TaskKind::Binary, false));
        const QString text = resultHeadline(record, analyseResult(record));
        QVERIFY2(text.startsWith(QStringLiteral("In 5-fold cross-validation over 600 rows")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("No rows were set aside")));
        QVERIFY(!resultDetail(record, analyseResult(record)).contains(QStringLiteral("unseen")));
    }

    void countsPartsAndRepeatsOfCrossValidation()
    {
        StudyRecord record = sampleRecord(wishesFor(TaskKind::Binary, false));
        record.folds = 10;
        record.foldParts = 5;
        record.foldRepeats = 2;
        const QString repeated = resultHeadline(record, analyseResult(record));
        QVERIFY2(repeated.startsWith(
                     QStringLiteral("In 5-fold cross-validation over 600 rows, done 2 times,")),
                 qPrintable(repeated));
        record.folds = record.foldParts = record.foldRepeats = 1;
        const QString held = resultHeadline(record, analyseResult(record));
        QVERIFY2(held.startsWith(QStringLiteral("On 600 rows held out from training")),
                 qPrintable(held));
    }

    void namesMetricIntervalAndRefit()
    {
        const StudyRecord record = sampleRecord();
        const QString text = resultDetail(record, analyseResult(record));
        QVERIFY2(text.startsWith(QStringLiteral("AUC 0.")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("95 % interval")));
        QVERIFY(text.contains(QStringLiteral("then fitted again on all 3000")));
    }

    void whatErrorsCostLeadsWhereTheyHaveAPrice()
    {
        StudyRecord record = sampleRecord();
        QVERIFY(!resultHeadline(record, analyseResult(record)).contains(QStringLiteral("cost")));
        record.options.costs = {50.0, 1.0};
        const Scored scored{record.resultTruth, record.resultPrediction, record.resultThreshold};
        const QString text = resultHeadline(record, analyseResult(record));
        const QString losses =
            QStringLiteral("its wrong answers cost %1 a row; always answering “yes” would cost %2. "
                           "It is right in ")
                .arg(formatNumber(costARow(record.options.costs, scored), 3),
                     formatNumber(constantCostARow(record.options.costs, record.resultTruth), 3));
        QVERIFY2(text.startsWith(QStringLiteral("On 600 rows it had never seen ") + losses),
                 qPrintable(text));
        record.options.costs = {1.0, 50.0};
        QVERIFY(resultHeadline(record, analyseResult(record))
                    .contains(QStringLiteral("always answering “no” would cost")));
    }

    void whatMissesOfClassesCostIsSaid()
    {
        StudyRecord record = sampleRecord({TaskKind::MultiClass});
        record.options.costs = {5.0, 1.0}; // of two classes
        QVERIFY(!resultHeadline(record, analyseResult(record)).contains(QStringLiteral("cost")));
        record.options.costs = {0.0, 0.0, {{"south, far", 80.0}}};
        const QString text = resultHeadline(record, analyseResult(record));
        QVERIFY2(text.contains(QStringLiteral("always answering “south, far” would cost ")),
                 qPrintable(text));
    }

    void theConstantAnswerIsScoredOnTheSameRows()
    {
        StudyRecord record = sampleRecord(wishesFor(TaskKind::Regression, true));
        LeaderboardEntry &baseline = record.entries.front();
        QCOMPARE(baseline.family, std::string("baseline"));
        FloatMatrix learned(2400, 1);
        std::fill(learned.values.begin(), learned.values.end(), 27.0F);
        baseline.oof = std::make_shared<const FloatMatrix>(learned);
        double squares = 0.0;
        for (const float truth : record.resultTruth.values)
            squares += (truth - 27.0) * (truth - 27.0);
        const double wanted =
            std::sqrt(squares / static_cast<double>(record.resultTruth.values.size()));
        const QString text = resultDetail(record, analyseResult(record));
        QVERIFY2(
            text.contains(QStringLiteral("a constant answer gets %1. ").arg(scoreText(wanted))),
            qPrintable(text));
    }

    void oneAnswerForAllRanksNothing()
    {
        StudyRecord record = sampleRecord();
        FloatMatrix learned(10, 2); // of two folds, whose shares differ
        for (std::size_t row = 0; row < learned.rows; ++row) {
            learned.at(row, 0) = row % 2 == 0 ? 0.4F : 0.6F;
            learned.at(row, 1) = 1.0F - learned.at(row, 0);
        }
        record.entries.front().oof = std::make_shared<const FloatMatrix>(learned);
        QCOMPARE(analyseResult(record).constantScore, 0.5);
    }

    void saysSoWhereTheConstantAnswerIsOfOtherRows()
    {
        const StudyRecord record = sampleRecord();
        const QString text = resultDetail(record, analyseResult(record));
        QVERIFY2(text.contains(QStringLiteral("a constant answer gets %1 in cross-validation")
                                   .arg(scoreText(record.baselineValidation))),
                 qPrintable(text));
    }

    void promisesNothingBeforeTheEnd()
    {
        QVERIFY(resultHeadline({}, {}).contains(QStringLiteral("no results yet")));
        StudyRecord running = sampleRecord();
        running.resultTruth = {};
        running.finished = false;
        QVERIFY(resultHeadline(running, {}).startsWith(QStringLiteral("Best so far: AUC 0.")));
        QVERIFY(resultDetail(running, {}).isEmpty());
    }

    void endsWhenStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(analyseResult(sampleRecord(), stop.get_token()), Error);
    }
};

QTEST_GUILESS_MAIN(TestHeadline)
#include "tst_headline.moc"

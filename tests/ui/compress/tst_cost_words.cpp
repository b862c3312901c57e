// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/cost_words.h"

#include "tests/support/compression_samples.h"
#include "ui/compress/comparison_rows.h"
#include "ui/shared/format.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

const BeforeAfter *rowOf(const std::vector<BeforeAfter> &rows, const QString &what)
{
    const auto found = std::ranges::find(rows, what, &BeforeAfter::what);
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

class TestCostWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theCostIsOneSentence()
    {
        QCOMPARE(costSentence(sampleFront(), 1),
                 QStringLiteral("Loses 0.4 % of its gain over a constant answer (AUC 0.9000 → "
                                "0.8984); 5.0 times smaller, 4.2 times faster."));
        QCOMPARE(costSentence(sampleFront(), 3),
                 QStringLiteral("Loses 6 % of its gain over a constant answer (AUC 0.9000 → "
                                "0.8760); 125 times smaller, 83 times faster."));
    }
    void whatIsSlowerOrLargerIsCalledSo()
    {
        QVERIFY(costSentence(sampleFront(), 4).contains(QStringLiteral("1.6 times slower here")));
        QCOMPARE(sizeChange(100.0, 130.0), QStringLiteral("1.3 times larger"));
        QCOMPARE(timeChange(100.0, 115.0), QStringLiteral("about as fast"));
        QCOMPARE(timeChange(100.0, 85.0), QStringLiteral("about as fast"));
    }
    void aScoreChangesInTheWordsOfItsMetric_data()
    {
        QTest::addColumn<int>("metric");
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("after");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, MetricKind metric, double before, double after,
                            const char *words) {
            QTest::newRow(name) << static_cast<int>(metric) << before << after
                                << QString::fromLatin1(words);
        };
        row("a share", MetricKind::Accuracy, 0.9, 0.89, "1 points worse");
        row("a better share", MetricKind::Auc, 0.9, 0.905, "0.5 points better");
        row("hardly any", MetricKind::Auc, 0.9, 0.90001, "the same");
        row("an error", MetricKind::Rmse, 2.0, 2.05, "2.5 % worse");
        row("a smaller error", MetricKind::LogLoss, 0.5, 0.49, "2 % better");
        row("unknown", MetricKind::Auc, 0.9, std::nan(""), "");
    }
    void aScoreChangesInTheWordsOfItsMetric()
    {
        QFETCH(int, metric);
        QFETCH(double, before);
        QFETCH(double, after);
        QTEST(scoreChange(static_cast<MetricKind>(metric), before, after), "words");
    }
    void limitsThatNothingKeepsAreSaid()
    {
        CompressionResult result = sampleFront();
        FrontLimits limits;
        judge(result, limits);
        QVERIFY(limitRemark(result, limits).isEmpty());
        limits.maxBytes = 100.0;
        judge(result, limits);
        QVERIFY(limitRemark(result, limits).contains(QStringLiteral("Nothing")));
        limits = {0.001, 0.0, 0.0};
        judge(result, limits);
        QCOMPARE(result.chosen, std::size_t{0});
        QVERIFY(limitRemark(result, limits).contains(QStringLiteral("original")));
    }
    void aSmallerOneThatKeepsTheLimitByLuckAtMostIsSaid()
    {
        CompressionResult result = sampleFront();
        FrontLimits limits;
        FrontPoint &smaller = result.candidates[2].point;
        smaller.drop = 0.9 * limits.maxDrop;
        smaller.dropError = 0.5 * limits.maxDrop;
        judge(result, limits);
        QCOMPARE(result.chosen, std::size_t{1});
        const QString size = formatBytes(static_cast<double>(smaller.bytes));
        QVERIFY(limitRemark(result, limits).contains(QStringLiteral("(%1)").arg(size)));
        QVERIFY(limitRemark(result, limits).contains(QStringLiteral("luck")));
        limits.maxBytes = 1e9; // then the least loss is looked for, not the least size
        QVERIFY(limitRemark(result, limits).isEmpty());
        smaller.dropError = 0.0;
        judge(result, FrontLimits{});
        QCOMPARE(result.chosen, std::size_t{2});
        QVERIFY(limitRemark(result, FrontLimits{}).isEmpty());
    }
    void everyClassStandsBeforeAndAfter()
    {
        const auto rows = comparisonRows(sampleFront(), 2, 500);
        const BeforeAfter *yes = rowOf(rows, QStringLiteral("Recall of “yes”"));
        QVERIFY(yes);
        QCOMPARE(yes->before, QStringLiteral("80.0\u00a0%"));
        QCOMPARE(yes->after, QStringLiteral("78.0\u00a0%"));
        QCOMPARE(yes->change, QStringLiteral("2 points worse"));
    }
    void onlyTheOneThatWasScoredHasAScoreOnUnseenRows()
    {
        const CompressionResult result = sampleFront();
        QCOMPARE(result.chosen, std::size_t{1});
        const QString what = QStringLiteral("AUC, 500 unseen rows");
        QCOMPARE(rowOf(comparisonRows(result, 1, 500), what)->after, QStringLiteral("0.8880"));
        QCOMPARE(rowOf(comparisonRows(result, 2, 500), what)->after, QStringLiteral("–"));
        QCOMPARE(rowOf(comparisonRows(result, 2, 500), what)->before, QStringLiteral("0.8900"));
    }
    void onlyWhatDiffersIsListedAsChanged()
    {
        ModelMakeup before, after;
        before.trees = 500;
        after.trees = 40;
        before.columns = after.columns = 7;
        before.layers = {{.inputs = 10, .outputs = 20, .weights = 200}};
        after.layers = {{.inputs = 10, .outputs = 20, .weights = 200, .zeros = 150, .bits = 5}};
        const auto rows = changeRows(sampleFront(), 2, before, after);
        QCOMPARE(rowOf(rows, QStringLiteral("Trees"))->after, QStringLiteral("40"));
        QVERIFY(!rowOf(rows, QStringLiteral("Columns read")));
        QCOMPARE(rowOf(rows, QStringLiteral("Of them zero"))->after, QStringLiteral("75\u00a0%"));
        QCOMPARE(rowOf(rows, QStringLiteral("Layer 1, 10 × 20"))->after,
                 QStringLiteral("75\u00a0% zeros, 5 bits"));
        QVERIFY(changeRows(sampleFront(), 0, before, before).empty());
    }
};

QTEST_MAIN(TestCostWords)
#include "tst_cost_words.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/class_weights.h"

#include "core/base/error.h"
#include "tests/support/model_samples.h"

#include <QTest>

using namespace leptune;

using Facts = std::map<std::string, std::string>;

class TestClassWeights : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theyComeBackToTheBit()
    {
        Facts facts;
        const std::vector<float> weights{1.0F, 1.0F / 3.0F, 0.0F, 1e-30F};
        addClassWeights(facts, weights);
        QCOMPARE(classWeights(facts), weights);
        addClassWeights(facts, {});
        QCOMPARE(facts.size(), std::size_t{1});
    }

    void noneAreReadOfWhatIsNoListOfThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << "one two three";
        QTest::newRow("below 0") << "1 -1 1";
        QTest::newRow("not finite") << "1 inf 1";
        QTest::newRow("not a number") << "1 nan 1";
    }
    void noneAreReadOfWhatIsNoListOfThem()
    {
        QFETCH(QString, text);
        QVERIFY(classWeights(Facts{{kClassWeightsFact, text.toStdString()}}).empty());
        QVERIFY(classWeights(Facts{}).empty());
    }

    void theyChangeLabelsAndNoProbability()
    {
        const auto plain = samples::named("boosted trees of classes");
        const auto weighed = samples::named("boosted trees of classes with costs");
        QCOMPARE(weighed->decision().classWeights.size(), std::size_t{3});
        const Table rows = samples::tableFor(*plain, 500);
        const Prediction usual = plain->predict(rows), dear = weighed->predict(rows);
        QCOMPARE(dear.probabilities.values, usual.probabilities.values);
        QVERIFY(dear.labels != usual.labels);
        QCOMPARE(dear.labels, decide(usual.probabilities, -1, weighed->decision()));
    }

    void nativeFilesAndCopiesKeepThem()
    {
        const auto weighed = samples::named("integer network with costs");
        const auto read = unpack(pack(*weighed), "m");
        QVERIFY(read->decision() == weighed->decision());
        QVERIFY(weighed->renamed("other")->decision() == weighed->decision());
    }

    void aModelRefusesWeightsOfOtherClasses()
    {
        const auto model = samples::named("boosted trees of classes");
        for (const char *text : {"1 0.5", "1 1 1 1", "many"})
            QVERIFY_EXCEPTION_THROWN(
                Model("m", model->schema(), model->graph(), 0.5F, Facts{{kClassWeightsFact, text}}),
                Error);
    }
};

QTEST_GUILESS_MAIN(TestClassWeights)
#include "tst_class_weights.moc"

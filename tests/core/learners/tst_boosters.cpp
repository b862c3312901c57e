// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/registry.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

/// What holds for every family that boosts trees.
class TestBoosters : public QObject {
    Q_OBJECT
private:
    static Configuration rate(double value)
    {
        Configuration configuration;
        configuration.set("learning_rate", value);
        return configuration;
    }
    static void addFamilies()
    {
        QTest::addColumn<QString>("family");
        for (const char *family : {"symmetric", "leafwise", "boosting"})
            QTest::newRow(family) << QString::fromLatin1(family);
    }
    static const Learner &fetched()
    {
        QFETCH(QString, family);
        return learnerNamed(family.toStdString());
    }

private Q_SLOTS:
    void keepsTheRoundsOfLeastValidationLoss_data() { addFamilies(); }
    void keepsTheRoundsOfLeastValidationLoss()
    {
        const Data data = mixedData(800, 2, 3);
        std::vector<double> losses;
        FitContext context;
        context.progress = [&](const FitProgress &progress) {
            losses.push_back(progress.validationLoss);
        };
        const auto predictor = fetched().fit(data.train, data.validation, rate(0.2), context);
        const auto best = std::min_element(losses.begin(), losses.end()) - losses.begin() + 1;
        QCOMPARE(predictor->bestIteration(), static_cast<int>(best));
        QVERIFY(losses.size() > static_cast<std::size_t>(best));
        // What is kept scores what was told for that round; leaves are rounded.
        const FloatMatrix answer = answers(*predictor, data.validation);
        const std::vector<float> labels = data.validation.labels();
        double loss = 0.0;
        for (std::size_t r = 0; r < labels.size(); ++r)
            loss -= std::log(answer.at(r, static_cast<std::size_t>(labels[r])));
        QVERIFY(std::abs(loss / static_cast<double>(labels.size()) -
                         losses[static_cast<std::size_t>(best - 1)]) < 1e-4);
    }

    void theUnitOfTheTargetDoesNotMatter_data() { addFamilies(); }
    void theUnitOfTheTargetDoesNotMatter()
    {
        const Data data = mixedData(800, 0, 3);
        Target target = data.target;
        for (float &value : target.values)
            value = value * 1024.0F - 3e5F;
        const Data scaled = makeData(data.table, target);
        const auto a = fetched().fit(data.train, data.validation, rate(0.2), {});
        const auto b = fetched().fit(scaled.train, scaled.validation, rate(0.2), {});
        QVERIFY(std::abs(quality(*a, data.test) - quality(*b, scaled.test)) < 0.01);
    }

    void theUnitOfTheWeightsDoesNotMatter_data() // XGBoost's penalties are in it; a study's mean weight is 1
    {
        QTest::addColumn<QString>("family");
        for (const char *family : {"symmetric", "leafwise"})
            QTest::newRow(family) << QString::fromLatin1(family);
    }
    void theUnitOfTheWeightsDoesNotMatter()
    {
        std::vector<float> weights(800);
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = 1.0F + static_cast<float>(i % 3);
        const Data data = mixedData(800, 2, 3, weights);
        for (float &weight : weights)
            weight *= 4096.0F;
        const Data heavy = mixedData(800, 2, 3, weights);
        FitContext context;
        context.fixedIterations = 30;
        const auto a = fetched().fit(data.train, {}, rate(0.1), context);
        const auto b = fetched().fit(heavy.train, {}, rate(0.1), context);
        QCOMPARE(answers(*a, data.test).values, answers(*b, heavy.test).values);
    }

    void aStoppedFitIsWeakerButWhole_data() { addFamilies(); }
    void aStoppedFitIsWeakerButWhole()
    {
        const Data data = mixedData(1500, 2, 3);
        std::stop_source source;
        FitContext context;
        context.stop = source.get_token();
        context.progress = [&](const FitProgress &progress) {
            if (progress.iteration == 5)
                source.request_stop();
        };
        const auto predictor = fetched().fit(data.train, data.validation, rate(0.1), context);
        QVERIFY(predictor && predictor->wasCutShort());
        QCOMPARE(predictor->bestIteration(), 5);
        QVERIFY(quality(*predictor, data.test) > 0.6);
        QVERIFY(!fetched().fit(data.train, data.validation, rate(0.1), context));
    }

    void handlesTheSmallestData_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("rows");
        for (const std::string family : {"symmetric", "leafwise", "boosting"})
            for (const int rows : {2, 5, 20})
                QTest::newRow((family + ", " + std::to_string(rows) + " rows").c_str())
                    << QString::fromStdString(family) << rows;
    }
    void handlesTheSmallestData()
    {
        QFETCH(int, rows);
        const Data data = mixedData(200, 2, 3);
        const View few = viewOf(data.study, 0, static_cast<std::uint32_t>(rows));
        const auto predictor = fetched().fit(few, {}, {}, {});
        QVERIFY(predictor);
        for (const float value : answers(*predictor, data.test).values)
            QVERIFY(value >= 0.0F && value <= 1.0F);
    }
};

QTEST_GUILESS_MAIN(TestBoosters)
#include "tst_boosters.moc"

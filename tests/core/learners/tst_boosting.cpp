// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/boosting.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

class TestBoosting : public QObject {
    Q_OBJECT
private:
    static Configuration rate(double value)
    {
        Configuration configuration;
        configuration.set("learning_rate", value);
        return configuration;
    }

private Q_SLOTS:
    void keepsTheRoundsOfLeastValidationLoss()
    {
        const Data data = mixedData(800, 2, 3);
        std::vector<double> losses;
        FitContext context;
        context.progress = [&](const FitProgress &progress) {
            losses.push_back(progress.validationLoss);
        };
        const auto predictor =
            boostingLearner().fit(data.train, data.validation, rate(0.3), context);
        const auto best = std::min_element(losses.begin(), losses.end()) - losses.begin() + 1;
        QCOMPARE(predictor->bestIteration(), static_cast<int>(best));
        QVERIFY(losses.size() > static_cast<std::size_t>(best));
        // What is kept scores what was told for that round.
        const FloatMatrix answer = answers(*predictor, data.validation);
        const std::vector<float> labels = data.validation.labels();
        double loss = 0.0;
        for (std::size_t r = 0; r < labels.size(); ++r)
            loss -= std::log(answer.at(r, static_cast<std::size_t>(labels[r])));
        QVERIFY(std::abs(loss / labels.size() - losses[static_cast<std::size_t>(best - 1)]) < 1e-5);
    }

    void startsFromTheShareOfTheClasses()
    {
        for (const int classes : {2, 4}) {
            const Data data = mixedData(1000, classes, 3);
            FitContext context;
            context.fixedIterations = 1;
            const auto predictor = boostingLearner().fit(data.train, {}, rate(1e-6), context);
            std::vector<double> share(static_cast<std::size_t>(classes), 0.0);
            for (const float label : data.train.labels())
                share[static_cast<std::size_t>(label)] += 1.0 / data.train.size();
            const FloatMatrix answer = answers(*predictor, data.test);
            for (std::size_t c = 0; c < share.size(); ++c)
                QVERIFY(std::abs(answer.at(0, c) - share[c]) < 1e-4);
        }
    }

    void theUnitOfTheTargetDoesNotMatter()
    {
        const Data data = mixedData(800, 0, 3);
        Target target = data.target;
        for (float &value : target.values)
            value = value * 1024.0F - 3e5F;
        const Data scaled = makeData(data.table, target);
        const auto a = boostingLearner().fit(data.train, data.validation, rate(0.2), {});
        const auto b = boostingLearner().fit(scaled.train, scaled.validation, rate(0.2), {});
        QVERIFY(std::abs(quality(*a, data.test) - quality(*b, scaled.test)) < 0.01);
    }
};

QTEST_GUILESS_MAIN(TestBoosting)
#include "tst_boosting.moc"

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
};

QTEST_GUILESS_MAIN(TestBoosting)
#include "tst_boosting.moc"

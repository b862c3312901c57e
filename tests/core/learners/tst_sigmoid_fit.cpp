// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/sigmoid_fit.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace leptune;

class TestSigmoidFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recoversTheCurveThatMadeTheClasses()
    {
        RandomStream random(2);
        std::vector<double> decisions;
        std::vector<float> classes;
        for (int i = 0; i < 20000; ++i) {
            decisions.push_back(random.normal());
            const double p = 1.0 / (1.0 + std::exp(-(1.7 * decisions.back() - 0.6)));
            classes.push_back(random.uniform() < p ? 1.0F : 0.0F);
        }
        const Sigmoid fit = fitSigmoid(decisions, classes);
        QVERIFY(std::abs(fit.slope - 1.7) < 0.08);
        QVERIFY(std::abs(fit.intercept + 0.6) < 0.05);
    }
    void separatedClassesGiveAFiniteCurve()
    {
        const std::vector<double> decisions{-3, -2, -1, 1, 2, 3};
        const std::vector<float> classes{0, 0, 0, 1, 1, 1};
        const Sigmoid fit = fitSigmoid(decisions, classes);
        QVERIFY(std::isfinite(fit.slope) && fit.slope > 0.5 && fit.slope < 50.0);
    }
    void valuesThatSayNothingGiveTheShare()
    {
        const std::vector<double> decisions(100, 0.0);
        std::vector<float> classes(100, 0.0F);
        std::fill_n(classes.begin(), 20, 1.0F);
        const Sigmoid fit = fitSigmoid(decisions, classes);
        QVERIFY(std::abs(1.0 / (1.0 + std::exp(-fit.intercept)) - 0.2) < 0.02);
    }
};

QTEST_GUILESS_MAIN(TestSigmoidFit)
#include "tst_sigmoid_fit.moc"

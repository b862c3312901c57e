// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/minimizer.h"

#include <QTest>
#include <cmath>

using namespace leptune;

namespace {

double rosenbrock(const Eigen::VectorXd &x, Eigen::VectorXd &gradient)
{
    const double a = 1.0 - x[0];
    const double b = x[1] - x[0] * x[0];
    gradient[0] = -2.0 * a - 400.0 * x[0] * b;
    gradient[1] = 200.0 * b;
    return a * a + 100.0 * b * b;
}

/// |x - target|^2 / 2: with an L1 penalty the answer is the soft threshold of the target.
Objective distanceTo(const Eigen::VectorXd &target)
{
    return [target](const Eigen::VectorXd &x, Eigen::VectorXd &gradient) {
        gradient = x - target;
        return 0.5 * gradient.squaredNorm();
    };
}

} // namespace

class TestMinimizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheEndOfTheCurvedValley()
    {
        MinimizerOptions options;
        options.tolerance = 1e-8;
        const Minimum minimum = minimize(rosenbrock, Eigen::Vector2d(-1.2, 1.0), options);
        QVERIFY(minimum.converged);
        QVERIFY((minimum.point - Eigen::Vector2d(1.0, 1.0)).norm() < 1e-6);
        QVERIFY2(minimum.iterations < 80, std::to_string(minimum.iterations).c_str());
    }
    void softThresholdsUnderAnL1Penalty()
    {
        const Eigen::VectorXd target = Eigen::Vector4d(3.0, -0.4, 0.6, -2.0);
        MinimizerOptions options;
        options.l1 = Eigen::Vector4d(0.5, 0.5, 0.5, 0.0);
        const Minimum minimum = minimize(distanceTo(target), Eigen::VectorXd::Ones(4), options);
        QVERIFY((minimum.point - Eigen::Vector4d(2.5, 0.0, 0.1, -2.0)).norm() < 1e-5);
        QCOMPARE(minimum.point[1], 0.0);
    }
    void neverGoesUp()
    {
        double last = HUGE_VAL;
        MinimizerOptions options;
        options.progress = [&](int, double value) {
            QVERIFY(value < last);
            last = value;
        };
        minimize(rosenbrock, Eigen::Vector2d(-1.2, 1.0), options);
        QVERIFY(last < 1e-6);
    }
    void endsWhereItIsWhenTold()
    {
        int asked = 0;
        MinimizerOptions options;
        options.shouldEnd = [&] { return ++asked > 5; };
        Eigen::VectorXd gradient(2);
        const Minimum minimum = minimize(rosenbrock, Eigen::Vector2d(-1.2, 1.0), options);
        QVERIFY(minimum.ended && !minimum.converged);
        QVERIFY(rosenbrock(minimum.point, gradient) < 24.2); // better than the start
    }
};

QTEST_GUILESS_MAIN(TestMinimizer)
#include "tst_minimizer.moc"

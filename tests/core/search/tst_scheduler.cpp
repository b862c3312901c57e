// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/search/learning_curve.h"
#include "core/search/scheduler.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

double curve(double level, double fidelity)
{
    return level - 0.5 / std::sqrt(fidelity);
}

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasRungsUpToTheGreatestFidelity()
    {
        QCOMPARE(HalvingScheduler(1, 27, 3).rungs(), (std::vector<double>{1, 3, 9, 27}));
        QCOMPARE(HalvingScheduler(10, 50, 2).rungs(), (std::vector<double>{10, 20, 40, 50}));
        QCOMPARE(HalvingScheduler(5, 5, 2).rungs(), (std::vector<double>{5}));
        QVERIFY_EXCEPTION_THROWN(HalvingScheduler(0, 5, 2), Error);
        QVERIFY_EXCEPTION_THROWN(HalvingScheduler(6, 5, 2), Error);
        QVERIFY_EXCEPTION_THROWN(HalvingScheduler(1, 5, 1), Error);
    }

    void continuesTheBestThird()
    {
        HalvingScheduler scheduler(1, 9, 3);
        QCOMPARE(scheduler.report(0, 1, 0.5), RungDecision::Continue); // the first is the best
        QCOMPARE(scheduler.report(1, 1, 0.4), RungDecision::Pause);
        QCOMPARE(scheduler.report(2, 1, 0.6), RungDecision::Continue);
        QCOMPARE(scheduler.report(3, 1, std::nan("")), RungDecision::Stop);
        QVERIFY(!scheduler.promote());
        for (std::uint64_t trial = 4; trial < 9; ++trial)
            QCOMPARE(scheduler.report(trial, 1, 0.1), RungDecision::Pause);
        QCOMPARE(scheduler.promote(), std::optional<std::uint64_t>(1)); // third of nine
        QVERIFY(!scheduler.promote());
        QCOMPARE(scheduler.report(2, 2, 0.61), RungDecision::Continue); // between rungs
        QCOMPARE(scheduler.report(2, 9, 0.7), RungDecision::Stop);      // done
    }

    void stopsWhatWillNotCatchUp()
    {
        HalvingScheduler scheduler(16, 64, 4);
        for (double f = 1; f <= 64; f *= 2)
            scheduler.report(0, f, curve(0.9, f));
        RungDecision decision = RungDecision::Continue;
        double stopped = 0;
        for (double f = 1; f < 16 && decision == RungDecision::Continue; ++f) {
            decision = scheduler.report(1, f, curve(0.7, f));
            stopped = f;
        }
        QCOMPARE(decision, RungDecision::Stop);
        QVERIFY(stopped >= 4 && stopped < 10);
        for (double f = 1; f < 16; ++f)
            QCOMPARE(scheduler.report(2, f, curve(0.95, f)), RungDecision::Continue);
    }

    void extrapolatesPowerLaws()
    {
        std::vector<std::pair<double, double>> points;
        QVERIFY(!extrapolateCurve(points, 100));
        RandomStream random(1);
        for (double f = 1; f <= 12; ++f)
            points.emplace_back(f, curve(0.8, f) + 0.002 * random.normal());
        const auto forecast = extrapolateCurve(points, 100);
        QVERIFY(forecast);
        QVERIFY2(std::abs(forecast->mean - 0.75) < 0.05,
                 qPrintable(QString::number(forecast->mean)));
        QVERIFY(std::abs(forecast->mean - 0.75) < 3 * forecast->deviation);
        QVERIFY(forecast->above(0.5) > 0.99 && forecast->above(0.95) < 0.01);
    }

    void extrapolatesConstants()
    {
        const auto forecast = extrapolateCurve({{1, 0.5}, {2, 0.5}, {3, 0.5}, {4, 0.5}}, 10);
        QVERIFY(forecast && std::abs(forecast->mean - 0.5) < 1e-9);
        QVERIFY(forecast->above(0.6) < 1e-6);
    }

    void findsTheBestOfManyCheaply()
    {
        HalvingScheduler scheduler(1, 27, 3);
        double spent = 0.0;
        RandomStream random(5);
        std::vector<double> levels(60);
        for (double &level : levels)
            level = random.uniform();
        double best = 0.0;
        const auto run = [&](std::uint64_t trial, double from) {
            for (double f = from; f <= 27; f *= 3) {
                spent += f - f / 3;
                if (f == 27)
                    best = std::max(best, levels[trial]);
                if (scheduler.report(trial, f, curve(levels[trial], f)) != RungDecision::Continue)
                    return;
            }
        };
        for (std::uint64_t trial = 0; trial < levels.size(); ++trial)
            run(trial, 1);
        QCOMPARE(best, *std::max_element(levels.begin(), levels.end()));
        QVERIFY2(spent < 0.4 * 27 * 60, qPrintable(QString::number(spent)));
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/pareto_front.h"

#include "core/compress/chebyshev.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

namespace {

/// The original, a smaller one, a much smaller and worse one, one that nothing speaks for.
const std::vector<FrontPoint> kPoints{
    {0.0, 100'000, 50.0}, {0.005, 9'000, 8.0}, {0.04, 1'000, 2.0}, {0.06, 9'500, 9.0}};

} // namespace

class TestParetoFront : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatIsWorseInNothingDominates()
    {
        QVERIFY(dominates({0.0, 10, 1.0}, {0.0, 11, 1.0}));
        QVERIFY(!dominates({0.0, 10, 1.0}, {0.0, 10, 1.0}));
        QVERIFY(!dominates({0.1, 10, 1.0}, {0.0, 11, 1.0}));
        QVERIFY(!dominates({0.0, 10, 1.0, 0.0, 300}, {0.0, 11, 1.0, 0.0, 200}));
        QVERIFY(dominates({0.0, 10, 1.0, 0.0, 200}, {0.0, 10, 1.0, 0.0, 300}));
        QVERIFY(dominates({0.0, 10, 1.0, 0.0, 300}, {0.0, 11, 1.0})); // not known there
    }
    void aTwentiethOfTheTimeIsNoDifference()
    {
        QVERIFY(dominates({0.0, 10, 1.04}, {0.0, 11, 1.0}));
        QVERIFY(!dominates({0.0, 10, 1.0}, {0.0, 10, 1.04}));
        QVERIFY(!dominates({0.0, 10, 1.2}, {0.0, 11, 1.0}));
    }
    void theFrontIsWhatNothingDominates()
    {
        const std::vector<bool> expected{true, true, true, false};
        QVERIFY(paretoFront(kPoints) == expected);
    }
    void theSmallestWithinTheDropIsChosen()
    {
        QCOMPARE(choosePoint(kPoints, {0.01, 0.0, 0.0}), std::size_t{1});
        QCOMPARE(choosePoint(kPoints, {0.05, 0.0, 0.0}), std::size_t{2});
        QCOMPARE(choosePoint(kPoints, {0.001, 0.0, 0.0}), std::size_t{0});
    }
    void aDropCountsAsKeptWithAMarginOfItsError()
    {
        QVERIFY(keepsDrop({0.008, 10, 1.0, 0.001}, 0.01));
        QVERIFY(!keepsDrop({0.008, 10, 1.0, 0.003}, 0.01));
        std::vector<FrontPoint> points = kPoints;
        points[1].dropError = 0.01;
        points.push_back({0.004, 50'000, 30.0, 0.002});
        QCOMPARE(choosePoint(points, {0.01, 0.0, 0.0}), std::size_t{4});
        QCOMPARE(choosePoint(points, {0.02, 0.0, 0.0}), std::size_t{1});
    }
    void withALimitOfSizeTheBestThatKeepsItIsChosen()
    {
        QCOMPARE(choosePoint(kPoints, {0.05, 200'000.0, 0.0}), std::size_t{0});
        QCOMPARE(choosePoint(kPoints, {0.05, 50'000.0, 0.0}), std::size_t{1});
        QCOMPARE(choosePoint(kPoints, {0.05, 0.0, 3.0}), std::size_t{2});
    }
    void sizeGoesBeforeDropWhereBothCannotBeKept()
    {
        QCOMPARE(choosePoint(kPoints, {0.01, 2'000.0, 0.0}), std::size_t{2});
    }
    void whereNothingIsSmallEnoughTheNearestIsChosen()
    {
        QCOMPARE(choosePoint(kPoints, {0.01, 500.0, 0.0}), std::size_t{2});
    }
    void everyPointOfAConvexFrontIsTheAimSometimes()
    {
        const std::vector<FrontPoint> points(kPoints.begin(), kPoints.end() - 1);
        RandomStream random(3);
        std::vector<int> wins(points.size(), 0);
        for (int i = 0; i < 200; ++i) {
            const auto values = ChebyshevAim(random, true).valuesOf(points, 0.01);
            ++wins[static_cast<std::size_t>(std::ranges::max_element(values) - values.begin())];
        }
        QVERIFY(std::ranges::all_of(wins, [](int count) { return count > 5; }));
    }
    void aDominatedPointIsNeverTheAim()
    {
        RandomStream random(4);
        for (int i = 0; i < 100; ++i) {
            const auto values = ChebyshevAim(random, true).valuesOf(kPoints, 0.01);
            QVERIFY(values[3] < values[1]);
        }
    }
    void timesHaveNoPartWhereTheyDoNotCount()
    {
        RandomStream random(5);
        const ChebyshevAim aim(random, false);
        QCOMPARE(aim.valuesOf({{0.0, 100, 5.0}, {0.1, 10, 1.0}}, 0.01),
                 aim.valuesOf({{0.0, 100, 1.0}, {0.1, 10, 7.0}}, 0.01));
    }
};

QTEST_GUILESS_MAIN(TestParetoFront)
#include "tst_pareto_front.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/shrink_controller.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune::neural;

namespace {

constexpr double kLimit = 1.0, kGood = 0.9, kBad = 1.1;

void report(ShrinkController &controller, std::initializer_list<double> losses)
{
    for (const double loss : losses)
        controller.report(loss);
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

} // namespace

class TestShrinkController : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void risesWithinTheToleranceToAllInHalfOfTheEpochs()
    {
        ShrinkController controller(kLimit, 20);
        QVERIFY(isNear(controller.level(), 0.1));
        QCOMPARE(controller.lastGood(), 0.0);
        for (int epoch = 1; epoch <= 10; ++epoch) {
            QVERIFY(isNear(controller.level(), 0.1 * epoch));
            controller.report(epoch % 2 == 0 ? kGood : kLimit); // the limit itself is fine
            QVERIFY(isNear(controller.lastGood(), 0.1 * epoch));
        }
        QCOMPARE(controller.level(), 1.0);
        report(controller, {kGood, kGood});
        QCOMPARE(controller.level(), 1.0);
    }
    void waitsOutOneEpochAboveTheLimit()
    {
        ShrinkController controller(kLimit, 20);
        report(controller, {kGood, kGood});
        const double level = controller.level();
        controller.report(kBad);
        QCOMPARE(controller.level(), level);
        controller.report(kGood); // the weights have settled: as if nothing had been
        QCOMPARE(controller.lastGood(), level);
        QVERIFY(isNear(controller.level(), level + 0.1));
    }
    void atFirstItWaitsOutTwo()
    {
        ShrinkController controller(kLimit, 20);
        report(controller, {kBad, kBad});
        QVERIFY(isNear(controller.level(), 0.1));
        controller.report(kBad);
        QVERIFY(isNear(controller.level(), 0.05));
    }
    void goesHalfWayBackToTheLastGoodLevelInHalfSteps()
    {
        ShrinkController controller(kLimit, 20);
        report(controller, {kGood, kGood, kGood}); // good at 0.3, now at 0.4
        report(controller, {kBad, kBad});
        QVERIFY(isNear(controller.lastGood(), 0.3));
        QVERIFY(isNear(controller.level(), 0.35));
        report(controller, {kBad, kBad});
        QVERIFY(isNear(controller.level(), 0.325));
        controller.report(kGood);
        QVERIFY(isNear(controller.lastGood(), 0.325));
        QVERIFY(isNear(controller.level(), 0.35)); // the step was halved twice
    }
    void neverFallsBelowWhatWasGood()
    {
        ShrinkController controller(kLimit, 10);
        report(controller, {kGood, kGood});
        for (int epoch = 0; epoch < 200; ++epoch) {
            controller.report(kBad);
            QVERIFY(controller.level() >= controller.lastGood());
        }
        QVERIFY(controller.level() - controller.lastGood() < 1e-6);
        QVERIFY(isNear(controller.lastGood(), 0.4));
    }
    void findsTheLevelThatALimitAllows()
    {
        constexpr double kAllowed = 0.37;
        ShrinkController controller(kLimit, 60);
        for (int epoch = 0; epoch < 60; ++epoch)
            controller.report(controller.level() <= kAllowed ? kGood : kBad);
        QVERIFY(controller.lastGood() <= kAllowed);
        QVERIFY2(controller.lastGood() > kAllowed - 0.02,
                 qPrintable(QString::number(controller.lastGood())));
    }
    void goesOnFromWhatWasWritten()
    {
        ShrinkController first(kLimit, 20);
        report(first, {kGood, kGood, kBad});
        StateArchive written;
        first.exchange(written);
        const std::vector<std::uint8_t> bytes = written.take();
        ShrinkController second(0.0, 2);
        StateArchive read{std::span<const std::uint8_t>(bytes)};
        second.exchange(read);
        read.finish();
        for (const double loss : {kBad, kGood, kGood, kBad, kBad}) {
            first.report(loss);
            second.report(loss);
            QCOMPARE(second.level(), first.level());
            QCOMPARE(second.lastGood(), first.lastGood());
        }
    }
};

QTEST_GUILESS_MAIN(TestShrinkController)
#include "tst_shrink_controller.moc"

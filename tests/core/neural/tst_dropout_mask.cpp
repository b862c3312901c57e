// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/dropout_mask.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

constexpr std::size_t kMarks = 1 << 20;

std::vector<float> maskOf(double rate, RandomStream &random)
{
    std::vector<float> mask(kMarks);
    fillDropoutMask(mask, rate, random);
    return mask;
}

/// Mean product of two marks' distances from their mean 1, in units of their variance.
double correlation(std::span<const float> a, std::span<const float> b, double rate)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - 1.0) * (b[i] - 1.0);
    return sum / static_cast<double>(a.size()) / (rate / (1.0 - rate));
}

} // namespace

class TestDropoutMask : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dropsTheShareThatIsWanted_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {0.0, 0.01, 0.15, 0.5, 0.999})
            QTest::addRow("%g", rate) << rate;
    }
    void dropsTheShareThatIsWanted()
    {
        QFETCH(double, rate);
        RandomStream random(3);
        const std::vector<float> mask = maskOf(rate, random);
        const auto kept = static_cast<float>(1.0 / (1.0 - rate));
        std::size_t dropped = 0;
        for (const float mark : mask) {
            QVERIFY(mark == 0.0F || mark == kept);
            dropped += mark == 0.0F ? 1 : 0;
        }
        const double deviation = std::sqrt(rate * (1.0 - rate) * kMarks);
        QVERIFY(std::abs(static_cast<double>(dropped) - rate * kMarks) <= 4.0 * deviation);
    }

    void marksKnowNothingOfEachOther()
    {
        constexpr double kRate = 0.2;
        const double limit = 4.5 / std::sqrt(static_cast<double>(kMarks));
        RandomStream random(5);
        const std::vector<float> first = maskOf(kRate, random), next = maskOf(kRate, random);
        QVERIFY(std::abs(correlation(first, next, kRate)) < limit);
        const std::span<const float> marks(first);
        for (const std::size_t apart : {1U, 2U, 3U, 4U, 8U, 16U, 64U, 96U, 128U, 256U, 1024U})
            QVERIFY(std::abs(correlation(marks.first(kMarks - apart), marks.subspan(apart),
                                         kRate)) < limit);
    }

    void theSameStreamGivesTheSameMarks()
    {
        RandomStream one(7), other(7), third(8);
        const std::vector<float> marks = maskOf(0.3, one);
        QCOMPARE(maskOf(0.3, other), marks);
        QVERIFY(maskOf(0.3, third) != marks);
        QVERIFY(maskOf(0.3, one) != marks);
    }
};

QTEST_GUILESS_MAIN(TestDropoutMask)
#include "tst_dropout_mask.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/histogram.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace leptune;

class TestHistogram : public QObject {
    Q_OBJECT
private:
    static std::uint64_t rows(const std::vector<HistogramBar> &bars)
    {
        return std::accumulate(bars.begin(), bars.end(), std::uint64_t{0},
                               [](std::uint64_t sum, const auto &bar) { return sum + bar.count; });
    }

private Q_SLOTS:
    void fewWholeNumbersHaveABarEach()
    {
        const std::vector<double> values{3, 1, 1, 5, 1};
        const auto bars = histogramOf(values, 1, 5);
        QCOMPARE(bars.size(), std::size_t{5});
        QCOMPARE(bars[0].count, 3U);
        QCOMPARE(bars[1].count, 0U);
        QCOMPARE(bars[4].low, 5.0);
        QCOMPARE(bars[4].count, 1U);
    }

    void onlyWhatLiesWithinIsCounted()
    {
        std::vector<double> values{std::nan(""), -HUGE_VAL, HUGE_VAL};
        for (int i = 0; i < 1000; ++i)
            values.push_back(i / 10.0);
        const auto bars = histogramOf(values, 20.0, 30.0);
        QCOMPARE(bars.size(), std::size_t{20});
        QCOMPARE(rows(bars), 101U); // both ends
        QCOMPARE(bars.front().low, 20.0);
        QCOMPARE(bars.back().high, 30.0);
        QCOMPARE(bars[0].count, 5U);
    }

    void aRangeBetweenWholeNumbersIsNarrowedToThem()
    {
        const std::vector<double> values{1, 2, 2, 3, 4, 40, 50.5};
        const auto bars = histogramOf(values, 1.5, 4.2);
        QCOMPARE(bars.size(), std::size_t{3});
        QCOMPARE(bars[0].low, 2.0);
        QCOMPARE(bars[0].count, 2U);
        QCOMPARE(rows(bars), 4U);
    }

    void oneNumberIsOneBar()
    {
        const std::vector<double> values{2.5, 2.5};
        const auto bars = histogramOf(values, 2.5, 2.5);
        QCOMPARE(bars.size(), std::size_t{1});
        QCOMPARE(bars[0].count, 2U);
    }

    void theLargestNumbersDoNotOverflow()
    {
        const std::vector<double> values{-1.7e308, 0.0, 1.7e308};
        const auto bars = histogramOf(values, -1.7e308, 1.7e308);
        QCOMPARE(bars.size(), std::size_t{20});
        QCOMPARE(rows(bars), 3U);
        QVERIFY(std::isfinite(bars[10].low));
    }
};

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"

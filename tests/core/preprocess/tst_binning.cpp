// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/preprocess/binning.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace leptune;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

FloatMatrix columnOf(std::vector<float> values)
{
    FloatMatrix matrix(values.size(), 1);
    matrix.values = std::move(values);
    return matrix;
}

FloatMatrix randomMatrix(std::size_t rows, std::size_t columns)
{
    FloatMatrix matrix(rows, columns);
    RandomStream random(3);
    for (float &value : matrix.values)
        value = random.below(20) == 0 ? kNaN : static_cast<float>(random.normal());
    return matrix;
}

} // namespace

class TestBinning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsBetweenFewValues()
    {
        const FloatMatrix matrix = columnOf({3, 1, kNaN, 1, 2, 3});
        const BinCuts cuts = findCuts(matrix);
        QCOMPARE(cuts.cuts[0], (std::vector<float>{1.5F, 2.5F}));
        QCOMPARE(cuts.bins(0), 4);
        const BinnedMatrix bins = binFeatures(matrix, cuts);
        QCOMPARE(bins.values, (std::vector<std::uint8_t>{3, 1, 0, 1, 2, 3}));
    }
    void aConstantColumnHasNoCuts()
    {
        QVERIFY(findCuts(columnOf({2, 2, kNaN})).cuts[0].empty());
        QVERIFY(findCuts(columnOf({kNaN, kNaN})).cuts[0].empty());
    }
    void thresholdsAskTheSameOfValuesAndBins()
    {
        const FloatMatrix matrix = randomMatrix(5000, 3);
        const BinnedMatrix bins = binFeatures(matrix, findCuts(matrix));
        for (std::size_t f = 0; f < 3; ++f) {
            const std::vector<float> &cuts = bins.cuts.cuts[f];
            QVERIFY(cuts.size() >= 250 && cuts.size() <= 254);
            QVERIFY(std::ranges::is_sorted(cuts, std::less_equal<>()));
            for (std::size_t row = 0; row < matrix.rows; ++row) {
                const float x = matrix.at(row, f);
                const auto bin = bins.feature(f)[row];
                if (std::isnan(x))
                    QCOMPARE(int(bin), 0);
                else
                    QCOMPARE(std::size_t(bin),
                             1 + static_cast<std::size_t>(std::ranges::upper_bound(cuts, x) -
                                                          cuts.begin()));
            }
        }
    }
    void binsHoldAboutEquallyManyRows()
    {
        const FloatMatrix matrix = columnOf(randomMatrix(20000, 1).values);
        const BinnedMatrix bins = binFeatures(matrix, findCuts(matrix, 16));
        std::vector<int> counts(256);
        for (const std::uint8_t bin : bins.values)
            ++counts[bin];
        QCOMPARE(bins.cuts.cuts[0].size(), 15U);
        for (int bin = 1; bin <= 16; ++bin)
            QVERIFY(std::abs(counts[static_cast<std::size_t>(bin)] - 19000 / 16) < 120);
    }
    void oneFrequentValueDoesNotEatTheBins()
    {
        std::vector<float> values(9000, 0.0F);
        for (int i = 0; i < 1000; ++i)
            values.push_back(static_cast<float>(i + 1));
        const BinCuts cuts = findCuts(columnOf(values), 32);
        QVERIFY(cuts.cuts[0].size() >= 29);
        QCOMPARE(cuts.cuts[0][0], 0.5F);
    }
    void extremeValuesFallIntoTheOuterBins()
    {
        const BinCuts cuts = findCuts(columnOf({-kInf, -3e38F, 3e38F, kInf}));
        QCOMPARE(cuts.cuts[0].size(), 3U);
        const BinnedMatrix bins = binFeatures(columnOf({-kInf, -3e38F, 0, 3e38F, kInf}), cuts);
        QCOMPARE(bins.values, (std::vector<std::uint8_t>{1, 2, 3, 3, 4}));
    }
    void neighbouringFloatsAreToldApart()
    {
        const float next = std::nextafter(1.0F, 2.0F);
        const FloatMatrix matrix = columnOf({1.0F, next});
        QCOMPARE(binFeatures(matrix, findCuts(matrix)).values, (std::vector<std::uint8_t>{1, 2}));
    }
    void threadsAndRepetitionChangeNothing()
    {
        const FloatMatrix matrix = randomMatrix(3000, 40);
        const BinCuts cuts = findCuts(matrix);
        QCOMPARE(findCuts(matrix, 254, 4).cuts, cuts.cuts);
        QCOMPARE(binFeatures(matrix, cuts, 4).values, binFeatures(matrix, cuts, 1).values);
    }
    void refusesCutsOfOtherFeatures()
    {
        QVERIFY_EXCEPTION_THROWN(binFeatures(columnOf({1}), BinCuts{}), Error);
        QVERIFY_EXCEPTION_THROWN(findCuts(columnOf({1}), 300), Error);
    }
};

QTEST_GUILESS_MAIN(TestBinning)
#include "tst_binning.moc"

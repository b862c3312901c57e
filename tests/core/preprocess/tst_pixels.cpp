// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preprocess/plan_parts.h"

#include <QTest>

#include <cmath>

using namespace leptune;

/// Pictures as features.
class TestPixels : public QObject {
    Q_OBJECT
private:
    /// Two pictures of 1 x 2 pixels in rows 0 and 2, none in row 1.
    static RawCells cells(int channels, std::vector<std::uint8_t> pixels)
    {
        auto block = std::make_shared<PictureBlock>();
        block->shape = {1, 2, channels};
        block->pixels = std::move(pixels);
        return {{}, {1, -1, 0}, nullptr, std::move(block)};
    }
    static Schema schema(const PictureShape &shape)
    {
        Schema result;
        result.columns.push_back({"photo", ColumnType::Picture, false, true, shape});
        return result;
    }
    static RawBatch batch(const RawCells &cells)
    {
        RawBatch result;
        result.rows = cells.codes.size();
        result.columns.push_back(cells);
        return result;
    }

private Q_SLOTS:
    void greyPixelsAreShiftedAndScaled()
    {
        const Pixels step{{1, 2, 1}, {10.0F}, {0.5F}};
        std::vector<float> out(6);
        applyPixels(step, cells(1, {0, 255, 10, 12}), 0, 3, out.data());
        QCOMPARE(out, (std::vector<float>{0.0F, 1.0F, 0.0F, 0.0F, -5.0F, 122.5F}));
    }

    void everyChannelHasItsOwn()
    {
        const Pixels step{{1, 2, 3}, {0.0F, 1.0F, 2.0F}, {1.0F, 10.0F, 100.0F}};
        std::vector<float> out(12);
        applyPixels(step, cells(3, {1, 2, 3, 4, 5, 6, 0, 0, 0, 9, 9, 9}), 1, 2, out.data());
        QCOMPARE(out, (std::vector<float>{0, 0, 0, 0, 0, 0, 1, 10, 100, 4, 40, 400}));
    }

    void picturesOfAnotherShapeAreRefused()
    {
        const RawCells two = cells(1, {0, 0, 0, 0});
        std::vector<float> out(12);
        QVERIFY_EXCEPTION_THROWN(
            applyPixels(Pixels{{2, 1, 1}, {0.0F}, {1.0F}}, two, 0, 3, out.data()), Error);
        QVERIFY_EXCEPTION_THROWN(
            applyPixels(Pixels{{1, 2, 1}, {0.0F}, {1.0F}}, two, 1, 3, out.data()), Error);
        QVERIFY_EXCEPTION_THROWN(
            applyPixels(Pixels{{1, 2, 1}, {0.0F}, {1.0F}}, RawCells{}, 0, 0, out.data()), Error);
    }

    void aPlanGivesEveryChannelMeanZeroAndVarianceOne()
    {
        const RawCells photos = cells(3, {0, 50, 7, 100, 70, 7, 200, 90, 7, 60, 10, 7});
        const FeaturePlan plan = fitDensePlan(schema({1, 2, 3}), batch(photos));
        QCOMPARE(plan.width(), 6);
        const FloatMatrix x = applyPlan(plan, batch(photos));
        for (std::size_t channel = 0; channel < 2; ++channel) {
            double sum = 0.0, squares = 0.0;
            for (const std::size_t row : {0U, 2U})
                for (const std::size_t at : {channel, channel + 3}) {
                    sum += static_cast<double>(x.at(row, at));
                    squares += std::pow(static_cast<double>(x.at(row, at)), 2);
                }
            QVERIFY(std::abs(sum) < 1e-5);
            QVERIFY(std::abs(squares / 4.0 - 1.0) < 1e-5);
        }
        QCOMPARE(x.at(0, 2), 0.0F); // one colour
        for (const float value : x.row(1))
            QCOMPARE(value, 0.0F);
    }

    void everyPixelHasAName()
    {
        const RawCells grey = cells(1, {0, 1, 2, 3});
        QCOMPARE(fitDensePlan(schema({1, 2, 1}), batch(grey)).names(),
                 (std::vector<std::string>{"photo[0,0]", "photo[0,1]"}));
        RawCells colours = cells(3, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        const auto names = fitDensePlan(schema({1, 2, 3}), batch(colours)).names();
        QCOMPARE(names.size(), std::size_t{6});
        QCOMPARE(names[4], std::string("photo[0,1,1]"));
    }

    void picturesWithoutAnythingToSeeAreLeftOut()
    {
        QCOMPARE(fitDensePlan(schema({1, 2, 1}), batch(cells(1, {5, 5, 5, 5}))).width(), 0);
        RawCells missing = cells(1, {5, 6, 7, 8});
        missing.codes.assign(3, -1);
        QCOMPARE(fitDensePlan(schema({1, 2, 1}), batch(missing)).width(), 0);
    }

    void treesDoNotReadPixels()
    {
        const RawCells photos = cells(1, {5, 6, 7, 8});
        QCOMPARE(fitTreePlan(schema({1, 2, 1}), batch(photos), 8, ManyCategories::Ordinal).width(),
                 0);
    }
};

QTEST_GUILESS_MAIN(TestPixels)
#include "tst_pixels.moc"

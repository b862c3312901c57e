// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/slice_scores.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

Target numbers(std::vector<float> values)
{
    Target target;
    target.values = std::move(values);
    return target;
}

FloatMatrix column(std::vector<float> values)
{
    FloatMatrix matrix(values.size(), 1);
    matrix.values = std::move(values);
    return matrix;
}

/// Three rows of "no", two of "yes", none of "maybe".
Target classes()
{
    Target target;
    target.task = TaskKind::MultiClass;
    target.classes = {"no", "yes", "maybe"};
    target.values = {0, 0, 0, 1, 1};
    return target;
}

FloatMatrix answers()
{
    FloatMatrix matrix(5, 3);
    matrix.values = {0.9F, 0.1F, 0.0F, 0.2F, 0.8F, 0.0F, 0.6F, 0.4F,
                     0.0F, 0.1F, 0.9F, 0.0F, 0.3F, 0.7F, 0.0F};
    return matrix;
}

} // namespace

class TestSliceScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClassHasItsRecall()
    {
        const Target truth = classes();
        const FloatMatrix made = answers();
        const auto slices = sliceScores({truth, made, 0.5F, {}});
        QCOMPARE(slices.size(), std::size_t{3});
        QCOMPARE(slices[0].label, std::string("no"));
        QCOMPARE(slices[0].rows, std::uint64_t{3});
        QCOMPARE(slices[0].value, 2.0 / 3.0);
        QCOMPARE(slices[1].value, 1.0);
    }
    void aClassWithoutRowsIsUnknown()
    {
        const Target truth = classes();
        const FloatMatrix made = answers();
        QVERIFY(std::isnan(sliceScores({truth, made, 0.5F, {}})[2].value));
    }
    void weightsCount()
    {
        const Target truth = classes();
        const FloatMatrix made = answers();
        const std::vector<float> weights{1, 6, 1, 1, 1};
        QCOMPARE(sliceScores({truth, made, 0.5F, weights})[0].value, 0.25);
    }
    void theThresholdDecidesBetweenTwo()
    {
        Target truth = classes();
        truth.task = TaskKind::Binary;
        truth.classes = {"no", "yes"};
        truth.positive = 1;
        FloatMatrix made(5, 2);
        made.values = {0.9F, 0.1F, 0.2F, 0.8F, 0.6F, 0.4F, 0.1F, 0.9F, 0.3F, 0.7F};
        QCOMPARE(sliceScores({truth, made, 0.5F, {}})[1].value, 1.0);
        QCOMPARE(sliceScores({truth, made, 0.75F, {}})[1].value, 0.5);
    }
    void numbersHaveTheirErrorInEveryQuarter()
    {
        const Target truth = numbers({8, 1, 2, 3, 4, 5, 6, 7});
        const FloatMatrix made = column({12, 1, 3, 3, 4, 5, 6, 7});
        const auto slices = sliceScores({truth, made, 0.5F, {}});
        QCOMPARE(slices.size(), std::size_t{4});
        QCOMPARE(slices[0].low, 1.0);
        QCOMPARE(slices[0].high, 2.0);
        QCOMPARE(slices[0].value, 0.5);
        QCOMPARE(slices[1].value, 0.0);
        QCOMPARE(slices[3].value, 2.0);
    }
    void equalNumbersStayTogether()
    {
        const Target truth = numbers({0, 0, 0, 0, 0, 0, 1, 2});
        const FloatMatrix made = column({1, 0, 0, 0, 0, 0, 1, 2});
        const auto slices = sliceScores({truth, made, 0.5F, {}});
        QCOMPARE(slices.size(), std::size_t{2});
        QCOMPARE(slices[0].rows, std::uint64_t{6});
        QCOMPARE(slices[0].high, 0.0);
        QCOMPARE(slices[1].low, 1.0);
    }
};

QTEST_GUILESS_MAIN(TestSliceScores)
#include "tst_slice_scores.moc"

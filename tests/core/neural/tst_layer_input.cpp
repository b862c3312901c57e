// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/layer_input.h"

#include "core/base/random.h"
#include "core/model/integer_codes.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

constexpr std::size_t kCount = 1003; // not of whole vectors

NetworkShape network()
{
    NetworkShape shape;
    shape.inputs = 4;
    shape.hidden = {8};
    return shape;
}

Compression coded()
{
    Compression wanted;
    wanted.activationBits = 8;
    return wanted;
}

/// The second layer of a network, whose inputs were seen in a range and are numbers far beyond it.
struct Fixture {
    ParameterLayout layout{network(), coded()};
    std::vector<float> parameters = std::vector<float>(layout.total), x, back;
    InputCodes codes;

    Fixture(float low, float high)
    {
        codes.watch(layout.layers.size());
        for (std::size_t l = 0; l < layout.layers.size(); ++l)
            codes.see(l, low, high);
        codes.start(layout, parameters);
        RandomStream random(5);
        for (std::size_t i = 0; i < kCount; ++i) {
            x.push_back(static_cast<float>(3.0 * random.normal()));
            back.push_back(static_cast<float>(random.normal()));
        }
    }
    LayerInput input() { return {codes, layout, 1, kCount, true}; }
    CodeScale scale() const { return codesOf(layout, parameters, 1); }
    std::vector<float> values()
    {
        LayerInput reader = input();
        const float *read = reader.taken(x.data(), kCount, parameters);
        return {read, read + kCount};
    }
    double loss()
    {
        double sum = 0.0;
        const std::vector<float> read = values();
        for (std::size_t i = 0; i < kCount; ++i)
            sum += static_cast<double>(back[i]) * read[i];
        return sum;
    }
};

void addRanges()
{
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("behind a rectifier") << 0.0F << 4.0F;
    QTest::newRow("both signs") << -2.5F << 4.0F;
    QTest::newRow("negative only") << -3.0F << -1.0F;
    QTest::newRow("nothing was seen but 0") << 0.0F << 0.0F;
}

} // namespace

class TestLayerInput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheCodesOfTheIntegerLayerStandFor_data() { addRanges(); }
    void readsWhatTheCodesOfTheIntegerLayerStandFor()
    {
        QFETCH(float, low);
        QFETCH(float, high);
        Fixture f(low, high);
        const CodeScale scale = f.scale();
        std::vector<std::uint8_t> codes(kCount);
        leptune::toCodes(f.x.data(), kCount, scale, codes.data());
        const std::vector<float> read = f.values();
        for (std::size_t i = 0; i < kCount; ++i)
            QCOMPARE(read[i], scale.step * static_cast<float>(codes[i] - scale.zeroPoint));
    }

    void floatsAreReadAsTheyAreAndSeenWhereTheyAreWatched()
    {
        Fixture f(0.0F, 1.0F);
        InputCodes off;
        LayerInput reader(off, f.layout, 1, kCount, true);
        QCOMPARE(reader.taken(f.x.data(), kCount, f.parameters), f.x.data());
        f.codes.watch(2);
        QCOMPARE(f.values(), f.x);
        f.codes.start(f.layout, f.parameters);
        const auto [low, high] = std::ranges::minmax(f.x);
        const CodeScale expected = codeScaleFor(low, high), scale = f.scale();
        QVERIFY(std::abs(scale.step - expected.step) <= 1e-6F * expected.step);
        QCOMPARE(scale.zeroPoint, expected.zeroPoint);
    }

    void whatLiesWithinTheCodesPassesItsDerivativeAndNothingElse()
    {
        Fixture f(-2.0F, 4.0F);
        LayerInput reader = f.input();
        reader.taken(f.x.data(), kCount, f.parameters);
        std::vector<float> passed = f.back, gradient(f.layout.total);
        reader.pullBack(passed.data(), kCount, gradient);
        const CodeScale scale = f.scale();
        const float low = -scale.step * static_cast<float>(scale.zeroPoint);
        const float high = low + 255.0F * scale.step;
        std::size_t beyond = 0;
        for (std::size_t i = 0; i < kCount; ++i) {
            const bool inside = f.x[i] >= low && f.x[i] <= high;
            QCOMPARE(passed[i], inside ? f.back[i] : 0.0F);
            beyond += inside ? 0 : 1;
        }
        QVERIFY(beyond > 50 && beyond < kCount - 50);
    }

    /// All numbers lie beyond so small a range, where what is read is smooth in the step.
    void theStepFollowsItsSlopeWhereNumbersAreClipped()
    {
        Fixture f(-0.001F, 0.001F);
        for (float &number : f.x)
            number += std::copysign(0.5F, number);
        LayerInput reader = f.input();
        reader.taken(f.x.data(), kCount, f.parameters);
        std::vector<float> passed = f.back, gradient(f.layout.total);
        reader.pullBack(passed.data(), kCount, gradient);
        constexpr float kMove = 1e-3F;
        float &step = f.parameters[f.layout.inputSteps + 1];
        step += kMove;
        const double above = f.loss();
        step -= 2.0F * kMove;
        const double below = f.loss();
        const double slope = (above - below) / (2.0 * kMove);
        const double ours = gradient[f.layout.inputSteps + 1];
        QVERIFY2(std::abs(ours - slope) < 1e-3 * std::abs(slope) + 1e-6,
                 qPrintable(QString("%1 %2").arg(ours).arg(slope)));
    }

    /// Esser et al. 2020: (code - x / step) of those within, times the step for its logarithm.
    void theStepTakesTheRoundingErrorsOfWhatLiesWithin()
    {
        Fixture f(-20.0F, 20.0F);
        LayerInput reader = f.input();
        const float *read = reader.taken(f.x.data(), kCount, f.parameters);
        double expected = 0.0;
        for (std::size_t i = 0; i < kCount; ++i)
            expected += static_cast<double>(f.back[i]) * (read[i] - f.x[i]);
        std::vector<float> passed = f.back, gradient(f.layout.total);
        reader.pullBack(passed.data(), kCount, gradient);
        QVERIFY(std::abs(gradient[f.layout.inputSteps + 1] - expected) < 1e-4);
        QCOMPARE(gradient[f.layout.inputSteps], 0.0F); // of another layer
    }

    void rowsToWatchAreSpreadEvenly()
    {
        Batchable few, many;
        few.rows = 7;
        many.rows = 54321;
        QCOMPARE(rowsToWatch(few).size(), std::size_t{7});
        const std::vector<std::int64_t> rows = rowsToWatch(many);
        QVERIFY(rows.size() <= 1000 && rows.size() > 100);
        for (std::size_t i = 1; i < rows.size(); ++i)
            QVERIFY(std::abs((rows[i] - rows[i - 1]) - 54321.0 / static_cast<double>(rows.size())) <
                    1.0);
    }
};

QTEST_GUILESS_MAIN(TestLayerInput)
#include "tst_layer_input.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/compress/layer_fit.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace leptune;

namespace {

constexpr int kInputs = 12;
constexpr std::size_t kRows = 400;

/// Rows of normal numbers; the second input nearly repeats the first, the third is constant.
FloatMatrix inputs()
{
    RandomStream random(1, 2);
    FloatMatrix x(kRows, kInputs);
    for (std::size_t row = 0; row < kRows; ++row) {
        for (std::size_t i = 0; i < kInputs; ++i)
            x.at(row, i) = static_cast<float>(random.normal());
        x.at(row, 1) = x.at(row, 0) + 0.01F * x.at(row, 1);
        x.at(row, 2) = 2.0F;
    }
    return x;
}

Dense layer(std::vector<float> weights, std::size_t outputs)
{
    Dense made;
    made.inputs = kInputs;
    made.outputs = static_cast<int>(outputs);
    made.weights = std::move(weights);
    made.bias.assign(outputs, 0.5F);
    return made;
}

FloatMatrix answers(const Dense &of, const FloatMatrix &x)
{
    const auto outputs = static_cast<std::size_t>(of.outputs);
    FloatMatrix result(x.rows, outputs);
    for (std::size_t row = 0; row < x.rows; ++row)
        for (std::size_t o = 0; o < outputs; ++o) {
            float sum = of.bias[o];
            for (std::size_t i = 0; i < x.columns; ++i)
                sum += x.at(row, i) * of.weights[i * outputs + o];
            result.at(row, o) = sum;
        }
    return result;
}

double meanSquare(const FloatMatrix &a, const FloatMatrix &b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        sum += std::pow(static_cast<double>(a.values[i] - b.values[i]), 2.0);
    return sum / static_cast<double>(a.values.size());
}

std::vector<float> someWeights(std::size_t outputs)
{
    RandomStream random(3, 4);
    std::vector<float> weights(kInputs * outputs);
    for (float &weight : weights)
        weight = static_cast<float>(random.normal());
    return weights;
}

std::size_t zerosOf(const Dense &of)
{
    return static_cast<std::size_t>(std::ranges::count(of.weights, 0.0F));
}

} // namespace

class TestLayerFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eightBitsAloneChangeLittle()
    {
        const FloatMatrix x = inputs();
        const Dense whole = layer(someWeights(5), 5);
        const FloatMatrix wanted = answers(whole, x);
        QVERIFY(meanSquare(answers(thinned(whole, x, wanted, {0.0, 8}), x), wanted) < 1e-3);
    }

    void asManyWeightsGoAsAreAskedFor()
    {
        const FloatMatrix x = inputs();
        const Dense whole = layer(someWeights(5), 5);
        const FloatMatrix wanted = answers(whole, x);
        for (const double sparsity : {0.25, 0.5, 0.9}) {
            const Dense thin = thinned(whole, x, wanted, {sparsity, 8});
            const double share = static_cast<double>(zerosOf(thin)) / (kInputs * 5.0);
            QVERIFY2(share >= sparsity - 0.02 && share < sparsity + 0.1,
                     qPrintable(QString::number(share)));
        }
    }

    void inputsThatNeverChangeMoveIntoTheBias()
    {
        const FloatMatrix x = inputs();
        std::vector<float> weights(kInputs, 0.0F);
        weights[2] = 3.0F;
        weights[5] = 1.0F;
        const Dense whole = layer(weights, 1);
        const Dense thin = thinned(whole, x, answers(whole, x), {0.9, 8});
        QCOMPARE(thin.weights[2], 0.0F);
        QVERIFY(std::abs(thin.bias[0] - 6.5F) < 0.05F);
    }

    void anInputThatStaysTakesOverFromOneThatGoes()
    {
        const FloatMatrix x = inputs();
        std::vector<float> weights(kInputs, 0.0F);
        weights[0] = 1.0F;
        weights[1] = 0.9F;
        const Dense whole = layer(weights, 1);
        const FloatMatrix wanted = answers(whole, x);
        const Dense thin = thinned(whole, x, wanted, {0.92, 8});
        QCOMPARE(zerosOf(thin), std::size_t{kInputs - 1});
        QVERIFY(std::abs(thin.weights[0] + thin.weights[1] - 1.9F) < 0.05F);
        QVERIFY(meanSquare(answers(thin, x), wanted) < 1e-3);
    }

    void fewBitsAreFewDifferentWeights_data()
    {
        QTest::addColumn<int>("bits");
        for (const int bits : {2, 3, 4, 6})
            QTest::newRow(qPrintable(QString::number(bits))) << bits;
    }
    void fewBitsAreFewDifferentWeights()
    {
        QFETCH(int, bits);
        const FloatMatrix x = inputs();
        const Dense whole = layer(someWeights(20), 20);
        const Dense thin = thinned(whole, x, answers(whole, x), {0.3, bits});
        const std::set<float> values(thin.weights.begin(), thin.weights.end());
        QVERIFY(values.size() <= (std::size_t{1} << bits) - 1);
        QVERIFY(values.size() > 2);
    }
};

QTEST_GUILESS_MAIN(TestLayerFit)
#include "tst_layer_fit.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/coded_weights.h"

#include "core/base/random.h"
#include "core/model/integer_form.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

NetworkShape network()
{
    NetworkShape shape;
    shape.inputs = 21;
    shape.outputs = 19;
    return shape;
}

/// A network of one layer; one output has no weights, another tiny ones.
struct Fixture {
    ParameterLayout layout;
    std::vector<float> parameters;

    static Compression coded()
    {
        Compression wanted;
        wanted.activationBits = 8;
        return wanted;
    }
    explicit Fixture(const NetworkShape &shape) : layout(shape, coded())
    {
        RandomStream random(3);
        for (std::size_t i = 0; i < layout.total; ++i)
            parameters.push_back(static_cast<float>(random.normal()));
        const auto outputs = static_cast<std::size_t>(layout.layers[0].outputs);
        for (std::size_t i = 0; i < layout.weightCount; ++i)
            parameters[i] *= i % outputs == 2 ? 0.0F : i % outputs == 3 ? 1e-4F : 1.0F;
        parameters[layout.inputSteps] = -3.0F;
        parameters[layout.zeroPoints()] = 100.0F;
    }
    Dense layer() const
    {
        const auto &place = layout.layers[0];
        const auto part = [&](std::size_t begin, std::size_t count) {
            const auto from = parameters.begin() + static_cast<std::ptrdiff_t>(begin);
            return std::vector<float>(from, from + static_cast<std::ptrdiff_t>(count));
        };
        return {place.inputs, place.outputs, part(0, layout.weightCount),
                part(place.bias, place.biases())};
    }
};

} // namespace

class TestCodedWeights : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void weightsAndBiasesAreThoseOfTheIntegerLayer()
    {
        const Fixture f(network());
        CodedWeights coded(f.layout);
        const float *weights = f.parameters.data();
        coded.take(0, weights, 0.0F, f.parameters);
        Dense layer = f.layer();
        quantiseBias(layer.bias);
        quantiseWeights(layer, kMostTunedCode);
        const std::vector<float> own(weights, weights + layer.weights.size());
        QCOMPARE(own, layer.weights);
        const std::vector<float> kept(coded.biasesToKeep().begin(), coded.biasesToKeep().end());
        QCOMPARE(kept, layer.bias);
        const IntegerDense integer = integerForm(layer, codesOf(f.layout, f.parameters, 0));
        for (std::size_t i = 0; i < integer.weights.size(); ++i) {
            const float step = integer.steps[i % integer.steps.size()];
            QCOMPARE(weights[i], static_cast<float>(integer.weights[i]) * step);
        }
        for (std::size_t o = 0; o < integer.bias.size(); ++o) {
            const float unit = integer.inputStep * integer.steps[o];
            const float expected = static_cast<float>(integerBias(integer, o)) * unit;
            QVERIFY(std::abs(coded.biases()[o] - expected) <= 1e-6F * std::abs(expected));
        }
    }

    void multiplesOfAStepStay()
    {
        Fixture f(network());
        constexpr float kStep = 0.25F;
        for (std::size_t i = 0; i < f.layout.weightCount; ++i)
            f.parameters[i] = kStep * std::nearbyint(4.0F * f.parameters[i]);
        CodedWeights coded(f.layout);
        const float *weights = f.parameters.data();
        coded.take(0, weights, kStep, f.parameters);
        QCOMPARE(weights, static_cast<const float *>(f.parameters.data()));
        const float unit = codesOf(f.layout, f.parameters, 0).step * kStep;
        for (std::size_t o = 0; o < f.layout.layers[0].biases(); ++o) {
            const float sums = coded.biases()[o] / unit;
            QVERIFY(std::abs(sums - std::nearbyint(sums)) < 1e-2F);
        }
    }

    /// Their mean is one layer, whose weights are a third.
    void membersWeightsAreThoseOfTheLayerThatGivesTheirMean()
    {
        NetworkShape shape = network();
        shape.members = 3;
        const Fixture f(shape);
        CodedWeights coded(f.layout);
        const float *weights = f.parameters.data();
        coded.take(0, weights, 0.0F, f.parameters);
        Dense mean = f.layer(), own = mean;
        mean.bias.resize(static_cast<std::size_t>(mean.outputs));
        for (std::size_t i = 0; i < mean.weights.size(); ++i) {
            mean.weights[i] = weights[i] / 3.0F;
            own.weights[i] /= 3.0F;
        }
        quantiseWeights(mean, kMostTunedCode);
        const IntegerDense integer = integerForm(mean, codesOf(f.layout, f.parameters, 0));
        quantiseWeights(own, kMostTunedCode);
        for (std::size_t i = 0; i < mean.weights.size(); ++i) {
            const float step = integer.steps[i % integer.steps.size()];
            const float value = static_cast<float>(integer.weights[i]) * step;
            QVERIFY(std::abs(value - weights[i] / 3.0F) <= 1e-6F * std::abs(value));
            QVERIFY(std::abs(value - own.weights[i]) <= 1e-6F * std::abs(value));
        }
    }
};

QTEST_GUILESS_MAIN(TestCodedWeights)
#include "tst_coded_weights.moc"

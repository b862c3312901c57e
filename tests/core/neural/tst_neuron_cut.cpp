// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/neuron_cut.h"

#include <QTest>

#include <numeric>

using namespace leptune::neural;

namespace {

/// 5 -> 4 -> 3 -> 2, three members, embedded inputs, shares of activations.
NetworkShape tabular()
{
    NetworkShape shape;
    shape.inputs = 5;
    shape.hidden = {4, 3};
    shape.outputs = 2;
    shape.members = 3;
    shape.embedding = {{0, 1}, 2, 2, 0.1, {{2, 3}}, 2};
    shape.sharesActivation = true;
    return shape;
}

/// Where the numbers of a network lay in a larger one.
struct Cut {
    NeuronCut cut{{1, 3}, {0, 2}};
    NetworkShape shape = tabular();
    Compression rounded{0.0, 3};
    ParameterLayout from{shape, rounded};
    ParameterLayout to{shapeAfter(shape, cut), rounded};
    std::vector<std::size_t> places = placesAfter(shape, from, to, cut);

    std::vector<std::size_t> at(std::size_t offset, std::size_t count) const
    {
        const auto begin = places.begin() + static_cast<std::ptrdiff_t>(offset);
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
};

std::vector<std::size_t> rising(std::size_t first, std::size_t count)
{
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), first);
    return all;
}

} // namespace

class TestNeuronCut : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLayerBecomesAsNarrowAsWhatStays()
    {
        const Cut one;
        QCOMPARE(shapeAfter(one.shape, one.cut).hidden, (std::vector<int>{2, 2}));
        QCOMPARE(one.places.size(), one.to.total);
    }

    void weightsBiasesAndSharesAreThoseOfTheNeuronsThatStay()
    {
        const Cut one;
        const auto &from = one.from.layers[1], &to = one.to.layers[1];
        // [4, 3]: rows 1 and 3, columns 0 and 2.
        QCOMPARE(one.at(to.weights, 4),
                 (std::vector<std::size_t>{from.weights + 3, from.weights + 5, from.weights + 9,
                                           from.weights + 11}));
        QCOMPARE(one.at(to.bias, 2), (std::vector<std::size_t>{from.bias, from.bias + 2}));
        QCOMPARE(one.at(to.share, 2), (std::vector<std::size_t>{from.share, from.share + 2}));
    }

    void everyMembersLastLayerReadsTheNeuronsThatStay()
    {
        const Cut one;
        const auto &from = one.from.layers.back(), &to = one.to.layers.back();
        std::vector<std::size_t> wanted;
        for (const std::size_t row : {0, 2, 3, 5, 6, 8}) // two of three for each member
            for (const std::size_t output : {0, 1})
                wanted.push_back(from.weights + row * 2 + output);
        QCOMPARE(one.at(to.weights, wanted.size()), wanted);
        QCOMPARE(one.at(to.bias, 6), rising(from.bias, 6));
    }

    void whatIsOfInputsOrLayersStays()
    {
        const Cut one;
        const auto &from = one.from, &to = one.to;
        QVERIFY(from.embedding.size() > 0);
        QCOMPARE(one.at(to.embedding.frequencies, to.embedding.size()),
                 rising(from.embedding.frequencies, from.embedding.size()));
        QCOMPARE(one.at(to.inputScale, to.total - to.inputScale),
                 rising(from.inputScale, from.total - from.inputScale));
    }
};

QTEST_GUILESS_MAIN(TestNeuronCut)
#include "tst_neuron_cut.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/network_device.h"

#include <QTest>

using namespace leptune;

class TestNetworkDevice : public QObject {
    Q_OBJECT
private:
    static neural::NetworkShape dense(int inputs, std::vector<int> hidden, int outputs)
    {
        neural::NetworkShape shape;
        shape.inputs = inputs;
        shape.hidden = std::move(hidden);
        shape.outputs = outputs;
        return shape;
    }
    static neural::NetworkShape lenet()
    {
        neural::NetworkShape shape = dense(784, {500}, 10);
        shape.picture = {28, 28, 1};
        shape.stages = {{20, 5, 0, 2}, {50, 5, 0, 2}};
        return shape;
    }
    static std::string refusal(const std::string &device)
    {
        try {
            checkDevice("--device", device);
        } catch (const Error &error) {
            return error.code() == ErrorCode::BadOption ? error.what() : "of another kind";
        }
        return {};
    }

private Q_SLOTS:
    void knowsThreeNames()
    {
        QCOMPARE(refusal("auto"), std::string());
        QCOMPARE(refusal("cpu"), std::string());
        QCOMPARE(refusal("gpu"), std::string("--device: 'gpu' is not auto, cpu or cuda"));
        QVERIFY(!refusal("").empty());
    }

    void refusesCudaWhereThereIsNone()
    {
        const std::string why = refusal("cuda");
        if (neural::engine().hasCuda())
            QCOMPARE(why, std::string());
        else
            QVERIFY2(why.starts_with("--device: 'cuda' needs a GPU"), why.c_str());
    }

    void countsTheProductsOfABatch()
    {
        QCOMPARE(productsOfStep(dense(10, {20, 30}, 2), 4), 4.0 * (200 + 600 + 60));
        const double row = 24 * 24 * 25 * 20 + 8 * 8 * 500 * 50 + 800 * 500 + 500 * 10;
        QCOMPARE(productsOfStep(lenet(), 128), 128 * row);
    }

    void membersAndEmbeddedInputsCount()
    {
        neural::NetworkShape shape = dense(10, {20}, 2);
        shape.members = 3;
        shape.embedding.periodic = {0, 1};
        shape.embedding.periodicOutputs = 4;
        QCOMPARE(productsOfStep(shape, 1), 3.0 * (18 * 20 + 20 * 2));
    }

    void aDeviceThatIsNamedIsTaken()
    {
        QCOMPARE(trainingDevice("cuda", dense(2, {4}, 2), 8), std::string("cuda"));
        QCOMPARE(trainingDevice("cpu", lenet(), 1024), std::string("cpu"));
    }

    void autoLeavesSmallNetworksOnTheCpuAndTakesAGpuForLargeOnes()
    {
        QCOMPARE(trainingDevice("auto", dense(50, {256, 256}, 2), 256), std::string("cpu"));
        QCOMPARE(trainingDevice("auto", lenet(), 128),
                 std::string(neural::engine().hasCuda() ? "cuda" : "cpu"));
    }
};

QTEST_GUILESS_MAIN(TestNetworkDevice)
#include "tst_network_device.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/convolution.h"

#include "core/base/error.h"
#include "core/learners/registry.h"
#include "core/model/model.h"
#include "core/model/packed_dense.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

namespace {

/// A stroke somewhere in noise: lying, standing or slanting.
Data strokes(std::size_t rows, const PictureShape &shape)
{
    RandomStream random(11);
    auto block = std::make_shared<PictureBlock>();
    block->shape = shape;
    block->pixels.resize(rows * shape.bytes());
    Target target;
    target.column = "class";
    target.task = TaskKind::MultiClass;
    target.classes = {"lying", "standing", "slanting"};
    std::vector<std::int32_t> codes(rows);
    std::iota(codes.begin(), codes.end(), 0);
    constexpr int kLength = 6;
    for (std::size_t r = 0; r < rows; ++r) {
        const auto kind = static_cast<int>(random.below(3));
        target.values.push_back(static_cast<float>(kind));
        std::uint8_t *pixels = block->pixels.data() + r * shape.bytes();
        for (std::size_t i = 0; i < shape.bytes(); ++i)
            pixels[i] = static_cast<std::uint8_t>(random.below(120));
        const auto top =
            static_cast<int>(random.below(static_cast<std::uint64_t>(shape.height - kLength + 1)));
        const auto left =
            static_cast<int>(random.below(static_cast<std::uint64_t>(shape.width - kLength + 1)));
        for (int i = 0; i < kLength; ++i) {
            const int y = top + (kind == 0 ? 3 : i), x = left + (kind == 1 ? 3 : i);
            for (int c = 0; c < shape.channels; ++c)
                pixels[(y * shape.width + x) * shape.channels + c] = 250;
        }
    }
    std::vector<Column> columns{Column::pictures("picture", std::move(codes), std::move(block))};
    return makeData(Table(std::move(columns)), std::move(target));
}

Configuration quick(const Data &data, const std::string &architecture)
{
    const DataShape shape = shapeOf(data.train);
    for (const Configuration &configuration : convolutionLearner().defaults(shape))
        if (configuration.choice("architecture", "") == architecture) {
            Configuration result = configuration;
            result.set("width", std::int64_t{8});
            result.set("epochs", std::int64_t{20});
            result.set("learning_rate", 3e-3);
            result.set("dropout", 0.0);
            result.set("flips", std::string("no"));
            return result;
        }
    qFatal("no such default");
}

} // namespace

class TestConvolution : public QObject {
    Q_OBJECT
private:
    static void addArchitectures()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("channels");
        QTest::newRow("residual, grey") << "residual" << 20 << 1;
        QTest::newRow("residual, small and in colour") << "residual" << 9 << 3;
        QTest::newRow("lenet, grey") << "lenet" << 20 << 1;
        QTest::newRow("lenet, small and in colour") << "lenet" << 9 << 3;
    }

private Q_SLOTS:
    void learnsWhatStandsAnywhereInAPicture_data() { addArchitectures(); }
    void learnsWhatStandsAnywhereInAPicture()
    {
        QFETCH(QString, architecture);
        QFETCH(int, side);
        QFETCH(int, channels);
        const Data data = strokes(1500, {side, side + 1, channels});
        const Configuration configuration = quick(data, architecture.toStdString());
        const auto predictor =
            convolutionLearner().fit(data.train, data.validation, configuration, {});
        const double right = accuracy(answers(*predictor, data.test), data.test);
        QVERIFY2(right > 0.95, qPrintable(QString::number(right)));
    }

    void theLossToldIsThatOfTheGraph_data() { addArchitectures(); }
    void theLossToldIsThatOfTheGraph()
    {
        QFETCH(QString, architecture);
        QFETCH(int, side);
        QFETCH(int, channels);
        const Data data = strokes(500, {side, side, channels});
        std::vector<double> losses;
        FitContext context;
        context.progress = [&](const FitProgress &progress) {
            losses.push_back(progress.validationLoss);
        };
        Configuration configuration = quick(data, architecture.toStdString());
        configuration.set("epochs", std::int64_t{4});
        const auto predictor =
            convolutionLearner().fit(data.train, data.validation, configuration, context);
        const FloatMatrix answer = answers(*predictor, data.validation);
        const std::vector<float> labels = data.validation.labels();
        double loss = 0.0;
        for (std::size_t r = 0; r < labels.size(); ++r)
            loss -= std::log(answer.at(r, static_cast<std::size_t>(labels[r])));
        loss /= static_cast<double>(labels.size());
        const double told = losses[static_cast<std::size_t>(predictor->bestIteration() - 1)];
        // Eight bits a weight move the loss a little.
        QVERIFY2(std::abs(loss - told) < 5e-3 * (1.0 + told),
                 qPrintable(QString("%1 %2").arg(loss).arg(told)));
    }

    void wholeNumbersAnswerAlike_data() { addArchitectures(); }
    void wholeNumbersAnswerAlike()
    {
        QFETCH(QString, architecture);
        QFETCH(int, side);
        QFETCH(int, channels);
        const Data data = strokes(600, {side, side, channels});
        Configuration configuration = quick(data, architecture.toStdString());
        const auto floats =
            convolutionLearner().fit(data.train, data.validation, configuration, {});
        configuration.set("arithmetic", std::string("int8"));
        const auto integers =
            convolutionLearner().fit(data.train, data.validation, configuration, {});
        std::size_t layers = 0;
        const auto graph = graphOf(*integers, data.study->schema());
        for (const Node &node : graph->nodes) {
            layers += std::holds_alternative<IntegerConvolution>(node.op) ? 1 : 0;
            QVERIFY(!std::holds_alternative<Convolution>(node.op));
        }
        QVERIFY(layers >= 2);
        const double lost = quality(*floats, data.test) - quality(*integers, data.test);
        QVERIFY2(std::abs(lost) < 0.03, qPrintable(QString::number(lost)));
    }

    void shrunkNetworksPackSmall()
    {
        const Data data = strokes(1500, {20, 20, 1});
        Configuration configuration = quick(data, "lenet");
        configuration.set("epochs", std::int64_t{20});
        const auto whole = convolutionLearner().fit(data.train, data.validation, configuration, {});
        configuration.set("sparsity", 0.9);
        configuration.set("weight_bits", std::int64_t{4});
        const auto small = convolutionLearner().fit(data.train, data.validation, configuration, {});
        const auto bytesOf = [&](const Predictor &predictor) {
            DenseModels models;
            ByteWriter writer;
            const auto graph = graphOf(predictor, data.study->schema());
            for (const Node &node : graph->nodes) {
                if (const auto *dense = std::get_if<Dense>(&node.op))
                    writeDense(writer, models, *dense);
                if (const auto *convolution = std::get_if<Convolution>(&node.op))
                    writeConvolution(writer, models, *convolution);
            }
            return writer.bytes().size();
        };
        QVERIFY2(bytesOf(*small) * 6 < bytesOf(*whole),
                 qPrintable(QString("%1 %2").arg(bytesOf(*small)).arg(bytesOf(*whole))));
        const double lost = quality(*whole, data.test) - quality(*small, data.test);
        QVERIFY2(lost < 0.05, qPrintable(QString::number(lost)));
    }

    void isForPicturesOnly()
    {
        const Data data = strokes(60, {9, 9, 1});
        DataShape shape = shapeOf(data.train);
        QVERIFY(convolutionLearner().whyNot(shape).empty());
        shape.picture = {7, 30, 3};
        QVERIFY(!convolutionLearner().whyNot(shape).empty());
        const Data table = mixedData(100, 2, 1);
        QVERIFY(!convolutionLearner().whyNot(shapeOf(table.train)).empty());
        QVERIFY_EXCEPTION_THROWN(
            convolutionLearner().fit(table.train, table.validation, Configuration(), {}), Error);
    }

    /// What a family says of pictures it also does.
    void everyFamilyLearnsFromPicturesOrSaysWhyNot()
    {
        const Data data = strokes(200, {9, 9, 1});
        const DataShape shape = shapeOf(data.train);
        for (const Learner *learner : allLearners()) {
            if (!learner->whyNot(shape).empty())
                continue;
            const auto predictor =
                learner->fit(data.train, data.validation, learner->defaults(shape).front(), {});
            const FloatMatrix answer = answers(*predictor, data.test);
            QCOMPARE(answer.rows, data.test.size());
            QCOMPARE(answer.columns, std::size_t{3});
        }
    }

    void picturesOfAnotherSizeAreBroughtToThatOfTheModel()
    {
        const Data data = strokes(200, {20, 20, 1});
        const Data large = strokes(200, {40, 40, 3});
        const RawBatch batch = bindTable(data.study->schema(), large.table);
        QCOMPARE(batch.columns[0].pictures->shape, (PictureShape{20, 20, 1}));
        const Table numbers({Column::numeric("picture", {1.0, 2.0})});
        QVERIFY_EXCEPTION_THROWN(bindTable(data.study->schema(), numbers), Error);
    }
};

QTEST_GUILESS_MAIN(TestConvolution)
#include "tst_convolution.moc"

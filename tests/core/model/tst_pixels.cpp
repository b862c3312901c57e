// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/graph_builder.h"
#include "core/model/integer_form.h"
#include "core/model/model.h"
#include "core/model/planes.h"

#include <QTest>

#include <bit>

using namespace leptune;

/// Models that read pictures.
class TestPixels : public QObject {
    Q_OBJECT
private:
    static constexpr PictureShape kShape{6, 5, 3};

    static Schema schema(int classes = 90)
    {
        Schema result;
        result.columns.push_back({"photo", ColumnType::Picture, false, true, kShape});
        result.target = "answer";
        result.task = TaskKind::MultiClass;
        for (int i = 0; i < classes; ++i)
            result.classes.push_back(std::to_string(i));
        return result;
    }
    static Pixels pixels() { return {kShape, {100.0F, 30.25F, 3.5F}, {0.0123F, 0.02F, 0.015F}}; }
    /// The last row has no picture.
    static RawBatch batch(std::size_t rows, const PictureShape &shape = kShape)
    {
        RandomStream random(5);
        auto block = std::make_shared<PictureBlock>();
        block->shape = shape;
        for (std::size_t i = 0; i < rows * shape.bytes(); ++i)
            block->pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
        RawCells cells;
        for (std::size_t i = 0; i < rows; ++i)
            cells.codes.push_back(i + 1 == rows ? -1 : static_cast<std::int32_t>(rows - 1 - i));
        cells.pictures = std::move(block);
        RawBatch result;
        result.rows = rows;
        result.columns.push_back(std::move(cells));
        return result;
    }
    static std::vector<std::uint32_t> bits(const FloatMatrix &matrix)
    {
        std::vector<std::uint32_t> result;
        for (const float value : matrix.values)
            result.push_back(std::bit_cast<std::uint32_t>(value));
        return result;
    }
    static Model reading(const Op &op, const Schema &columns)
    {
        Graph graph;
        graph.nodes.push_back({InputColumn{0, false}, {}, 1});
        const auto *step = std::get_if<Pixels>(&op);
        const int width = step ? static_cast<int>(step->shape.bytes()) : 1;
        graph.nodes.push_back({op, {0}, width});
        graph.output = 1;
        return Model("m", columns, graph);
    }
    static IntegerConvolution layer(int padding)
    {
        RandomStream random(8);
        Convolution op{{{6, 5, 3}, 3, 3, 3, 1, padding, 1}, {}, {0.1F, -0.2F, 0.3F}};
        for (int i = 0; i < 3 * op.windowSize(); ++i)
            op.weights.push_back(static_cast<float>(random.normal()));
        return integerForm(op, -1.5F, 3.0F);
    }

private Q_SLOTS:
    void wholeNumbersTakePicturesWithoutAWayThroughFloats_data()
    {
        QTest::addColumn<int>("padding");
        QTest::newRow("no padding") << 0;
        QTest::newRow("padding") << 1;
    }
    void wholeNumbersTakePicturesWithoutAWayThroughFloats()
    {
        QFETCH(int, padding);
        const IntegerConvolution op = layer(padding);
        const int width = planeSize(op.out());
        Graph graph;
        graph.nodes.push_back({InputColumn{0, false}, {}, 1});
        graph.nodes.push_back({pixels(), {0}, 90});
        graph.nodes.push_back({op, {1}, width});
        graph.output = 2;
        const FloatMatrix have = Model("m", schema(width), graph).predict(batch(9)).probabilities;
        const FloatMatrix floats = reading(pixels(), schema()).predict(batch(9)).probabilities;
        auto plain = std::make_shared<Graph>();
        plain->nodes.push_back({InputMatrix{}, {}, 90});
        plain->nodes.push_back({op, {0}, width});
        plain->output = 1;
        QCOMPARE(bits(have), bits(Interpreter(plain).run(floats)));
    }

    void pixelsThatOthersReadAreThereAsNumbers()
    {
        const IntegerConvolution op = layer(1);
        const int width = planeSize(op.out());
        Graph graph;
        graph.nodes.push_back({InputColumn{0, false}, {}, 1});
        graph.nodes.push_back({pixels(), {0}, 90});
        graph.nodes.push_back({op, {1}, width});
        graph.nodes.push_back({Concat{}, {2, 1}, width + 90});
        graph.output = 3;
        const FloatMatrix have =
            Model("m", schema(width + 90), graph).predict(batch(3)).probabilities;
        const FloatMatrix floats = reading(pixels(), schema()).predict(batch(3)).probabilities;
        for (std::size_t row = 0; row < 3; ++row)
            QVERIFY(std::ranges::equal(have.row(row).subspan(static_cast<std::size_t>(width)),
                                       floats.row(row)));
    }

    void aMissingPictureIsTheMeanOne()
    {
        const FloatMatrix x = reading(pixels(), schema()).predict(batch(4)).probabilities;
        for (const float value : x.row(3))
            QCOMPARE(value, 0.0F);
        QVERIFY(x.at(2, 0) != 0.0F);
    }

    void modelsComeBackFromFiles()
    {
        const Model model = reading(pixels(), schema());
        const auto again = unpack(pack(model), "file");
        QCOMPARE(again->schema().columns[0].picture, kShape);
        QVERIFY(std::get<Pixels>(again->graph().nodes[1].op) == pixels());
    }

    void otherReadersOfPicturesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(reading(LookUp{}, schema(1)), Error);
        Pixels other = pixels();
        std::swap(other.shape.height, other.shape.width);
        QVERIFY_EXCEPTION_THROWN(reading(other, schema()), Error);
        Schema words = schema();
        words.columns[0] = {"photo", ColumnType::Categorical, false, true, {}};
        QVERIFY_EXCEPTION_THROWN(reading(pixels(), words), Error);
    }

    void badParametersAreRefused()
    {
        Pixels few = pixels();
        few.shift.pop_back();
        QVERIFY_EXCEPTION_THROWN(reading(few, schema()), Error);
        Pixels none = pixels();
        none.shape.height = 0;
        QVERIFY_EXCEPTION_THROWN(reading(none, schema(1)), Error);
        Graph numbers;
        numbers.nodes.push_back({InputColumn{0, true}, {}, 1});
        numbers.nodes.push_back({pixels(), {0}, 90});
        numbers.output = 1;
        QVERIFY_EXCEPTION_THROWN(validateGraph(numbers, 1), Error);
    }

    void rowsWithoutFittingPicturesAreRefused()
    {
        const Model model = reading(pixels(), schema());
        RawBatch none = batch(2);
        none.columns[0].pictures = nullptr;
        QVERIFY_EXCEPTION_THROWN(model.predict(none), Error);
        QVERIFY_EXCEPTION_THROWN(model.predict(batch(2, {5, 6, 3})), Error);
    }
};

QTEST_GUILESS_MAIN(TestPixels)
#include "tst_pixels.moc"

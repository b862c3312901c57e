// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/model_body.h"
#include "core/model/packed_points.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <bit>
#include <limits>

using namespace leptune;

/// Training rows in files.
class TestPackedRows : public QObject {
    Q_OBJECT
private:
    static constexpr int kWidth = 20;

    static std::vector<float> table(std::size_t rows)
    {
        RandomStream random(3);
        std::vector<float> values(rows * kWidth);
        for (float &value : values)
            value = static_cast<float>(random.normal());
        return values;
    }
    /// All rows of the table but those of a fold.
    static Neighbours onFold(const std::vector<float> &rows, std::size_t fold, std::size_t folds)
    {
        Neighbours op{kWidth, 1, 1, false, {}, {}};
        for (std::size_t row = 0; row < rows.size() / kWidth; ++row) {
            if (row % folds == fold)
                continue;
            const auto from = rows.begin() + static_cast<std::ptrdiff_t>(row * kWidth);
            op.points.insert(op.points.end(), from, from + kWidth);
            op.values.push_back(static_cast<float>(row));
        }
        op.scale = {std::vector<float>(kWidth, 0.25F * static_cast<float>(fold)),
                    std::vector<float>(kWidth, 2.0F)};
        return op;
    }
    static Graph graphOf(const std::vector<Neighbours> &ops)
    {
        Graph graph;
        for (const Neighbours &op : ops)
            graph.nodes.push_back({op, {}, 1});
        return graph;
    }
    static std::vector<std::uint8_t> packed(const Graph &graph)
    {
        RowPacker packer(graph);
        ByteWriter writer;
        for (const Node &node : graph.nodes) {
            const auto &op = std::get<Neighbours>(node.op);
            packer.write(writer, RowUse::Points, kWidth, op.points);
            packer.write(writer, RowUse::Values, 1, op.values);
        }
        return std::move(writer.bytes());
    }
    static bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
    {
        return std::ranges::equal(
            a, b, {}, [](float x) { return std::bit_cast<std::uint32_t>(x); },
            [](float x) { return std::bit_cast<std::uint32_t>(x); });
    }

private Q_SLOTS:
    void rowsComeBackBitForBit()
    {
        std::vector<float> rows = table(200);
        const float odd[] = {0.0F, -0.0F, std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::denorm_min()};
        for (std::size_t i = 0; i < std::size(odd); ++i)
            rows[i * 21] = odd[i];
        std::ranges::copy(std::span(rows).first(2 * kWidth), rows.begin() + 50 * kWidth);
        const Graph graph = graphOf({onFold(rows, 0, 3), onFold(rows, 2, 3)});
        const auto bytes = packed(graph);
        ByteReader reader(bytes, "file");
        RowUnpacker unpacker;
        for (const Node &node : graph.nodes) {
            const auto &op = std::get<Neighbours>(node.op);
            QVERIFY(sameBits(unpacker.read(reader, RowUse::Points, kWidth), op.points));
            QVERIFY(sameBits(unpacker.read(reader, RowUse::Values, 1), op.values));
        }
        QCOMPARE(reader.left(), 0U);
    }

    void fitsOnFoldsOfATableShareItsRows()
    {
        const std::vector<float> rows = table(500);
        std::vector<Neighbours> ops;
        for (std::size_t fold = 0; fold < 10; ++fold)
            ops.push_back(onFold(rows, fold, 10));
        const std::size_t one = packed(graphOf({ops[0]})).size();
        const std::size_t ten = packed(graphOf(ops)).size();
        QVERIFY2(ten < one + one / 3,
                 qPrintable(QString("one %1, ten %2 bytes").arg(one).arg(ten)));
    }

    /// 0/1 columns of categories cost bits, not words.
    void columnsOfFewValuesAreSmall()
    {
        RandomStream random(5);
        Neighbours op{kWidth, 1, 1, false, {}, {}};
        for (int i = 0; i < 2000 * kWidth; ++i)
            op.points.push_back(random.below(20) == 0 ? 1.0F : 0.0F);
        op.values.assign(2000, 1.0F);
        QVERIFY(packed(graphOf({op})).size() < 2000 * kWidth / 8 / 2);
    }

    /// Eight bits a coordinate at most, whatever the rows of other predictors are.
    void learnedPointsAreCodes()
    {
        std::vector<float> points = table(30), coefficients(60);
        for (std::size_t i = 0; i < coefficients.size(); ++i)
            coefficients[i] = points[i];
        quantiseMatrix(points, kWidth, 4);
        quantiseMatrix(coefficients, 2);
        KernelSum sum{kWidth, 2, 1.0F, points, coefficients, {0.5F, 0.25F}, {}};
        sum.scale = {std::vector<float>(kWidth), std::vector<float>(kWidth, 1.5F)};
        Neighbours near{kWidth, 2, 3, true, points, coefficients, {}};
        Graph graph = graphOf({onFold(table(40), 0, 2)});
        graph.nodes.push_back({sum, {}, 2});
        graph.nodes.push_back({near, {}, 2});
        RowPacker packer(graph);
        ByteWriter writer;
        writeKernelSum(writer, packer, sum);
        const std::size_t alone = writer.bytes().size();
        writeNeighbours(writer, packer, std::get<Neighbours>(graph.nodes[0].op));
        writeNeighbours(writer, packer, near);
        QVERIFY2(alone < 600 * 5 / 8 + 200, qPrintable(QString::number(alone)));
        ByteReader reader(writer.bytes(), "file");
        RowUnpacker unpacker;
        QVERIFY(readKernelSum(reader, unpacker) == sum);
        QVERIFY(readNeighbours(reader, unpacker) == std::get<Neighbours>(graph.nodes[0].op));
        QVERIFY(readNeighbours(reader, unpacker) == near);
        QCOMPARE(reader.left(), 0U);
    }

    void refusesRowsThatDoNotExist()
    {
        const auto bytes = packed(graphOf({onFold(table(50), 0, 2)}));
        int refused = 0;
        for (std::size_t at = 0; at < std::min<std::size_t>(bytes.size(), 400); ++at) {
            auto hurt = bytes;
            hurt[at] = static_cast<std::uint8_t>(hurt[at] ^ 0x55U);
            ByteReader reader(hurt, "file");
            RowUnpacker unpacker;
            try {
                unpacker.read(reader, RowUse::Points, kWidth);
                unpacker.read(reader, RowUse::Values, 1);
            } catch (const Error &error) {
                QCOMPARE(error.code(), ErrorCode::BadFormat);
                ++refused;
            }
        }
        QVERIFY(refused > 0);
    }
};

QTEST_APPLESS_MAIN(TestPackedRows)
#include "tst_packed_rows.moc"

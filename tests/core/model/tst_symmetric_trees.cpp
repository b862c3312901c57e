// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/interpreter.h"
#include "core/model/packed_trees.h"
#include "core/model/quantised_leaves.h"
#include "core/model/symmetric_trees.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace leptune;

class TestSymmetricTrees : public QObject {
    Q_OBJECT
private:
    static std::int32_t grow(TreeEnsemble &op, const std::vector<LevelQuestion> &questions,
                             std::size_t level, RandomStream &random, int target)
    {
        const std::size_t at = op.nodes.size();
        op.nodes.emplace_back();
        if (level == questions.size()) {
            op.nodes[at].left = static_cast<std::int32_t>(op.leafValues.size()) / op.outputs;
            for (int k = 0; k < op.outputs; ++k)
                op.leafValues.push_back(
                    target < 0 || target == k ? static_cast<float>(random.normal()) : 0.0F);
            return static_cast<std::int32_t>(at);
        }
        const LevelQuestion &question = questions[level];
        const auto left = grow(op, questions, level + 1, random, target);
        const auto right = grow(op, questions, level + 1, random, target);
        op.nodes[at] = {question.feature, question.threshold, left, right, question.missingLeft};
        return static_cast<std::int32_t>(at);
    }

    static TreeEnsemble ensemble(int trees, int outputs, bool oneTargetATree, std::uint64_t seed)
    {
        RandomStream random(seed);
        TreeEnsemble op;
        op.outputs = outputs;
        for (int k = 0; k < outputs; ++k)
            op.base.push_back(static_cast<float>(random.normal()));
        for (int t = 0; t < trees; ++t) {
            std::vector<LevelQuestion> questions(random.below(8));
            for (LevelQuestion &question : questions)
                question = {static_cast<std::int32_t>(random.below(7)),
                            random.below(4) == 0 ? 0.0F : static_cast<float>(random.normal()),
                            random.below(2) == 0};
            op.roots.push_back(static_cast<std::int32_t>(op.nodes.size()));
            grow(op, questions, 0, random, oneTargetATree ? t % outputs : -1);
        }
        return op;
    }

    static FloatMatrix cells(std::size_t rows, std::uint64_t seed)
    {
        RandomStream random(seed);
        const float odd[] = {0.0F, -0.0F, std::numeric_limits<float>::infinity(),
                             -std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::quiet_NaN()};
        FloatMatrix matrix(rows, 7);
        for (float &value : matrix.values)
            value =
                random.below(3) == 0 ? odd[random.below(5)] : static_cast<float>(random.normal());
        return matrix;
    }

    /// Node by node, trees in order, the base last.
    static std::vector<float> plainly(const TreeEnsemble &op, std::span<const float> row)
    {
        std::vector<float> sums(static_cast<std::size_t>(op.outputs), 0.0F);
        for (const std::int32_t root : op.roots) {
            auto at = static_cast<std::size_t>(root);
            while (op.nodes[at].feature >= 0) {
                const TreeNode &node = op.nodes[at];
                const float x = row[static_cast<std::size_t>(node.feature)];
                const bool left = std::isnan(x) ? node.missingLeft : x < node.threshold;
                at = static_cast<std::size_t>(left ? node.left : node.right);
            }
            for (std::size_t k = 0; k < sums.size(); ++k)
                sums[k] +=
                    op.leafValues[static_cast<std::size_t>(op.nodes[at].left) * sums.size() + k];
        }
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += op.base[k];
        return sums;
    }

    static Graph graphOf(Op op, int outputs)
    {
        Graph graph;
        graph.nodes.push_back({InputMatrix{}, {}, 7});
        graph.nodes.push_back({std::move(op), {0}, outputs});
        graph.output = 1;
        return graph;
    }
    static FloatMatrix run(const SymmetricEnsemble &op, const FloatMatrix &matrix)
    {
        const Graph graph = graphOf(op, op.outputs);
        validateGraph(graph, 0);
        return Interpreter(std::make_shared<const Graph>(graph)).run(matrix);
    }

    static bool sameBits(const std::vector<float> &a, std::span<const float> b)
    {
        for (std::size_t i = 0; i < a.size(); ++i)
            if (std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i]))
                return false;
        return true;
    }

    static std::vector<std::uint8_t> packed(const SymmetricEnsemble &op)
    {
        const Graph graph = graphOf(op, op.outputs);
        ByteWriter writer;
        TreePacker(graph).write(writer, std::get<SymmetricEnsemble>(graph.nodes[1].op));
        return writer.bytes();
    }
    static SymmetricEnsemble unpacked(const std::vector<std::uint8_t> &bytes)
    {
        ByteReader reader(bytes, "test");
        return TreeUnpacker().readSymmetric(reader);
    }

    static void addKinds()
    {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<bool>("oneTarget");
        QTest::newRow("numbers") << 1 << true;
        QTest::newRow("a class a tree") << 3 << true;
        QTest::newRow("all classes") << 4 << false;
    }

private Q_SLOTS:
    void answersAsWalkingDoes_data() { addKinds(); }
    void answersAsWalkingDoes()
    {
        QFETCH(int, outputs);
        QFETCH(bool, oneTarget);
        const TreeEnsemble op = ensemble(40, outputs, oneTarget, 3);
        const SymmetricEnsemble symmetric = toSymmetric(op);
        for (const std::size_t rows : {std::size_t{1}, std::size_t{9}, std::size_t{333}}) {
            const FloatMatrix matrix = cells(rows, 5), answer = run(symmetric, matrix);
            for (std::size_t row = 0; row < rows; ++row)
                QVERIFY(sameBits(plainly(op, matrix.row(row)), answer.row(row)));
        }
        const FloatMatrix matrix = cells(50, 6), answer = run(symmetric, matrix);
        for (std::size_t row = 0; row < 50; ++row)
            QVERIFY(sameBits(plainly(toTrees(symmetric), matrix.row(row)), answer.row(row)));
    }

    void isPackedWithoutLoss_data() { addKinds(); }
    void isPackedWithoutLoss()
    {
        QFETCH(int, outputs);
        QFETCH(bool, oneTarget);
        SymmetricEnsemble op = toSymmetric(ensemble(40, outputs, oneTarget, 4));
        QVERIFY(unpacked(packed(op)) == op);
        quantiseLeaves(op);
        QVERIFY(unpacked(packed(op)) == op);
        QCOMPARE(packed(unpacked(packed(op))), packed(op));
    }

    void takesAByteALeafWhenQuantised()
    {
        SymmetricEnsemble op = toSymmetric(ensemble(200, 1, true, 4));
        quantiseLeaves(op);
        QVERIFY(packed(op).size() < op.leafValues.size() + op.levels.size() * (2 + 7 * 4));
    }

    void emptyPartsTakeNextToNothing()
    {
        SymmetricEnsemble op = toSymmetric(ensemble(200, 1, true, 4));
        quantiseLeaves(op);
        const std::size_t full = packed(op).size();
        for (std::size_t i = 0; i < op.leafValues.size(); ++i)
            if (i % 8 != 0)
                op.leafValues[i] = 0.0F;
        QVERIFY(unpacked(packed(op)) == op);
        QVERIFY(packed(op).size() < full - full / 3);
    }

    void otherTreesHaveNoSymmetricForm()
    {
        TreeEnsemble op = ensemble(1, 1, true, 8);
        while (op.nodes.size() < 7)
            op = ensemble(1, 1, true, op.nodes.size() + 20);
        QVERIFY(symmetricForm(op, 0));
        TreeEnsemble other = op;
        other.nodes[static_cast<std::size_t>(op.nodes[0].right)].threshold += 1.0F;
        QVERIFY(!symmetricForm(other, 0));
        other = op;
        other.nodes[static_cast<std::size_t>(op.nodes[0].right)].feature = -1;
        QVERIFY(!symmetricForm(other, 0));
    }

    void refusesWhatCanNotBe_data()
    {
        QTest::addColumn<int>("change");
        for (int change = 0; change < 4; ++change)
            QTest::addRow("change %d", change) << change;
    }
    void refusesWhatCanNotBe()
    {
        QFETCH(int, change);
        SymmetricEnsemble op = toSymmetric(ensemble(10, 1, true, 4));
        validateGraph(graphOf(op, 1), 0);
        if (change == 0)
            op.leafValues.pop_back();
        else if (change == 1)
            op.levels[0] = kMostLevels + 1;
        else if (change == 2)
            op.questions[0].feature = 7;
        else
            op.questions[0].threshold = std::nanf("");
        QVERIFY_EXCEPTION_THROWN(validateGraph(graphOf(op, 1), 0), Error);
    }

    void refusesBytesThatEndTooEarly()
    {
        const std::vector<std::uint8_t> whole = packed(toSymmetric(ensemble(40, 1, true, 4)));
        for (std::size_t size = whole.size() / 2; size + 16 < whole.size(); size += 37) {
            ByteWriter cut;
            cut.varint(size);
            cut.bytes().insert(cut.bytes().end(), whole.begin() + 2,
                               whole.begin() + 2 + static_cast<std::ptrdiff_t>(size));
            QVERIFY_EXCEPTION_THROWN(unpacked(cut.bytes()), Error);
        }
    }
};

QTEST_GUILESS_MAIN(TestSymmetricTrees)
#include "tst_symmetric_trees.moc"

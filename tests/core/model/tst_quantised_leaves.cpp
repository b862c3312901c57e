// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/model/quantised_leaves.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace leptune;

class TestQuantisedLeaves : public QObject {
    Q_OBJECT
private:
    static float largest(const std::vector<float> &values)
    {
        float most = 0.0F;
        for (const float value : values)
            most = std::max(most, std::abs(value));
        return most;
    }

private Q_SLOTS:
    void staysWithinHalfAStep_data()
    {
        QTest::addColumn<int>("trees");
        QTest::addColumn<int>("most");
        QTest::newRow("few trees") << 5 << 32767;
        QTest::newRow("some trees") << 60 << 127;
        QTest::newRow("many trees") << 300 << 63;
    }
    void staysWithinHalfAStep()
    {
        QFETCH(int, trees);
        QFETCH(int, most);
        const TreeEnsemble was = samples::randomTrees(5, trees, 4, 1, 3);
        TreeEnsemble is = was;
        quantiseLeaves(is);
        // A step has five bits of mantissa: it is up to a sixteenth wider than need be.
        const float step = largest(was.leafValues) / static_cast<float>(most) * 17.0F / 16.0F;
        std::set<float> values;
        for (std::size_t i = 0; i < was.leafValues.size(); ++i) {
            QVERIFY(std::abs(is.leafValues[i] - was.leafValues[i]) <= 0.5F * step);
            values.insert(is.leafValues[i]);
        }
        QVERIFY(values.size() > 1);
        QVERIFY(is.nodes == was.nodes && is.base == was.base);
    }

    void quantisedValuesHaveCodes_data()
    {
        QTest::addColumn<int>("outputs");
        QTest::newRow("numbers") << 1;
        QTest::newRow("classes") << 3;
    }
    void quantisedValuesHaveCodes()
    {
        QFETCH(int, outputs);
        RandomStream random(5);
        SymmetricEnsemble op{outputs, {}, {}, {}, std::vector<float>(3, 0.0F)};
        for (int tree = 0; tree < 300; ++tree) {
            op.levels.push_back(3);
            op.questions.resize(op.questions.size() + 3);
            const double scale = std::pow(10.0, random.uniform(-9.0, 9.0));
            for (int i = 0; i < 8 * outputs; ++i)
                op.leafValues.push_back(static_cast<float>(scale * random.normal()));
        }
        quantiseLeaves(op);
        const std::size_t count = 8 * static_cast<std::size_t>(outputs);
        for (std::size_t first = 0; first < op.leafValues.size(); first += count) {
            const std::span<const float> values(op.leafValues.data() + first, count);
            const auto found = leafCodes(values);
            QVERIFY(found);
            for (std::size_t i = 0; i < count; ++i) {
                QVERIFY(std::abs(found->codes[i]) <= 63);
                QCOMPARE(static_cast<float>(found->codes[i]) * found->step, values[i]);
            }
        }
    }

    void anyStepIsFound_data()
    {
        QTest::addColumn<int>("most");
        for (const int most : {1, 2, 5, 40, 1000, 32767})
            QTest::addRow("codes to %d", most) << most;
    }
    void anyStepIsFound()
    {
        QFETCH(int, most);
        RandomStream random(8);
        for (int tries = 0; tries < 200; ++tries) {
            const float step = leafStep(static_cast<float>(std::pow(10.0, random.uniform(-9, 9))));
            std::vector<float> values{static_cast<float>(most) * step};
            for (int i = 0; i < 12; ++i)
                values.push_back(
                    (static_cast<float>(random.below(2 * most + 1)) - static_cast<float>(most)) *
                        step +
                    0.0F);
            const auto found = leafCodes(values);
            QVERIFY(found && found->step >= step);
            for (std::size_t i = 0; i < values.size(); ++i)
                QCOMPARE(static_cast<float>(found->codes[i]) * found->step, values[i]);
        }
    }

    void theStepOfTheTreeBeforeIsPreferred()
    {
        const std::vector<float> even{4.0F, -2.0F, 0.0F};
        QCOMPARE(leafCodes(even)->step, 2.0F);
        QCOMPARE(leafCodes(even, 1.0F)->step, 1.0F);
        QVERIFY((leafCodes(even, 1.0F)->codes == std::vector<std::int32_t>{4, -2, 0}));
        QCOMPARE(leafCodes(even, 0.75F)->step, 2.0F);
        QCOMPARE(leafCodes(even, 0.0625F)->step, 2.0F); // far finer than need be
        QCOMPARE(leafCodes(std::vector<float>{0.0F}, 0.75F)->step, 0.75F);
    }

    void otherValuesHaveNone()
    {
        QVERIFY(!leafCodes(std::vector<float>{0.1F, 0.7123457F, 0.3333333F}));
        QVERIFY(!leafCodes(std::vector<float>{-0.0F}));
        QVERIFY(!leafCodes(std::vector<float>{1.0F, std::nanf("")}));
        QVERIFY(!leafCodes(std::vector<float>{INFINITY}));
        QVERIFY(leafCodes(std::vector<float>(4, 0.0F)));
    }

    void whatAllLeavesShareGoesToTheBase()
    {
        TreeEnsemble op = samples::randomTrees(5, 60, 4, 1, 3);
        for (float &value : op.leafValues)
            value += 1000.0F;
        const TreeEnsemble was = op;
        quantiseLeaves(op);
        QVERIFY(std::abs(op.base[0] - 60000.0F) < 60.0F);
        for (const float value : op.leafValues)
            QVERIFY(std::abs(value) < 1.0F);
    }

    void smallSharesOfClassesStay()
    {
        TreeEnsemble op = samples::randomTrees(5, 60, 4, 3, 3);
        for (float &value : op.leafValues)
            value = std::abs(value);
        op.leafValues[0] = 1e-6F;
        op.leafValues[1] = 0.0F;
        quantiseLeaves(op);
        QVERIFY(op.leafValues[0] > 0.0F);
        QCOMPARE(op.leafValues[1], 0.0F);
    }

    void leavesNextToNothingOfABoosterBecomeNothing()
    {
        TreeEnsemble ensemble;
        ensemble.outputs = 1;
        ensemble.base = {0.0F};
        for (std::int32_t tree = 0; tree < 30; ++tree) {
            ensemble.roots.push_back(3 * tree);
            TreeNode question;
            question.feature = 0;
            question.left = 3 * tree + 1;
            question.right = 3 * tree + 2;
            ensemble.nodes.push_back(question);
            for (std::int32_t leaf = 0; leaf < 2; ++leaf) {
                TreeNode node;
                node.feature = -1;
                node.left = 2 * tree + leaf;
                ensemble.nodes.push_back(node);
            }
            ensemble.leafValues.insert(ensemble.leafValues.end(), {1.0F, 0.0005F});
        }
        quantiseLeaves(ensemble);
        QCOMPARE(ensemble.leafValues[1], 0.0F);
        QVERIFY(std::abs(ensemble.leafValues[0] - 1.0F) < 0.02F);
    }
    void numbersThatAreNoneStay()
    {
        TreeEnsemble op = samples::randomTrees(5, 1, 2, 1, 3);
        op.leafValues.assign(op.leafValues.size(), 1.0F);
        op.leafValues[0] = INFINITY;
        const TreeEnsemble was = op;
        quantiseLeaves(op);
        QVERIFY(op == was);
    }
};

QTEST_GUILESS_MAIN(TestQuantisedLeaves)
#include "tst_quantised_leaves.moc"

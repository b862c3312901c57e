// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/data/equal_rows.h"

#include <QTest>

using namespace leptune;
using Blocks = std::vector<std::uint32_t>;

namespace {

Target numbers(std::vector<float> values)
{
    Target target;
    target.values = std::move(values);
    return target;
}

Target classes(std::vector<float> values)
{
    Target target = numbers(std::move(values));
    target.task = TaskKind::Binary;
    target.classes = {"no", "yes"};
    return target;
}

/// `kinds` blocks of `copies` rows each.
Blocks repeated(std::uint32_t kinds, std::uint32_t copies)
{
    Blocks blocks;
    for (std::uint32_t i = 0; i < kinds * copies; ++i)
        blocks.push_back(i / copies);
    return blocks;
}

/// A class a block, and each row's own draw instead for a share of the rows.
std::vector<float> answersOf(const Blocks &blocks, double drawn)
{
    RandomStream random(7);
    std::vector<float> values;
    for (const std::uint32_t block : blocks) {
        const bool own = random.uniform() < drawn;
        values.push_back(static_cast<float>(own ? random.below(2) : block % 2));
    }
    return values;
}

} // namespace

class TestEqualRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void varianceWithinIsThatOfAPair()
    {
        // Two pairs that agree and one that doesn't: a third of the pairs; chance gives 3/5.
        QCOMPARE(varianceWithinBlocks(Blocks{0, 0, 1, 1, 2, 2}, classes({0, 0, 1, 1, 0, 1})),
                 (1.0 / 3.0) / (3.0 / 5.0));
        // (1, 3) varies by 2 around its mean, all four numbers by 5 / 3 each.
        QCOMPARE(varianceWithinBlocks(Blocks{0, 0, 1, 2}, numbers({1, 3, 2, 4})),
                 2.0 / (5.0 / 3.0));
    }
    void isNoneWithoutRepeatedRowsOrWithAConstantTarget()
    {
        QCOMPARE(varianceWithinBlocks(Blocks{0, 1, 2}, classes({0, 1, 0})), 0.0);
        QCOMPARE(varianceWithinBlocks(Blocks{0, 0, 1}, numbers({5, 5, 5})), 0.0);
        QCOMPARE(varianceWithinBlocks({}, numbers({})), 0.0);
    }
    void independentAnswersVaryWithinBlocksAsEverywhere()
    {
        const Blocks blocks = repeated(1000, 3);
        const double share = varianceWithinBlocks(blocks, classes(answersOf(blocks, 1.0)));
        QVERIFY2(std::abs(share - 1.0) < 0.06, qPrintable(QString::number(share)));
    }

    void tellsCopiesFromCoincidences_data()
    {
        QTest::addColumn<double>("drawn");
        QTest::addColumn<bool>("areCopies");
        QTest::newRow("exact copies") << 0.0 << true;
        QTest::newRow("some wrong labels") << 0.03 << true;
        QTest::newRow("answers that lean to one side") << 0.3 << false;
        QTest::newRow("independent answers") << 1.0 << false;
    }
    void tellsCopiesFromCoincidences()
    {
        QFETCH(double, drawn);
        QFETCH(bool, areCopies);
        const Blocks blocks = repeated(200, 2);
        QCOMPARE(judgeEqualRows(blocks, classes(answersOf(blocks, drawn)), 5),
                 areCopies ? EqualRows::Copies : EqualRows::Coincidences);
    }
    void copiesOfNumbersMayBeRounded()
    {
        RandomStream random(3);
        const Blocks blocks = repeated(200, 2);
        for (const double noise : {0.02, 0.5}) {
            std::vector<float> values;
            double level = 0.0;
            for (std::size_t row = 0; row < blocks.size(); ++row) {
                level = row % 2 == 0 ? random.normal() : level;
                values.push_back(static_cast<float>(level + noise * random.normal()));
            }
            QCOMPARE(judgeEqualRows(blocks, numbers(values), 5),
                     noise < 0.1 ? EqualRows::Copies : EqualRows::Coincidences);
        }
    }

    void aSplitNeedsEnoughKinds_data()
    {
        QTest::addColumn<std::uint32_t>("kinds");
        QTest::addColumn<std::uint32_t>("copies");
        QTest::addColumn<bool>("enough");
        QTest::newRow("twenty kinds of twenty") << 20U << 20U << false;
        QTest::newRow("sixty kinds of ten") << 60U << 10U << true;
        QTest::newRow("a small table, all twice") << 15U << 2U << true;
        QTest::newRow("four kinds for five folds") << 4U << 2U << false;
    }
    void aSplitNeedsEnoughKinds()
    {
        QFETCH(std::uint32_t, kinds);
        QFETCH(std::uint32_t, copies);
        QFETCH(bool, enough);
        const Blocks blocks = repeated(kinds, copies);
        QCOMPARE(judgeEqualRows(blocks, classes(answersOf(blocks, 0.0)), 5),
                 enough ? EqualRows::Copies : EqualRows::TooFewKinds);
    }
    void noBlockMayBeLargerThanAFold()
    {
        Blocks blocks = repeated(100, 2);
        blocks.insert(blocks.end(), 60, 100U); // 60 of 260 rows are equal
        QCOMPARE(judgeEqualRows(blocks, classes(answersOf(blocks, 0.0)), 5),
                 EqualRows::TooFewKinds);
        QCOMPARE(judgeEqualRows(blocks, classes(answersOf(blocks, 0.0)), 3), EqualRows::Copies);
    }
    void noRowsAreNoCoincidences()
    {
        QCOMPARE(judgeEqualRows({}, classes({}), 5), EqualRows::Copies);
    }
};

QTEST_GUILESS_MAIN(TestEqualRows)
#include "tst_equal_rows.moc"

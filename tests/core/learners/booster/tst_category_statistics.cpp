// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/category_statistics.h"
#include "core/learners/symmetric.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

class TestCategoryStatistics : public QObject {
    Q_OBJECT
private:
    /// A number that tells something and, if wanted, a column of 300 categories that tells nothing.
    static Data withNoise(bool categories)
    {
        RandomStream random(11);
        constexpr std::size_t kRows = 2500;
        std::vector<double> number(kRows);
        std::vector<std::string> category(kRows);
        Target target;
        target.column = "target";
        target.task = TaskKind::Binary;
        target.classes = {"no", "yes"};
        target.positive = 1;
        for (std::size_t row = 0; row < kRows; ++row) {
            number[row] = random.normal();
            category[row] = "c" + std::to_string(random.below(300));
            target.values.push_back(number[row] + 1.5 * random.normal() > 0.0 ? 1.0F : 0.0F);
        }
        std::vector<Column> columns{Column::numeric("number", number)};
        if (categories)
            columns.push_back(Column::fromTexts("category", ColumnType::Categorical, category));
        return makeData(Table(std::move(columns)), std::move(target));
    }
    static double logLoss(const Data &data)
    {
        const auto predictor = symmetricLearner().fit(data.train, data.validation, {}, {});
        const FloatMatrix answer = answers(*predictor, data.test);
        const std::vector<float> labels = data.test.labels();
        double loss = 0.0;
        for (std::size_t row = 0; row < labels.size(); ++row)
            loss -= std::log(answer.at(row, static_cast<std::size_t>(labels[row])));
        return loss / static_cast<double>(labels.size());
    }

private Q_SLOTS:
    void aRowSeesOnlyTheRowsBeforeIt()
    {
        const std::vector<std::uint32_t> category{0, 0, 1, 0, 7}, order{3, 1, 4, 0, 2};
        const std::vector<float> targets{1, 0, 1, 1, 0};
        const auto means = precedingMeans(category, 2, targets, {}, order, 0.5, 1.0);
        QCOMPARE(means[3], 0.5F);                 // nothing before it
        QCOMPARE(means[1], (0.5F + 1.0F) / 2.0F); // row 3
        QCOMPARE(means[0], (0.5F + 1.0F) / 3.0F); // rows 3 and 1
        QCOMPARE(means[2], 0.5F);
        QCOMPARE(means[4], 0.5F); // a category without a code
    }

    void noRowsStatisticDependsOnItsOwnTarget()
    {
        RandomStream random(3);
        std::vector<std::uint32_t> category(200), order(200);
        std::vector<float> targets(200);
        for (std::size_t row = 0; row < 200; ++row) {
            category[row] = static_cast<std::uint32_t>(random.below(9));
            targets[row] = static_cast<float>(random.normal());
        }
        std::iota(order.begin(), order.end(), 0U);
        random.shuffle(std::span(order));
        const auto before = precedingMeans(category, 9, targets, {}, order, 0.1, 1.0);
        for (std::size_t row = 0; row < 200; ++row) {
            std::vector<float> changed = targets;
            changed[row] += 1e6F;
            const auto after = precedingMeans(category, 9, changed, {}, order, 0.1, 1.0);
            QCOMPARE(after[row], before[row]);
        }
    }

    void aUselessColumnDoesNotHurt()
    {
        const double without = logLoss(withNoise(false)), with = logLoss(withNoise(true));
        QVERIFY2(with < without + 0.01, qPrintable(QString::number(with - without)));
    }

    void aUsefulColumnHelps()
    {
        const Data data = mixedData(3000, 0, 3);
        const Data blind = makeData(data.table.withoutColumns({"many"}), data.target);
        const auto with = symmetricLearner().fit(data.train, data.validation, {}, {});
        const auto without = symmetricLearner().fit(blind.train, blind.validation, {}, {});
        QVERIFY(quality(*with, data.test) > 0.9);
        QVERIFY(quality(*without, blind.test) < 0.75);
    }

    void newRowsGetTheMeanOfAllTrainingRows()
    {
        const Data data = mixedData(1000, 0, 3);
        const auto statistics = orderedStatistics(data.train, data.test, 0.0, 1.0, 3, 5);
        const CategoryStatistic &many = statistics.back();
        QCOMPARE(many.train.versions.size(), std::size_t{3});
        QVERIFY(many.train.versions[0] != many.train.versions[1]);
        const auto &step = std::get<LookUp>(many.chain.steps.front());
        std::vector<float> values(data.study->rows());
        applyLookUp(step, data.study->batch().columns[7], data.study->rows(), values.data());
        const auto bin = binFeatures(
            [&] {
                FloatMatrix matrix(values.size(), 1);
                matrix.values = values;
                return matrix;
            }(),
            {{many.cuts}});
        for (std::size_t i = 0; i < data.test.size(); ++i)
            QCOMPARE(many.validation[i], bin.values[data.test.rows()[i]]);
    }
};

QTEST_GUILESS_MAIN(TestCategoryStatistics)
#include "tst_category_statistics.moc"

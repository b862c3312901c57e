// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preprocess/view.h"

#include <QTest>
#include <thread>

using namespace leptune;

namespace {

std::shared_ptr<const StudyData> makeData(std::vector<float> weights = {})
{
    Schema schema;
    schema.columns = {{"x", ColumnType::Numeric, true, true},
                      {"c", ColumnType::Categorical, false, true}};
    std::vector<double> numbers;
    std::vector<std::string> words;
    Target target;
    for (int i = 0; i < 200; ++i) {
        numbers.push_back(i * i % 97);
        words.push_back("w" + std::to_string(i % 12));
        target.values.push_back(static_cast<float>(i));
    }
    return std::make_shared<const StudyData>(
        schema,
        Table({Column::numeric("x", numbers),
               Column::fromTexts("c", ColumnType::Categorical, words)}),
        target, std::move(weights));
}

} // namespace

class TestView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFormIsMadeOnceForAllThreads()
    {
        const auto data = makeData();
        const FeatureSet *seen[4] = {};
        {
            std::vector<std::jthread> threads;
            for (auto &place : seen)
                threads.emplace_back([&place, &data] {
                    data->bins();
                    place = &data->dense();
                });
        }
        for (const FeatureSet *set : seen)
            QCOMPARE(set, &data->dense());
        QCOMPARE(data->dense().values.rows, 200U);
    }
    void treesSeeManyCategoriesOnlyAsRanks()
    {
        const auto data = makeData();
        QCOMPARE(data->tree().plan->width(), 1);
        QCOMPARE(data->treeOrdinal().plan->width(), 2);
        QCOMPARE(data->bins().features, 2U);
        QCOMPARE(data->dense().plan->width(), 13);
    }
    void knowsWhichFeaturesAreMade()
    {
        const auto data = makeData();
        const FeaturePlan foreign;
        QCOMPARE(data->madeFeatures(&foreign), nullptr);
        const FeatureSet &tree = data->tree();
        QCOMPARE(data->madeFeatures(tree.plan.get()), &tree);
    }
    void labelsAndWeightsFollowTheRows()
    {
        std::vector<float> weights(200, 1.0F);
        weights[7] = 3.0F;
        const View view(makeData(weights), std::make_shared<const Rows>(Rows{7, 9}));
        QCOMPARE(view.labels(), (std::vector<float>{7, 9}));
        QCOMPARE(view.weights(), (std::vector<float>{3, 1}));
        QVERIFY(View().empty() && View().labels().empty());
        QVERIFY(View(makeData(), std::make_shared<const Rows>(Rows{1})).weights().empty());
    }
    void refusesWeightsOfAnotherLength() { QVERIFY_EXCEPTION_THROWN(makeData({1.0F}), Error); }
};

QTEST_GUILESS_MAIN(TestView)
#include "tst_view.moc"

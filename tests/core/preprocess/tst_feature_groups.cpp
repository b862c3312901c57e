// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/feature_groups.h"

#include "core/base/random.h"
#include "core/data/table.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

class TestFeatureGroups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlanSaysWhatItsColumnsAre()
    {
        constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
        Schema schema;
        schema.columns = {{"size", ColumnType::Numeric, true, true, {}},
                          {"city", ColumnType::Categorical, false, true, {}},
                          {"flag", ColumnType::Categorical, false, true, {}},
                          {"when", ColumnType::DateTime, true, true, {}}};
        RawBatch batch;
        batch.rows = 24;
        batch.columns.resize(4);
        const auto words = [](std::size_t count) {
            auto dictionary = std::make_shared<std::vector<std::string>>();
            for (std::size_t i = 0; i < count; ++i)
                dictionary->push_back("word " + std::to_string(i));
            return dictionary;
        };
        batch.columns[1].dictionary = words(12);
        batch.columns[2].dictionary = words(2);
        for (std::size_t row = 0; row < batch.rows; ++row) {
            batch.columns[0].numbers.push_back(row == 3 ? kMissing : static_cast<float>(row * row));
            batch.columns[1].codes.push_back(static_cast<std::int32_t>(row % 12));
            batch.columns[2].codes.push_back(static_cast<std::int32_t>(row % 2));
            batch.columns[3].numbers.push_back(static_cast<float>(40 * row));
        }
        DensePlanOptions options;
        options.scaling = DensePlanOptions::Scaling::Robust;
        options.smoothClip = true;
        const FeaturePlan plan = fitDensePlan(schema, batch, options);
        const std::vector<FeatureGroup> groups = featureGroups(plan);
        const std::vector<std::string> names = plan.names();
        int next = 0;
        for (const FeatureGroup &group : groups) {
            QCOMPARE(group.first, next);
            next += group.count;
            for (int i = group.first; i < next; ++i) {
                const std::string &name = names[static_cast<std::size_t>(i)];
                const bool number = name == "size" || name.starts_with("when");
                const FeatureKind want = number                     ? FeatureKind::Number
                                         : name.starts_with("city") ? FeatureKind::OneHot
                                                                    : FeatureKind::Other;
                QVERIFY2(group.kind == want, name.c_str());
            }
            if (group.kind == FeatureKind::OneHot)
                QCOMPARE(group.count, 12);
        }
        QCOMPARE(next, plan.width());
        QVERIFY(std::ranges::any_of(groups, [](const FeatureGroup &group) {
            return group.kind == FeatureKind::Number && group.count > 1; // parts of dates
        }));
    }

    void picturesAndAnEmptyPlanHoldNoNumbers()
    {
        QVERIFY(featureGroups({}).empty());
        FeaturePlan plan;
        plan.chains = {{0, {Pixels{{2, 3, 1}, {0.0F}, {1.0F}}}, {"photo"}}};
        const auto groups = featureGroups(plan);
        QCOMPARE(groups.size(), std::size_t{1});
        QVERIFY(groups[0].kind == FeatureKind::Other && groups[0].count == 6);
    }
};

QTEST_GUILESS_MAIN(TestFeatureGroups)
#include "tst_feature_groups.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/derived_features.h"

#include "core/learners/registry.h"
#include "core/learners/symmetric.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

/// Tables whose target needs a feature that no column holds.
class TestDerivedFeatures : public QObject {
    Q_OBJECT
private:
    enum Signal { Ratio, Pair, Group, Noise };

    static Data tableOf(Signal signal, std::size_t rows, bool classes = false)
    {
        RandomStream random(5);
        std::vector<double> x(rows), y(rows), z(rows);
        std::vector<std::string> few(rows), many(rows);
        Target target;
        target.column = "target";
        if (classes) {
            target.task = TaskKind::Binary;
            target.classes = {"no", "yes"};
            target.positive = 1;
        }
        for (std::size_t r = 0; r < rows; ++r) {
            x[r] = random.uniform(1.0, 10.0);
            y[r] = random.uniform(1.0, 10.0);
            z[r] = random.normal();
            const auto a = random.below(5), b = random.below(12);
            few[r] = "f" + std::to_string(a);
            many[r] = "m" + std::to_string(b);
            x[r] += signal == Group ? 50.0 * static_cast<double>(b * 5 % 12) : 0.0;
            const double group = x[r] - 50.0 * static_cast<double>(b * 5 % 12);
            const double score = signal == Ratio ? 3.0 * std::sin(2.0 * x[r] / y[r])
                                 : signal == Pair
                                     ? 3.0 * static_cast<double>((a * 7 + b * 11 + a * b) % 6) - 7.5
                                 : signal == Group ? group - 5.5
                                                   : 0.0;
            const double told = score + random.normal();
            target.values.push_back(static_cast<float>(classes ? told > 0.0 : told));
        }
        return makeData(
            Table({Column::numeric("x", x), Column::numeric("y", y), Column::numeric("z", z),
                   Column::fromTexts("few", ColumnType::Categorical, few),
                   Column::fromTexts("many", ColumnType::Categorical, many)}),
            std::move(target));
    }
    static DerivedFeatures derive(const Data &data, int most = 8, int versions = 1)
    {
        DerivedOptions options;
        options.most = most;
        options.versions = versions;
        options.seed = 3;
        return deriveFeatures(data.train, data.validation, data.study->treeOrdinal().plan, options);
    }
    static bool hasName(const FeaturePlan &plan, const std::string &part)
    {
        return std::ranges::any_of(plan.derivedNames, [&](const std::string &name) {
            return name.find(part) != std::string::npos;
        });
    }
    static void addSignals()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("classes");
        QTest::addColumn<QString>("name");
        QTest::newRow("quotient") << static_cast<int>(Ratio) << false << " / ";
        QTest::newRow("quotient of classes") << static_cast<int>(Ratio) << true << " / ";
        QTest::newRow("pair") << static_cast<int>(Pair) << false << " x ";
        QTest::newRow("group") << static_cast<int>(Group) << false << "mean by many";
    }

private Q_SLOTS:
    void findsWhatTheTargetNeeds_data() { addSignals(); }
    void findsWhatTheTargetNeeds()
    {
        QFETCH(int, signal);
        QFETCH(bool, classes);
        QFETCH(QString, name);
        const Data data = tableOf(static_cast<Signal>(signal), 3000, classes);
        const DerivedFeatures derived = derive(data);
        QVERIFY(hasName(*derived.plan, name.toStdString()));
        QCOMPARE(derived.columns.size(), derived.plan->derived.features.size());
    }

    void findsNothingInNoise()
    {
        const Data data = tableOf(Noise, 3000);
        const DerivedFeatures derived = derive(data);
        QCOMPARE(derived.plan, data.study->treeOrdinal().plan);
        QVERIFY(derived.columns.empty());
    }

    /// Such a column is one 0/1 column and has no codes to cross.
    void aColumnOfOneCategoryAndGapsDoesNoHarm()
    {
        RandomStream random(9);
        std::vector<double> x(2000), y(2000);
        std::vector<std::string> gap(2000);
        Target target;
        target.column = "target";
        for (std::size_t r = 0; r < 2000; ++r) {
            x[r] = random.uniform(1.0, 10.0);
            y[r] = random.uniform(1.0, 10.0);
            gap[r] = random.below(3) == 0 ? "" : "only";
            target.values.push_back(
                static_cast<float>(3.0 * std::sin(2.0 * x[r] / y[r]) + random.normal()));
        }
        const Data data = makeData(Table({Column::numeric("x", x), Column::numeric("y", y),
                                          Column::fromTexts("gap", ColumnType::Categorical, gap)}),
                                   std::move(target));
        QVERIFY(hasName(*derive(data).plan, " / "));
    }

    void givesNewRowsWhatItSays_data() { addSignals(); }
    void givesNewRowsWhatItSays()
    {
        QFETCH(int, signal);
        QFETCH(bool, classes);
        const Data data = tableOf(static_cast<Signal>(signal), 2000, classes);
        const DerivedFeatures derived = derive(data, 8, 2);
        const std::size_t count = derived.columns.size();
        QVERIFY(count > 0);
        const FloatMatrix out =
            applyPlan(*derived.plan, data.study->batch().gathered(data.validation.rows()));
        for (std::size_t i = 0; i < count; ++i) {
            const bool means = derived.plan->derived.features[i].kind == DerivedKind::Cross;
            QCOMPARE(derived.columns[i].train.size(), std::size_t{means ? 2U : 1U});
            for (std::size_t row = 0; row < out.rows; ++row)
                QCOMPARE(out.at(row, out.columns - count + i), derived.columns[i].validation[row]);
        }
    }

    /// The target of a row must not reach its own features.
    void targetMeansOfARowDoNotKnowItsTarget()
    {
        Data data = tableOf(Pair, 2000);
        const DerivedFeatures before = derive(data);
        const std::uint32_t changed = data.train.rows()[17];
        Target target = data.target;
        target.values[changed] += 0.5F;
        const Data other = makeData(data.table, target);
        const DerivedFeatures after = derive(other);
        QCOMPARE(after.plan->derivedNames, before.plan->derivedNames);
        for (std::size_t i = 0; i < before.columns.size(); ++i) {
            if (before.plan->derived.features[i].kind != DerivedKind::Cross)
                continue;
            QCOMPARE(after.columns[i].train[0][17], before.columns[i].train[0][17]);
            QVERIFY(after.columns[i].train[0] != before.columns[i].train[0]);
        }
    }

    void validationRowsChooseNothing()
    {
        const Data data = tableOf(Ratio, 2000);
        Target target = data.target;
        for (const std::uint32_t row : data.validation.rows())
            target.values[row] = 100.0F;
        const Data other = makeData(data.table, target);
        QCOMPARE(derive(other).plan->derived, derive(data).plan->derived);
    }

    void isTheSameForTheSameSeed()
    {
        const Data data = tableOf(Pair, 1500);
        const DerivedFeatures one = derive(data), two = derive(data);
        QCOMPARE(one.plan->derived, two.plan->derived);
        for (std::size_t i = 0; i < one.columns.size(); ++i)
            QCOMPARE(one.columns[i].train, two.columns[i].train);
    }

    void endsWhereItIsTold()
    {
        const Data data = tableOf(Ratio, 1500);
        DerivedOptions options;
        options.shouldEnd = [] { return true; };
        const auto plan = data.study->treeOrdinal().plan;
        QCOMPARE(deriveFeatures(data.train, data.validation, plan, options).plan, plan);
    }

    void dropsWhatNoTreeAsksFor()
    {
        const Data data = tableOf(Pair, 2000);
        auto plan = std::make_shared<FeaturePlan>(*derive(data).plan);
        const int own = plan->width() - static_cast<int>(plan->derived.features.size());
        plan->derived.features.push_back({DerivedKind::Add, 0, 1, 0, 0, {}, {}});
        plan->derivedNames.push_back("x + y");
        TreeEnsemble trees;
        trees.nodes = {
            {plan->width() - 1, 0.0F, 1, 2, true}, {-1, 0, 0, 0, true}, {-1, 0, 1, 0, true}};
        TreeEnsemble *const all[] = {&trees};
        const auto kept = withoutUnusedDerived(plan, all);
        QCOMPARE(kept->derivedNames, std::vector<std::string>{"x + y"});
        QVERIFY(kept->sources.empty());
        QCOMPARE(trees.nodes[0].feature, own);
    }

    void otherBoostersTakeThemToo_data()
    {
        QTest::addColumn<QString>("family");
        QTest::newRow("boosting") << QStringLiteral("boosting");
        QTest::newRow("leafwise") << QStringLiteral("leafwise");
    }
    void otherBoostersTakeThemToo()
    {
        QFETCH(QString, family);
        const Learner &learner = learnerNamed(family.toStdString());
        const Data data = tableOf(Pair, 2000, false);
        Configuration configuration;
        const auto without = learner.fit(data.train, data.validation, configuration, {});
        configuration.set("derived", std::int64_t{8});
        const auto with = learner.fit(data.train, data.validation, configuration, {});
        QVERIFY(!with->plan()->derived.features.empty());
        const FloatMatrix answer = answers(*with, data.test);
        QCOMPARE(predictView(*with, data.test).values, answer.values);
        QVERIFY(quality(*with, data.test) >= quality(*without, data.test) - 0.01);
    }

    void aModelAnswersAsItsStudy_data() { addSignals(); }
    void aModelAnswersAsItsStudy()
    {
        QFETCH(int, signal);
        QFETCH(bool, classes);
        const Data data = tableOf(static_cast<Signal>(signal), 2000, classes);
        Configuration configuration;
        configuration.set("learning_rate", 0.1);
        configuration.set("depth", std::int64_t{5});
        const auto without = symmetricLearner().fit(data.train, data.validation, configuration, {});
        configuration.set("derived", std::int64_t{8});
        const auto with = symmetricLearner().fit(data.train, data.validation, configuration, {});
        QVERIFY(!with->plan()->derived.features.empty());
        const FloatMatrix answer = answers(*with, data.test);
        QCOMPARE(predictView(*with, data.test).values, answer.values);
        QVERIFY(quality(*with, data.test) >= quality(*without, data.test));
    }
};

QTEST_GUILESS_MAIN(TestDerivedFeatures)
#include "tst_derived_features.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/family_space.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learners/registry.h"
#include "core/tuning/proposer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace leptune;

namespace {

SearchSpace someSpace()
{
    return SearchSpace({Parameter::real("rate", 0.01, 1.0, true),
                        Parameter::integer("depth", 2, 10),
                        Parameter::categorical("kind", {"a", "b", "c"})});
}

DataShape someShape()
{
    DataShape shape;
    shape.task = TaskKind::Binary;
    shape.rows = 2000;
    shape.rawColumns = shape.denseFeatures = shape.treeFeatures = 10;
    shape.classes = 2;
    return shape;
}

} // namespace

class TestFamilySpace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samplesOnlyWhatTheUserWants()
    {
        const FamilySpace wanted{{"rate", {0.1, 0.2, false, {}}},
                                 {"depth", {4.0, 5.0, false, {}}},
                                 {"kind", {0.0, 0.0, false, {"c", "a"}}}};
        const SearchSpace space = narrowedSpace(someSpace(), wanted);
        RandomStream random(1);
        std::set<std::int64_t> depths;
        std::set<std::string> kinds;
        for (int i = 0; i < 200; ++i) {
            const Configuration drawn = space.sample(random);
            QVERIFY(drawn.number("rate", 0.0) >= 0.1 && drawn.number("rate", 0.0) <= 0.2);
            depths.insert(drawn.integer("depth", 0));
            kinds.insert(drawn.choice("kind", ""));
        }
        QCOMPARE(depths, (std::set<std::int64_t>{4, 5}));
        QCOMPARE(kinds, (std::set<std::string>{"a", "c"}));
    }

    void searchesFurtherSettingsThatAreNamed()
    {
        const Learner &nn = learnerNamed("nn");
        const auto has = [](const SearchSpace &space, const char *name) {
            return std::ranges::find(space.parameters(), name, &Parameter::name) != space.parameters().end();
        };
        QVERIFY(!has(searchedSpace(nn, someShape(), {{"width", {8.0, 16.0, false, {}}}}), "mixup"));
        const FamilySpace wanted{{"mixup", {0.1, 0.4, false, {}}}, {"epochs", {5.0, 20.0, false, {}}}};
        const SearchSpace space = searchedSpace(nn, someShape(), wanted);
        QVERIFY(has(space, "mixup") && has(space, "epochs") && !has(space, "ema"));
        QVERIFY(unmetWishes("nn", space, wanted).empty());
        const Configuration usual = nn.defaults(someShape()).front();
        QVERIFY(!usual.has("mixup"));
        QCOMPARE(narrowedConfiguration(space, wanted, usual).number("mixup", 0.0), 0.1);
        if (!nn.whyNot(someShape()).empty())
            return; // built without the module of networks
        Proposer proposer(someShape(), 1, {"nn"}, {}, 3, {{"nn", wanted}});
        for (int trial = 0; trial < 12; ++trial) {
            const auto request = proposer.next({});
            QVERIFY(request);
            if (request->family != "nn")
                continue; // the baseline
            const double mixup = request->parameters.number("mixup", -1.0);
            QVERIFY2(mixup >= 0.1 && mixup <= 0.4, qPrintable(QString::number(mixup)));
        }
    }

    void saysWhichWishesTheFamilyCantMeet()
    {
        const auto remarks = [](const FamilySpace &wanted) {
            return unmetWishes("nn", someSpace(), wanted);
        };
        QVERIFY(remarks({{"rate", {0.1, 0.2, false, {}}}, {"kind", {0, 0, false, {"a"}}}}).empty());
        QCOMPARE(remarks({{"rate", {0.5, 20.0, false, {}}}}).front(),
                 std::string("nn.rate is searched from 0.5 to 1: the family goes no further"));
        QVERIFY(
            remarks({{"epochs", {1.0, 5.0, false, {}}}}).front().find("nn.epochs is not used") !=
            std::string::npos);
        QVERIFY(remarks({{"kind", {0, 0, false, {"a", "z"}}}}).front().find("lacks") !=
                std::string::npos);
    }
    void staysWithinWhatTheFamilyCanDo()
    {
        const SearchSpace space =
            narrowedSpace(someSpace(), {{"rate", {-5.0, 100.0, true, {}}},
                                        {"depth", {20.0, 30.0, false, {}}},
                                        {"kind", {0.0, 0.0, false, {"nothing like it"}}},
                                        {"unknown", {0.0, 1.0, false, {}}}});
        QCOMPARE(space.parameters()[0].low, 0.01);
        QCOMPARE(space.parameters()[0].high, 1.0);
        QVERIFY(space.parameters()[0].log);
        QCOMPARE(space.parameters()[1].low, 10.0); // the nearest that it can
        QCOMPARE(space.parameters()[2].choices.size(), std::size_t(3));
        QCOMPARE(space.size(), std::size_t(3));
    }

    void movesWhatWasKnownBefore()
    {
        Configuration known;
        known.set("rate", 0.9);
        known.set("depth", std::int64_t{3});
        known.set("kind", std::string("b"));
        const FamilySpace wanted{{"rate", {0.1, 0.2, false, {}}},
                                 {"kind", {0.0, 0.0, false, {"c"}}}};
        const Configuration moved = narrowedConfiguration(someSpace(), wanted, known);
        QCOMPARE(moved.number("rate", 0.0), 0.2);
        QCOMPARE(moved.integer("depth", 0), std::int64_t{3});
        QCOMPARE(moved.choice("kind", ""), std::string("c"));
    }

    void refusesRangesThatAreNone_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<bool>("log");
        QTest::newRow("swapped") << 2.0 << 1.0 << false;
        QTest::newRow("log from 0") << 0.0 << 1.0 << true;
        QTest::newRow("not a number") << std::nan("") << 1.0 << false;
    }
    void refusesRangesThatAreNone()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(bool, log);
        QVERIFY_EXCEPTION_THROWN(checkSpaces({{"boosting", {{"depth", {low, high, log, {}}}}}}),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(checkSpaces({{"no such family", {}}}), Error);
    }

    /// Picks, defaults and proposals alike.
    void aStudyTriesNothingElse()
    {
        const SearchSpace own = learnerNamed("forest").space(someShape());
        const Parameter &leaf =
            *std::ranges::find(own.parameters(), std::string("min_rows_in_leaf"), &Parameter::name);
        const double high = std::floor((leaf.low + leaf.high) / 2.0);
        Proposer proposer(someShape(), 5, {"forest"}, {}, 1,
                          {{"forest", {{"min_rows_in_leaf", {leaf.low, high, false, {}}}}}});
        int seen = 0;
        for (int i = 0; i < 12; ++i) {
            const auto request = proposer.next({});
            QVERIFY(request);
            if (request->family != "forest")
                continue;
            QVERIFY(request->parameters.number("min_rows_in_leaf", 0.0) <= high);
            ++seen;
            proposer.tell(*request, {EntryState::Done, 0.7 + 0.01 * i, 0.7 + 0.01 * i, 0.01, 0.0,
                                     false, false});
        }
        QVERIFY(seen >= 8);
    }
};

QTEST_GUILESS_MAIN(TestFamilySpace)
#include "tst_family_space.moc"

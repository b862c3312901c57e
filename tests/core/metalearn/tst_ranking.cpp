// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/ranking.h"

#include "core/learners/registry.h"
#include "core/metalearn/neighbours.h"
#include "tests/support/made_portfolios.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace leptune;
using testing::measuredTable;
using testing::twoWorlds;

namespace {

RankingRequest requestAt(double place)
{
    RankingRequest request;
    const MeasuredTable table = measuredTable("new", place, {0.5});
    request.features = table.features;
    request.shape = table.shape;
    request.fitsPerTrial = 5;
    return request;
}

double firstC(const Portfolio &known, const RankingRequest &request)
{
    const auto picks = rankPortfolio(known, request);
    return picks.empty() ? -1.0 : picks.front().configuration.number("c", -1.0);
}

} // namespace

class TestRanking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void picksWhatWonOnTheNeighbours()
    {
        QCOMPARE(firstC(twoWorlds(), requestAt(0.0)), 0.01);
        QCOMPARE(firstC(twoWorlds(), requestAt(10.0)), 1.0);
    }

    void namesTheDataSetsThatSpeakForIt()
    {
        const auto picks = rankPortfolio(twoWorlds(), requestAt(10.0));
        QCOMPARE(picks.front().like.size(), std::size_t{3});
        for (const std::string &name : picks.front().like)
            QVERIFY2(name.starts_with("high-"), name.c_str());
        QCOMPARE(picks.front().why, "did well on data sets like this: " + picks.front().like[0] +
                                        ", " + picks.front().like[1] + " and " +
                                        picks.front().like[2]);
        QVERIFY(picks.front().expectedGain > 0.5);
    }

    void nearestTablesComeFirstAndWeighMost()
    {
        const Portfolio known = twoWorlds();
        const auto neighbours = neighboursOf(known, requestAt(0.0).features);
        QCOMPARE(neighbours.size(), std::size_t{8});
        QCOMPARE(neighbours.front().table->name, std::string("low-1"));
        QCOMPARE(neighbours.front().distance, 0.0);
        for (std::size_t i = 1; i < neighbours.size(); ++i) {
            QVERIFY(neighbours[i].distance >= neighbours[i - 1].distance);
            QVERIFY(neighbours[i].weight <= neighbours[i - 1].weight);
        }
        QVERIFY(neighbours.back().weight < 0.5 * neighbours.front().weight);
    }

    void unknownFeaturesAreLeftOutOfTheDistance()
    {
        RankingRequest request = requestAt(0.0);
        for (std::size_t i = 1; i < request.features.values.size(); ++i)
            request.features.values[i] = std::nan("");
        QCOMPARE(firstC(twoWorlds(), request), 0.01);
    }

    void landmarksCountWhereBothKnowThem()
    {
        Portfolio known = twoWorlds();
        for (MeasuredTable &table : known.tables) {
            table.features.landmarks["quick"] = table.name.starts_with("low") ? 0.1 : 0.9;
            table.features.values.assign(table.features.values.size(), 1.0); // all alike else
        }
        RankingRequest request = requestAt(1.0);
        request.features.landmarks = {{"quick", 0.85}, {"other", 0.3}};
        QCOMPARE(firstC(known, request), 1.0);
    }

    void otherTasksAreNotAsked()
    {
        RankingRequest request = requestAt(0.0);
        request.features.task = request.shape.task = TaskKind::Regression;
        QVERIFY(rankPortfolio(twoWorlds(), request).empty());
    }

    void aSecondMemberMustHelpTheFirst()
    {
        Portfolio known = twoWorlds();
        // PortfolioCandidate 2 is a little better than 1, but a copy of 0.
        for (MeasuredTable &table : known.tables) {
            table = measuredTable(table.name, 0.0, {0.30, 0.34, 0.31});
            table.products = {0.30, 0.20, 0.305, 0.20, 0.34, 0.20, 0.305, 0.20, 0.31};
        }
        const auto picks = rankPortfolio(known, requestAt(0.0));
        QCOMPARE(picks.size(), std::size_t{2});
        QCOMPARE(picks[0].configuration.number("c", 0.0), 0.01);
        QCOMPARE(picks[1].configuration.number("c", 0.0), 1.0);
    }

    void timeDecidesWhatIsTried_data()
    {
        QTest::addColumn<double>("coreSeconds");
        QTest::addColumn<double>("firstC");
        QTest::newRow("no limit: the best") << std::numeric_limits<double>::infinity() << 0.01;
        QTest::newRow("plenty: most gain a second first") << 1000.0 << 1.0;
        QTest::newRow("little: only the quick one fits") << 50.0 << 1.0;
    }
    void timeDecidesWhatIsTried()
    {
        QFETCH(double, coreSeconds);
        Portfolio known = twoWorlds();
        for (MeasuredTable &table : known.tables)
            table = measuredTable(table.name, 0.0, {0.30, 0.32, 0.60}, {100.0, 2.0, 100.0});
        RankingRequest request = requestAt(0.0);
        request.coreSeconds = coreSeconds;
        const auto picks = rankPortfolio(known, request);
        QTEST(picks.front().configuration.number("c", 0.0), "firstC");
        double sum = 0.0;
        for (const PortfolioPick &pick : picks)
            sum += pick.expectedSeconds;
        QVERIFY(sum <= coreSeconds);
    }

    void secondsFollowTheSizeOfTheData()
    {
        RankingRequest request = requestAt(0.0);
        const double small = rankPortfolio(twoWorlds(), request).front().expectedSeconds;
        QVERIFY(std::abs(small - 1.0) < 0.01); // just like the measured ones
        request.shape.rows *= 10;
        request.speed = 2.0;
        const double large = rankPortfolio(twoWorlds(), request).front().expectedSeconds;
        QVERIFY2(large > 15.0 && large < 25.0, qPrintable(QString::number(large)));
    }

    void onlyWantedFamiliesAreProposed()
    {
        Portfolio known = twoWorlds();
        known.candidates[0] = {"knn", 0, {}};
        RankingRequest request = requestAt(0.0);
        QCOMPARE(rankPortfolio(known, request).front().family, std::string("knn"));
        request.families = {"linear"};
        for (const PortfolioPick &pick : rankPortfolio(known, request))
            QCOMPARE(pick.family, std::string("linear"));
    }

    void familiesThatDeclineOrDoNotExistAreLeftOut()
    {
        Portfolio known = twoWorlds();
        known.candidates[0] = {"no such family", 0, {}};
        QCOMPARE(rankPortfolio(known, requestAt(0.0)).front().family, std::string("linear"));
        known.candidates[0] = {"knn", 0, {}};
        RankingRequest request = requestAt(0.0);
        request.shape.rows = 1'000'000;
        QVERIFY(!learnerNamed("knn").whyNot(request.shape).empty());
        for (const PortfolioPick &pick : rankPortfolio(known, request))
            QCOMPARE(pick.family, std::string("linear"));
    }

    void proposesNoSettingsTwice()
    {
        Portfolio known = twoWorlds();
        known.candidates[2].parameters.set("c", 1e9); // both are cut to the end of the range
        known.candidates[0].parameters.set("c", 1e8);
        const auto picks = rankPortfolio(known, requestAt(5.0));
        for (std::size_t i = 0; i < picks.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!(picks[i].configuration == picks[j].configuration));
    }

    void everyPickIsValidForTheFamily()
    {
        for (const PortfolioPick &pick : rankPortfolio(twoWorlds(), requestAt(3.0)))
            learnerNamed(pick.family).space(requestAt(3.0).shape).validate(pick.configuration);
    }

    void isTheSameEveryTime()
    {
        const auto a = rankPortfolio(twoWorlds(), requestAt(4.0));
        const auto b = rankPortfolio(twoWorlds(), requestAt(4.0));
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY(a[i].configuration == b[i].configuration && a[i].why == b[i].why);
    }

    void ownRunsOnTheSameDataSpeakLoudest()
    {
        Portfolio known = twoWorlds();
        Portfolio own;
        own.candidates = {known.candidates[0], known.candidates[2]};
        MeasuredTable run = measuredTable("answer", 0.0, {0.50, 0.20});
        run.date = "2026-03-01";
        own.tables = {run, run, run};
        known.merge(own);
        QCOMPARE(known.candidates.size(), std::size_t{3});
        QCOMPARE(known.tables.back().candidates, (std::vector<int>{0, 2}));
        QCOMPARE(firstC(known, requestAt(0.0)), 100.0);
    }

    void keepsTheCandidatesThatEnsemblesGrowFrom()
    {
        Portfolio known = twoWorlds();
        const std::vector<int> kept = selectCandidates(known, 2);
        QCOMPARE(std::set<int>(kept.begin(), kept.end()), (std::set<int>{0, 1}));
        const Portfolio part = known.restrictedTo({1, 0});
        QCOMPARE(part.candidates[0].parameters.number("c", 0.0), 1.0);
        QCOMPARE(part.tables[0].candidates, (std::vector<int>{1, 0}));
        QCOMPARE(part.tables[0].products[0], known.tables[0].products[0]);
        QCOMPARE(firstC(part, requestAt(0.0)), 0.01);
    }
};

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"

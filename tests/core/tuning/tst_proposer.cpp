// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/proposer.h"

#include "core/learners/registry.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace leptune;

namespace {

DataShape smallShape()
{
    DataShape shape;
    shape.task = TaskKind::Binary;
    shape.rows = 2000;
    shape.rawColumns = shape.denseFeatures = shape.treeFeatures = 10;
    shape.classes = 2;
    return shape;
}

PortfolioPick pickOf(const char *family, double expectedSeconds)
{
    PortfolioPick pick;
    pick.family = family;
    pick.configuration = learnerNamed(family).defaults(smallShape()).back();
    pick.expectedSeconds = expectedSeconds;
    pick.why = "did well on a data set like this: example";
    return pick;
}

TrialLesson done(double score)
{
    return {EntryState::Done, score, score, 0.01, 0.0, false, false};
}

const std::vector<std::string> kSome{"linear", "forest", "boosting"};

} // namespace

class TestProposer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void familiesForOtherKindsOfDataAreNamedOnlyWhereTheyAreAskedFor()
    {
        const auto isNamed = [](const DataShape &shape, const std::vector<std::string> &families,
                                const char *title) {
            const Proposer proposer(shape, 5, families, {}, 1);
            return std::ranges::any_of(
                proposer.notes(), [&](const std::string &note) { return note.starts_with(title); });
        };
        DataShape pictures = smallShape();
        pictures.picture = {8, 8, 1};
        QVERIFY(!isNamed(smallShape(), {}, "convolutional network"));
        QVERIFY(isNamed(smallShape(), {"linear", "cnn"}, "convolutional network is not tried: "));
        QVERIFY(!isNamed(pictures, {}, "random forest"));
        QVERIFY(isNamed(pictures, {"linear", "forest"}, "random forest is not tried: "));
    }
    void startsWithSomethingQuickAndThenThePicksInTheirOrder()
    {
        Proposer proposer(smallShape(), 5, kSome, {pickOf("boosting", 0.0), pickOf("forest", 0.0)},
                          1);
        QCOMPARE(proposer.next({})->family, std::string("baseline"));
        const auto quick = proposer.next({});
        QVERIFY(quick->why == "the family's usual settings");
        const auto first = proposer.next({});
        QCOMPARE(first->family, std::string("boosting"));
        QVERIFY(first->why.starts_with("did well on"));
        QCOMPARE(proposer.next({})->family, std::string("forest"));
    }
    void oneTrialMayTakeAllThatIsLeftWhereNothingFitsAsPlanned()
    {
        Proposer proposer(smallShape(), 5, {"forest"}, {}, 1);
        for (int trial = 0; trial < 10; ++trial)
            proposer.tell(*proposer.next({}), done(0.7));
        double seconds = 100.0;
        while (proposer.next({seconds}))
            seconds *= 0.8;
        QVERIFY(seconds > 0.0 && proposer.canAfford({seconds}));
        TrialMeans means{seconds};
        means.last = true;
        const auto request = proposer.next(means);
        QVERIFY(request && request->seconds <= seconds); // ended in time, whatever it takes
        means.seconds /= 10.0;
        QVERIFY(!proposer.canAfford(means) && !proposer.next(means));
    }
    void triesEveryFamilyAndNothingTwice()
    {
        Proposer proposer(smallShape(), 5, kSome,
                          {pickOf("boosting", 0.0), pickOf("boosting", 0.0)}, 1);
        std::set<std::string> families;
        std::set<std::string> tried;
        for (int i = 0; i < 7; ++i) {
            const auto request = proposer.next({});
            families.insert(request->family);
            std::string text = request->family;
            for (const auto &[name, value] : request->parameters.values())
                text += name + parameterText(value);
            QVERIFY2(tried.insert(text).second, text.c_str());
            proposer.tell(*request, done(0.5));
        }
        for (const std::string &family : kSome)
            QVERIFY(families.contains(family));
    }
    void familiesFarBehindWaitUntilTheOthersHadTheirTurn()
    {
        PortfolioPick other = pickOf("forest", 0.0);
        other.configuration.set("trees", std::int64_t{37});
        const std::vector<PortfolioPick> picks{pickOf("forest", 0.0), other,
                                               pickOf("boosting", 0.0)};
        for (const double forest : {0.70, 0.88}) { // of 0.5 for the constant answer and 0.9
            Proposer proposer(smallShape(), 5, kSome, picks, 1);
            std::vector<std::string> order;
            for (int i = 0; i < 5; ++i) {
                const auto request = proposer.next({});
                order.push_back(request->family);
                proposer.tell(*request, done(request->family == "baseline" ? 0.5
                                             : request->family == "forest" ? forest
                                                                           : 0.9));
            }
            QCOMPARE(order[2], std::string("forest"));
            QCOMPARE(order[3], std::string(forest < 0.8 ? "boosting" : "forest"));
        }
    }
    void whatEarlierDataSetsTookIsExpectedHere()
    {
        Proposer proposer(smallShape(), 5, {"boosting"}, {pickOf("boosting", 40.0)}, 1);
        double expected = 0.0;
        for (int i = 0; i < 3; ++i)
            expected = std::max(expected, proposer.next({})->expectedSeconds);
        QVERIFY(expected > 39.0 && expected < 200.0);
    }
    void littleMemoryMeansFewerRows()
    {
        DataShape shape = smallShape();
        shape.rows = 10'000; // a start needs 2,000 of them
        Proposer rich(shape, 5, {"boosting"}, {}, 1);
        Proposer poor(shape, 5, {"boosting"}, {}, 1);
        rich.next({});
        const auto whole = rich.next({});
        QCOMPARE(whole->rowShare, 1.0);
        TrialMeans means;
        poor.next(means);
        means.bytes = 0.5 * whole->expectedBytes;
        QVERIFY(whole->expectedBytes > 0.0);
        const auto cut = poor.next(means);
        QVERIFY(cut);
        QVERIFY(cut->rowShare > 0.2 && cut->rowShare <= 0.5);
        QVERIFY(cut->expectedBytes <= 0.51 * whole->expectedBytes);
        means.bytes = 0.0;
        QVERIFY(!poor.next(means));
    }
    /// A state belongs to the rows that it was made with.
    void whatGoesOnKeepsItsRowsWhateverTheMemory()
    {
        Proposer proposer(smallShape(), 1, {"symmetric"}, {}, 1);
        InterruptedTrial trial;
        trial.trial = 3;
        trial.name = "symmetric-3";
        trial.family = "symmetric";
        trial.parameters = learnerNamed("symmetric").defaults(smallShape()).front();
        trial.rowShare = 0.5;
        TrialMeans means;
        means.bytes = 1.0;
        QCOMPARE(proposer.continued(trial, means).rowShare, 0.5);
        QVERIFY(proposer.bytesToGoOn(trial) > 1.0); // who asks can wait until there is room
    }
    /// Two workers ask before either has an answer: they climb the same ladder.
    void looksThatRunAtTheSameTimeStartWithAsManyRows()
    {
        DataShape shape = smallShape();
        shape.rows = 1'000'000;
        Proposer proposer(shape, 1, {"boosting"}, {}, 1);
        TrialMeans means;
        means.seconds = 200.0;
        std::set<double> shares;
        std::optional<TrialRequest> first;
        for (int i = 0; i < 100 && shares.size() < 2; ++i) {
            const auto request = proposer.next(means);
            QVERIFY(request);
            if (request->firstLook && !first) {
                first = request; // not answered until another one was asked for
                shares.insert(request->rowShare);
                means.seconds *= 3.0; // alone, another look would start on more rows
                continue;
            }
            if (request->firstLook && request->lookedAt < 0) {
                QCOMPARE(request->rowShare, *shares.begin());
                return;
            }
            TrialLesson lesson = done(0.6);
            lesson.seconds = 40.0 * request->rowShare;
            proposer.tell(*request, lesson);
        }
        QFAIL("no second look");
    }
    void littleMemoryDoesNotRepeatALookForEver()
    {
        DataShape shape = smallShape();
        shape.rows = 20'000;
        Proposer proposer(shape, 5, {"boosting"}, {}, 1);
        TrialMeans means;
        means.seconds = 50.0;
        means.bytes = 0.22 * learnerNamed("boosting")
                                 .cost(shape, learnerNamed("boosting").defaults(shape).front())
                                 .bytes;
        std::map<int, int> looks; // by the first one
        for (int i = 0; i < 40; ++i) {
            const auto request = proposer.next(means);
            if (!request)
                break;
            QVERIFY(request->rowShare > 0.0);
            TrialLesson lesson = done(0.5 + 0.007 * (i * 37 % 50));
            lesson.seconds = 4.0;
            if (request->firstLook) {
                lesson.state = EntryState::Stopped;
                lesson.pruned = lesson.firstLook = true;
                const int first = request->lookedAt < 0 ? request->trial : request->lookedAt;
                QVERIFY2(++looks[first] <= 2, qPrintable(QString::number(i)));
            }
            proposer.tell(*request, lesson);
        }
    }
    void prunedTrialsCountByWhatTheyPromised()
    {
        Proposer proposer(smallShape(), 5, kSome, {}, 1);
        for (int i = 0; i < 40; ++i) {
            const auto request = proposer.next({});
            const double score = request->family == "boosting" ? 0.9 : 0.6;
            TrialLesson lesson = done(score);
            if (i % 3 == 2) {
                lesson.state = EntryState::Stopped;
                lesson.pruned = true;
            }
            proposer.tell(*request, lesson);
        }
        int boosting = 0;
        for (int i = 0; i < 20; ++i) {
            const auto request = proposer.next({});
            boosting += request->family == "boosting" ? 1 : 0;
            proposer.tell(*request, done(request->family == "boosting" ? 0.9 : 0.6));
        }
        QVERIFY2(boosting >= 12, qPrintable(QString::number(boosting)));
    }
    void dearProposalsGetAFirstLookAndTheBestOfThemAllRows()
    {
        DataShape shape = smallShape();
        shape.rows = 20'000;
        Proposer proposer(shape, 5, {"boosting"}, {}, 1);
        TrialMeans means;
        means.seconds = 50.0;
        std::map<int, Configuration> looks;
        std::map<int, double> scores;
        std::vector<double> followed;
        for (int i = 0; i < 60; ++i) {
            const auto request = proposer.next(means);
            QVERIFY(request);
            const double score = 0.5 + 0.007 * (i * 37 % 50);
            TrialLesson lesson = done(score);
            lesson.seconds = 4.0;
            if (request->firstLook) {
                QCOMPARE(request->rowShare, FirstLooks::kRowShare);
                looks[request->trial] = request->parameters;
                scores[request->trial] = score;
                lesson.state = EntryState::Stopped;
                lesson.pruned = lesson.firstLook = true;
            } else if (request->lookedAt >= 0) {
                QVERIFY(looks.contains(request->lookedAt));
                QVERIFY(looks.at(request->lookedAt) == request->parameters);
                QCOMPARE(request->rowShare, 1.0);
                followed.push_back(scores.at(request->lookedAt));
                looks.erase(request->lookedAt); // each once
            }
            proposer.tell(*request, lesson);
        }
        QVERIFY(followed.size() >= 5);
        QVERIFY(followed.size() < scores.size() / 2);
        double mean = 0.0;
        for (const double score : followed)
            mean += score / static_cast<double>(followed.size());
        double all = 0.0;
        for (const auto &[trial, score] : scores)
            all += score / static_cast<double>(scores.size());
        QVERIFY2(mean > all + 0.05, qPrintable(QString("%1 against %2").arg(mean).arg(all)));
    }
    void veryDearProposalsAreLookedAtOnFewRowsFirst()
    {
        DataShape shape = smallShape();
        shape.rows = 1'000'000;
        Proposer proposer(shape, 1, {"boosting"}, {}, 1);
        TrialMeans means;
        means.seconds = 200.0;
        std::map<int, double> scoreOf;             // of the first look
        std::map<double, std::vector<int>> atShare; // who was looked at
        for (int i = 0; i < 200; ++i) {
            const auto request = proposer.next(means);
            QVERIFY(request);
            const int first = request->lookedAt < 0 ? request->trial : request->lookedAt;
            const double score =
                scoreOf.emplace(first, 0.5 + 0.004 * (i * 37 % 100)).first->second;
            TrialLesson lesson = done(score);
            lesson.seconds = 40.0 * request->rowShare;
            if (request->firstLook || request->lookedAt >= 0)
                atShare[request->rowShare].push_back(first);
            if (request->firstLook) {
                lesson.state = EntryState::Stopped;
                lesson.pruned = lesson.firstLook = true;
            }
            proposer.tell(*request, lesson);
        }
        QVERIFY2(atShare.size() >= 3, qPrintable(QString::number(atShare.size())));
        std::size_t fewer = 1000;
        for (const auto &[share, looked] : atShare) { // ascending
            QVERIFY(looked.size() < fewer);
            fewer = looked.size();
            if (share > atShare.begin()->first)
                for (const int first : looked)
                    QVERIFY(std::ranges::count(atShare.begin()->second, first) == 1);
        }
        QCOMPARE(atShare.rbegin()->first, 1.0);
        const auto lessThan = [&](int a, int b) { return scoreOf.at(a) < scoreOf.at(b); };
        const auto &all = atShare.begin()->second;
        const int best = *std::ranges::max_element(all, lessThan);
        QVERIFY(std::ranges::count(atShare.rbegin()->second, best) == 1);
    }
    void theBestThatTimeCutShortGetsMoreRounds()
    {
        for (const bool isBest : {true, false}) {
            Proposer proposer(smallShape(), 1, {"symmetric", "linear"}, {}, 1);
            TrialMeans means;
            means.seconds = 100.0;
            const auto state = std::make_shared<const FitState>(FitState{1, 2, 3});
            std::optional<TrialRequest> cut, goesOn;
            for (int i = 0; i < 30 && !goesOn; ++i) {
                auto request = proposer.next(means);
                QVERIFY(request);
                TrialLesson lesson = done(request->family == "baseline" ? 0.5 : 0.8);
                lesson.seconds = 1.0;
                if (request->family == "symmetric" && !cut) {
                    cut = request;
                    lesson.score = lesson.value = isBest ? 0.85 : 0.6;
                    lesson.cutShort = true;
                    lesson.states = {state};
                }
                if (!request->states.empty())
                    goesOn = request;
                proposer.tell(*request, lesson);
            }
            QVERIFY(cut);
            QCOMPARE(goesOn.has_value(), isBest);
            QCOMPARE(proposer.cutShort().size(), std::size_t(0));
            if (!isBest)
                continue;
            QCOMPARE(goesOn->name, cut->name);
            QCOMPARE(goesOn->seed, cut->seed);
            QVERIFY(goesOn->parameters == cut->parameters);
            QVERIFY(goesOn->states.front() == state);
            QVERIFY(goesOn->why.ends_with("continued with more rounds"));
            TrialLesson ended = done(0.1); // stopped on its way: it stays what it was
            ended.state = EntryState::Stopped;
            ended.pruned = true;
            proposer.tell(*goesOn, ended);
            for (int i = 0; i < 10; ++i) { // once
                const auto request = proposer.next(means);
                QVERIFY(request && request->states.empty());
                proposer.tell(*request, done(0.8));
            }
        }
    }
    void whatWasCutShortIsKeptForALaterSittingWhereTimeIsOver()
    {
        Proposer proposer(smallShape(), 1, {"symmetric"}, {}, 1);
        TrialMeans means;
        means.seconds = 10.0;
        proposer.tell(*proposer.next(means), done(0.5));
        const auto request = proposer.next(means);
        TrialLesson lesson = done(0.9);
        lesson.seconds = 100.0;
        lesson.cutShort = true;
        lesson.states = {std::make_shared<const FitState>(FitState{1})};
        proposer.tell(*request, lesson);
        const auto other = proposer.next(means); // too little time is left to go on with it
        QVERIFY(!other || other->states.empty());
        QCOMPARE(proposer.cutShort().size(), std::size_t(1));
        QCOMPARE(proposer.cutShort().front().name, request->name);
    }
    void cheapProposalsNeedNoFirstLook()
    {
        Proposer proposer(smallShape(), 5, {"linear"}, {}, 1);
        TrialMeans means;
        means.seconds = 50.0;
        for (int i = 0; i < 20; ++i) {
            const auto request = proposer.next(means);
            QVERIFY(request && !request->firstLook);
            proposer.tell(*request, done(0.5));
        }
    }
    void aTrialWithFarFewerRowsThanTheBestIsNotProposed()
    {
        DataShape shape = smallShape();
        shape.rows = 20'000;
        Proposer proposer(shape, 5, {"boosting"}, {}, 1);
        TrialMeans means;
        means.seconds = 50.0;
        for (int i = 0; i < 20; ++i) {
            const auto request = proposer.next(means);
            TrialLesson lesson = done(0.5);
            lesson.seconds = 8.0;
            lesson.pruned = lesson.firstLook = request->firstLook;
            proposer.tell(*request, lesson);
        }
        means.seconds = 1.0;
        QVERIFY(!proposer.next(means));
    }
    void otherValuesTurnTheSearchToAnotherFamily()
    {
        Proposer proposer(smallShape(), 5, {"linear", "boosting"}, {}, 1);
        std::map<int, double> worths;
        for (int i = 0; i < 24; ++i) {
            const auto request = proposer.next({});
            proposer.tell(*request, done(request->family == "boosting" ? 0.9 : 0.8));
            worths[request->trial] = request->family == "linear" ? 0.9 : 0.5;
        }
        int linear = 0;
        for (int i = 0; i < 12; ++i) {
            proposer.revalue(worths);
            const auto request = proposer.next({});
            linear += request->family == "linear" ? 1 : 0;
            proposer.tell(*request, done(0.7));
            worths[request->trial] = request->family == "linear" ? 0.9 : 0.5;
        }
        QVERIFY2(linear >= 7, qPrintable(QString::number(linear)));
    }
};

QTEST_GUILESS_MAIN(TestProposer)
#include "tst_proposer.moc"

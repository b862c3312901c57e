// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/first_trials.h"
#include "core/tuning/study_shape.h"

#include "core/base/random.h"
#include "core/learners/registry.h"
#include "core/metalearn/experience.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/landmarks.h"
#include "core/tuning/study.h"
#include "tests/support/made_tables.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

using namespace leptune;

namespace {

/// A table set up as a study does it.
struct Prepared {
    StudySetup setup;
    Rows rows;
    TrialPlan plan;
};

Prepared prepared(const Table &table, const char *target)
{
    TuneOptions options;
    options.target = target;
    Prepared result;
    result.setup = prepareStudy(table, {}, options);
    result.rows = result.setup.studyRows;
    auto data = std::make_shared<const StudyData>(result.setup.schema,
                                                  result.setup.features.gathered(result.rows),
                                                  result.setup.target.gathered(result.rows));
    result.plan =
        makeTrialPlan(data, makeFolds(result.setup, result.rows, {3, 1}, 1), result.setup.metric);
    return result;
}

} // namespace

class TestFirstTrials : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_folder.path().toUtf8()); }

    void landmarksTellEasyFromHard()
    {
        const Prepared easy = prepared(testing::regressionTable(600, 1), "value");
        const auto skills = runLandmarks(easy.plan, 7);
        QVERIFY(skills.size() >= 2);
        QVERIFY(skills.at("linear") > 0.8);
        QVERIFY(!skills.contains("baseline"));
        QVERIFY(skills == runLandmarks(easy.plan, 7));
    }

    void aStopEndsLandmarks()
    {
        std::stop_source source;
        source.request_stop();
        const Prepared any = prepared(testing::binaryTable(400, 1), "answer");
        QVERIFY(runLandmarks(any.plan, 7, source.get_token()).empty());
    }

    void lockedRowsAreNotLookedAt()
    {
        const Table table = testing::binaryTable(900, 1);
        Prepared a = prepared(table, "answer");
        QVERIFY(!a.setup.lockedRows.empty());
        const FirstTrials first = chooseFirstTrials(a.setup, a.rows, a.plan, {});
        for (const std::uint32_t row : a.setup.lockedRows)
            a.setup.target.values[row] = 0.0F;
        const FirstTrials second = chooseFirstTrials(a.setup, a.rows, a.plan, {});
        QVERIFY(first.features.landmarks == second.features.landmarks);
        QCOMPARE(first.features.value("minority_share"), second.features.value("minority_share"));
        QCOMPARE(first.picks.size(), second.picks.size());
    }

    void familiesThatHardlyAnyTableKnowsComeAfterTheFirstPicks()
    {
        Portfolio known = builtInPortfolio();
        const std::size_t tables = known.tables.size();
        if (tables < 20)
            QSKIP("the program was built without its portfolio");
        const std::set<std::string> measured = [&] {
            std::set<std::string> names;
            for (const PortfolioCandidate &candidate : known.candidates)
                names.insert(candidate.family);
            return names;
        }();
        const Prepared a = prepared(testing::binaryTable(900, 1), "answer");
        const FirstTrials first = chooseFirstTrials(a.setup, a.rows, a.plan, {});
        QVERIFY(first.picks.size() > 4);
        for (const Learner *learner : allLearners()) {
            if (learner->name() == "baseline" || measured.contains(learner->name()) ||
                !learner->whyNot(shapeOfPlan(a.plan)).empty())
                continue;
            const auto pick =
                std::ranges::find(first.picks, learner->name(), &PortfolioPick::family);
            QVERIFY(pick != first.picks.end());
            QVERIFY(pick - first.picks.begin() >= 3 && pick - first.picks.begin() < 8);
            QVERIFY(pick->why.find("hardly any") != std::string::npos);
        }
    }

    void aStudysRecordBecomesExperienceThatTheNextOneUses()
    {
        const Table table = testing::binaryTable(300, 2);
        StudyInput input;
        input.table = table;
        input.options.target = "answer";
        input.options.trials = 9;
        input.options.families = {"linear", "knn"};
        input.options.test.kind = TestChoice::Kind::None;
        Study study(std::move(input));
        study.start();
        const StudyRecord record = study.wait();

        TuneOptions options;
        options.target = "answer";
        options.test.kind = TestChoice::Kind::None;
        Prepared again;
        again.setup = prepareStudy(table, {}, options);
        again.rows = again.setup.studyRows;
        auto data = std::make_shared<const StudyData>(again.setup.schema, again.setup.features,
                                                      again.setup.target);
        again.plan = makeTrialPlan(data,
                                   makeFolds(again.setup, again.rows,
                                             chooseFolds(again.rows.size(), 0, 0.0,
                                                         std::numeric_limits<double>::infinity()),
                                             mixSeeds(0, 3)),
                                   again.setup.metric);
        const MetaFeatures features =
            chooseFirstTrials(again.setup, again.rows, again.plan, {}).features;
        const Portfolio run = experienceOf(record, features, again.plan, "survey", "2026-03-01");
        QCOMPARE(run.tables.size(), std::size_t{1});
        QCOMPARE(run.tables.front().name, std::string("answer in survey"));
        QVERIFY(run.tables.front().candidates.size() >= 5);
        QVERIFY(std::ranges::is_sorted(run.tables.front().scores, std::greater<>()));
        ExperienceFile().append(run);

        FirstTrialOptions wanted;
        wanted.families = {"linear", "knn"};
        wanted.experience = true;
        const FirstTrials first = chooseFirstTrials(again.setup, again.rows, again.plan, wanted);
        QVERIFY(first.notes.empty());
        QVERIFY(!first.picks.empty());
        QVERIFY(
            std::ranges::find(first.picks.front().like, "your earlier run on answer in survey") !=
            first.picks.front().like.end());
    }

    void damagedExperienceIsOnlyANote()
    {
        QDir(m_folder.path()).mkpath(QStringLiteral("leptune"));
        QFile file(QString::fromStdString(ExperienceFile::usualPath()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nonsense\n");
        file.close();
        const Prepared any = prepared(testing::binaryTable(400, 1), "answer");
        FirstTrialOptions options;
        options.landmarks = false;
        options.experience = true;
        QCOMPARE(chooseFirstTrials(any.setup, any.rows, any.plan, options).notes.size(),
                 std::size_t{1});
        options.experience = false;
        QVERIFY(chooseFirstTrials(any.setup, any.rows, any.plan, options).notes.empty());
    }
};

QTEST_GUILESS_MAIN(TestFirstTrials)
#include "tst_first_trials.moc"

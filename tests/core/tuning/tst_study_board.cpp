// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/score_interval.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/study_board.h"

#include <QTest>

using namespace leptune;

namespace {

/// Two classes far from each other.
Table easyTable()
{
    RandomStream random(2);
    std::vector<double> x, y;
    std::vector<std::string> answers;
    for (int row = 0; row < 400; ++row) {
        const bool yes = row % 3 == 0;
        x.push_back((yes ? 3.0 : -3.0) + random.uniform());
        y.push_back(random.uniform());
        answers.push_back(yes ? "yes" : "no");
    }
    return Table({Column::numeric("x", x), Column::numeric("y", y),
                  Column::fromTexts("answer", ColumnType::Categorical, answers)});
}

/// A board and what it refers to.
struct BoardOfEasyTable {
    BoardOfEasyTable() : setup(prepareStudy(easyTable(), {}, options()))
    {
        const Rows &rows = setup.studyRows;
        auto data =
            std::make_shared<const StudyData>(setup.schema, setup.features.gathered(rows),
                                              setup.target.gathered(rows), std::vector<float>{}, 1);
        plan = std::make_shared<const TrialPlan>(
            makeTrialPlan(data, makeFolds(setup, rows, {3, 1}, 1), setup.metric));
        StudyRecord start;
        start.metric = setup.metric;
        start.options = options();
        board = std::make_unique<StudyBoard>(setup, plan, start, events);
    }
    static TuneOptions options()
    {
        TuneOptions options;
        options.target = "answer";
        return options;
    }
    /// A finished trial that is said to have reached `score` on every fold; returns its bytes.
    std::uint64_t add(const std::string &family, int trial, double score, bool cutShort = false)
    {
        TrialRequest request;
        request.trial = trial;
        request.name = family == "baseline" ? family : family + "-" + std::to_string(trial);
        request.family = family;
        if (family == "forest")
            request.parameters.set("trees", std::int64_t{50});
        TrialResult result = runTrial(request, *plan, {});
        result.score = score;
        result.error = 0.0;
        result.cutShort = cutShort;
        board->add(request, std::move(result), 1.0 + trial, 0);
        return board->find(request.name)->sizeBytes;
    }

    StudySetup setup;
    std::shared_ptr<const TrialPlan> plan;
    EventQueue<StudyEvent> events;
    std::unique_ptr<StudyBoard> board;
};

} // namespace

class TestStudyBoard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSmallestOfEqualModelsIsRecommended()
    {
        BoardOfEasyTable easy;
        const std::uint64_t large = easy.add("forest", 1, 1.0);
        QCOMPARE(easy.board->best()->name, std::string("forest-1"));
        const std::uint64_t small = easy.add("linear", 2, 1.0);
        QVERIFY(small < large / 2);
        QCOMPARE(easy.board->best()->name, std::string("linear-2"));
        QCOMPARE(easy.board->bestMember()->name, std::string("linear-2"));
    }
    void whatCanNotBeToldApartIsEqual_data()
    {
        QTest::addColumn<double>("errors"); // least standard errors that the small one lies behind
        QTest::addColumn<bool>("isEqual");
        QTest::newRow("a thousandth") << 0.001 << true;
        QTest::newRow("a tenth") << 0.1 << false;
        QTest::newRow("one") << 1.0 << false;
    }
    void whatCanNotBeToldApartIsEqual()
    {
        QFETCH(double, errors);
        QFETCH(bool, isEqual);
        BoardOfEasyTable easy;
        easy.add("forest", 1, 1.0);
        easy.add("linear", 2,
                 1.0 - errors * leastStandardError(easy.plan->metric, easy.plan->scoredTruth));
        QCOMPARE(easy.board->best()->name, std::string(isEqual ? "linear-2" : "forest-1"));
    }
    /// Going on with a trial may end before it has caught up with what it was.
    void whatTimeCutShortDoesNotReplaceABetterOne()
    {
        BoardOfEasyTable easy;
        easy.add("forest", 1, 1.0);
        const double before = easy.board->find("forest-1")->validation;
        easy.add("forest", 1, 0.4, true);
        QCOMPARE(easy.board->find("forest-1")->validation, before);
        easy.add("forest", 1, 0.4);
        QVERIFY(easy.board->find("forest-1")->validation < before);
    }
    void theConstantAnswerIsNoSmallerModel()
    {
        BoardOfEasyTable easy;
        easy.add("baseline", 0, 0.5);
        easy.add("forest", 1, 0.5 + 1e-6);
        QCOMPARE(easy.board->best()->name, std::string("forest-1"));
        easy.add("linear", 2, 0.5);
        QCOMPARE(easy.board->best()->name, std::string("linear-2"));
    }
};

QTEST_GUILESS_MAIN(TestStudyBoard)
#include "tst_study_board.moc"

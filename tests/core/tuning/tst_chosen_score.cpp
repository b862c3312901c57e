// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/chosen_score.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace leptune;

namespace {

/// Candidates that answer a binary target; of each, how far its answers lean to the truth.
struct Contest {
    Target truth;
    std::vector<FloatMatrix> answers;

    Contest(std::size_t rows, const std::vector<double> &leanings, std::uint64_t seed)
    {
        RandomStream random(seed);
        truth.task = TaskKind::Binary;
        truth.classes = {"no", "yes"};
        truth.positive = 1;
        for (std::size_t row = 0; row < rows; ++row)
            truth.values.push_back(static_cast<float>(row % 2));
        for (const double leaning : leanings) {
            FloatMatrix answer(rows, 2);
            for (std::size_t row = 0; row < rows; ++row) {
                const double score = leaning * (2.0 * truth.values[row] - 1.0) + random.normal();
                const auto yes = static_cast<float>(1.0 / (1.0 + std::exp(-score)));
                answer.at(row, 1) = yes;
                answer.at(row, 0) = 1.0F - yes;
            }
            answers.push_back(std::move(answer));
        }
    }

    double best() const
    {
        double best = 0.0;
        for (const FloatMatrix &answer : answers)
            best = std::max(best, evaluateMetric(MetricKind::Auc, {truth, answer}));
        return best;
    }

    std::optional<ChosenScore> chosen(int members, std::uint64_t seed = 1) const
    {
        ChoiceOf choice{MetricKind::Auc, &truth, {}, {}, members};
        for (const FloatMatrix &answer : answers)
            choice.candidates.push_back({&answer});
        return scoreOfChosen(choice, seed);
    }
};

} // namespace

class TestChosenScore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLuckyOneOfManyThatKnowNothingIsWorthNothing_data()
    {
        QTest::addColumn<int>("members");
        QTest::newRow("one") << 1;
        QTest::newRow("four together") << 4;
    }
    void theLuckyOneOfManyThatKnowNothingIsWorthNothing()
    {
        QFETCH(int, members);
        double mean = 0.0;
        int covered = 0;
        constexpr int kRounds = 40;
        for (std::uint64_t seed = 1; seed <= kRounds; ++seed) {
            const Contest contest(60, std::vector<double>(80, 0.0), seed);
            QVERIFY(contest.best() > 0.6);
            const auto chosen = contest.chosen(members);
            QVERIFY(chosen);

            mean += chosen->value / kRounds;
            covered += chosen->interval.low <= 0.5 && chosen->interval.high >= 0.5 ? 1 : 0;
        }
        QVERIFY2(std::abs(mean - 0.5) < 0.04, qPrintable(QString::number(mean)));
        QVERIFY2(covered >= kRounds - 4, qPrintable(QString::number(covered)));
    }
    void oneThatKnowsMostKeepsItsScore()
    {
        std::vector<double> leanings(40, 0.0);
        leanings[17] = 1.5;
        const Contest contest(300, leanings, 3);
        const auto chosen = contest.chosen(1);
        QVERIFY(chosen);
        QCOMPARE(chosen->all, contest.best());
        QVERIFY(std::abs(chosen->value - contest.best()) < 0.005);
        QVERIFY(chosen->interval.low < chosen->value && chosen->interval.high > chosen->value);
    }
    void isTheSameForTheSameSeed()
    {
        const Contest contest(50, {0.1, 0.4, 0.2}, 2);
        QCOMPARE(contest.chosen(1, 4)->value, contest.chosen(1, 4)->value);
        QVERIFY(contest.chosen(1, 4)->value != contest.chosen(1, 5)->value);
    }
    void rowsOfOneClassAndSingleCandidatesTellNothing()
    {
        QVERIFY(!Contest(50, {0.5}, 1).chosen(1));
        Contest contest(50, {0.5, 0.1}, 1);
        std::ranges::fill(contest.truth.values, 1.0F);
        QVERIFY(!contest.chosen(1));
    }
};

QTEST_GUILESS_MAIN(TestChosenScore)
#include "tst_chosen_score.moc"

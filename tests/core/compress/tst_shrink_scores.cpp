// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/compress/shrink_scores.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestShrinkScores : public QObject {
    Q_OBJECT
private:
    static ShrinkRows rowsOf(BoosterLoss loss, std::size_t count, std::size_t outputs)
    {
        RandomStream random(3);
        ShrinkRows rows;
        rows.loss = loss;
        rows.features = FloatMatrix(count, 1);
        rows.targets = FloatMatrix(count, outputs);
        for (std::size_t row = 0; row < count; ++row) {
            rows.weights.push_back(static_cast<float>(random.uniform(0.5, 2.0)));
            double sum = 0.0;
            for (float &target : rows.targets.row(row))
                sum += target = static_cast<float>(random.uniform(0.0, 1.0));
            if (loss == BoosterLoss::Softmax)
                for (float &target : rows.targets.row(row))
                    target = static_cast<float>(target / sum);
        }
        return rows;
    }

    static FloatMatrix scoresOf(std::size_t count, std::size_t outputs)
    {
        RandomStream random(4);
        FloatMatrix scores(count, outputs);
        for (float &score : scores.values)
            score = static_cast<float>(2.0 * random.normal());
        return scores;
    }

private Q_SLOTS:
    void pullsAreTheSlopeOfTheLoss_data()
    {
        QTest::addColumn<int>("loss");
        QTest::addColumn<int>("outputs");
        QTest::newRow("squared") << static_cast<int>(BoosterLoss::Squared) << 2;
        QTest::newRow("logistic") << static_cast<int>(BoosterLoss::Logistic) << 1;
        QTest::newRow("softmax") << static_cast<int>(BoosterLoss::Softmax) << 4;
    }
    void pullsAreTheSlopeOfTheLoss()
    {
        QFETCH(int, loss);
        QFETCH(int, outputs);
        const std::size_t count = 40;
        const auto width = static_cast<std::size_t>(outputs);
        const ShrinkRows rows = rowsOf(static_cast<BoosterLoss>(loss), count, width);
        const FloatMatrix scores = scoresOf(count, width);
        const ShrinkScores at(rows, scores);
        RowQuadratics result;
        at.quadratics(width - 1, 1, std::vector<float>(count, 0.0F), result);
        constexpr float kStep = 0.01F;
        for (std::size_t row = 0; row < count; ++row) {
            double around[2];
            for (const int side : {0, 1}) {
                FloatMatrix moved = scores;
                moved.at(row, width - 1) += side == 0 ? -kStep : kStep;
                around[side] = ShrinkScores(rows, moved).loss();
            }
            QVERIFY(std::abs((around[0] - around[1]) / (2.0 * kStep) - result.pull[row]) < 2e-3);
            QVERIFY(result.curvature[row] > 0.0F);
        }
    }

    void aTreesOwnAnswerIsPartOfItsPull()
    {
        const ShrinkRows rows = rowsOf(BoosterLoss::Logistic, 20, 1);
        const ShrinkScores scores(rows, scoresOf(20, 1));
        RowQuadratics none, two;
        scores.quadratics(0, 1, std::vector<float>(20, 0.0F), none);
        scores.quadratics(0, 1, std::vector<float>(20, 2.0F), two);
        for (std::size_t row = 0; row < 20; ++row)
            QVERIFY(std::abs(two.pull[row] - none.pull[row] - 2.0F * none.curvature[row]) < 1e-5F);
    }

    void replacedAnswersAreThoseOfNewScores_data() { pullsAreTheSlopeOfTheLoss_data(); }
    void replacedAnswersAreThoseOfNewScores()
    {
        QFETCH(int, loss);
        QFETCH(int, outputs);
        const auto width = static_cast<std::size_t>(outputs);
        const ShrinkRows rows = rowsOf(static_cast<BoosterLoss>(loss), 30, width);
        FloatMatrix scores = scoresOf(30, width);
        ShrinkScores changed(rows, scores);
        std::vector<float> was(30, 0.25F), is(30);
        for (std::size_t row = 0; row < 30; ++row) {
            is[row] = static_cast<float>(row) / 10.0F;
            scores.at(row, 0) += is[row] - was[row];
        }
        changed.replace(0, 1, was, is);
        const ShrinkScores fresh(rows, scores);
        QVERIFY(std::abs(changed.loss() - fresh.loss()) < 1e-4);
        RowQuadratics a, b;
        changed.quadratics(0, width, std::vector<float>(30 * width, 0.0F), a);
        fresh.quadratics(0, width, std::vector<float>(30 * width, 0.0F), b);
        for (std::size_t i = 0; i < a.pull.size(); ++i)
            QVERIFY(std::abs(a.pull[i] - b.pull[i]) < 1e-4F);
    }

    void centredScoresLoseLess_data() { pullsAreTheSlopeOfTheLoss_data(); }
    void centredScoresLoseLess()
    {
        QFETCH(int, loss);
        QFETCH(int, outputs);
        const auto width = static_cast<std::size_t>(outputs);
        const ShrinkRows rows = rowsOf(static_cast<BoosterLoss>(loss), 50, width);
        FloatMatrix far(50, width);
        for (std::size_t i = 0; i < far.values.size(); i += width)
            far.values[i] = 1.0F;
        ShrinkScores scores(rows, far);
        const double before = scores.loss();
        scores.centre();
        scores.centre();
        QVERIFY(scores.loss() < before);
        for (int i = 0; i < 20; ++i)
            scores.centre();
        const double constant = scores.constantLoss();
        QVERIFY(std::abs(scores.loss() - constant) < 1e-3 * constant);
    }
};

QTEST_GUILESS_MAIN(TestShrinkScores)
#include "tst_shrink_scores.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/code_ties.h"
#include "core/exporting/parity.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace leptune;

/// Answers that are off by a little pass, others are found.
class TestParity : public QObject {
    Q_OBJECT
private:
    static Prediction answersOf(const Model &model)
    {
        return model.predict(samples::tableFor(model, 200));
    }
    static std::string problem(const Model &model, const Prediction &have)
    {
        return parityProblem(model, answersOf(model), have);
    }

private Q_SLOTS:
    void acceptsTheSameAnswers()
    {
        for (const char *name : {"boosted trees", "forest", "tree regression", "integer network"}) {
            const auto model = samples::named(name);
            QCOMPARE(problem(*model, answersOf(*model)), std::string());
        }
    }

    void findsAProbabilityThatIsOff()
    {
        const auto model = samples::named("forest");
        Prediction have = answersOf(*model);
        have.probabilities.values[3 * 77] += 0.9e-5F;
        QCOMPARE(problem(*model, have), std::string());
        have.probabilities.values[3 * 77] += 2e-5F;
        QVERIFY(problem(*model, have).starts_with("row 78 answers "));
    }

    void findsANumberThatIsOff()
    {
        const auto model = samples::named("tree regression");
        Prediction have = answersOf(*model);
        have.numbers[9] += 1.0F;
        QVERIFY(problem(*model, have).starts_with("row 10 answers "));
        have = answersOf(*model);
        have.numbers[9] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!problem(*model, have).empty());
    }

    void findsAnotherClass()
    {
        const auto model = samples::named("boosted trees");
        Prediction have = answersOf(*model);
        have.labels[4] = 1 - have.labels[4];
        QCOMPARE(problem(*model, have), std::string("row 5 is of another class"));
    }

    void findsLabelsThatForgetWhatMissesCost()
    {
        const auto model = samples::named("boosted trees of classes with costs");
        Prediction have = answersOf(*model);
        QCOMPARE(problem(*model, have), std::string());
        have.labels = decide(have.probabilities, -1, {});
        QVERIFY(problem(*model, have).ends_with(" is of another class"));
    }

    void findsMissingAnswers()
    {
        const auto model = samples::named("forest");
        Prediction have = answersOf(*model);
        have.labels.pop_back();
        QVERIFY(problem(*model, have).find("199 labels") != std::string::npos);
        have = answersOf(*model);
        have.probabilities.values.pop_back();
        QVERIFY(!problem(*model, have).empty());
    }

    /// Where a sum lies between two codes, and nowhere else.
    void rowsWithTiesMayBeOffByACodeIfTheyAreFew()
    {
        constexpr std::size_t kMany = 2000;
        const auto model = samples::named("integer network");
        const RawBatch rows = bindTable(model->schema(), samples::tableFor(*model, kMany));
        const Prediction want = model->predict(rows);
        const std::vector<bool> ties = rowsWithTies(*model, rows);
        const auto shifted = [&](bool tie, std::size_t count, float by) {
            Prediction have = want;
            for (std::size_t row = 0; row < kMany && count > 0; ++row) {
                if (ties[row] != tie)
                    continue;
                --count;
                const auto values = have.probabilities.row(row);
                const std::size_t from = values[0] > 0.5F ? 0 : 1;
                values[from] -= by;
                values[from == 0 ? 1 : 0] += by;
            }
            return codeParityProblem(*model, rows, want, have);
        };
        QVERIFY(std::ranges::count(ties, true) > 20);
        QVERIFY(std::ranges::count(ties, true) < 200);
        QCOMPARE(shifted(true, 0, 0.0F), std::string());
        QCOMPARE(shifted(true, 20, 0.003F), std::string());
        QVERIFY(!shifted(true, 21, 0.003F).empty()); // of 2,000
        QVERIFY(!shifted(false, 1, 0.003F).empty());
        QVERIFY(!shifted(true, 1, 0.5F).empty());
    }

    void treesHaveNoCodesToBeOffBy()
    {
        const auto trees = samples::named("boosted trees");
        const RawBatch rows = bindTable(trees->schema(), samples::tableFor(*trees, 200));
        Prediction off = trees->predict(rows);
        off.probabilities.values[0] += 0.003F;
        QVERIFY(!codeParityProblem(*trees, rows, trees->predict(rows), off).empty());
    }
};

QTEST_GUILESS_MAIN(TestParity)
#include "tst_parity.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/ensemble.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;

class TestEnsemble : public QObject {
    Q_OBJECT
private:
    static Target numbers(std::size_t rows)
    {
        Target target;
        RandomStream random(1);
        for (std::size_t i = 0; i < rows; ++i)
            target.values.push_back(static_cast<float>(random.normal()));
        return target;
    }
    static EnsembleCandidate noisy(const Target &truth, double noise, std::uint64_t seed, const char *family)
    {
        RandomStream random(seed, 9);
        auto prediction = std::make_shared<FloatMatrix>(truth.values.size(), 1);
        for (std::size_t i = 0; i < truth.values.size(); ++i)
            prediction->values[i] = truth.values[i] + static_cast<float>(noise * random.normal());
        return {prediction, family};
    }

private Q_SLOTS:
    void isNoWorseThanItsBestMember()
    {
        const Target truth = numbers(400);
        const std::vector<EnsembleCandidate> list{noisy(truth, 0.5, 1, "a"), noisy(truth, 0.6, 2, "b"),
                                                  noisy(truth, 40.0, 3, "c")};
        const EnsembleChoice choice = selectEnsemble(MetricKind::Rmse, truth, {}, list);
        const double alone = evaluateScore(MetricKind::Rmse, {truth, *list[0].prediction});
        QVERIFY(choice.score > alone);
        QCOMPARE(choice.members(), 2);
        QCOMPARE(choice.weights[2], 0.0);
        QVERIFY(std::abs(std::accumulate(choice.weights.begin(), choice.weights.end(), 0.0) - 1.0) < 1e-12);
    }
    void blendReachesTheScoreThatWasPromised()
    {
        const Target truth = numbers(300);
        const std::vector<EnsembleCandidate> list{noisy(truth, 0.5, 4, "a"), noisy(truth, 0.5, 5, "b")};
        const EnsembleChoice choice = selectEnsemble(MetricKind::Rmse, truth, {}, list);
        const double reached = evaluateScore(MetricKind::Rmse, {truth, blend(list, choice.weights)});
        QVERIFY(std::abs(reached - choice.score) < 1e-5);
    }
    void aGainWithinTheToleranceIsNotWorthALargerMember()
    {
        const Target truth = numbers(400);
        std::vector<EnsembleCandidate> list{noisy(truth, 0.5, 1, "a"), noisy(truth, 0.5, 2, "b"), noisy(truth, 0.5, 3, "c")};
        EnsembleLimits limits;
        QCOMPARE(selectEnsemble(MetricKind::Rmse, truth, {}, list, limits).members(), 3);
        limits.tolerance = 1.0;
        list[1].bytes = 10.0;
        list[0].bytes = list[2].bytes = 1000.0;
        const EnsembleChoice small = selectEnsemble(MetricKind::Rmse, truth, {}, list, limits);
        QCOMPARE(small.members(), 1);
        QCOMPARE(small.weights[1], 1.0);
    }
    void keepsToItsLimitsOfSizeAndTime()
    {
        const Target truth = numbers(400);
        std::vector<EnsembleCandidate> list{noisy(truth, 0.5, 1, "a"), noisy(truth, 0.6, 2, "b"), noisy(truth, 0.7, 3, "c")};
        for (EnsembleCandidate &candidate : list)
            candidate.bytes = candidate.microseconds = 100.0;
        EnsembleLimits limits;
        limits.maxBytes = 250.0;
        QCOMPARE(selectEnsemble(MetricKind::Rmse, truth, {}, list, limits).members(), 2);
        limits.maxMicroseconds = 150.0;
        QCOMPARE(selectEnsemble(MetricKind::Rmse, truth, {}, list, limits).members(), 1);
        limits.maxBytes = 50.0;
        QCOMPARE(selectEnsemble(MetricKind::Rmse, truth, {}, list, limits).members(), 0);
    }
    void keepsToTheMembersOfAFamilyThatAreAllowed()
    {
        const Target truth = numbers(300);
        std::vector<EnsembleCandidate> list;
        for (std::uint64_t i = 0; i < 8; ++i)
            list.push_back(noisy(truth, 0.5, 10 + i, "same"));
        EnsembleLimits limits;
        limits.membersPerFamily = 2;
        QCOMPARE(selectEnsemble(MetricKind::Rmse, truth, {}, list, limits).members(), 2);
    }
    void takesTheOnlyCandidateThereIs()
    {
        const Target truth = numbers(50);
        const EnsembleChoice choice = selectEnsemble(MetricKind::Rmse, truth, {}, {noisy(truth, 1.0, 1, "a")});
        QCOMPARE(choice.weights, std::vector<double>{1.0});
    }
};

QTEST_GUILESS_MAIN(TestEnsemble)
#include "tst_ensemble.moc"

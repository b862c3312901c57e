// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/ensemble_worth.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestEnsembleWorth : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kRows = 2000;
    static FloatMatrix noise(std::uint64_t seed, float scale)
    {
        FloatMatrix values(kRows, 1);
        RandomStream random(seed);
        for (float &value : values.values)
            value = scale * static_cast<float>(random.normal());
        return values;
    }
    static FloatMatrix sum(const FloatMatrix &a, const FloatMatrix &b)
    {
        FloatMatrix result = a;
        for (std::size_t i = 0; i < result.values.size(); ++i)
            result.values[i] += b.values[i];
        return result;
    }
    FloatMatrix m_signal = noise(1, 1.0F);
    FloatMatrix m_ensemble = sum(m_signal, noise(2, 0.5F));
    Target truth() const
    {
        Target target;
        target.values = m_signal.values;
        return target;
    }

private Q_SLOTS:
    void prefersOtherErrorsToMoreOfTheSame()
    {
        const EnsembleWorth worth(MetricKind::Rmse, truth(), {}, m_ensemble);
        const double same = worth.of(m_ensemble, 0.0);
        const double worseButOther = worth.of(sum(m_signal, noise(3, 0.8F)), 0.0);
        QVERIFY(worseButOther > same);
        QVERIFY(worth.of(noise(4, 3.0F), 0.0) < same);
    }
    void aMemberIsJudgedByWhatTheOthersWouldBeWithoutIt()
    {
        const FloatMatrix a = sum(m_signal, noise(5, 0.5F)), b = sum(m_signal, noise(6, 0.5F));
        FloatMatrix mean = a;
        for (std::size_t i = 0; i < mean.values.size(); ++i)
            mean.values[i] = 0.5F * (a.values[i] + b.values[i]);
        const EnsembleWorth ofBoth(MetricKind::Rmse, truth(), {}, mean);
        const EnsembleWorth ofB(MetricKind::Rmse, truth(), {}, b);
        QVERIFY(std::abs(ofBoth.of(a, 0.5) - ofB.of(a, 0.0)) < 1e-4);
    }
    void theOnlyMemberIsWorthItsScore()
    {
        const EnsembleWorth worth(MetricKind::Rmse, truth(), {}, m_ensemble);
        QCOMPARE(worth.of(m_ensemble, 1.0), evaluateScore(MetricKind::Rmse, {truth(), m_ensemble}));
    }
};

QTEST_GUILESS_MAIN(TestEnsembleWorth)
#include "tst_ensemble_worth.moc"

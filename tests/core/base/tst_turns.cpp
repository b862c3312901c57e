// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/turns.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace leptune;

/// The cosine and sine that periodic embeddings are made of.
class TestTurns : public QObject {
    Q_OBJECT
private:
    using Vector = float __attribute__((vector_size(32)));
    static constexpr double kTurn = 2.0 * std::numbers::pi;

private Q_SLOTS:
    void isWithinAMillionthOfTheLibrarys_data()
    {
        QTest::addColumn<double>("limit");
        QTest::newRow("a turn") << 1.0;
        QTest::newRow("inputs at the largest usual frequency") << 30.0;
        QTest::newRow("far") << 4e6;
    }
    void isWithinAMillionthOfTheLibrarys()
    {
        QFETCH(double, limit);
        constexpr int kPoints = 400001;
        for (int i = 0; i < kPoints; ++i) {
            const auto turns = static_cast<float>(limit * (2.0 * i / (kPoints - 1) - 1.0));
            const double rest = turns - std::nearbyint(static_cast<double>(turns));
            const Turns<float> angle(turns);
            QVERIFY(std::abs(angle.cosine() - std::cos(kTurn * rest)) < 3e-7);
            QVERIFY(std::abs(angle.sine() - std::sin(kTurn * rest)) < 3e-7);
        }
    }

    void vectorsHoldTheSameNumbers()
    {
        const Vector turns{-7.3F, -0.5F, -0.25F, 0.0F, 0.1F, 0.5F, 0.75F, 123.456F};
        const Turns<Vector> all(turns);
        const Vector cosine = all.cosine(), sine = all.sine();
        for (int lane = 0; lane < 8; ++lane) {
            const Turns<float> one(turns[lane]);
            QVERIFY(std::abs(cosine[lane] - one.cosine()) < 1e-7F);
            QVERIFY(std::abs(sine[lane] - one.sine()) < 1e-7F);
        }
    }

    void notANumberStays()
    {
        QVERIFY(std::isnan(Turns<float>(std::numeric_limits<float>::quiet_NaN()).cosine()));
    }
};

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"

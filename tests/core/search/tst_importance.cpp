// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestImportance : public QObject {
    Q_OBJECT
private:
    static std::vector<double> shares(const std::function<double(const Configuration &)> &value,
                                      std::uint64_t seed = 1)
    {
        const SearchSpace space({Parameter::real("x", 0, 1), Parameter::real("y", 1e-3, 1, true),
                                 Parameter::categorical("c", {"a", "b", "d"}),
                                 Parameter::integer("idle", 1, 9)});
        RandomStream random(3);
        std::vector<Configuration> configurations;
        std::vector<double> values;
        for (int i = 0; i < 200; ++i) {
            configurations.push_back(space.sample(random));
            values.push_back(value(configurations.back()));
        }
        return parameterImportance(space, configurations, values, seed);
    }

private Q_SLOTS:
    /// Variances over the unit interval: of 3x 0.75, of u (y = 10^(3u - 3)) 1/12, of c 2/9.
    void sharesTheVarianceOfASum()
    {
        const auto found = shares([](const Configuration &c) {
            return 3 * c.number("x", 0) + std::log10(c.number("y", 1)) / 3 +
                   (c.choice("c", "") == "d" ? 1.0 : 0.0);
        });
        const double whole = 0.75 + 1.0 / 12 + 2.0 / 9;
        QVERIFY2(std::abs(found[0] - 0.75 / whole) < 0.06, qPrintable(QString::number(found[0])));
        QVERIFY(std::abs(found[1] - 1.0 / 12 / whole) < 0.04);
        QVERIFY(std::abs(found[2] - 2.0 / 9 / whole) < 0.06);
        QVERIFY(found[3] < 0.02);
    }

    void givesInteractionsToNobody()
    {
        const auto found = shares([](const Configuration &c) {
            const bool high = c.number("x", 0) > 0.5;
            return high == (std::log10(c.number("y", 1)) > -1.5) ? 1.0 : 0.0;
        });
        QVERIFY2(found[0] + found[1] < 0.3, qPrintable(QString::number(found[0] + found[1])));
    }

    void answersForHopelessValues()
    {
        for (const double value : {1.0, std::nan(""), HUGE_VAL}) {
            for (const double share : shares([&](const Configuration &) { return value; }))
                QCOMPARE(share, 0.0);
        }
    }

    void repeatsItself()
    {
        const auto value = [](const Configuration &c) { return c.number("x", 0); };
        QCOMPARE(shares(value, 4), shares(value, 4));
        QVERIFY(shares(value, 4) != shares(value, 5));
    }
};

QTEST_GUILESS_MAIN(TestImportance)
#include "tst_importance.moc"

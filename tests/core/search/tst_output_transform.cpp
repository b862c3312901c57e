// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/output_transform.h"
#include "core/search/space_filling.h"

#include <QFile>
#include <QTest>

#include <set>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

using namespace leptune;

class TestOutputTransform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsThePowerThatScipyFinds()
    {
        QFile file(QStringLiteral(LEPTUNE_GOLDEN "/search.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto golden = nlohmann::json::parse(file.readAll().toStdString())["power_transform"];
        const auto values = golden["values"].get<std::vector<double>>();
        const OutputTransform transform(values);
        for (std::size_t i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(transform.apply(values[i]) - golden["standardised"][i].get<double>()) <
                    1e-3);
    }

    void keepsTheOrder_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("spread out") << QList<double>{-1e12, -3e4, -10, -9, -8.5, -8.4, -8.4001, 0};
        QTest::newRow("one far better") << QList<double>{0, 1, 2, 3, 4, 1e9};
        QTest::newRow("mostly equal") << QList<double>{1, 1, 1, 1, 1, 1, 1, 2, 0};
        QTest::newRow("tiny") << QList<double>{1e-300, 2e-300, 3e-300, 5e-300};
        QTest::newRow("huge") << QList<double>{-1.7e308, -1e308, 1e308, 1.7e308};
    }
    void keepsTheOrder()
    {
        QFETCH(QList<double>, values);
        const OutputTransform transform(std::vector<double>(values.begin(), values.end()));
        std::sort(values.begin(), values.end());
        for (int i = 1; i < values.size(); ++i) {
            const double low = transform.apply(values[i - 1]);
            const double high = transform.apply(values[i]);
            QVERIFY(std::isfinite(low) && std::isfinite(high));
            QVERIFY(low <= high);
            QVERIFY(transform.slope(values[i]) >= 0.0);
        }
        QVERIFY(transform.apply(values.back()) > transform.apply(values.front()));
    }

    void mapsEqualValuesToZero()
    {
        const OutputTransform transform({5.0, 5.0, 5.0});
        QCOMPARE(transform.apply(5.0), 0.0);
        QVERIFY(std::isfinite(transform.slope(5.0)));
    }

    void hasTheSlopeOfItsCurve()
    {
        const OutputTransform transform({-30, -8, -5, -4, -3, -2.5, -2.2, -2.1});
        for (const double value : {-20.0, -4.5, -2.3}) {
            const double numeric =
                (transform.apply(value + 1e-5) - transform.apply(value - 1e-5)) / 2e-5;
            QVERIFY(std::abs(transform.slope(value) / numeric - 1.0) < 1e-5);
        }
    }

    void putsOnePointInEverySlice()
    {
        RandomStream random(1);
        for (const auto &points :
             {latinHypercube(20, 3, random), spreadHypercube(20, 3, 5, random)}) {
            for (std::size_t axis = 0; axis < 3; ++axis) {
                std::set<int> slices;
                for (const std::vector<double> &point : points)
                    slices.insert(static_cast<int>(point[axis] * 20));
                QCOMPARE(slices.size(), std::size_t{20});
                QVERIFY(*slices.begin() == 0 && *slices.rbegin() == 19);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestOutputTransform)
#include "tst_output_transform.moc"

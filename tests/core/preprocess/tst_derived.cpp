// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/derived.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

class TestDerived : public QObject {
    Q_OBJECT
private:
    static constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

    static float one(DerivedFeature feature, float a, float b)
    {
        feature.a = 0;
        feature.b = 1;
        const float in[] = {a, b};
        float out = 0.0F;
        applyDerive({{std::move(feature)}}, in, 2, 1, &out);
        return out;
    }
    static DerivedFeature cross()
    {
        // 2 and 3 codes: places of (a, b) are 5 a + b.
        DerivedFeature feature{DerivedKind::Cross, 0, 1, 2, 3, {}, {}};
        feature.cells.resize(20);
        for (std::uint8_t i = 0; i < 20; ++i) {
            feature.cells[i] = i;
            feature.values.push_back(100.0F + i);
        }
        return feature;
    }
    static bool same(float a, float b) { return std::isnan(a) ? std::isnan(b) : a == b; }

private Q_SLOTS:
    void computesEveryKind_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<float>("a");
        QTest::addColumn<float>("b");
        QTest::addColumn<float>("expected");
        const auto row = [](const char *name, DerivedKind kind, float a, float b, float expected) {
            QTest::newRow(name) << static_cast<int>(kind) << a << b << expected;
        };
        row("sum", DerivedKind::Add, 1.5F, 2.0F, 3.5F);
        row("difference", DerivedKind::Subtract, 1.5F, 2.0F, -0.5F);
        row("product", DerivedKind::Multiply, 1.5F, 2.0F, 3.0F);
        row("quotient", DerivedKind::Divide, 1.5F, 2.0F, 0.75F);
        row("a missing cell makes the result missing", DerivedKind::Add, kMissing, 2.0F, kMissing);
        row("nothing over nothing is missing", DerivedKind::Divide, 0.0F, 0.0F, kMissing);
        row("x over nothing is missing", DerivedKind::Divide, 3.0F, 0.0F, kMissing);
        row("too large is missing", DerivedKind::Multiply, 3e38F, 10.0F, kMissing);
        row("pair", DerivedKind::Cross, 1.0F, 2.0F, 107.0F);
        row("a code of its fraction", DerivedKind::Cross, 1.9F, 2.5F, 107.0F);
        row("unknown first", DerivedKind::Cross, 2.0F, 1.0F, 111.0F);
        row("negative second", DerivedKind::Cross, 0.0F, -1.0F, 103.0F);
        row("missing second", DerivedKind::Cross, 0.0F, kMissing, 104.0F);
        row("both missing", DerivedKind::Cross, kMissing, kMissing, 119.0F);
    }
    void computesEveryKind()
    {
        QFETCH(int, kind);
        QFETCH(float, a);
        QFETCH(float, b);
        QFETCH(float, expected);
        DerivedFeature feature;
        feature.kind = static_cast<DerivedKind>(kind);
        if (feature.kind == DerivedKind::Cross)
            feature = cross();
        QCOMPARE(derivedProblem(feature, 2), std::string());
        const float have = one(feature, a, b);
        QVERIFY2(same(have, expected), qPrintable(QString::number(have)));
    }

    void comparesNumbersWithTheirGroup()
    {
        DerivedFeature feature{DerivedKind::GroupDifference, 0, 1, 0, 2, {0, 1, 2, 2},
                               {10.0F, 0.0F, 4.0F}};
        QCOMPARE(one(feature, 12.0F, 0.0F), 2.0F);
        QCOMPARE(one(feature, 12.0F, 7.0F), 8.0F);
        QCOMPARE(one(feature, 12.0F, kMissing), 8.0F);
        feature.kind = DerivedKind::GroupRatio;
        QCOMPARE(one(feature, 12.0F, 0.0F), 1.2F);
        QVERIFY(std::isnan(one(feature, 12.0F, 1.0F)));
    }

    void refusesWhatDoesNotFit()
    {
        QVERIFY(!derivedProblem({DerivedKind::Add, 0, 2, 0, 0, {}, {}}, 2).empty());
        QVERIFY(!derivedProblem({DerivedKind::Add, -1, 0, 0, 0, {}, {}}, 2).empty());
        QVERIFY(!derivedProblem({DerivedKind::Add, 0, 1, 0, 0, {0}, {1.0F}}, 2).empty());
        DerivedFeature feature = cross();
        feature.cells.pop_back();
        QVERIFY(!derivedProblem(feature, 2).empty());
        feature = cross();
        feature.values.pop_back();
        QVERIFY(!derivedProblem(feature, 2).empty());
        feature = cross();
        feature.codesA = kMostCodes + 1;
        QVERIFY(!derivedProblem(feature, 2).empty());
    }
};

QTEST_GUILESS_MAIN(TestDerived)
#include "tst_derived.moc"

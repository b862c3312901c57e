// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/mean_one.h"

#include <QTest>

using namespace leptune;

class TestMeanOne : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void weightsAverageOne() { QCOMPARE(meanOne({1.0F, 3.0F}), (std::vector<float>{0.5F, 1.5F})); }
    void weightsThatAreAllZeroStay()
    {
        QCOMPARE(meanOne({0.0F, 0.0F}), (std::vector<float>{0.0F, 0.0F}));
    }
    void noWeightsStayNone() { QVERIFY(meanOne({}).empty()); }
};

QTEST_GUILESS_MAIN(TestMeanOne)
#include "tst_mean_one.moc"

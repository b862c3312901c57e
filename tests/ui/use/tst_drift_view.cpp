// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_sandbox.h"
#include "ui/use/drift_view.h"

#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

ColumnDrift column(const char *name)
{
    ColumnDrift drift;
    drift.column = name;
    drift.unseen = drift.outside = drift.low = drift.high = drift.stabilityIndex = std::nan("");
    return drift;
}

} // namespace

class TestDriftView : public QObject {
    Q_OBJECT

    static QString words(const DriftView &view)
    {
        return view.findChild<QLabel *>(QStringLiteral("driftWords"))->text();
    }
    static QTableWidget *table(const DriftView &view)
    {
        return view.findChild<QTableWidget *>(QStringLiteral("driftTable"));
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysInOneLineThatAllIsAlike()
    {
        DriftView view;
        view.showReport({1200, {column("a"), column("b")}});
        QVERIFY2(words(view).contains(QStringLiteral("1,200 rows")) ||
                     words(view).contains(QStringLiteral("1200 rows")),
                 qPrintable(words(view)));
        QVERIFY(!table(view)->isVisibleTo(&view));
    }

    void everyReasonIsALine()
    {
        ColumnDrift age = column("age");
        age.isMissingOften = age.isOutside = age.isShifted = true;
        age.missingBefore = 0.01;
        age.missingNow = 0.3;
        age.low = 18.0;
        age.high = 92.0;
        age.outside = 0.042;
        age.stabilityIndex = 0.31;
        ColumnDrift town = column("town");
        town.isUnseen = true;
        town.unseen = 0.005;
        town.firstUnseen = "Oslo";
        DriftView view;
        view.showReport({100, {age, column("b"), town}});
        QVERIFY2(words(view).contains(QStringLiteral("2 of 3 columns")), qPrintable(words(view)));
        QVERIFY(table(view)->isVisibleTo(&view));
        QCOMPARE(table(view)->rowCount(), 4);
        QCOMPARE(table(view)->item(0, 3)->text(), QStringLiteral("30.0\u00a0%"));
        QCOMPARE(table(view)->item(1, 1)->text(), QStringLiteral("outside 18 to 92"));
        QCOMPARE(table(view)->item(2, 1)->text(), QStringLiteral("distributed very differently"));
        QVERIFY(table(view)->item(3, 1)->text().contains(QStringLiteral("Oslo")));
        QCOMPARE(table(view)->item(3, 3)->text(), QStringLiteral("0.50\u00a0%"));
        view.clear();
        QCOMPARE(table(view)->rowCount(), 0);
    }

    void missingColumnsAreNamed()
    {
        DriftView view;
        view.showMissing({QStringLiteral("age"), QStringLiteral("town")});
        QVERIFY(words(view).contains(QStringLiteral("age, town")));
    }

private:
    UiSandbox m_sandbox;
};

QTEST_MAIN(TestDriftView)
#include "tst_drift_view.moc"

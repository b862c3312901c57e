// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/sorted_cell.h"

#include <QHeaderView>
#include <QTest>

#include <cmath>

using namespace leptune;

/// Rows of small tables, which a click on a head sorts.
class TestSortedCell : public QObject {
    Q_OBJECT
private:
    static void fill(QTableWidget &table)
    {
        const SortingPause pause(table);
        const double numbers[] = {0.9, 12.0, std::nan(""), -1.0};
        const QString names[] = {QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("d"),
                                 QStringLiteral("c")};
        table.setRowCount(4);
        for (int row = 0; row < 4; ++row) {
            table.setItem(row, 0, new SortedCell(names[row]));
            table.setItem(row, 1, new SortedCell(QString::number(numbers[row]), numbers[row]));
        }
    }
    static QString order(const QTableWidget &table)
    {
        QString names;
        for (int row = 0; row < table.rowCount(); ++row)
            names += table.item(row, 0)->text();
        return names;
    }

private Q_SLOTS:
    void headsSortByNumberOrByWords()
    {
        QTableWidget table(0, 2);
        fill(table);
        QCOMPARE(order(table), QStringLiteral("badc"));
        table.sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(order(table), QStringLiteral("cbad"));
        table.sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(order(table), QStringLiteral("dcba"));
    }

    void newRowsStandAsTheyArePutIn()
    {
        QTableWidget table(0, 2);
        fill(table);
        table.sortByColumn(1, Qt::DescendingOrder);
        fill(table);
        QCOMPARE(order(table), QStringLiteral("badc"));
        QVERIFY(table.isSortingEnabled());
    }
};

QTEST_MAIN(TestSortedCell)
#include "tst_sorted_cell.moc"

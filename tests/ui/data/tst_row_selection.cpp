// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/row_selection.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

Table cells()
{
    const std::vector<std::string> colours{"red", "Blue", "", "dark red", "blue "};
    std::vector<Column> columns;
    columns.push_back(Column::numeric("size", {2.5, NAN, -3.0, 10.0, 2.5}));
    columns.push_back(Column::fromTexts("colour", ColumnType::Categorical, colours));
    columns.push_back(Column::dateTime("when", {0.0, 8826.5, NAN, 366.0, 1.0}));
    return Table(std::move(columns));
}

using Rows = std::vector<std::uint32_t>;

} // namespace

/// Rows of a table that keep a condition, sorted.
class TestRowSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsKeepTheCondition_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<Rows>("expected");
        QTest::newRow("nothing") << 0 << QStringLiteral("  ") << Rows{0, 1, 2, 3, 4};
        QTest::newRow("above") << 0 << QStringLiteral("> 2.5") << Rows{3};
        QTest::newRow("at least") << 0 << QStringLiteral(">=2.5") << Rows{0, 3, 4};
        QTest::newRow("below") << 0 << QStringLiteral("<0") << Rows{2};
        QTest::newRow("at most") << 0 << QStringLiteral("<= 2,5") << Rows{0, 2, 4};
        QTest::newRow("equal") << 0 << QStringLiteral("=2.50") << Rows{0, 4};
        QTest::newRow("unequal") << 0 << QStringLiteral("!= 2.5") << Rows{2, 3};
        QTest::newRow("within") << 0 << QStringLiteral("-3..2.5") << Rows{0, 2, 4};
        QTest::newRow("digits") << 0 << QStringLiteral("5") << Rows{0, 4};
        QTest::newRow("missing") << 0 << QStringLiteral("=") << Rows{1};
        QTest::newRow("not missing") << 1 << QStringLiteral("!=") << Rows{0, 1, 3, 4};
        QTest::newRow("words") << 1 << QStringLiteral("RED") << Rows{0, 3};
        QTest::newRow("one spelling") << 1 << QStringLiteral("= red") << Rows{0};
        QTest::newRow("any case") << 1 << QStringLiteral("blue") << Rows{1, 4};
        QTest::newRow("other spellings") << 1 << QStringLiteral("!=blue") << Rows{0, 1, 3};
        QTest::newRow("dates since") << 2 << QStringLiteral(">= 2000-01-02") << Rows{1, 3, 4};
        QTest::newRow("a year") << 2 << QStringLiteral("2001") << Rows{3};
        QTest::newRow("no such thing") << 1 << QStringLiteral("green") << Rows{};
        QTest::newRow("a number's words") << 0 << QStringLiteral("> many") << Rows{};
    }
    void rowsKeepTheCondition()
    {
        QFETCH(int, column);
        QFETCH(QString, condition);
        QFETCH(Rows, expected);
        QLocale::setDefault(QLocale(QLocale::German)); // whose comma is ours too
        const auto rows =
            selectRows(cells(), {{}, false, static_cast<std::size_t>(column), condition}, {});
        QLocale::setDefault(QLocale::c());
        QVERIFY(rows);
        QCOMPARE(*rows, expected);
    }

    void rowsAreSortedAndMissingCellsComeLast()
    {
        const Table table = cells();
        QCOMPARE(*selectRows(table, {0, false, 0, {}}, {}), (Rows{2, 0, 4, 3, 1}));
        QCOMPARE(*selectRows(table, {0, true, 0, {}}, {}), (Rows{3, 0, 4, 2, 1}));
        QCOMPARE(*selectRows(table, {2, false, 0, {}}, {}), (Rows{0, 4, 3, 1, 2}));
        const Rows byColour = *selectRows(table, {1, false, 0, {}}, {});
        QCOMPARE(byColour.back(), 2U);
        QCOMPARE(byColour.front() == 1U || byColour.front() == 4U, true);
        QCOMPARE(*selectRows(table, {0, true, 1, QStringLiteral("red")}, {}), (Rows{3, 0}));
    }

    void aCellsOwnConditionFindsItsLikes()
    {
        const Table table = cells();
        for (std::size_t column = 0; column < table.columns(); ++column)
            for (std::size_t row = 0; row < table.rows(); ++row) {
                const auto rows = selectRows(
                    table, {{}, false, column, conditionFor(table.column(column), row)}, {});
                QVERIFY(std::ranges::find(*rows, row) != rows->end());
                for (const std::uint32_t other : *rows)
                    QCOMPARE(table.column(column).text(other), table.column(column).text(row));
            }
    }

    void itStopsWhenItIsAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!selectRows(cells(), {0, false, 0, {}}, stop.get_token()));
        QVERIFY(!selectRows(cells(), {{}, false, 0, QStringLiteral("1")}, stop.get_token()));
    }
};

QTEST_GUILESS_MAIN(TestRowSelection)
#include "tst_row_selection.moc"

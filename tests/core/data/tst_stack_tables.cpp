// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/stack_tables.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using Texts = std::vector<std::string>;

namespace {

Column categories(const char *name, const Texts &cells)
{
    return Column::fromTexts(name, ColumnType::Categorical, cells);
}

Texts cellsOf(const Column &column)
{
    Texts cells;
    for (std::size_t row = 0; row < column.size(); ++row)
        cells.push_back(column.text(row));
    return cells;
}

Column pictures(std::uint8_t shade, int side, const std::string &name)
{
    auto block = std::make_shared<PictureBlock>();
    block->shape = {side, side, 1};
    block->names = {name};
    block->pixels.assign(block->shape.bytes(), shade);
    return Column::pictures("picture", {0, -1}, block);
}

QString refusal(const Table &above, const Table &below)
{
    try {
        stackTables(above, below);
    } catch (const Error &error) {
        return error.code() == ErrorCode::BadColumn ? QString::fromUtf8(error.what()) : QString();
    }
    return {};
}

} // namespace

class TestStackTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsFollowOneAnother()
    {
        const Table above({Column::numeric("n", {1.0, std::nan("")}),
                           Column::dateTime("d", {10.0, 11.0}), categories("c", {"x", ""})});
        const Table below({categories("c", {"new", "x"}), Column::numeric("n", {3.0, 4.0}),
                           Column::dateTime("d", {12.0, 13.0}), categories("extra", {"a", "b"})});
        const Table both = stackTables(above, below);
        QCOMPARE(both.rows(), std::size_t{4});
        QCOMPARE(both.columns(), std::size_t{3});
        QCOMPARE(cellsOf(both.column("n")), Texts({"1", "", "3", "4"}));
        QCOMPARE(cellsOf(both.column("c")), Texts({"x", "", "new", "x"}));
        QCOMPARE(both.column("c").dictionary(), Texts({"x", "new"}));
        QVERIFY(both.column("d").type() == ColumnType::DateTime);
        QCOMPARE(both.column("d").numbers()[3], 13.0);
    }

    void picturesKeepTheirPixelsAndNames()
    {
        const Table both =
            stackTables(Table({pictures(7, 2, "a.png")}), Table({pictures(9, 2, "b.png")}));
        const Column &column = both.column("picture");
        QCOMPARE(cellsOf(column), Texts({"a.png", "", "b.png", ""}));
        QCOMPARE(int(column.pictures()->picture(0)[0]), 7);
        QCOMPARE(int(column.pictures()->picture(1)[3]), 9);
    }

    void saysWhatDoesNotFit()
    {
        const Table above({Column::numeric("a", {1.0}), Column::numeric("b", {1.0}),
                           Column::numeric("c", {1.0})});
        const QString missing = refusal(above, Table({Column::numeric("b", {1.0})}));
        QVERIFY2(missing.contains(QStringLiteral("a, c")), qPrintable(missing));
        const QString kind =
            refusal(above, Table({Column::numeric("a", {1.0}), categories("b", {"x"}),
                                  Column::numeric("c", {1.0})}));
        QVERIFY2(kind.startsWith(u'b') && kind.contains(QStringLiteral("another kind")),
                 qPrintable(kind));
        QVERIFY(refusal(Table({pictures(7, 2, "a")}), Table({pictures(7, 3, "b")}))
                    .contains(QStringLiteral("another size")));
    }
};

QTEST_GUILESS_MAIN(TestStackTables)
#include "tst_stack_tables.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/schema.h"

#include <QTest>

using namespace leptune;
using Texts = std::vector<std::string>;

class TestSchema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void targetIsLeftOutAndNamed()
    {
        Target target;
        target.task = TaskKind::Binary;
        target.column = "y";
        target.classes = {"no", "yes"};
        target.positive = 1;
        const Table table({Column::numeric("a", {1, 2}), Column::numeric("y", {0, 1}),
                           Column::dateTime("d", {1, 2})});
        const Schema schema = makeSchema(table, target);
        QCOMPARE(schema.columns.size(), std::size_t(2));
        QCOMPARE(schema.columns[1].name, std::string("d"));
        QCOMPARE(schema.columns[1].type, ColumnType::DateTime);
        QVERIFY(schema.columns[1].asNumber && schema.columns[1].used);
        QCOMPARE(schema.target, std::string("y"));
        QCOMPARE(schema.outputs(), 2);
        QCOMPARE(schema.positive, 1);
    }

    void codedColumnsEnterAsNumbersWhereEveryCellIsOne_data()
    {
        QTest::addColumn<QByteArrayList>("cells");
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("asNumber");
        const int category = static_cast<int>(ColumnType::Categorical);
        QTest::newRow("numbers") << QByteArrayList{"1", "2.5", ""} << category << true;
        QTest::newRow("flags") << QByteArrayList{"0", "1"} << static_cast<int>(ColumnType::Boolean)
                               << true;
        QTest::newRow("words") << QByteArrayList{"1", "two"} << category << false;
        QTest::newRow("two spellings of one number")
            << QByteArrayList{"1", "01"} << category << false;
        QTest::newRow("too long for float32")
            << QByteArrayList{"16777216", "16777217"} << category << false;
        QTest::newRow("infinite") << QByteArrayList{"1", "inf"} << category << false;
        QTest::newRow("text") << QByteArrayList{"1", "2"} << static_cast<int>(ColumnType::Text)
                              << false;
        QTest::newRow("all missing") << QByteArrayList{"", ""} << category << false;
    }
    void codedColumnsEnterAsNumbersWhereEveryCellIsOne()
    {
        QFETCH(QByteArrayList, cells);
        QFETCH(int, type);
        QFETCH(bool, asNumber);
        Texts texts;
        for (const QByteArray &cell : cells)
            texts.push_back(cell.toStdString());
        const Table table({Column::fromTexts("c", static_cast<ColumnType>(type), texts)});
        QCOMPARE(makeSchema(table, Target{}).columns[0].asNumber, asNumber);
    }
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"

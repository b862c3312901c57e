// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preprocess/raw_batch.h"

#include <QTest>
#include <cmath>

using namespace leptune;

namespace {

const double kNaN = std::nan("");

Schema schemaOf(std::vector<RawColumn> columns)
{
    Schema schema;
    schema.columns = std::move(columns);
    return schema;
}

Column words(const std::string &name, std::vector<std::string> cells,
             ColumnType type = ColumnType::Categorical)
{
    return Column::fromTexts(name, type, cells);
}

std::vector<std::string> texts(const RawCells &cells)
{
    std::vector<std::string> result;
    for (const std::int32_t code : cells.codes)
        result.push_back(code < 0 ? "" : (*cells.dictionary)[static_cast<std::size_t>(code)]);
    return result;
}

/// What bindTable says of a table with one column, or "".
std::string complaint(const RawColumn &wanted, const Column &column)
{
    try {
        bindTable(schemaOf({wanted}), Table({column}));
    } catch (const Error &error) {
        return error.code() == ErrorCode::BadColumn ? error.what() : "wrong code";
    }
    return {};
}

const RawColumn kNumber{"x", ColumnType::Numeric, true, true};
const RawColumn kWord{"x", ColumnType::Categorical, false, true};
const RawColumn kDate{"x", ColumnType::DateTime, true, true};
const RawColumn kFlag{"x", ColumnType::Boolean, true, true};
const RawColumn kYesNo{"x", ColumnType::Boolean, false, true};

} // namespace

class TestRawBatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsColumnsByNameInAnyOrder()
    {
        const Schema schema = schemaOf(
            {{"a", ColumnType::Numeric, true, true}, {"b", ColumnType::Categorical, false, true}});
        const Table table({words("b", {"u", "", "v"}), Column::numeric("extra", {9, 9, 9}),
                           Column::numeric("a", {1, kNaN, 3})});
        const RawBatch batch = bindTable(schema, table);
        QCOMPARE(batch.rows, 3U);
        QCOMPARE(batch.columns[0].numbers[2], 3.0F);
        QVERIFY(std::isnan(batch.columns[0].numbers[1]));
        QCOMPARE(texts(batch.columns[1]), (std::vector<std::string>{"u", "", "v"}));
    }
    void namesTheColumnThatIsMissing()
    {
        const std::string text = complaint(kNumber, Column::numeric("y", {1}));
        QVERIFY2(text.starts_with("x: "), text.c_str());
        QVERIFY2(text.find("has y") != std::string::npos, text.c_str());
    }
    void anUnusedColumnMayBeAbsent()
    {
        const RawBatch batch = bindTable(schemaOf({{"x", ColumnType::Numeric, true, false}}),
                                         Table({Column::numeric("y", {1, 2})}));
        QCOMPARE(batch.rows, 2U);
        QVERIFY(batch.columns[0].numbers.empty());
    }
    void parsesSpelledNumbers()
    {
        const Table table({words("x", {"1.5", "", " 2 ", "1e3", "  "})});
        const std::vector<float> numbers = bindTable(schemaOf({kNumber}), table).columns[0].numbers;
        QCOMPARE(numbers[0], 1.5F);
        QVERIFY(std::isnan(numbers[1]));
        QCOMPARE(numbers[2], 2.0F);
        QCOMPARE(numbers[3], 1000.0F);
        QVERIFY(std::isnan(numbers[4]));
    }
    void writesNumbersAndDatesWhereWordsAreWanted()
    {
        const Table numbers({Column::numeric("x", {1, 2.5, kNaN, 1})});
        QCOMPARE(texts(bindTable(schemaOf({kWord}), numbers).columns[0]),
                 (std::vector<std::string>{"1", "2.5", "", "1"}));
        const Table dates({Column::dateTime("x", {0, kNaN})});
        QCOMPARE(texts(bindTable(schemaOf({kWord}), dates).columns[0]),
                 (std::vector<std::string>{"2000-01-01", ""}));
    }
    void readsDatesInEveryForm()
    {
        const auto first = [](const Column &column) {
            return bindTable(schemaOf({kDate}), Table({column})).columns[0].numbers[0];
        };
        QCOMPARE(first(Column::dateTime("x", {366.5})), 366.5F);
        QCOMPARE(first(Column::numeric("x", {366.5})), 366.5F);
        QCOMPARE(first(words("x", {"2001-01-01 12:00"}, ColumnType::Text)), 366.5F);
        QCOMPARE(first(words("x", {"366.5"})), 366.5F);
    }
    void mapsWordsToZeroAndOne()
    {
        const Table table({words("x", {"Yes", "no", "TRUE", "f", "1", ""}, ColumnType::Boolean)});
        const std::vector<float> numbers = bindTable(schemaOf({kFlag}), table).columns[0].numbers;
        QCOMPARE(std::vector<float>(numbers.begin(), numbers.end() - 1),
                 (std::vector<float>{1, 0, 1, 0, 1}));
        QVERIFY(std::isnan(numbers[5]));
    }
    void refusesWhatCantBeMapped_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("cell");
        QTest::newRow("word for number") << 0 << "abc";
        QTest::newRow("yes for number") << 1 << "yes";
        QTest::newRow("date for number") << 2 << "2000-01-02";
        QTest::newRow("word for date") << 3 << "soon";
        QTest::newRow("number for yes/no") << 4 << "1";
        QTest::newRow("odd word for 0/1") << 5 << "maybe";
    }
    void refusesWhatCantBeMapped()
    {
        QFETCH(int, kind);
        QFETCH(QString, cell);
        const std::vector<std::pair<RawColumn, Column>> cases{
            {kNumber, words("x", {"1", "", "abc"})},
            {kNumber, words("x", {"", "", "yes"}, ColumnType::Boolean)},
            {kNumber, Column::dateTime("x", {kNaN, kNaN, 1})},
            {kDate, words("x", {"2000-01-01", "", "soon"})},
            {kYesNo, Column::numeric("x", {kNaN, kNaN, 1})},
            {kFlag, words("x", {"0", "1", "maybe"})},
        };
        const auto &[wanted, column] = cases[static_cast<std::size_t>(kind)];
        const std::string text = complaint(wanted, column);
        QVERIFY2(text.find("data row 3 holds \"" + cell.toStdString() + "\"") != std::string::npos,
                 text.c_str());
    }
    void anEmptyColumnFitsEveryType()
    {
        for (const RawColumn &wanted : {kNumber, kWord, kDate, kFlag, kYesNo}) {
            QCOMPARE(complaint(wanted, Column::numeric("x", {kNaN, kNaN})), std::string());
            QCOMPARE(complaint(wanted, Column::dateTime("x", {kNaN, kNaN})), std::string());
            QCOMPARE(complaint(wanted, words("x", {"", ""})), std::string());
        }
    }
    void slicesAndGathersAllForms()
    {
        const Schema schema = schemaOf({{"a", ColumnType::Numeric, true, true},
                                        {"b", ColumnType::Categorical, false, true},
                                        {"c", ColumnType::Numeric, true, false}});
        const Table table({Column::numeric("a", {1, 2, 3, 4}), words("b", {"p", "q", "", "p"})});
        const RawBatch batch = bindTable(schema, table);
        const RawBatch middle = batch.slice(1, 2);
        QCOMPARE(middle.rows, 2U);
        QCOMPARE(middle.columns[0].numbers, (std::vector<float>{2, 3}));
        QCOMPARE(texts(middle.columns[1]), (std::vector<std::string>{"q", ""}));
        const std::vector<std::uint32_t> rows{3, 0};
        const RawBatch some = batch.gathered(rows);
        QCOMPARE(some.columns[0].numbers, (std::vector<float>{4, 1}));
        QCOMPARE(texts(some.columns[1]), (std::vector<std::string>{"p", "p"}));
        QVERIFY(some.columns[2].numbers.empty());
    }
};

QTEST_GUILESS_MAIN(TestRawBatch)
#include "tst_raw_batch.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/target.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

namespace {

using Texts = std::vector<std::string>;
constexpr double kInf = std::numeric_limits<double>::infinity();
const double kMissing = std::nan("");

Column words(const Texts &cells)
{
    return Column::fromTexts("y", ColumnType::Categorical, cells);
}

/// The error that making the target ends in; fails the test where there is none.
Error errorOf(const Column &column, bool classification, const std::string &positive = {})
{
    std::vector<std::uint32_t> rows;
    try {
        makeTarget(column, classification, positive, rows);
    } catch (const Error &error) {
        return error;
    }
    QTest::qFail("no error", __FILE__, __LINE__);
    return {ErrorCode::Internal, "", "no error"};
}

Target classes(const Column &column, const std::string &positive = {})
{
    std::vector<std::uint32_t> rows;
    return makeTarget(column, true, positive, rows);
}

} // namespace

class TestTarget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classesComeInOrderOfFirstAppearance()
    {
        std::vector<std::uint32_t> rows;
        const Target target = makeTarget(words({"", "b", "a", "b", "c", ""}), true, "", rows);
        QCOMPARE(target.task, TaskKind::MultiClass);
        QCOMPARE(target.classes, (Texts{"b", "a", "c"}));
        QCOMPARE(target.values, (std::vector<float>{0, 1, 0, 2}));
        QCOMPARE(rows, (std::vector<std::uint32_t>{1, 2, 3, 4}));
        QCOMPARE(target.positive, -1);
        QCOMPARE(target.outputs(), 3);
    }

    void unusedSpellingsAreNoClasses()
    {
        const Column column =
            Column::coded("y", ColumnType::Categorical, {2, 1, 2}, {"gone", "x", "z"});
        QCOMPARE(classes(column).classes, (Texts{"z", "x"}));
    }

    void numbersAreSpelledAsClasses()
    {
        const Target target = classes(Column::numeric("y", {3, 0.5, kMissing, -0.0, 0.0, kInf, 3}));
        QCOMPARE(target.classes, (Texts{"3", "0.5", "0", "inf"}));
        QCOMPARE(target.values, (std::vector<float>{0, 1, 2, 2, 3, 0}));
    }

    void datesAreSpelledAsClasses()
    {
        QCOMPARE(classes(Column::dateTime("y", {0, 31, 0})).classes,
                 (Texts{"2000-01-01", "2000-02-01"}));
    }

    void positiveClass_data()
    {
        QTest::addColumn<QByteArrayList>("cells");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("reads as yes")
            << QByteArrayList{"Yes", "Yes", "no"} << QByteArray() << QByteArray("Yes");
        QTest::newRow("one") << QByteArrayList{"1", "1", "0"} << QByteArray() << QByteArray("1");
        QTest::newRow("plus") << QByteArrayList{"-", "+", "+"} << QByteArray() << QByteArray("+");
        QTest::newRow("the rarer")
            << QByteArrayList{"good", "bad", "good"} << QByteArray() << QByteArray("bad");
        QTest::newRow("both read as yes")
            << QByteArrayList{"y", "t", "y"} << QByteArray() << QByteArray("t");
        QTest::newRow("named") << QByteArrayList{"yes", "no", "no"} << QByteArray("no")
                               << QByteArray("no");
        QTest::newRow("named as number")
            << QByteArrayList{"1", "2", "2"} << QByteArray("2.0") << QByteArray("2");
    }
    void positiveClass()
    {
        QFETCH(QByteArrayList, cells);
        QFETCH(QByteArray, wanted);
        QFETCH(QByteArray, expected);
        Texts texts;
        for (const QByteArray &cell : cells)
            texts.push_back(cell.toStdString());
        const Target target = classes(words(texts), wanted.toStdString());
        QCOMPARE(target.task, TaskKind::Binary);
        QCOMPARE(target.classes[static_cast<std::size_t>(target.positive)], expected.toStdString());
    }

    void regressionDropsMissingAndInfiniteRows()
    {
        std::vector<std::uint32_t> rows{9, 9};
        const Target target = makeTarget(
            Column::numeric("y", {1, kMissing, kInf, 2.5, -kInf, 1e300}), false, "", rows);
        QCOMPARE(target.task, TaskKind::Regression);
        QCOMPARE(target.values, (std::vector<float>{1, 2.5F}));
        QCOMPARE(rows, (std::vector<std::uint32_t>{0, 3}));
        QCOMPARE(target.outputs(), 1);
        QVERIFY(target.classes.empty());
    }

    void spelledNumbersCanBeRegressedOn()
    {
        std::vector<std::uint32_t> rows;
        const Target target = makeTarget(words({"1", "", "2.5", "nan"}), false, "", rows);
        QCOMPARE(target.values, (std::vector<float>{1, 2.5F}));
        QCOMPARE(rows, (std::vector<std::uint32_t>{0, 2}));
    }

    void wordsCanNotBeRegressedOn()
    {
        const Error error = errorOf(words({"1", "", "many", "2"}), false);
        QCOMPARE(error.code(), ErrorCode::BadColumn);
        QCOMPARE(error.subject(), std::string("y"));
        QVERIFY(error.detail().find("\"many\" in data row 3") != std::string::npos);
    }

    void targetsWithNothingToLearnAreRefused()
    {
        QCOMPARE(errorOf(words({"a", "a", ""}), true).code(), ErrorCode::TooLittleData);
        QCOMPARE(errorOf(words({"", ""}), true).code(), ErrorCode::TooLittleData);
        QCOMPARE(errorOf(Column::numeric("y", {2, 2, 2}), false).code(), ErrorCode::TooLittleData);
        QCOMPARE(errorOf(Column::numeric("y", {kMissing, kInf}), false).code(),
                 ErrorCode::TooLittleData);
        QCOMPARE(errorOf(Column::numeric("y", {}), true).code(), ErrorCode::TooLittleData);
    }

    void aClassARowIsTooMany()
    {
        std::vector<double> all;
        for (int i = 0; i < 100; ++i)
            all.push_back(i + 0.5);
        const Error error = errorOf(Column::numeric("y", all), true);
        QCOMPARE(error.code(), ErrorCode::BadInput);
        QVERIFY(error.detail().find("100 classes") != std::string::npos);
    }

    void unknownPositiveClassIsRefused()
    {
        const Error error = errorOf(words({"a", "b"}), true, "c");
        QCOMPARE(error.code(), ErrorCode::BadInput);
        QVERIFY(error.detail().find("a, b") != std::string::npos);
        QCOMPARE(errorOf(words({"a", "b", "c"}), true, "a").code(), ErrorCode::BadInput);
        QCOMPARE(errorOf(Column::numeric("y", {1, 2}), false, "1").code(), ErrorCode::BadInput);
    }

    void taskIsGuessedFromTheColumn_data()
    {
        QTest::addColumn<int>("distinct");
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("step");
        QTest::addColumn<bool>("classification");
        QTest::newRow("two values") << 2 << 10 << 1.0 << true;
        QTest::newRow("two fractions") << 2 << 10 << 0.25 << true;
        QTest::newRow("ten digits") << 10 << 100 << 1.0 << true;
        QTest::newRow("twenty in two hundred") << 20 << 200 << 1.0 << true;
        QTest::newRow("twenty in fewer rows") << 20 << 199 << 1.0 << false;
        QTest::newRow("twenty-one") << 21 << 1000 << 1.0 << false;
        QTest::newRow("fractions") << 10 << 1000 << 0.5 << false;
        QTest::newRow("constant") << 1 << 100 << 1.0 << true;
    }
    void taskIsGuessedFromTheColumn()
    {
        QFETCH(int, distinct);
        QFETCH(int, rows);
        QFETCH(double, step);
        QFETCH(bool, classification);
        std::vector<double> values;
        for (int i = 0; i < rows; ++i)
            values.push_back(step * (i % distinct));
        const TaskGuess guess = guessTask(Column::numeric("y", values));
        QCOMPARE(guess.classification, classification);
        QVERIFY(guess.why.ends_with('.'));
    }

    void wordsAreClassesAndDatesAreNumbers()
    {
        QVERIFY(guessTask(words({"1", "2", "3"})).classification);
        QVERIFY(!guessTask(Column::dateTime("y", {1, 2, 3})).classification);
    }

    void gatheredKeepsTheClasses()
    {
        const Target target = classes(words({"a", "b", "a"}));
        const std::vector<std::uint32_t> rows{2, 1};
        const Target part = target.gathered(rows);
        QCOMPARE(part.values, (std::vector<float>{0, 1}));
        QCOMPARE(part.classes, target.classes);
        QCOMPARE(part.positive, target.positive);
        QCOMPARE(part.column, std::string("y"));
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"

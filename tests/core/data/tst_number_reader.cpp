// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_reader.h"

#include "core/base/random.h"

#include <QTest>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

using namespace leptune;

class TestNumberReader : public QObject {
    Q_OBJECT

    static double reference(const std::string &text)
    {
        double value = 0.0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }
    /// The quick way has to give the same bits as std::from_chars, or to give up.
    static bool quickWayAgrees(const std::string &text, int &quick)
    {
        const std::string padded = text + std::string(64, '\0');
        double value = 0.0;
        const char *const end = readPlainNumber(padded.data(), '.', value);
        if (end == nullptr)
            return true;
        ++quick;
        return end == padded.data() + text.size() &&
               std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(reference(text));
    }

private Q_SLOTS:
    void readsPlainNumbersExactly()
    {
        RandomStream random(5);
        int quick = 0;
        for (int i = 0; i < 300000; ++i) {
            std::string text = random.below(3) == 0 ? "-" : "";
            text += std::to_string(random.next() >> (41 + random.below(23)));
            if (const std::uint64_t decimals = random.below(19); decimals > 0) {
                text += '.';
                for (std::uint64_t k = 0; k < decimals; ++k)
                    text += static_cast<char>('0' + random.below(10));
            }
            QVERIFY2(quickWayAgrees(text, quick), text.c_str());
        }
        QVERIFY2(quick > 200000, std::to_string(quick).c_str());
    }

    void readsShortestDoublesExactly()
    {
        RandomStream random(6);
        int quick = 0;
        for (int i = 0; i < 100000; ++i) {
            const double value = random.normal();
            char buffer[64];
            const auto end =
                std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
            const std::string text(buffer, end.ptr);
            QVERIFY2(quickWayAgrees(text, quick), text.c_str());
            QCOMPARE(readNumberCell(text, '.').value, value);
        }
        QVERIFY2(quick > 80000, std::to_string(quick).c_str());
    }

    /// Decimals that lie on or beside the middle of two doubles.
    void roundsHalfWayCasesExactly_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"1.0000000000000001110", "0.5000000000000000555", "4503599.627370496500",
              "9007199.254740993", "0.1000000000000000055", "1.000000000000000333", "8.5",
              "2.2250738585072014"})
            QTest::newRow(text) << QByteArray(text);
    }
    void roundsHalfWayCasesExactly()
    {
        QFETCH(QByteArray, text);
        int quick = 0;
        QVERIFY(quickWayAgrees(text.toStdString(), quick));
        QCOMPARE(readNumberCell(text.toStdString(), '.').value, reference(text.toStdString()));
    }

    void tellsCellsApart_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<char>("decimal");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("value");
        const auto row = [](const char *cell, char decimal, CellKind kind, double value = 0.0) {
            QTest::addRow("%s %c", cell, decimal)
                << QByteArray(cell) << decimal << static_cast<int>(kind) << value;
        };
        row("12", '.', CellKind::Number, 12.0);
        row(" 12 ", '.', CellKind::Number, 12.0);
        row("+1.5", '.', CellKind::Number, 1.5);
        row("1,5", ',', CellKind::Number, 1.5);
        row("-1,5e2", ',', CellKind::Number, -150.0);
        row("1.5", ',', CellKind::Other);
        row("1,5", '.', CellKind::Other);
        row(".5", '.', CellKind::Number, 0.5);
        row("5.", '.', CellKind::Number, 5.0);
        row("1e-400", '.', CellKind::Number, 0.0);
        row("1e400", '.', CellKind::Infinite, HUGE_VAL);
        row("1e39", '.', CellKind::Infinite, 1e39); // beyond 32-bit floats
        row("-3.5e38", '.', CellKind::Infinite, -3.5e38);
        row("3.4e38", '.', CellKind::Number, 3.4e38);
        row("-inf", '.', CellKind::Infinite);
        row("Infinity", '.', CellKind::Infinite);
        row("", '.', CellKind::Missing);
        row("NaN", '.', CellKind::Missing);
        row("#N/A", '.', CellKind::Missing);
        row("none", '.', CellKind::Missing);
        row("-", '.', CellKind::Missing);
        row("+", '.', CellKind::Other);
        row(".", '.', CellKind::Missing);
        row("1e", '.', CellKind::Other);
        row("0x10", '.', CellKind::Other);
        row("1 2", '.', CellKind::Other);
        row("--1", '.', CellKind::Other);
        row("1.2.3", '.', CellKind::Other);
    }
    void tellsCellsApart()
    {
        QFETCH(QByteArray, cell);
        QFETCH(char, decimal);
        QFETCH(int, kind);
        QFETCH(double, value);
        const NumberCell read = readNumberCell(cell.toStdString(), decimal);
        QCOMPARE(static_cast<int>(read.kind), kind);
        QCOMPARE(read.value, value);
    }

    void readsGroupsOfThree_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<double>("value"); // -1: no such number
        QTest::addColumn<bool>("proven");
        QTest::newRow("open") << QByteArray("1,234") << 1234.0 << false;
        QTest::newRow("two groups") << QByteArray("1,234,567") << 1234567.0 << true;
        QTest::newRow("with a point") << QByteArray("-1,234.5") << -1234.5 << true;
        QTest::newRow("no group") << QByteArray("12.5") << 12.5 << false;
        QTest::newRow("short group") << QByteArray("1,23") << -1.0 << false;
        QTest::newRow("long start") << QByteArray("1234,567") << -1.0 << false;
        QTest::newRow("leading zero") << QByteArray("0,123") << -1.0 << false;
        QTest::newRow("empty group") << QByteArray("1,,234") << -1.0 << false;
    }
    void readsGroupsOfThree()
    {
        QFETCH(QByteArray, cell);
        QFETCH(double, value);
        QFETCH(bool, proven);
        bool really = false;
        const NumberCell read = readGroupedNumber(cell.toStdString(), '.', ',', really);
        QCOMPARE(read.kind == CellKind::Number ? read.value : -1.0, value);
        QCOMPARE(really, proven);
    }

    void keepsSodium()
    {
        QVERIFY(!isMissingWord("Na"));
        QVERIFY(isMissingWord("NA"));
        QVERIFY(!isMissingWord("none"));
        QVERIFY(isMissingAmongNumbers("None"));
    }
};

QTEST_GUILESS_MAIN(TestNumberReader)
#include "tst_number_reader.moc"

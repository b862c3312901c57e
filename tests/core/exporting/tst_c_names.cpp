// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_names.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

using namespace leptune;

class TestCNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesBecomeIdentifiers_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("identifier");
        QTest::newRow("plain") << QByteArray("age") << QByteArray("age");
        QTest::newRow("capitals, blanks")
            << QByteArray("Total Sales (EUR)") << QByteArray("total_sales_eur");
        QTest::newRow("digit first") << QByteArray("1st") << QByteArray("column_1st");
        QTest::newRow("keyword") << QByteArray("int") << QByteArray("int_");
        QTest::newRow("keyword of C++") << QByteArray("class") << QByteArray("class_");
        QTest::newRow("macro in capitals") << QByteArray("NAN") << QByteArray("nan");
        QTest::newRow("macro") << QByteArray("linux") << QByteArray("linux_");
        QTest::newRow("underlines") << QByteArray("__a__b__") << QByteArray("a_b");
        QTest::newRow("nothing left") << QByteArray("*/\n\"") << QByteArray("column");
        QTest::newRow("empty") << QByteArray() << QByteArray("column");
        QTest::newRow("letters of others") << QByteArray("gr\xC3\xB6\xC3\x9F"
                                                         "e")
                                           << QByteArray("gr_e");
    }
    void namesBecomeIdentifiers()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, identifier);
        QCOMPARE(CNames().identifier(name.toStdString(), "column"), identifier.toStdString());
    }

    void everyIdentifierIsGivenOnce()
    {
        CNames names;
        QCOMPARE(names.identifier("a b", "x"), std::string("a_b"));
        QCOMPARE(names.identifier("a-b", "x"), std::string("a_b_2"));
        QCOMPARE(names.identifier("a_b_2", "x"), std::string("a_b_2_2"));
        QCOMPARE(names.identifier("A_B", "x"), std::string("a_b_3"));
        QVERIFY(names.identifier(std::string(10000, 'q'), "x").size() < 63);
        QVERIFY(names.identifier(std::string(10000, 'q'), "x").size() < 63);
    }

    void literalsHoldNoTrigraphAndNoOpenEscape()
    {
        QCOMPARE(cText("a\"b\\"), std::string("\"a\\\"b\\\\\""));
        QCOMPARE(cText("?\?/"), std::string("\"\\?\\?/\""));
        QCOMPARE(cText("\xC3\xB6"
                       "7\n"),
                 std::string("\"\\303\\2667\\012\""));
        QCOMPARE(cLetter('\''), std::string("'\\''"));
        QCOMPARE(cLetter('"'), std::string("'\"'"));
        QCOMPARE(cLetter('\xFF'), std::string("'\\377'"));
    }

    void commentsCanNotBeEndedFromWithin()
    {
        QCOMPARE(cComment("a*/b"), std::string("a*\\/b"));
        QCOMPARE(cComment("a/*b"), std::string("a/\\*b"));
        QCOMPARE(cComment("*/*/"), std::string("*\\/\\*\\/"));
        QCOMPARE(cComment("line\nline"), std::string("line\\012line"));
        QCOMPARE(cComment("gr\xC3\xB6\xC3\x9F"
                          "e"),
                 std::string("gr\xC3\xB6\xC3\x9F"
                             "e"));
        // A letter that turns the direction of text, and a byte that is none.
        QCOMPARE(cComment("\xE2\x80\xAE"), std::string("\\342\\200\\256"));
        QCOMPARE(cComment("\xFF"), std::string("\\377"));
        QCOMPARE(cComment(std::string(10000, 'q'), 5), std::string("qqqqq..."));
    }

    void floatsReadBackWithTheSameBits()
    {
        for (const float value : {0.0F, -0.0F, 1.0F, 0.1F, -2.5e-7F, 16777216.0F, 3.4028235e38F,
                                  1e-45F, 1.17549435e-38F, 123456.789F}) {
            const std::string text = cFloat(value);
            QVERIFY2(text.ends_with("F"), text.c_str());
            QVERIFY2(text.find_first_of(".e") != std::string::npos, text.c_str());
            QCOMPARE(std::bit_cast<std::uint32_t>(std::strtof(text.c_str(), nullptr)),
                     std::bit_cast<std::uint32_t>(value));
        }
        QCOMPARE(cFloat(std::numeric_limits<float>::quiet_NaN()), std::string("NAN"));
        QCOMPARE(cFloat(-std::numeric_limits<float>::infinity()), std::string("-INFINITY"));
    }
};

QTEST_GUILESS_MAIN(TestCNames)
#include "tst_c_names.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_encoding.h"

#include "core/base/error.h"

#include <QTest>

using namespace leptune;

class TestTextEncoding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsStrictUtf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("valid");
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("ascii") << QByteArray("plain text, longer than eight bytes") << true;
        QTest::newRow("two bytes") << QByteArray("caf\xC3\xA9") << true;
        QTest::newRow("three bytes") << QByteArray("\xE4\xB8\xAD") << true;
        QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x99\x82") << true;
        QTest::newRow("last code point") << QByteArray("\xF4\x8F\xBF\xBF") << true;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << false;
        QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << false;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
        QTest::newRow("beyond the last") << QByteArray("\xF4\x90\x80\x80") << false;
        QTest::newRow("cut off") << QByteArray("abc\xE4\xB8") << false;
        QTest::newRow("lone continuation") << QByteArray("a\x80") << false;
        QTest::newRow("latin-1") << QByteArray("caf\xE9") << false;
    }
    void knowsStrictUtf8()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, valid);
        QCOMPARE(isValidUtf8(bytes.toStdString()), valid);
    }

    void guessesAmongNarrowEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("encoding");
        QTest::newRow("utf-8") << QByteArray("\xE4\xB8\xAD") << QByteArray("UTF-8");
        QTest::newRow("chinese") << QByteArray("\xD6\xD0\xCE\xC4,\xB1\xED\xB8\xF1")
                                 << QByteArray("GB18030");
        QTest::newRow("chinese with rare letters")
            << QByteArray(
                   "\xD6\xD0\xCE\xC4\xB1\xED\xB8\xF1\xD0\xD0\xC1\xD0\xCA\xFD\x81\x30\x81\x30")
            << QByteArray("GB18030");
        QTest::newRow("french") << QByteArray("d\xE9j\xE0 vu, No\xEBl, \xE9t\xE9")
                                << QByteArray("ISO-8859-1");
        QTest::newRow("german capitals") << QByteArray("GR\xD6\xDF"
                                                       "E \xC4NDERN")
                                         << QByteArray("ISO-8859-1");
        QTest::newRow("curly quotes") << QByteArray("\x93so\x94") << QByteArray("windows-1252");
        QTest::newRow("russian is not chinese")
            << QByteArray("\xEF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0") << QByteArray("ISO-8859-1");
    }
    void guessesAmongNarrowEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, encoding);
        QCOMPARE(QByteArray::fromStdString(guessNarrowEncoding(bytes.toStdString())), encoding);
    }

    void seesWideText()
    {
        using namespace std::string_view_literals;
        QCOMPARE(wideEncodingOf("\xFF\xFE"
                                "a\0"sv),
                 std::string("UTF-16LE"));
        QCOMPARE(wideEncodingOf("\xFE\xFF\0a"sv), std::string("UTF-16BE"));
        QCOMPARE(wideEncodingOf("\xFF\xFE\0\0a\0\0\0"sv), std::string("UTF-32LE"));
        QCOMPARE(wideEncodingOf("a\0,\0b\0\n\0"sv), std::string("UTF-16LE"));
        QCOMPARE(wideEncodingOf("a,b\n1,\0x\n"sv), std::string());
        QCOMPARE(wideEncodingOf("\xEF\xBB\xBF"
                                "a,b"sv),
                 std::string());
    }

    void convertsLongTexts()
    {
        std::string bytes;
        std::string expected;
        for (int i = 0; i < 50000; ++i) {
            bytes += "\xE9t\xE9;";
            expected += "\xC3\xA9t\xC3\xA9;";
        }
        const DecodedText decoded = decodeText(bytes, "latin1");
        QVERIFY(decoded.text == expected);
        QCOMPARE(decoded.encoding, std::string("ISO-8859-1"));
        QCOMPARE(decoded.replaced, std::size_t{0});
    }

    void countsWhatItReplaced()
    {
        const DecodedText decoded = decodeText("a\xFF"
                                               "b\xC0",
                                               "UTF-8");
        QCOMPARE(decoded.text, std::string("a\xEF\xBF\xBD"
                                           "b\xEF\xBF\xBD"));
        QCOMPARE(decoded.replaced, std::size_t{2});
    }

    void refusesUnknownNames()
    {
        QVERIFY_EXCEPTION_THROWN(decodeText("a", "klingon-8"), Error);
        QVERIFY_EXCEPTION_THROWN(decodeText("a", ""), Error);
    }
};

QTEST_GUILESS_MAIN(TestTextEncoding)
#include "tst_text_encoding.moc"

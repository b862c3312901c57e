// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/string_dictionary.h"

#include "core/base/random.h"

#include <QTest>

#include <map>

using namespace leptune;

class TestStringDictionary : public QObject {
    Q_OBJECT

    static std::string anyText(RandomStream &random)
    {
        std::string text(random.below(40), 'x');
        for (char &c : text)
            c = static_cast<char>(random.below(random.below(2) == 0 ? 2 : 256));
        return text;
    }

private Q_SLOTS:
    void numbersTextsInOrderOfFirstUse()
    {
        RandomStream random(1);
        StringDictionary dictionary;
        std::map<std::string, std::int32_t> reference;
        for (int i = 0; i < 50000; ++i) {
            const std::string text = anyText(random);
            const auto expected =
                reference.emplace(text, static_cast<std::int32_t>(reference.size())).first->second;
            QCOMPARE(dictionary.code(text), expected);
        }
        QCOMPARE(dictionary.size(), reference.size());
        for (const auto &[text, code] : reference)
            QVERIFY(dictionary.text(static_cast<std::size_t>(code)) == text);
    }

    void joinsAnother()
    {
        StringDictionary first;
        StringDictionary second;
        for (const char *text : {"a", "", "b"})
            first.code(text);
        for (int i = 0; i < 1000; ++i)
            second.code(std::to_string(i));
        second.code("b");
        second.code("");
        const std::vector<std::int32_t> codes = first.join(second);
        QCOMPARE(first.size(), std::size_t{1003});
        QCOMPARE(codes.front(), 3);
        QCOMPARE(codes[1000], 2);
        QCOMPARE(codes[1001], 1);
        QVERIFY(first.text(1002) == "999");
    }

    void takesANewOrder()
    {
        StringDictionary dictionary;
        for (const char *text : {"a", "b", "c"})
            dictionary.code(text);
        dictionary.finish({2, 0});
        QCOMPARE(dictionary.size(), std::size_t{2});
        QVERIFY(dictionary.text(0) == "c");
        QVERIFY(dictionary.text(1) == "a");
    }
};

QTEST_GUILESS_MAIN(TestStringDictionary)
#include "tst_string_dictionary.moc"

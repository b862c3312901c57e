// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/resources.h"
#include "ui/words/sentences.h"

#include <QTest>
#include <QTranslator>

using namespace leptune;

class TestSentences : public QObject {
    Q_OBJECT
private:
    QTranslator m_chinese;

private Q_SLOTS:
    void initTestCase()
    {
        loadResources();
        QVERIFY(m_chinese.load(QStringLiteral(":/i18n/leptune_zh_CN.qm")));
    }
    void cleanup() { QCoreApplication::removeTranslator(&m_chinese); }

    void aClauseGetsACapitalAndAFullStop()
    {
        QCOMPARE(asSentence(QStringLiteral("the file is there")),
                 QStringLiteral("The file is there."));
        QCOMPARE(asSentence(QStringLiteral("why? ")), QStringLiteral("Why?"));
        QCOMPARE(asSentence(QString()), QString());
        QCOMPARE(withFullStop(QStringLiteral("age: too low")), QStringLiteral("age: too low."));
    }

    void chineseSentencesStandWithoutABlankBetween()
    {
        QCoreApplication::installTranslator(&m_chinese);
        QCOMPARE(joinSentences(asSentence(QStringLiteral("文件还在")), QStringLiteral("请重试。")),
                 QStringLiteral("文件还在。请重试。"));
    }

    void listsHaveTheirOwnMark()
    {
        const QStringList parts{QStringLiteral("a"), QStringLiteral("b")};
        QCOMPARE(joinList(parts), QStringLiteral("a, b"));
        QCoreApplication::installTranslator(&m_chinese);
        QCOMPARE(joinList(parts), QStringLiteral("a、b"));
    }

    void keysGoWithTheirBrackets()
    {
        QCOMPARE(withoutMnemonic(QStringLiteral("&Open…")), QStringLiteral("Open…"));
        QCOMPARE(withoutMnemonic(QStringLiteral("打开(&O)…")), QStringLiteral("打开…"));
        QCOMPARE(withoutMnemonic(QStringLiteral("Rows (all)")), QStringLiteral("Rows (all)"));
    }

    void emptySentencesLeaveNoGap()
    {
        QCOMPARE(joinSentences(QStringLiteral("One."), QStringLiteral("Two.")),
                 QStringLiteral("One. Two."));
        QCOMPARE(joinSentences(QString(), QStringLiteral("Two.")), QStringLiteral("Two."));
        QCOMPARE(joinSentences(QStringLiteral("One."), QString()), QStringLiteral("One."));
    }
};

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"

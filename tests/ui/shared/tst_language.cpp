// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_sandbox.h"
#include "ui/shared/format.h"
#include "ui/shared/language.h"
#include "ui/shared/resources.h"

#include <QTest>

using namespace leptune;

class TestLanguage : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("LEPTUNE_LANGUAGE", "zh_CN");
        loadResources();
    }
    void cleanup() { setLanguage(QString()); }

    void bothLanguagesAreThere()
    {
        QCOMPARE(languages(), (QStringList{QStringLiteral("en"), QStringLiteral("zh_CN")}));
    }

    void theWindowSpeaksWhatTheEnvironmentAsksFor()
    {
        QCOMPARE(QCoreApplication::translate("leptune::MainWindow", "Data"),
                 QStringLiteral("数据"));
        QCOMPARE(formatDuration(65.0), QStringLiteral("1 分 5 秒"));
        QCOMPARE(formatCount(1234567), QStringLiteral("1,234,567"));
        QCOMPARE(QLocale().language(), QLocale::Chinese);
    }

    void theSystemsLanguagesAreTriedInTheirOrder_data()
    {
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QString>("spoken");
        const auto row = [](const char *name, const char *wanted, const char *spoken) {
            QTest::newRow(name) << QString::fromLatin1(wanted).split(u' ')
                                << QString::fromLatin1(spoken);
        };
        row("China", "zh-Hans-CN zh-CN zh", "zh_CN");
        row("Singapore", "zh-Hans-SG", "zh_CN");
        row("Taiwan reads other letters", "zh-Hant-TW zh-TW", "en");
        row("Germany", "de-DE de", "en");
        row("Germany, then China", "de-DE zh-CN", "zh_CN");
        row("Britain, then China", "en-GB zh-CN", "en");
        row("no locale", "C", "en");
    }
    void theSystemsLanguagesAreTriedInTheirOrder()
    {
        QFETCH(QStringList, wanted);
        QFETCH(QString, spoken);
        QCOMPARE(bestLanguage(wanted, languages()), spoken);
    }

    void theEnvironmentGoesBeforeWhatWasChosen()
    {
        setLanguage(QStringLiteral("en"));
        QCOMPARE(language(), QStringLiteral("en"));
        QCOMPARE(spokenLanguage(), QStringLiteral("zh_CN"));
        qputenv("LEPTUNE_LANGUAGE", "tlh"); // nobody translated it
        QCOMPARE(spokenLanguage(), QStringLiteral("en"));
        setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(spokenLanguage(), QStringLiteral("zh_CN"));
        qputenv("LEPTUNE_LANGUAGE", "zh_CN");
    }

    void numbersStayTheSystemsWithinALanguage()
    {
        const QLocale austria(QLocale::German, QLocale::Austria);
        QCOMPARE(numberLocale(QStringLiteral("zh_CN"), austria).language(), QLocale::Chinese);
        const QLocale britain(QLocale::English, QLocale::UnitedKingdom);
        QCOMPARE(numberLocale(QStringLiteral("en"), britain), britain);
    }

    void numbersFollowTheLocale()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(formatNumber(1234.5, 6), QStringLiteral("1.234,5"));
        QCOMPARE(formatCount(1234567), QStringLiteral("1.234.567"));
        QCOMPARE(formatPercent(0.141), QStringLiteral("14,1\u00A0%"));
        QCOMPARE(formatBytes(1'200'000), QStringLiteral("1,2\u00A0MB"));
        QCOMPARE(formatMicroseconds(2.1), QStringLiteral("2,1\u00A0µs"));
        QLocale::setDefault(before);
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"

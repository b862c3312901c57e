// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/method_words.h"

#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace leptune;

namespace {

/// Names of hyperparameters that stand in the sources of the methods.
QSet<QString> settingsOfMethods()
{
    static const QRegularExpression pattern(
        QStringLiteral("Parameter::(?:real|integer|categorical)\\(\\s*\"([a-z_]+)\""));
    QSet<QString> names;
    QDirIterator files(QStringLiteral(LEPTUNE_SOURCE "/core/compress"), {QStringLiteral("*.cpp")});
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto matches = pattern.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            names.insert(matches.next().captured(1));
    }
    return names;
}

} // namespace

class TestMethodWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everySettingOfEveryMethodHasWords()
    {
        const QSet<QString> names = settingsOfMethods();
        QVERIFY(names.size() >= 15 && names.contains(QStringLiteral("truth")));
        for (const QString &name : names) {
            const QString title = settingTitle(name.toStdString());
            QVERIFY2(!title.isEmpty() && title.at(0).isUpper(), qPrintable(name));
            QVERIFY2(!settingMeaning(name.toStdString()).isEmpty(), qPrintable(name));
        }
    }

    void valuesAreToldAsPeopleSayThem()
    {
        QCOMPARE(settingText("made", 0.5), QStringLiteral("50\u00a0%"));
        QCOMPARE(settingText("truth", 0.0), QStringLiteral("0\u00a0%"));
        QCOMPARE(settingText("depth", std::int64_t{6}), QStringLiteral("6"));
        QCOMPARE(settingText("arithmetic", std::string("int8")), QStringLiteral("whole numbers"));
        QCOMPARE(settingText("random_strength", 0.51234), QStringLiteral("0.512"));
    }

    void anUnknownSettingKeepsItsName()
    {
        QCOMPARE(settingTitle("some_thing"), QStringLiteral("some thing"));
        QCOMPARE(settingText("some_thing", std::string("odd")), QStringLiteral("odd"));
    }
};

QTEST_GUILESS_MAIN(TestMethodWords)
#include "tst_method_words.moc"

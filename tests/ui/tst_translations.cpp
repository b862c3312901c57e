// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/translation_file.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kPatienceMs = 120'000;
const auto kTree = QStringLiteral(LEPTUNE_SOURCE);
const auto kTranslations = QStringLiteral("/resources/i18n");
const auto kChinese = QStringLiteral("[\\x{4E00}-\\x{9FFF}]"); // \p{Han} holds full-width marks too

/// Of the language that names the row of the test.
QString fileIn(const QString &folder)
{
    return folder +
           QStringLiteral("/leptune_%1.ts").arg(QString::fromLatin1(QTest::currentDataTag()));
}

QStringList found(const QString &text, const QString &pattern)
{
    QStringList list;
    for (auto match = QRegularExpression(pattern).globalMatch(text); match.hasNext();)
        list.append(match.next().captured());
    list.sort();
    return list;
}

QString blanksAround(const QString &text)
{
    static const QRegularExpression first(QStringLiteral("^\\s*"));
    static const QRegularExpression last(QStringLiteral("\\s*$"));
    return first.match(text).captured() + u'|' + last.match(text).captured();
}

} // namespace

/// The translations against the sources as they stand: what lupdate would add or drop is missing
/// or obsolete.
class TestTranslations : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QList<TranslatedMessage> messages() const { return readTranslations(fileIn(m_folder.path())); }

    /// Names the messages of the language for whose forms `isWrong` says so.
    template <class Wrong>
    void checkForms(Wrong isWrong) const
    {
        const QList<TranslatedMessage> all = messages();
        QVERIFY(!all.isEmpty());
        QStringList wrong;
        for (const TranslatedMessage &message : all)
            for (const QString &form : message.forms)
                if (isWrong(message, form))
                    wrong.append(message.place() + QLatin1String(" -> ") + form);
        QVERIFY2(wrong.isEmpty(), wrong.join(u'\n').toUtf8());
    }

    /// Each language is a row, named by its code.
    static void addLanguages()
    {
        QTest::addColumn<int>("plurals");
        QTest::newRow("en") << 2;
        QTest::newRow("zh_CN") << 1;
    }
    static void addChinese()
    {
        QTest::addColumn<int>("plurals");
        QTest::newRow("zh_CN") << 1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QDir committed(kTree + kTranslations);
        for (const QString &name : committed.entryList({QStringLiteral("*.ts")}))
            QVERIFY(QFile::copy(committed.filePath(name), m_folder.filePath(name)));
        QProcess update;
        update.setWorkingDirectory(kTree);
        update.setProcessChannelMode(QProcess::MergedChannels);
        update.start(QStringLiteral("sh"),
                     {kTree + kTranslations + QStringLiteral("/update.sh"), m_folder.path()});
        QVERIFY(update.waitForFinished(kPatienceMs));
        const QByteArray said = update.readAll();
        QVERIFY2(update.exitStatus() == QProcess::NormalExit && update.exitCode() == 0, said);
        // Such a class would look its words up under its parent's name, where they do not stand.
        QVERIFY2(!said.contains("lacks Q_OBJECT"), said);
    }

    void nothingIsLeftToTranslate_data() { addLanguages(); }
    void nothingIsLeftToTranslate()
    {
        const QList<TranslatedMessage> all = messages();
        QVERIFY(all.size() > 5);
        QStringList left;
        for (const TranslatedMessage &message : all)
            if (!message.isFinished || message.forms.isEmpty() || message.forms.contains(QString()))
                left.append(message.place());
        QVERIFY2(left.isEmpty(), left.join(u'\n').toUtf8());
    }

    void nothingIsTranslatedThatNobodySays_data() { addLanguages(); }
    void nothingIsTranslatedThatNobodySays()
    {
        QSet<QString> said;
        for (const TranslatedMessage &message : messages())
            said.insert(message.key());
        QStringList obsolete;
        for (const TranslatedMessage &message : readTranslations(fileIn(kTree + kTranslations)))
            if (!said.contains(message.key()))
                obsolete.append(message.place());
        QVERIFY2(obsolete.isEmpty(), obsolete.join(u'\n').toUtf8());
    }

    void everyNumberHasItsForms_data() { addLanguages(); }
    void everyNumberHasItsForms()
    {
        QFETCH(int, plurals);
        checkForms([plurals](const TranslatedMessage &message, const QString &) {
            return message.forms.size() != (message.isPlural ? plurals : 1);
        });
    }

    void placesAndTagsAndFileFiltersAreKept_data() { addLanguages(); }
    void placesAndTagsAndFileFiltersAreKept()
    {
        const QString kept = QStringLiteral("%L?(?:n|\\d+)|</?\\w+>|\\(\\*[^)]*\\)|\\n|…");
        checkForms([kept](const TranslatedMessage &message, const QString &form) {
            // One may be said in words: "The only model".
            const bool isOne = message.forms.size() > 1 && form == message.forms.front();
            QString source = message.source;
            if (isOne && !form.contains(QLatin1String("%n")))
                source.remove(QLatin1String("%n"));
            return found(source, kept) != found(form, kept);
        });
    }

    void mnemonicsAreKept_data() { addLanguages(); }
    void mnemonicsAreKept()
    {
        const QString mnemonic = QStringLiteral("(?<!&)&(?![&\\s]|$)");
        checkForms([mnemonic](const TranslatedMessage &message, const QString &form) {
            return found(message.source, mnemonic).size() != found(form, mnemonic).size();
        });
    }

    void blanksAtTheEndsAreKept_data() { addLanguages(); }
    void blanksAtTheEndsAreKept()
    {
        const auto isChinese = [](const QString &form) {
            static const QRegularExpression mark(QStringLiteral("^[，。；：、（]|[，。；：、）]$"));
            return form.contains(mark); // full-width marks bring their blank along
        };
        checkForms([isChinese](const TranslatedMessage &message, const QString &form) {
            return !isChinese(form) && blanksAround(message.source) != blanksAround(form);
        });
    }

    void chineseHasItsOwnMarks_data() { addChinese(); }
    void chineseHasItsOwnMarks()
    {
        checkForms([](const TranslatedMessage &, const QString &form) {
            static const QRegularExpression halfWidth(
                QStringLiteral("%1[,;:!?]|%1\\.(?:$|\\s)|\\.{3}|%1\\(%1").arg(kChinese));
            return form.contains(halfWidth);
        });
    }

    void chineseKeepsABlankBesideLatinWordsAndNumbers_data() { addChinese(); }
    void chineseKeepsABlankBesideLatinWordsAndNumbers()
    {
        checkForms([](const TranslatedMessage &, const QString &form) {
            static const QRegularExpression glued(
                QStringLiteral("%1[A-Za-z0-9]|[A-Za-z0-9](?<!%\\d)(?<!%n)%1").arg(kChinese));
            return form.contains(glued);
        });
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"

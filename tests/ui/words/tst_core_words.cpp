// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/profile.h"
#include "core/data/target.h"
#include "core/exporting/export_model.h"
#include "core/learners/registry.h"
#include "core/tuning/study.h"
#include "tests/support/made_tables.h"
#include "tests/support/model_samples.h"
#include "tests/support/reading.h"
#include "tests/ui/words/source_texts.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/resources.h"
#include "ui/words/core_patterns.h"
#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTranslator>

using namespace leptune;
using namespace leptune::testing;

namespace {

QByteArray listed(const QStringList &lines)
{
    return lines.join(u'\n').toUtf8();
}

/// What stands between "%1" in a pattern, filled with names.
std::string filled(const CorePattern &pattern)
{
    QString text = QString::fromUtf8(pattern.text);
    for (int place = 1; place < 10; ++place)
        text.replace(QStringLiteral("%%1").arg(place), QStringLiteral("NAME%1").arg(place));
    return text.toStdString();
}

} // namespace

class TestCoreWords : public QObject {
    Q_OBJECT
private:
    QTranslator m_chinese;
    QStringList m_unknown;

    void expectKnown(const std::string &text)
    {
        if (!text.empty() && !isKnownToCoreWords(text))
            m_unknown.append(QString::fromStdString(text));
    }
    void expectKnown(const std::vector<std::string> &texts)
    {
        for (const std::string &text : texts)
            expectKnown(text);
    }

    static std::vector<CorePattern> allPatterns()
    {
        std::vector<CorePattern> all;
        for (const auto &list :
             {dataPatterns(), importPatterns(), profilePatterns(), studyPatterns(), modelPatterns(),
              compressionPatterns(), exportPatterns()})
            all.insert(all.end(), list.begin(), list.end());
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        loadResources();
        QVERIFY(m_chinese.load(QStringLiteral(":/i18n/leptune_zh_CN.qm")));
    }
    void init() { m_unknown.clear(); }
    void cleanup() { QCoreApplication::removeTranslator(&m_chinese); }

    void everyPatternCountsItsPlaces()
    {
        static const QRegularExpression place(QStringLiteral("%(\\d)"));
        for (const CorePattern &pattern : allPatterns()) {
            QString digits;
            for (auto found = place.globalMatch(QString::fromUtf8(pattern.text)); found.hasNext();)
                digits += found.next().captured(1);
            QVERIFY2(QStringLiteral("123456789").startsWith(digits), pattern.text);
            for (const QChar nested : QString::fromUtf8(pattern.nested))
                QVERIFY2(digits.contains(nested), pattern.text);
        }
    }

    void englishStaysAsItIs()
    {
        for (const CorePattern &pattern : allPatterns()) {
            const std::string text = filled(pattern);
            QVERIFY2(isKnownToCoreWords(text), pattern.text);
            QCOMPARE(coreWords(text), QString::fromStdString(text));
        }
    }

    void chineseKeepsNamesAndNumbers()
    {
        QCoreApplication::installTranslator(&m_chinese);
        static const QRegularExpression name(QStringLiteral("NAME\\d"));
        static const QRegularExpression chinese(QStringLiteral("\\p{Han}"));
        for (const CorePattern &pattern : allPatterns()) {
            const std::string text = filled(pattern);
            const QString words = coreWords(text);
            QVERIFY2(words.contains(chinese), pattern.text);
            for (auto found = name.globalMatch(QString::fromStdString(text)); found.hasNext();)
                QVERIFY2(words.contains(found.next().captured()), pattern.text);
        }
    }

    void aTextInsideATextIsTranslatedToo()
    {
        QCoreApplication::installTranslator(&m_chinese);
        QCOMPARE(coreWords("column customer is not used: it is empty"),
                 QStringLiteral("不使用列 customer：它是空的"));
        QCOMPARE(coreWords("random forest is not tried: more than 1,000 classes"),
                 QStringLiteral("不尝试随机森林：超过 1,000 个类别"));
        QCOMPARE(coreWords("forest: out of memory"), QStringLiteral("forest：内存不足"));
    }

    void whatIsAppendedIsTranslatedWhereATextEndsInAName()
    {
        QCoreApplication::installTranslator(&m_chinese);
        const QString words = coreWords("did well on data sets like this: ilpd and kc1, continued "
                                        "with more rounds, ended early to keep the budget");
        QVERIFY2(!words.contains(QStringLiteral("rounds")), qPrintable(words));
        QVERIFY2(!words.contains(QStringLiteral("budget")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("kc1")), qPrintable(words));
    }
    void namesThatReadLikePlacesAreNotTouched()
    {
        QCoreApplication::installTranslator(&m_chinese);
        QCOMPARE(coreWords("column %2 is not used: it is empty"),
                 QStringLiteral("不使用列 %2：它是空的"));
        QCOMPARE(coreWords("there is no such column; the table has %1, a: b"),
                 QStringLiteral("没有这一列；表格中有 %1, a: b"));
    }

    void whatNobodyKnowsIsShownAsItIs()
    {
        QCoreApplication::installTranslator(&m_chinese);
        for (const char *text : {"", "boosting-12", "a note of next year", "a: b", "%1"}) {
            QCOMPARE(coreWords(text), QString::fromUtf8(text));
            QVERIFY(!isKnownToCoreWords(text));
        }
    }

    void aLongLeaderboardIsTranslatedAtOnce()
    {
        QCoreApplication::installTranslator(&m_chinese);
        QElapsedTimer clock;
        clock.start();
        for (int row = 0; row < 10'000; ++row)
            QVERIFY(
                !coreWords("after " + std::to_string(row % 5) +
                           " of 5 folds it was far below the best and of no use to the ensemble")
                     .isEmpty());
        const double milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        qInfo("10,000 reasons in %.1f ms", milliseconds);
        QVERIFY(milliseconds < 500.0);
    }

    void errorsSpeakChinese()
    {
        QCoreApplication::installTranslator(&m_chinese);
        const ErrorText text = describeError(Error(
            ErrorCode::Unwritable, "/a/b.csv", "the folder /a does not exist; create it first"));
        QCOMPARE(text.title, QStringLiteral("无法写入文件"));
        QCOMPARE(text.text, QStringLiteral("/a/b.csv：文件夹 /a 不存在；请先创建。"
                                           "请换一个文件夹或腾出一些空间，然后重试。"));
        const Error option(ErrorCode::BadOption, "folds", "must be between 2 and 100");
        QCOMPARE(describeError(option).text, QStringLiteral("折数：必须在 2 到 100 之间。"));
    }

    void everyTextInTheSourcesIsKnown()
    {
        // Of the library's callers and the command line alone: the window offers only what is
        // allowed, and can't learn portfolios.
        static const QRegularExpression elsewhere(
            QStringLiteral("/portfolio_|core/leptune\\.cpp|core/(?:search|learners)/.* BadOption|"
                           "tree_shrinker|exporting/c_check"));
        const QList<SourceText> texts = coreSourceTexts(QStringLiteral(LEPTUNE_SOURCE));
        QVERIFY(texts.size() > 150);
        for (const SourceText &text : texts)
            if (!text.place.contains(elsewhere) && !isKnownToCoreWords(text.text.toStdString()))
                m_unknown.append(text.place + QLatin1String(": ") + text.text);
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }

    void everyFamilyTellsItsTitleAndWhyItIsNotTried()
    {
        DataShape pictures;
        pictures.rows = 1'000'000;
        pictures.picture = {4, 4, 1};
        DataShape wide;
        wide.rows = 1'000'000;
        wide.classes = 5000;
        wide.denseFeatures = 100'000;
        for (const Learner *learner : allLearners()) {
            expectKnown(learner->title());
            for (const DataShape &shape : {pictures, wide, DataShape{}})
                expectKnown(learner->whyNot(shape));
        }
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }

    void importReportsAreKnown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("semicolons, commas") << QByteArray("a;b\n1,5;2\n2,5;3\n1,25;4\n");
        QTest::newRow("ragged") << QByteArray("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n7,8,9\n");
        QTest::newRow("names") << QByteArray("a,,a\n1,2,3\n4,5,6\n");
        QTest::newRow("no header") << QByteArray("1,2,x\n3,4,y\n5,6,x\n");
        QTest::newRow("Latin-1") << QByteArray("a,b\ncaf\xE9,1\nth\xE9,2\n");
        QTest::newRow("NUL") << "a,b\n" + QByteArray("1,2\n").repeated(40) +
                                    QByteArray("3,?4\n").replace('?', '\0');
        QTest::newRow("dates") << QByteArray("d,x\n13/02/2024,1\n14/03/2024,2\n15/04/2024,3\n");
        QTest::newRow("open dates")
            << QByteArray("d,x\n01/02/2024,1\n02/03/2024,2\n03/04/2024,3\n");
        QTest::newRow("bars") << QByteArray("a|b\n1|2\n3|4\n5|6\n");
        QTest::newRow("leading zeros") << QByteArray("zip,x\n01234,1\n02345,2\n03456,3\n04567,4\n");
        QTest::newRow("last separator") << QByteArray("a,b,\n1,2,\n3,4,\n5,6,\n");
        QTest::newRow("row names") << QByteArray("a,b\nr1,1,2\nr2,3,4\nr3,5,6\n");
        QTest::newRow("quotes") << QByteArray("a,b\n'x,y',1\n'z,w',2\n'u,v',3\n");
        QByteArray numbers("n,k\n");
        for (int row = 0; row < 300; ++row)
            numbers += QByteArray::number(row * 7 % 100) + ",1\n";
        QTest::newRow("bad cells") << numbers + "oops,1\nouch,1\n";
        QTest::newRow("a bad cell") << numbers + "oops,1\n";
        QTest::newRow("infinite") << numbers + "1e39,1\n";
    }
    void importReportsAreKnown()
    {
        QFETCH(QByteArray, bytes);
        Folder folder;
        const ReadResult read = readTable(folder.file(bytes));
        expectKnown(read.report.assumed);
        expectKnown(read.report.repaired);
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }

    void theAwkwardTablesAboveHaveSomethingToTell()
    {
        Folder folder;
        const ReadResult read =
            readTable(folder.file("a;;c;a\n1,5;x;1;2\n2,5;y;2\n1,25;z;3;4;5\n2,75;x;4;5\n"));
        QVERIFY(read.report.assumed.size() + read.report.repaired.size() >= 4);
        expectKnown(read.report.assumed);
        expectKnown(read.report.repaired);
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }

    void whatTheProfileWarnsOfIsKnown()
    {
        QByteArray text("number,same,empty,copy,leak,city,rare,answer\n");
        for (int row = 0; row < 400; ++row) {
            const QByteArray answer = row % 100 == 0 ? "yes" : "no";
            const QByteArray value = QByteArray::number(row * 37 % 101);
            text += QByteArray::number(row + 1) + ",1," + (row % 50 ? "" : "9") + ',' + value +
                    ',' + (answer == "yes" ? "1" : "0") + ",town" + QByteArray::number(row) + ',' +
                    value + ',' + answer + '\n';
        }
        Folder folder;
        const ReadResult read = readTable(folder.file(text));
        std::size_t warnings = 0;
        for (const char *target : {"answer", "same", "number"}) {
            const Profile profile = profileTable(read.table, target);
            expectKnown(profile.warnings);
            for (const ColumnProfile &column : profile.columns)
                for (const WarningNote &note : column.warnings) {
                    expectKnown(note.why);
                    ++warnings;
                }
        }
        for (std::size_t i = 0; i < read.table.columns(); ++i)
            expectKnown(guessTask(read.table.column(i)).why);
        QVERIFY(warnings > 8);
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }

    void whatAStudySaysIsKnown_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("trials");
        QTest::newRow("few rows") << 120 << 5;
        QTest::newRow("more rows") << 700 << 14;
    }
    void whatAStudySaysIsKnown()
    {
        QFETCH(int, rows);
        QFETCH(int, trials);
        StudyInput input;
        input.table = binaryTable(static_cast<std::size_t>(rows), 1);
        input.options.target = "answer";
        input.options.trials = trials;
        input.options.families = {"linear", "symmetric", "knn", "cnn"};
        Study study(std::move(input));
        study.start();
        const StudyRecord record = study.wait();
        for (const StudyEvent &event : study.drain())
            if (const auto *message = std::get_if<StudyMessage>(&event))
                expectKnown(message->text);
        expectKnown(record.notes);
        QVERIFY(!record.notes.empty());
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.kind != EntryKind::Ensemble) // names of its members
                expectKnown(entry.reason);
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }

    void whyAFormatCantHoldAModelIsKnown()
    {
        for (const auto &sample : samples::all())
            for (const ExportFormat format :
                 {ExportFormat::Onnx, ExportFormat::OnnxInt8, ExportFormat::C,
                  ExportFormat::IntegerC, ExportFormat::TorchScript, ExportFormat::Native})
                expectKnown(whyNotAs(format, *sample.model));
        QVERIFY2(m_unknown.isEmpty(), listed(m_unknown));
    }
};

QTEST_GUILESS_MAIN(TestCoreWords)
#include "tst_core_words.moc"

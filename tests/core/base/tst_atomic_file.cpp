// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/support/full_disk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <sys/stat.h>

using namespace leptune;
using leptune::testing::FullDisk;

class TestAtomicFile : public QObject {
    Q_OBJECT
private:
    static std::string text(const std::string &path)
    {
        const auto bytes = readWholeFile(path);
        return {bytes.begin(), bytes.end()};
    }
    static QStringList filesIn(const QTemporaryDir &folder)
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    static bool isUnwritable(const auto &action)
    {
        try {
            action();
        } catch (const Error &error) {
            return error.code() == ErrorCode::Unwritable;
        }
        return false;
    }

private Q_SLOTS:
    void writesFilesThatBelongTogether()
    {
        const QTemporaryDir folder;
        const std::string a = folder.filePath(QStringLiteral("a")).toStdString();
        const std::string b = folder.filePath(QStringLiteral("b")).toStdString();
        writeFileAtomically(a, std::string_view("old"));
        const NewFile files[] = {{a, "one"}, {b, "two"}};
        writeFilesAtomically(files);
        QCOMPARE(text(a), std::string("one"));
        QCOMPARE(text(b), std::string("two"));
        QCOMPARE(filesIn(folder), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }

    void writesNoneWhereOneDoesNotFit()
    {
        const QTemporaryDir folder;
        const std::string a = folder.filePath(QStringLiteral("a")).toStdString();
        const std::string b = folder.filePath(QStringLiteral("b")).toStdString();
        const std::string large(100000, 'x');
        const NewFile files[] = {{a, "small"}, {b, large}};
        {
            const FullDisk disk(50000);
            QVERIFY(isUnwritable([&] { writeFilesAtomically(files); }));
        }
        QCOMPARE(filesIn(folder), QStringList());
    }

    void keepsOldFilesWhereANewOneDoesNotFit()
    {
        const QTemporaryDir folder;
        const std::string a = folder.filePath(QStringLiteral("a")).toStdString();
        const std::string b = folder.filePath(QStringLiteral("b")).toStdString();
        const NewFile old[] = {{a, "old a"}, {b, "old b"}};
        writeFilesAtomically(old);
        const std::string large(100000, 'x');
        const NewFile files[] = {{a, "small"}, {b, large}};
        {
            const FullDisk disk(50000);
            QVERIFY(isUnwritable([&] { writeFilesAtomically(files); }));
        }
        QCOMPARE(text(a), std::string("old a"));
        QCOMPARE(text(b), std::string("old b"));
        QCOMPARE(filesIn(folder), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }

    void writesNoneWhereAFolderIsInTheWay()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("b")));
        const std::string a = folder.filePath(QStringLiteral("a")).toStdString();
        const NewFile files[] = {{a, "one"},
                                 {folder.filePath(QStringLiteral("b")).toStdString(), "two"}};
        QVERIFY(isUnwritable([&] { writeFilesAtomically(files); }));
        QCOMPARE(filesIn(folder), QStringList());
    }

    void putsNothingInThePlaceOfAPipe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("pipe") << QStringLiteral("pipe");
        QTest::newRow("link to it") << QStringLiteral("link");
    }
    void putsNothingInThePlaceOfAPipe()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        QCOMPARE(mkfifo(qPrintable(folder.filePath(QStringLiteral("pipe"))), 0600), 0);
        std::filesystem::create_symlink("pipe",
                                        folder.filePath(QStringLiteral("link")).toStdString());
        const std::string path = folder.filePath(name).toStdString();
        const auto before = std::filesystem::symlink_status(path).type();
        QVERIFY(isUnwritable([&] { requireWritable(path); }));
        QVERIFY(isUnwritable([&] { writeFileAtomically(path, std::string_view("text")); }));
        QVERIFY(std::filesystem::symlink_status(path).type() == before);
        QVERIFY(filesIn(folder).filter(QStringLiteral(".part-")).isEmpty());
    }

    void aStopLeavesTheOldFiles()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a")).toStdString();
        writeFileAtomically(path, std::string_view("old"));
        std::stop_source stop;
        stop.request_stop();
        const NewFile pair[] = {{path, "new"}, {path + "2", "other"}};
        QVERIFY_THROWS_EXCEPTION(
            Error, writeFileAtomically(path, std::string_view("new"), stop.get_token()));
        QVERIFY_THROWS_EXCEPTION(Error, writeFilesAtomically(pair, stop.get_token()));
        QCOMPARE(filesIn(folder), QStringList{QStringLiteral("a")});
        QCOMPARE(readWholeFile(path).size(), std::size_t(3));
        QCOMPARE(readWholeFile(path)[0], std::uint8_t('o'));
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"

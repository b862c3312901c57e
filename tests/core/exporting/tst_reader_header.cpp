// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/exporting/export_model.h"
#include "core/exporting/reader_header.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;

/// Native files come with the header that reads them, out of the running program itself.
class TestReaderHeader : public QObject {
    Q_OBJECT
private:
    static std::string textOf(const std::string &path)
    {
        const auto bytes = readWholeFile(path);
        return {bytes.begin(), bytes.end()};
    }
    static ExportReport exported(const QTemporaryDir &folder,
                                 ReaderHeader header = ReaderHeader::Beside)
    {
        return exportModel(*samples::named("boosted trees"), ExportFormat::Native,
                           folder.filePath(QStringLiteral("m.leptune-model")).toStdString(),
                           std::nullopt, header);
    }
    static std::string place(const QTemporaryDir &folder)
    {
        return folder.filePath(QStringLiteral("leptune_reader.h")).toStdString();
    }

private Q_SLOTS:
    void theTextIsTheHeaderThatIsInstalled()
    {
        QVERIFY(textOf(LEPTUNE_READER_FOLDER "/leptune_reader.h") == readerHeaderText());
    }

    void aNativeFileComesWithIt()
    {
        const QTemporaryDir folder;
        const ExportReport report = exported(folder);
        QVERIFY(report.hasHeader);
        QVERIFY(report.notes.empty());
        QVERIFY(textOf(place(folder)) == readerHeaderText());
    }

    void theSameHeaderIsLeftInPeace()
    {
        const QTemporaryDir folder;
        exported(folder);
        const QString file = QString::fromStdString(place(folder));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner));
        const ExportReport report = exported(folder);
        QVERIFY(report.hasHeader);
        QVERIFY(report.notes.empty());
        QVERIFY(!(QFile::permissions(file) & QFile::WriteOwner));
    }

    void anotherFileOfThatNameIsKeptAndToldOf()
    {
        const QTemporaryDir folder;
        writeFileAtomically(place(folder), std::string_view("mine\n"));
        const ExportReport report = exported(folder);
        QVERIFY(!report.hasHeader);
        QCOMPARE(report.notes.size(), std::size_t{1});
        QVERIFY(report.notes[0].find("leptune_reader.h") != std::string::npos);
        QCOMPARE(textOf(place(folder)), std::string("mine\n"));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("m.leptune-model"))));
    }

    void aFolderOfThatNameIsToldOfToo()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("leptune_reader.h")));
        QCOMPARE(exported(folder).notes.size(), std::size_t{1});
    }

    void theModelComesAloneWhereNobodyWantsTheHeader()
    {
        const QTemporaryDir folder;
        QVERIFY(!exported(folder, ReaderHeader::None).hasHeader);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList{QStringLiteral("m.leptune-model")});
    }

    void theModelCanNotTakeTheNameOfTheHeader()
    {
        const QTemporaryDir folder;
        try {
            exportModel(*samples::named("constant"), ExportFormat::Native, place(folder));
            QFAIL("the header would lie on the model");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Unwritable);
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReaderHeader)
#include "tst_reader_header.moc"

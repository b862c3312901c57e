// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include "core/base/checksum.h"
#include "core/base/random.h"

#include <QFile>
#include <QTest>

using namespace leptune;

/// Seeded mutations of small files in all formats: reading gives a sound table or an Error with a
/// sentence, never anything else. LEPTUNE_FUZZ_ROUNDS asks for more rounds.
class TestReaders : public QObject {
    Q_OBJECT

    static QByteArray golden(const char *name)
    {
        QFile file(QStringLiteral(LEPTUNE_GOLDEN "/readers/") + QString::fromLatin1(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s is missing", name);
        return file.readAll();
    }

    static QByteArray csv()
    {
        return "id,\"size, cm\",day,city,note\n1,1.5,2024-03-01,Berlin,\"a \"\"quoted\"\" word\"\n"
               "2,-3e2,2024-03-02 10:00:00,Oslo,\"two\nlines\"\r\n3,NA,01/02/2024,,plain text of "
               "several words\n"
               "007,\"1,234.5\",,Rome,\xC3\xA9t\xC3\xA9\n5,inf,2024-03-05,\"\",x\n";
    }
    static QByteArray arff()
    {
        return "% notes\n@relation 'a b'\n@attribute x numeric\n@attribute 'c d' {u,'v "
               "w'}\n@attribute t date "
               "'dd/MM/yyyy'\n@attribute s string\n@data\n1.5,u,01/02/2024,'it\\'s'\n?,'v "
               "w',?,?\n{0 2, 1 'v w'}\n";
    }

    template <typename Integer>
    static QByteArray little(Integer value)
    {
        return {reinterpret_cast<const char *>(&value), sizeof value};
    }

    /// A zip archive that stores its parts as they are (PKWARE's application note, 4.3).
    static QByteArray storedZip(const QList<QPair<QByteArray, QByteArray>> &parts)
    {
        QByteArray archive;
        QByteArray directory;
        for (const auto &[name, bytes] : parts) {
            const auto size = static_cast<std::uint32_t>(bytes.size());
            const std::uint32_t sum =
                crc32({reinterpret_cast<const std::uint8_t *>(bytes.data()), size});
            const QByteArray common = little<std::uint16_t>(20) + QByteArray(8, '\0') +
                                      little(sum) + little(size) + little(size) +
                                      little(static_cast<std::uint16_t>(name.size())) +
                                      little<std::uint16_t>(0);
            directory += "PK\x01\x02" + little<std::uint16_t>(20) + common + QByteArray(10, '\0') +
                         little(static_cast<std::uint32_t>(archive.size())) + name;
            archive += "PK\x03\x04" + common + name + bytes;
        }
        const auto count = static_cast<std::uint16_t>(parts.size());
        return archive + directory + "PK\x05\x06" + QByteArray(4, '\0') + little(count) +
               little(count) + little(static_cast<std::uint32_t>(directory.size())) +
               little(static_cast<std::uint32_t>(archive.size())) + QByteArray(2, '\0');
    }

    static char piece(RandomStream &random)
    {
        static constexpr char kPieces[] =
            ",;\t|\"'\n\r\0 .-+eE0123456789{}?%@\\/:\xEF\xBB\xFF\x80<>&";
        return kPieces[random.below(sizeof kPieces - 1)];
    }

    static void mutate(QByteArray &bytes, RandomStream &random)
    {
        for (std::uint64_t times = 1 + random.below(6); times > 0 && !bytes.isEmpty(); --times) {
            const auto at =
                static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(bytes.size())));
            const auto length = static_cast<qsizetype>(1 + random.below(16));
            switch (random.below(7)) {
            case 0:
                bytes[at] = static_cast<char>(random.next());
                break;
            case 1:
                bytes[at] = piece(random);
                break;
            case 2:
                bytes.insert(at, piece(random));
                break;
            case 3:
                bytes.remove(at, length);
                break;
            case 4:
                bytes.insert(at, bytes.mid(at, length));
                break;
            case 5:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
                break;
            default:
                if (random.below(4) == 0)
                    bytes.truncate(at);
            }
        }
    }

    static bool isSound(const ReadResult &result)
    {
        const Table &table = result.table;
        bool sound = result.report.rows == table.rows() &&
                     result.report.columns == table.columns() && table.rows() > 0 &&
                     table.columns() > 0 &&
                     result.report.badCells.size() <= result.report.badCellCount;
        for (std::size_t c = 0; c < table.columns(); ++c) {
            const Column &column = table.column(c);
            sound = sound && column.size() == table.rows() && !column.name().empty();
            for (const std::int32_t code : column.codes())
                sound = sound && code >= -1 &&
                        code < static_cast<std::int32_t>(column.dictionary().size());
            column.text(table.rows() - 1);
        }
        return sound;
    }

    /// "" or what went wrong.
    static QByteArray verdict(const std::string &path, const ReadOptions &options)
    {
        try {
            tablesIn(path);
        } catch (const Error &) { // damaged containers have no list; reading says so too
        }
        try {
            return isSound(readTable(path, options)) ? QByteArray()
                                                     : QByteArray("an unsound table");
        } catch (const Error &error) {
            if (error.code() == ErrorCode::Internal || error.detail().size() < 10)
                return QByteArray("a poor error: ") + error.what();
            return {};
        } catch (const std::exception &error) {
            return QByteArray("a foreign exception: ") + error.what();
        }
    }

    static ReadOptions randomOptions(RandomStream &random)
    {
        ReadOptions options;
        options.threads = 1 + static_cast<int>(random.below(3));
        if (random.below(4) == 0)
            options.hasHeader = random.below(2) == 0;
        if (random.below(6) == 0)
            options.separator = ",;\t "[random.below(4)];
        if (random.below(6) == 0)
            options.decimal = ".,"[random.below(2)];
        if (random.below(4) == 0)
            for (const char *name : {"id", "day", "city", "x", "column_1", "height"})
                options.types[name] = static_cast<ColumnType>(random.below(5));
        return options;
    }

private Q_SLOTS:
    void survivesMutatedFiles_data()
    {
        QTest::addColumn<QByteArray>("seedFile");
        QTest::addColumn<int>("rounds");
        QByteArray wide = "\xFF\xFE";
        for (const char c : csv())
            wide += c + QByteArray("\0", 1);
        QTest::newRow("csv") << csv() << 3000;
        QTest::newRow("utf-16") << wide << 500;
        QTest::newRow("gb18030") << QByteArray("a;b\n1,5;\xB1\xB1\xBE\xA9\n2,5;\xC9\xCF\xBA\xA3\n")
                                 << 1000;
        QTest::newRow("gzip")
            << QByteArray::fromHex(
                   "1f8b08000000000002034bd449e232d4a9e032d2a9e40200c2967e9d0c000000")
            << 500;
        QTest::newRow("arff") << arff() << 2000;
        QTest::newRow("sqlite") << golden("one_table.sqlite") << 500;
        QTest::newRow("xlsx") << golden("measures.xlsx") << 1000;
    }
    void survivesMutatedFiles()
    {
        QFETCH(QByteArray, seedFile);
        QFETCH(int, rounds);
        Folder folder;
        const int factor = std::max(1, qEnvironmentVariableIntValue("LEPTUNE_FUZZ_ROUNDS"));
        for (int round = 0; round < rounds * factor; ++round) {
            RandomStream random(2024, static_cast<std::uint64_t>(round));
            QByteArray bytes = seedFile;
            mutate(bytes, random);
            const std::string path = folder.file(bytes);
            const QByteArray problem = verdict(path, randomOptions(random));
            QVERIFY2(problem.isEmpty(),
                     (problem + " in round " + QByteArray::number(round)).constData());
        }
    }

    /// Damage inside an intact archive, which checksums would show first elsewhere.
    void survivesMutatedWorkbooks()
    {
        const QByteArray main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const QList<QPair<QByteArray, QByteArray>> parts{
            {"xl/workbook.xml", "<workbook xmlns='" + main +
                                    "' xmlns:r='r'><workbookPr date1904='0'/><sheets>"
                                    "<sheet name='a' r:id='rId1'/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id='rId1' Type='x/worksheet' "
             "Target='worksheets/sheet1.xml'/></Relationships>"},
            {"xl/sharedStrings.xml",
             "<sst><si><t>x</t></si><si><r><t>y</t></r><rPh><t>z</t></rPh></si></sst>"},
            {"xl/styles.xml",
             "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yy-mm-dd'/></numFmts>"
             "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1'><c r='A1' "
                                         "t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                                         "<row r='2'><c r='A2' s='1'><v>45352.5</v></c><c r='B2' "
                                         "t='b'><v>1</v></c></row><row r='4'>"
                                         "<c r='A4' t='inlineStr'><is><t>w</t></is></c><c "
                                         "t='e'><v>#N/A</v></c></row></sheetData></worksheet>"}};
        Folder folder;
        const int factor = std::max(1, qEnvironmentVariableIntValue("LEPTUNE_FUZZ_ROUNDS"));
        const std::uint64_t rounds = 60ULL * static_cast<std::uint64_t>(factor);
        for (std::uint64_t round = 0; round < rounds; ++round) {
            RandomStream random(99, round);
            auto mutated = parts;
            mutate(mutated[static_cast<qsizetype>(random.below(5))].second, random);
            const QByteArray problem =
                verdict(folder.file(storedZip(mutated)), randomOptions(random));
            QVERIFY2(problem.isEmpty(),
                     (problem + " in round " + QByteArray::number(static_cast<qint64>(round)))
                         .constData());
        }
        QVERIFY(isSound(readTable(folder.file(storedZip(parts)))));
    }

    void survivesNoise()
    {
        Folder folder;
        for (std::uint64_t round = 0; round < 500; ++round) {
            RandomStream random(7, round);
            QByteArray bytes;
            for (std::uint64_t length = random.below(400); length > 0; --length)
                bytes += piece(random);
            const QByteArray problem = verdict(folder.file(bytes), randomOptions(random));
            QVERIFY2(problem.isEmpty(),
                     (problem + " in round " + QByteArray::number(static_cast<qint64>(round)))
                         .constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestReaders)
#include "tst_readers.moc"

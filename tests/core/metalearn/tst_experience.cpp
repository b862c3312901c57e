// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/experience.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/metalearn/file_lock.h"
#include "tests/support/made_portfolios.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <set>

using namespace leptune;

namespace {

Portfolio runNamed(const std::string &name, std::size_t models = 3)
{
    Portfolio run = testing::twoWorlds();
    std::vector<double> errors;
    while (run.candidates.size() < models) {
        PortfolioCandidate more = run.candidates.front();
        more.parameters.set("c", 0.5 + static_cast<double>(run.candidates.size()));
        run.candidates.push_back(more);
    }
    for (std::size_t i = 0; i < models; ++i)
        errors.push_back(0.3 + 0.001 * static_cast<double>(i));
    run.tables = {testing::measuredTable(name, 1.0, errors)};
    run.tables.front().date = "2026-03-01";
    return run;
}

/// What another process of this test does.
int appendMany(const std::string &path, const std::string &prefix, int count)
{
    for (int i = 0; i < count; ++i)
        ExperienceFile(path).append(runNamed(prefix + std::to_string(i)));
    return 0;
}

} // namespace

class TestExperience : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    int m_count = 0;
    ExperienceFile freshFile()
    {
        return ExperienceFile(
            m_folder.filePath(QStringLiteral("%1/experience.jsonl").arg(++m_count)).toStdString());
    }
    static void appendRaw(const ExperienceFile &file, const std::string &text)
    {
        std::ofstream(file.path(), std::ios::app | std::ios::binary) << text;
    }

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstRun()
    {
        const ExperienceFile file = freshFile();
        QVERIFY(file.read().runs.empty());
        QVERIFY(file.read().damaged.empty());
        QCOMPARE(file.clear(), std::size_t{0});
    }

    void remembersRunsInOrder()
    {
        const ExperienceFile file = freshFile();
        file.append(runNamed("first"));
        file.append(runNamed("second"));
        const auto contents = file.read();
        QCOMPARE(contents.runs.tables.size(), std::size_t{2});
        QCOMPARE(contents.runs.tables[0].name, std::string("first"));
        QCOMPARE(contents.runs.tables[1].date, std::string("2026-03-01"));
        QCOMPARE(contents.runs.candidates.size(), std::size_t{3}); // shared by both
        QVERIFY(contents.runs.candidates == testing::twoWorlds().candidates);
    }

    void forgetsOnRequest()
    {
        const ExperienceFile file = freshFile();
        file.append(runNamed("first"));
        QCOMPARE(file.clear(), std::size_t{1});
        QVERIFY(file.read().runs.empty());
        file.append(runNamed("later"));
        QCOMPARE(file.read().runs.tables.size(), std::size_t{1});
    }

    void removesNothingThatIsNoFile()
    {
        const ExperienceFile file = freshFile();
        const QString path = QString::fromStdString(file.path());
        QVERIFY(QDir().mkpath(path));
        QVERIFY_THROWS_EXCEPTION(Error, file.clear());
        QVERIFY(QFileInfo(path).isDir());
    }

    void damagedLinesArePassedOver_data()
    {
        QTest::addColumn<std::string>("junk");
        QTest::newRow("words") << std::string("hello\n");
        QTest::newRow("other JSON") << std::string("{\"a\": 1}\n[]\n");
        QTest::newRow("zeros") << std::string(300, '\0').append(1, '\n');
        QTest::newRow("half a line") << std::string("{\"format\":1,\"candidates\":[{\"fam");
        QTest::newRow("another format")
            << std::string("{\"format\":7,\"candidates\":[],\"table\":{}}\n");
        QTest::newRow("no table") << std::string("{\"format\":1,\"candidates\":[],\"table\":{}}\n");
    }
    void damagedLinesArePassedOver()
    {
        QFETCH(std::string, junk);
        const ExperienceFile file = freshFile();
        file.append(runNamed("before"));
        appendRaw(file, junk);
        file.append(runNamed("after"));
        const auto contents = file.read();
        QCOMPARE(contents.runs.tables.size(), std::size_t{2});
        QCOMPARE(contents.runs.tables[1].name, std::string("after"));
        QVERIFY(!contents.damaged.empty());
        QVERIFY(contents.damaged.front().find(file.path() + ", run 2") == 0);
    }

    void twoProcessesAppendAtOnce()
    {
        constexpr int kEach = 40;
        const ExperienceFile file = freshFile();
        QProcess others[2];
        for (int i = 0; i < 2; ++i)
            others[i].start(QCoreApplication::applicationFilePath(),
                            {QStringLiteral("append"), QString::fromStdString(file.path()),
                             QStringLiteral("process-%1-").arg(i), QString::number(kEach)});
        for (QProcess &other : others) {
            QVERIFY(other.waitForFinished(60000));
            QCOMPARE(other.exitCode(), 0);
        }
        const auto contents = file.read();
        QVERIFY(contents.damaged.empty());
        QCOMPARE(contents.runs.tables.size(), std::size_t{2 * kEach});
        std::set<std::string> names;
        for (const MeasuredTable &table : contents.runs.tables)
            names.insert(table.name);
        QCOMPARE(names.size(), std::size_t{2 * kEach});
    }

    void staysBounded()
    {
        const ExperienceFile file = freshFile();
        file.append(runNamed("first"));
        const std::string line = [&] {
            const auto bytes = readWholeFile(file.path());
            return std::string(bytes.begin(), bytes.end());
        }();
        std::string many;
        for (int i = 0; i < 520; ++i)
            many += line;
        appendRaw(file, many);
        file.append(runNamed("last"));
        const auto contents = file.read();
        QVERIFY(contents.damaged.empty());
        QVERIFY(contents.runs.tables.size() <= 500);
        QVERIFY(contents.runs.tables.size() >= 300);
        QCOMPARE(contents.runs.tables.back().name, std::string("last"));
        QVERIFY(std::filesystem::file_size(file.path()) <= 4'000'000);
    }

    void aFullDiskLeavesTheFileAsItWas()
    {
        const ExperienceFile file = freshFile();
        std::filesystem::create_directories(std::filesystem::path(file.path()).parent_path());
        std::filesystem::create_symlink("/dev/full", file.path());
        try {
            file.append(runNamed("x"));
            QFAIL("it was written");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Unwritable);
        }
    }

    void waitsForALockAndThenGivesUp()
    {
        const ExperienceFile file = freshFile();
        file.append(runNamed("first"));
        const FileLock lock(file.path() + ".lock", FileLock::Kind::Alone, 0.0);
        QVERIFY(lock.held());
        QVERIFY_EXCEPTION_THROWN(file.append(runNamed("second")), Error);
        QCOMPARE(file.read().runs.tables.size(), std::size_t{1}); // reading goes on without it
    }

    void theUsualPlaceIsTheUsersDataFolder()
    {
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", "/data/of/user");
        QCOMPARE(ExperienceFile::usualPath(),
                 std::string("/data/of/user/leptune/experience.jsonl"));
        qputenv("XDG_DATA_HOME", "relative");
        QVERIFY(ExperienceFile::usualPath().ends_with("/.local/share/leptune/experience.jsonl"));
        qputenv("XDG_DATA_HOME", before);
    }
};

int main(int argc, char **argv)
{
    if (argc == 5 && std::string(argv[1]) == "append")
        return appendMany(argv[2], argv[3], std::stoi(argv[4]));
    QCoreApplication application(argc, argv);
    TestExperience test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_experience.moc"

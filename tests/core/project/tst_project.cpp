// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/project/project.h"
#include "tests/core/project/rich_project.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace leptune;

namespace {

/// Runs the task in a forked child; returns its wait status.
template <typename Task>
int inChild(const Task &task)
{
    const pid_t child = fork();
    if (child == 0) {
        int status = 1;
        try {
            status = task();
        } catch (...) {
            status = 99;
        }
        _exit(status);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

QStringList filesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
}

std::string pathIn(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromUtf8(name)).toStdString();
}

} // namespace

class TestProject : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void savedProjectLoadsAgain()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "p.leptune");
        saveProject(testing::richProject(), path);
        QVERIFY(isProjectFile(path));
        const Project loaded = loadProject(path);
        QCOMPARE(loaded.study.entries.size(), std::size_t(4));
        QCOMPARE(loaded.table->rows(), std::size_t(4));
        QCOMPARE(filesIn(folder), QStringList{QStringLiteral("p.leptune")});
    }

    void saverWritesTheSameFileAndDeclinesTheCopy()
    {
        const QTemporaryDir folder;
        const Project project = testing::richProject();
        saveProject(project, pathIn(folder, "a"));
        const ProjectSaver saver(project.data, project.table);
        QVERIFY(saver.keepsData());
        saver.save(project.study, pathIn(folder, "b"), project.notes, project.history);
        QCOMPARE(readWholeFile(pathIn(folder, "b")), readWholeFile(pathIn(folder, "a")));
        const ProjectSaver without(project.data);
        QVERIFY(!without.keepsData());
        without.save(project.study, pathIn(folder, "c"));
        QVERIFY(!loadProject(pathIn(folder, "c")).table);
    }

    void otherFilesAreNoProjects()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "data.csv");
        writeFileAtomically(path, std::string_view("a,b\n1,2\n3,4\n"));
        QVERIFY(!isProjectFile(path));
        QVERIFY(!isProjectFile(pathIn(folder, "missing")));
        QVERIFY(!isProjectFile(folder.path().toStdString()));
        for (const std::string &file :
             {path, pathIn(folder, "missing"), folder.path().toStdString()})
            QVERIFY_THROWS_EXCEPTION(Error, loadProject(file));
    }

    void fullDiskLeavesTheOldFileAndNothingElse()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "p.leptune");
        const Project project = testing::richProject();
        saveProject(project, path);
        const auto before = readWholeFile(path);
        const int status = inChild([&] {
            signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            setrlimit(RLIMIT_FSIZE, &limit);
            try {
                saveProject(project, path);
            } catch (const Error &error) {
                return error.code() == ErrorCode::Unwritable && error.subject() == path ? 0 : 2;
            }
            return 1;
        });
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(readWholeFile(path), before);
        QCOMPARE(filesIn(folder), QStringList{QStringLiteral("p.leptune")});
    }

    void killedSaveLeavesAWholeFile()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "p.leptune");
        const Project project = testing::richProject();
        saveProject(project, path);
        for (int round = 0; round < 20; ++round) {
            const pid_t child = fork();
            if (child == 0) {
                for (;;)
                    saveProject(project, path);
            }
            usleep(static_cast<useconds_t>(1000 + 1300 * round));
            kill(child, SIGKILL);
            int status = 0;
            waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            QCOMPARE(loadProject(path).study.entries.size(), std::size_t(4));
        }
    }

    void unwritablePathsAreRefusedBeforePacking()
    {
        const QTemporaryDir folder;
        for (const std::string &path :
             {pathIn(folder, "no/such/folder/p"), folder.path().toStdString()}) {
            try {
                saveProject(testing::richProject(), path);
                QFAIL("no error");
            } catch (const Error &error) {
                QCOMPARE(error.code(), ErrorCode::Unwritable);
            }
        }
    }

    void referenceNamesSizeAndHashOfTheFile()
    {
        const QTemporaryDir folder;
        const std::string text(3'000'000, 'x');
        const std::string path = pathIn(folder, "data.csv");
        writeFileAtomically(path, std::string_view(text));
        ReadOptions options;
        options.threads = 7;
        options.decimal = ',';
        const DataReference data = referenceTo(path, options);
        QCOMPARE(data.bytes, text.size());
        QCOMPARE(data.hash, hash64(std::string_view(text)));
        QCOMPARE(data.options.threads, 0);
        QCOMPARE(data.options.decimal, std::optional<char>(','));
        QVERIFY(QDir::isAbsolutePath(QString::fromStdString(referenceTo(path, {}).path)));
        QVERIFY_THROWS_EXCEPTION(Error, referenceTo(pathIn(folder, "none"), {}));
    }

    void aStopEndsHashingPackingAndSaving()
    {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "data.csv");
        writeFileAtomically(path, std::string_view("a\n1\n"));
        std::stop_source stop;
        stop.request_stop();
        const std::optional<Table> table =
            Table({Column::numeric("x", std::vector<double>(100, 1.0))});
        QVERIFY_THROWS_EXCEPTION(Error, referenceTo(path, {}, stop.get_token()));
        QVERIFY_THROWS_EXCEPTION(Error, ProjectSaver({}, table, 1, stop.get_token()));
        const ProjectSaver saver({}, table, 1);
        QVERIFY_THROWS_EXCEPTION(Error, saver.save({}, path, {}, {}, stop.get_token()));
        QCOMPARE(readWholeFile(path).size(), std::size_t(4));
    }
};

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"

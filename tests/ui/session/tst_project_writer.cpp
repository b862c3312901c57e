// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/project_writer.h"

#include "core/base/error.h"
#include "tests/support/full_disk.h"
#include "tests/support/record_samples.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;
using namespace leptune::testing;

class TestProjectWriter : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    std::string path(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    static std::shared_ptr<const Table> table(std::size_t rows = 400)
    {
        return std::make_shared<const Table>(sampleTable(TaskKind::Binary, rows));
    }

private Q_SLOTS:
    void savesWhatOpensAgain()
    {
        ProjectWriter writer;
        writer.setData(table(), {}, {});
        writer.save(sampleRecord(), {}, path("a.leptune"));
        const Project project = loadProject(path("a.leptune"));
        QCOMPARE(project.table->rows(), std::size_t(400));
        QCOMPARE(project.study.best, std::string("ensemble"));
    }

    void savesTheDataThatAreOpenNow()
    {
        ProjectWriter writer;
        writer.setData(table(400), {}, {});
        writer.save({}, {}, path("b.leptune"));
        writer.setData(table(300), {}, {});
        writer.save({}, {}, path("b.leptune"));
        QCOMPARE(loadProject(path("b.leptune")).table->rows(), std::size_t(300));
    }

    void waitsForThePackedDataBeforeTheFirstCheckpoint()
    {
        ProjectWriter writer;
        writer.setData(table(), {}, {});
        writer.setCheckpointPath(path("c.leptune"));
        StudyRecord record = sampleRecord();
        record.finished = false;
        QVERIFY(!writer.checkpoint(record, record.finished));
        QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral("c.leptune"))));
        writer.prepare(1);
        QVERIFY(writer.checkpoint(record, record.finished));
        QVERIFY(loadProject(path("c.leptune")).table.has_value());
    }

    void savesAFinishedStudyInAnyCase()
    {
        ProjectWriter writer;
        writer.setData(table(), {}, {});
        writer.setCheckpointPath(path("d.leptune"));
        QVERIFY(!writer.wroteFinished(path("d.leptune")));
        QVERIFY(writer.checkpoint(sampleRecord(), true)); // neither packed yet
        QVERIFY(writer.checkpoint(sampleRecord(), true)); // nor long ago
        QVERIFY(writer.wroteFinished(path("d.leptune")));
        StudyRecord running = sampleRecord();
        running.finished = false;
        writer.save(running, {}, path("d.leptune"));
        QVERIFY(!writer.wroteFinished(path("d.leptune")));
    }

    void writesNoCheckpointWithoutAPlace()
    {
        ProjectWriter writer;
        writer.setData(table(), {}, {});
        QVERIFY(!writer.checkpoint(sampleRecord(), true));
    }

    void leavesTheOldFileWhereItIsStopped()
    {
        ProjectWriter writer;
        writer.setData(table(), {}, {});
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Error, writer.save({}, {}, path("e.leptune"), stop.get_token()));
        QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral("e.leptune"))));
    }

    void aFullDiskLeavesTheOldFile()
    {
        ProjectWriter writer;
        writer.setData(table(), {}, {});
        writer.save({}, {}, path("f.leptune"));
        const qint64 before = QFileInfo(m_folder.filePath(QStringLiteral("f.leptune"))).size();
        {
            const FullDisk full(1000);
            QVERIFY_THROWS_EXCEPTION(Error, writer.save(sampleRecord(), {}, path("f.leptune")));
        }
        QCOMPARE(QFileInfo(m_folder.filePath(QStringLiteral("f.leptune"))).size(), before);
        QCOMPARE(loadProject(path("f.leptune")).table->rows(), std::size_t(400));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("f.leptune*")}).size(), 1);
    }

    void keepsItsWordWhenTheDataFileHasGone()
    {
        ProjectWriter writer;
        writer.setData(table(), path("gone.csv"), {});
        writer.save({}, {}, path("g.leptune"));
        const Project project = loadProject(path("g.leptune"));
        QCOMPARE(project.data.path, path("gone.csv"));
        QVERIFY(project.table.has_value());
    }
};

QTEST_GUILESS_MAIN(TestProjectWriter)
#include "tst_project_writer.moc"

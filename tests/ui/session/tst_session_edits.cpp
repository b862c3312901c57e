// SPDX-License-Identifier: GPL-3.0-or-later
// A session's history of its set-up, its notes, and what it gives away.
#include "tests/support/ui_sandbox.h"
#include "ui/session/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace leptune;

namespace {

constexpr int kPatience = 20'000;

} // namespace

class TestSessionEdits : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<Session> m_session;

    QString tablePath() const { return m_sandbox.path(QStringLiteral("edits.csv")); }

    void edit(const std::function<void(TuneOptions &)> &change)
    {
        TuneOptions options = m_session->options();
        change(options);
        m_session->setOptions(options);
    }

    void readAs(ColumnType type)
    {
        QSignalSpy changed(m_session.get(), &Session::dataChanged);
        ReadOptions reading = m_session->readOptions();
        reading.types["size"] = type;
        m_session->reread(reading);
        QVERIFY(changed.wait(kPatience));
    }

    ColumnType typeOfSize() const { return m_session->table().column("size").type(); }

private Q_SLOTS:
    void init()
    {
        m_sandbox.write(QStringLiteral("edits.csv"), yesNoTable(400));
        m_session = std::make_unique<Session>();
        m_session->open(tablePath());
        QTRY_VERIFY_WITH_TIMEOUT(m_session->hasData(), kPatience);
    }
    void cleanup() { m_session.reset(); }

    void openingIsNoEdit() { QVERIFY(!m_session->edits().canUndo()); }

    void optionsComeBackAndArePassedOn()
    {
        edit([](TuneOptions &o) { o.target = "colour"; });
        edit([](TuneOptions &o) { o.ignore = {"size"}; });
        QSignalSpy told(m_session.get(), &Session::optionsChanged);
        m_session->edits().undo();
        QCOMPARE(told.size(), 1);
        QVERIFY(m_session->options().ignore.empty());
        m_session->edits().undo();
        QCOMPARE(m_session->options().target, std::string("answer"));
        QVERIFY(!m_session->edits().canUndo());
        m_session->edits().redo();
        m_session->edits().redo();
        QCOMPARE(m_session->options().target, std::string("colour"));
        QCOMPARE(m_session->options().ignore, std::vector<std::string>{"size"});
    }

    void aTypeComesBackWithItsTable()
    {
        readAs(ColumnType::Categorical);
        edit([](TuneOptions &o) { o.seed = 5; });
        QCOMPARE(typeOfSize(), ColumnType::Categorical);
        m_session->edits().undo();
        QSignalSpy changed(m_session.get(), &Session::dataChanged);
        m_session->edits().undo();
        QVERIFY(changed.wait(kPatience));
        QCOMPARE(typeOfSize(), ColumnType::Numeric);
        QVERIFY(!m_session->edits().canUndo() && m_session->edits().canRedo());
        m_session->edits().redo();
        QVERIFY(changed.wait(kPatience));
        QCOMPARE(typeOfSize(), ColumnType::Categorical);
    }

    void aHistoryThatCanNotBeWalkedIsForgotten()
    {
        readAs(ColumnType::Categorical);
        QVERIFY(QFile::remove(tablePath()));
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_session->edits().undo();
        QVERIFY(failed.wait(kPatience));
        QCOMPARE(typeOfSize(), ColumnType::Categorical);
        QVERIFY(!m_session->edits().canUndo() && !m_session->edits().canRedo());
    }

    void readingAgainWithoutAChangeIsNoEdit()
    {
        QSignalSpy changed(m_session.get(), &Session::dataChanged);
        m_session->reread(m_session->readOptions());
        QVERIFY(changed.wait(kPatience));
        QVERIFY(!m_session->edits().canUndo());
    }

    void anotherFileBeginsAnew()
    {
        edit([](TuneOptions &o) { o.seed = 5; });
        QSignalSpy changed(m_session.get(), &Session::dataChanged);
        m_session->open(m_sandbox.write(QStringLiteral("other.csv"), yesNoTable(50)));
        QVERIFY(changed.wait(kPatience));
        QVERIFY(!m_session->edits().canUndo());
    }

    void whatRunsKeepsItsSetupAndTurnsStale()
    {
        edit([](TuneOptions &o) {
            o.trials = 3;
            o.families = {"linear"};
        });
        QSignalSpy finished(&m_session->study(), &StudyController::finished);
        m_session->startStudy();
        edit([](TuneOptions &o) { o.metric = "accuracy"; });
        m_session->edits().undo();
        m_session->edits().redo();
        QVERIFY(finished.size() == 1 || finished.wait(60'000));
        QVERIFY(m_session->study().record().options.metric.empty());
        QVERIFY(m_session->resultsAreStale());
        m_session->edits().undo();
        QVERIFY(!m_session->resultsAreStale());
        readAs(ColumnType::Categorical);
        QVERIFY(m_session->resultsAreStale());
        QSignalSpy changed(m_session.get(), &Session::dataChanged);
        m_session->edits().undo();
        QVERIFY(changed.wait(kPatience));
        QVERIFY(!m_session->resultsAreStale());
    }

    void aTypeThatChangesIsUnsavedWork()
    {
        QSignalSpy saved(m_session.get(), &Session::saved);
        m_session->save(m_sandbox.path(QStringLiteral("types.leptune")));
        QVERIFY(saved.wait(kPatience));
        QVERIFY(!m_session->hasUnsavedChanges());
        readAs(ColumnType::Categorical);
        QVERIFY(m_session->hasUnsavedChanges());
    }

    void aSetUpThatTookWorkIsUnsavedWithoutAProjectToo()
    {
        edit([](TuneOptions &o) { o.target = "colour"; });
        edit([](TuneOptions &o) { o.budgetSeconds = 300.0; });
        QVERIFY(!m_session->hasUnsavedChanges()); // a click brings them back
        edit([](TuneOptions &o) { o.ignore = {"size"}; });
        QVERIFY(m_session->hasUnsavedChanges());
        m_session->edits().undo();
        QVERIFY(!m_session->hasUnsavedChanges());
        readAs(ColumnType::Categorical);
        QVERIFY(m_session->hasUnsavedChanges());
    }

    void aRunOfAnotherSetupLeavesTheFiguresOfTheOneBefore()
    {
        const QString path = m_sandbox.path(QStringLiteral("runs.leptune"));
        QSignalSpy saved(m_session.get(), &Session::saved);
        m_session->save(path);
        QVERIFY(saved.wait(kPatience));
        const auto run = [this](const std::string &metric) {
            edit([&metric](TuneOptions &o) {
                o.trials = 3;
                o.families = {"linear"};
                o.metric = metric;
            });
            QSignalSpy finished(&m_session->study(), &StudyController::finished);
            m_session->startStudy();
            return finished.wait(60'000);
        };
        QVERIFY(run("auc"));
        QVERIFY(m_session->project().history.earlier.empty());
        QVERIFY(run("auc")); // goes on
        QVERIFY(m_session->project().history.earlier.empty());
        QVERIFY(run("accuracy"));
        const Project stored = loadProject(path.toStdString()); // the last checkpoint
        QCOMPARE(stored.study.options.metric, std::string("accuracy"));
        QVERIFY(stored.history.endedAt > 0);
        QCOMPARE(stored.history.earlier.size(), std::size_t{1});
        QCOMPARE(stored.history.earlier.front().record.options.metric, std::string("auc"));
        QVERIFY(stored.history.earlier.front().endedAt > 0);
        Session again;
        again.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(again.hasData(), kPatience);
        QCOMPARE(again.project().history.earlier.size(), std::size_t{1});
    }

    void aRunThatFailsLeavesNoTrace()
    {
        edit([](TuneOptions &o) {
            o.trials = 3;
            o.families = {"linear"};
        });
        QSignalSpy finished(&m_session->study(), &StudyController::finished);
        m_session->startStudy();
        QVERIFY(finished.wait(60'000));
        edit([](TuneOptions &o) { o.group = "no such column"; });
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_session->startStudy();
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), kPatience);
        QVERIFY(m_session->project().history.earlier.empty());
        QVERIFY(!m_session->study().record().best.empty());
    }

    void notesAreKeptWithTheProject()
    {
        const QString words = QStringLiteral("From the clinic in Zürich.\nAsk Ada.");
        QSignalSpy told(m_session.get(), &Session::notesChanged);
        m_session->setNotes(words);
        m_session->setNotes(words);
        QCOMPARE(told.size(), 1);
        QVERIFY(m_session->hasUnsavedChanges());
        const QString path = m_sandbox.path(QStringLiteral("notes.leptune"));
        QSignalSpy saved(m_session.get(), &Session::saved);
        m_session->save(path);
        QVERIFY(saved.wait(kPatience));
        Session again;
        again.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(again.hasData(), kPatience);
        QCOMPARE(again.notes(), words);
        again.close();
        QVERIFY(again.notes().isEmpty());
    }

    void aFileToGiveAwayHoldsNoRows()
    {
        const QString own = m_sandbox.path(QStringLiteral("own.leptune"));
        QSignalSpy saved(m_session.get(), &Session::saved);
        m_session->save(own);
        QVERIFY(saved.wait(kPatience));
        const QString path = m_sandbox.path(QStringLiteral("given.leptune"));
        QSignalSpy given(m_session.get(), &Session::savedWithoutData);
        m_session->saveWithoutData(path);
        QVERIFY(given.wait(kPatience));
        const Project project = loadProject(path.toStdString());
        QVERIFY(!project.table);
        QCOMPARE(project.data.path, std::string("edits.csv"));
        QCOMPARE(m_session->projectPath(), own);
        QVERIFY(loadProject(own.toStdString()).table);
    }
};

QTEST_MAIN(TestSessionEdits)
#include "tst_session_edits.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The window's care for work that could be lost: while a study runs, while a file is written.
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/shared/busy_bar.h"
#include "ui/shared/message_bar.h"
#include "ui/tune/start_study.h"

#include <QAction>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace leptune;

namespace {

constexpr int kPatience = 20'000;

/// Presses the named button of the question that opens next, and tells what was asked.
class Answer {
public:
    Answer(QWidget &window, const char *button)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &window, [this, button] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (!box)
                return;
            m_timer.stop();
            m_asked = box->objectName();
            m_text = box->text() + u' ' + box->informativeText();
            for (QAbstractButton *one : box->buttons())
                if (one->objectName() == QLatin1String(button))
                    return one->click();
            QTest::keyClick(box, Qt::Key_Escape);
        });
        m_timer.start(10);
    }
    QString asked() const { return m_asked; }
    QString text() const { return m_text; }

private:
    QTimer m_timer;
    QString m_asked, m_text;
};

} // namespace

class TestWindowCare : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;

    Session &session() { return m_window->session(); }
    StudyController &study() { return session().study(); }

    void openTable(int rows)
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->open(m_sandbox.write(QStringLiteral("care.csv"), yesNoTable(rows)));
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
    }

    /// A study of a saved project, with a first model.
    void startStudy(const QString &project, double budget)
    {
        openTable(600);
        QSignalSpy saved(&session(), &Session::saved);
        session().save(project);
        QVERIFY(saved.wait(kPatience));
        TuneOptions options = session().options();
        options.budgetSeconds = budget;
        options.families = {"linear", "knn"};
        session().setOptions(options);
        QSignalSpy best(&study(), &StudyController::bestChanged);
        session().startStudy();
        QTRY_VERIFY_WITH_TIMEOUT(!best.isEmpty(), kPatience);
    }

    /// A saved project with the models of a finished study.
    void tuneForSeconds(const QString &project, double budget)
    {
        startStudy(project, budget);
        QTRY_VERIFY_WITH_TIMEOUT(!study().isActive(), kPatience);
        QVERIFY(!study().record().best.empty());
    }

private Q_SLOTS:
    void cleanup() { m_window.reset(); }

    void stoppingKeepsTheBestModelAndCloses()
    {
        const QString project = m_sandbox.path(QStringLiteral("stop.leptune"));
        startStudy(project, 600.0);
        const Answer answer(*m_window, "stopAndGoOn");
        QVERIFY(!m_window->close());
        QCOMPARE(answer.asked(), QStringLiteral("stopQuestion"));
        QVERIFY2(answer.text().contains(QStringLiteral("trial")) &&
                     answer.text().contains(QStringLiteral("best model")),
                 qPrintable(answer.text()));
        QVERIFY(m_window->isVisible()); // the best model is being made whole
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kPatience);
        QVERIFY(!study().isActive());
        const Project saved = loadProject(project.toStdString());
        QVERIFY(!saved.study.best.empty());
        QVERIFY(saved.study.model("best"));
    }

    void keepRunningClosesWhenTuningHasEnded()
    {
        const QString project = m_sandbox.path(QStringLiteral("keep.leptune"));
        startStudy(project, 5.0);
        const Answer answer(*m_window, "keepRunning");
        QVERIFY(!m_window->close());
        QCOMPARE(answer.asked(), QStringLiteral("stopQuestion"));
        QCOMPARE(study().state(), StudyController::State::Running);
        QVERIFY(m_window->findChild<MessageBar *>(QStringLiteral("messageBar"))->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kPatience);
        QVERIFY(study().record().finished);
        QVERIFY(loadProject(project.toStdString()).study.finished);
    }

    void startingAnewAsksBeforeModelsAreReplaced()
    {
        tuneForSeconds(m_sandbox.path(QStringLiteral("anew.leptune")), 2.0);
        const std::string best = study().record().best;
        startStudyWithCare(session(), m_window.get()); // goes on: nothing to ask
        QVERIFY(study().isActive());
        study().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!study().isActive(), kPatience);
        TuneOptions options = session().options();
        options.seed = 77;
        session().setOptions(options);
        QVERIFY(session().resultsAreStale());
        {
            const Answer answer(*m_window, "cancelQuestion");
            startStudyWithCare(session(), m_window.get());
            QCOMPARE(answer.asked(), QStringLiteral("replaceQuestion"));
            QVERIFY2(answer.text().contains(QStringLiteral("model")), qPrintable(answer.text()));
        }
        QVERIFY(!study().isActive());
        QCOMPARE(study().record().best, best);
        const Answer answer(*m_window, "startAnew");
        startStudyWithCare(session(), m_window.get());
        QVERIFY(study().isActive());
        QVERIFY(study().record().best.empty());
    }

    void aStudyThatFailsLeavesTheModelsBefore()
    {
        tuneForSeconds(m_sandbox.path(QStringLiteral("fails.leptune")), 2.0);
        const std::string best = study().record().best;
        TuneOptions options = session().options();
        options.families = {"cnn"}; // for pictures
        options.seed = 78;
        session().setOptions(options);
        QSignalSpy failed(&session(), &Session::failed);
        QSignalSpy ended(&study(), &StudyController::failed);
        session().startStudy();
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty() || !ended.isEmpty(), kPatience);
        QVERIFY(!study().isActive());
        QCOMPARE(study().record().best, best);
        QVERIFY(study().record().model("best"));
        QVERIFY(session().resultsAreStale());
    }

    void otherRowsInTheFileMakeTheResultsStale()
    {
        tuneForSeconds(m_sandbox.path(QStringLiteral("rows.leptune")), 2.0);
        QSignalSpy read(&session(), &Session::dataChanged);
        session().reread(session().readOptions());
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, kPatience);
        QVERIFY(!session().resultsAreStale()); // the same rows
        m_sandbox.write(QStringLiteral("care.csv"), yesNoTable(500));
        session().reread(session().readOptions());
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 2, kPatience);
        QVERIFY(session().resultsAreStale());
        session().startStudy();
        QVERIFY(study().isActive());
        QVERIFY(study().record().entries.empty()); // anew, not on from models of other rows
    }

    void closingAsksBeforeItEndsCompression()
    {
        tuneForSeconds(m_sandbox.path(QStringLiteral("smaller.leptune")), 2.0);
        CompressionOrder order;
        order.seconds = 600.0;
        session().startCompression(order);
        QVERIFY(session().compression().isRunning());
        {
            const Answer answer(*m_window, "cancelQuestion");
            QVERIFY(!m_window->close());
            QCOMPARE(answer.asked(), QStringLiteral("compressionQuestion"));
        }
        QVERIFY(session().compression().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(session().compression().result().candidates.size() > 1, kPatience);
        QString saved; // what it has found is asked for too
        QTimer later;
        QObject::connect(&later, &QTimer::timeout, m_window.get(), [&] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (box && box->objectName() == QStringLiteral("saveQuestion")) {
                saved = box->informativeText();
                box->button(QMessageBox::Discard)->click();
            }
        });
        later.start(10);
        const Answer answer(*m_window, "endCompression");
        m_window->close();
        QVERIFY(!session().compression().isRunning());
        QVERIFY(!saved.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kPatience);
    }

    void whoWaitsCanChangeHisMind()
    {
        startStudy(m_sandbox.path(QStringLiteral("mind.leptune")), 4.0);
        const Answer answer(*m_window, "keepRunning");
        QVERIFY(!m_window->close());
        auto *bar = m_window->findChild<MessageBar *>(QStringLiteral("messageBar"));
        bar->findChildren<QPushButton *>().constLast()->click();
        QSignalSpy finished(&study(), &StudyController::finished);
        QVERIFY(finished.wait(kPatience));
        QTest::qWait(50);
        QVERIFY(m_window->isVisible());
    }

    void cancellingChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("button");
        QTest::newRow("button") << QByteArray("cancelQuestion");
        QTest::newRow("escape") << QByteArray("none");
    }
    void cancellingChangesNothing()
    {
        QFETCH(QByteArray, button);
        startStudy(m_sandbox.path(QStringLiteral("cancel.leptune")), 600.0);
        const Answer answer(*m_window, button.constData());
        QVERIFY(!m_window->close());
        QCOMPARE(answer.asked(), QStringLiteral("stopQuestion"));
        QVERIFY(m_window->isVisible());
        QCOMPARE(study().state(), StudyController::State::Running);
        QSignalSpy finished(&study(), &StudyController::finished);
        study().stop();
        QVERIFY(finished.wait(kPatience));
        QTest::qWait(50);
        QVERIFY(m_window->isVisible()); // nothing was promised
    }

    void whatWasNeverSavedIsAskedForAfterTheStop()
    {
        openTable(600);
        TuneOptions options = session().options();
        options.budgetSeconds = 600.0;
        options.families = {"linear"};
        session().setOptions(options);
        QSignalSpy best(&study(), &StudyController::bestChanged);
        session().startStudy();
        QTRY_VERIFY_WITH_TIMEOUT(!best.isEmpty(), kPatience);
        const Answer stop(*m_window, "stopAndGoOn");
        QVERIFY(!m_window->close());
        const Answer cancel(*m_window, "none");
        QTRY_COMPARE_WITH_TIMEOUT(cancel.asked(), QStringLiteral("saveQuestion"), kPatience);
        QVERIFY2(cancel.text().contains(QStringLiteral("model")), qPrintable(cancel.text()));
        QVERIFY(m_window->isVisible());
        QVERIFY(!study().record().best.empty());
    }

    void closingWaitsForASaveThatRuns()
    {
        openTable(200'000);
        const QString project = m_sandbox.path(QStringLiteral("waited.leptune"));
        session().save(project);
        QVERIFY(session().isSaving());
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kPatience);
        QCOMPARE(loadProject(project.toStdString()).table->rows(), std::size_t(200'000));
    }

    void aSaveCanBeCancelledOnThePage()
    {
        openTable(200'000);
        const QString project = m_sandbox.path(QStringLiteral("cancelled.leptune"));
        QSignalSpy finished(&session(), &Session::savingFinished);
        session().save(project);
        QVERIFY(!m_window->close()); // would follow the save
        m_window->findChild<QPushButton *>(QStringLiteral("busyCancel"))->click();
        QVERIFY(finished.wait(kPatience));
        QTest::qWait(50);
        QVERIFY(m_window->isVisible());
        QVERIFY(!QFileInfo::exists(project));
        QVERIFY(!m_window->findChild<BusyBar *>()->isVisible());
    }

    void aFailedSaveKeepsTheWindowOpen()
    {
        openTable(60);
        session().save(m_sandbox.path(QStringLiteral("no/folder/p.leptune")));
        QVERIFY(!m_window->close());
        auto *bar = m_window->findChild<MessageBar *>(QStringLiteral("messageBar"));
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(QStringLiteral("folder")), qPrintable(bar->text()));
        QVERIFY(m_window->isVisible());
    }
};

QTEST_MAIN(TestWindowCare)
#include "tst_window_care.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The window's care for work that could be lost: while a study runs, while a file is written.
#include "tests/support/question_answer.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/project/start_study.h"
#include "ui/shared/busy_bar.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/recent_files.h"
#include "ui/use/use_page.h"

#include <QAction>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace leptune;

namespace {

constexpr int kPatience = 20'000;

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
        QVERIFY(!RecentFiles::list().front().score.isEmpty()); // the start page tells it
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
            m_window->findChild<QAction *>(QStringLiteral("action_start"))->trigger();
            QCOMPARE(answer.asked(), QStringLiteral("replaceQuestion"));
            QVERIFY2(answer.text().contains(QStringLiteral("model")), qPrintable(answer.text()));
        }
        QVERIFY(!study().isActive());
        QCOMPARE(study().record().best, best);
        m_window->goTo(MainWindow::Step::Task);
        const Answer answer(*m_window, "startAnew");
        m_window->findChild<QAction *>(QStringLiteral("taskPrimary"))->trigger();
        QVERIFY(study().isActive());
        QVERIFY(study().record().best.empty());
    }

    void theButtonsOfTheTunePageDoWhatTheySay()
    {
        startStudy(m_sandbox.path(QStringLiteral("buttons.leptune")), 60.0);
        auto *pause = m_window->findChild<QToolButton *>(QStringLiteral("pause"));
        pause->click();
        QCOMPARE(study().state(), StudyController::State::Paused);
        const double left = study().remainingSeconds();
        m_window->findChild<QAction *>(QStringLiteral("more5"))->trigger();
        QVERIFY(std::abs(study().remainingSeconds() - left - 300.0) < 1.0);
        m_window->findChild<QAction *>(QStringLiteral("action_moreTime"))->trigger();
        QVERIFY(std::abs(study().remainingSeconds() - left - 600.0) < 1.0);
        pause->click();
        QCOMPARE(study().state(), StudyController::State::Running);
        m_window->findChild<QToolButton *>(QStringLiteral("stop"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!study().isActive(), kPatience);
        QVERIFY(study().record().finished && !study().record().best.empty());
    }

    void theModelMenuLeadsToTheTabsOfUse()
    {
        tuneForSeconds(m_sandbox.path(QStringLiteral("menu.leptune")), 2.0);
        const auto *use = m_window->findChild<UsePage *>();
        const std::pair<const char *, UsePage::Tab> places[] = {
            {"exportModel", UsePage::Tab::Export},
            {"predictFile", UsePage::Tab::Predict},
            {"tryRow", UsePage::Tab::Try},
            {"trainAgain", UsePage::Tab::TrainAgain}};
        for (const auto &[name, tab] : places) {
            m_window->goTo(MainWindow::Step::Data);
            m_window->findChild<QAction *>(QStringLiteral("action_") + QLatin1String(name))
                ->trigger();
            QCOMPARE(m_window->currentStep(), MainWindow::Step::Use);
            QCOMPARE(use->tab(), tab);
        }
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

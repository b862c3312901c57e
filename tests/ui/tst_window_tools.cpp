// SPDX-License-Identifier: GPL-3.0-or-later
// What the menu offers around the six steps, on the real window.
#include "ui/window_tools.h"

#include "tests/support/ui_sandbox.h"
#include "ui/guide/guide_window.h"
#include "ui/main_window.h"
#include "ui/project/notes_dock.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/recent_files.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTest>
#include <QTimer>

using namespace leptune;

namespace {

constexpr int kPatience = 20'000;

} // namespace

class TestWindowTools : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;

    QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QLatin1String("action_") + QLatin1String(name));
    }
    Session &session() { return m_window->session(); }

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

private Q_SLOTS:
    void init()
    {
        openWindow();
        m_window->open(m_sandbox.write(QStringLiteral("tools.csv"), yesNoTable(400)));
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
    }
    void cleanup() { m_window.reset(); }

    void nothingIsOfferedBeforeThereIsWork()
    {
        m_window.reset();
        openWindow();
        for (const char *name :
             {"undo", "redo", "notes", "giveAway", "copyCommand", "copyCpp", "report"})
            QVERIFY2(!action(name)->isEnabled(), name);
        for (const char *name : {"settings", "guide", "compare"})
            QVERIFY2(action(name)->isEnabled(), name);
    }

    void undoIsNamedInTheMenuAndByItsKeys()
    {
        QVERIFY(!action("undo")->isEnabled());
        TuneOptions options = session().options();
        options.target = "colour";
        session().setOptions(options);
        QVERIFY(action("undo")->text().contains(QStringLiteral("colour")));
        QTest::keySequence(m_window.get(), QKeySequence(Qt::CTRL | Qt::Key_Z));
        QCOMPARE(session().options().target, std::string("answer"));
        QVERIFY(action("redo")->isEnabled() && !action("undo")->isEnabled());
        QTest::keySequence(m_window.get(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
        QCOMPARE(session().options().target, std::string("colour"));
    }

    void notesAreWrittenBesideThePageAndUndoneThere()
    {
        action("notes")->trigger();
        auto *text = m_window->findChild<QPlainTextEdit *>(QStringLiteral("notes"));
        QVERIFY(text->isVisible());
        m_window->activateWindow();
        QTRY_VERIFY(text->hasFocus());
        QTest::keyClicks(text, QStringLiteral("Ask Ada"));
        QCOMPARE(session().notes(), QStringLiteral("Ask Ada"));
        QTest::keySequence(text, QKeySequence(Qt::CTRL | Qt::Key_Z));
        QVERIFY(session().notes().size() < 7);
        session().setNotes(QStringLiteral("From elsewhere"));
        QCOMPARE(text->toPlainText(), QStringLiteral("From elsewhere"));
        auto *line = m_window->findChild<QLabel *>(QStringLiteral("notesLine"));
        QVERIFY(line->text().contains(QStringLiteral("From elsewhere")));
    }

    void theSetupIsCopiedAsText()
    {
        action("copyCommand")->trigger();
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("leptune-cli tune ")));
        QVERIFY(m_window->findChild<MessageBar *>(QStringLiteral("messageBar"))->isVisible());
        action("copyCpp")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("int main()")));
    }

    void settingsAreInForceAtOnce()
    {
        TuneOptions options = session().options();
        QCOMPARE(options.threads, 0);
        QTimer::singleShot(0, m_window.get(), [] {
            QWidget *dialog = QApplication::activeModalWidget();
            dialog->findChild<QSpinBox *>(QStringLiteral("usualThreads"))->setValue(2);
            dialog->close();
        });
        action("settings")->trigger();
        QCOMPARE(session().options().threads, 2);
        session().edits().undo();
        QCOMPARE(session().options().threads, 0);
        setUsualSetup({});
    }

    void theGuideOpensAtThePageThatIsShown()
    {
        m_window->goTo(MainWindow::Step::Tune);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *guide = m_window->findChild<GuideWindow *>();
        QVERIFY(guide && guide->isVisible());
        QCOMPARE(guide->currentPage(), QStringLiteral("tune"));
        m_window->goTo(MainWindow::Step::Use);
        action("guide")->trigger();
        QCOMPARE(m_window->findChildren<GuideWindow *>().size(), 1);
        QCOMPARE(guide->currentPage(), QStringLiteral("use"));
    }

    void resultsOfEarlierSettingsAreMarkedOnTheRail()
    {
        TuneOptions options = session().options();
        options.trials = 3;
        options.families = {"linear"};
        session().setOptions(options);
        QSignalSpy finished(&session().study(), &StudyController::finished);
        session().startStudy();
        QVERIFY(finished.wait(60'000));
        const auto said = [this](const char *step) {
            return m_window->findChild<QWidget *>(QLatin1String("rail_") + QLatin1String(step))
                ->accessibleDescription();
        };
        const QString results = said("results");
        const QString use = said("use");
        options.metric = "accuracy";
        session().setOptions(options);
        QVERIFY(said("results") != results && said("use") != use);
        QCOMPARE(said("results"), said("tune"));
        m_window->goTo(MainWindow::Step::Results);
        auto *subtitle = m_window->findChild<QLabel *>(QStringLiteral("pageSubtitle"));
        QVERIFY(subtitle->text().contains(QStringLiteral("earlier settings")));
        session().edits().undo();
        QCOMPARE(said("results"), results);
        QVERIFY(!subtitle->text().contains(QStringLiteral("earlier settings")));
    }

    void aProjectOpensWhereItWasLeft()
    {
        TuneOptions options = session().options();
        options.trials = 2;
        options.families = {"linear"};
        session().setOptions(options);
        QSignalSpy finished(&session().study(), &StudyController::finished);
        session().startStudy();
        QVERIFY(finished.wait(60'000));
        const QString path = m_sandbox.path(QStringLiteral("left.leptune"));
        QSignalSpy saved(&session(), &Session::saved);
        session().save(path);
        QVERIFY(saved.wait(kPatience));
        m_window->goTo(MainWindow::Step::Compress);
        QVERIFY(m_window->close());
        openWindow();
        m_window->open(path);
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Compress);
        QVERIFY(RecentFiles::list().constFirst().score.contains(QStringLiteral("AUC")));
        QVERIFY(RecentFiles::list().constFirst().openedAt.isValid());
    }

    void theWindowComesBackAsItWasArranged()
    {
        m_window->goTo(MainWindow::Step::Data);
        action("notes")->trigger();
        auto *splitter =
            m_window->findChild<QWidget *>(QStringLiteral("dataPage"))->findChild<QSplitter *>();
        QTest::qWait(50);
        const int all = splitter->sizes()[0] + splitter->sizes()[1];
        splitter->setSizes({all * 55 / 100, all * 45 / 100});
        const QList<int> sizes = splitter->sizes();
        session().setNotes(QString());
        QVERIFY(m_window->close());
        openWindow();
        QVERIFY(m_window->findChild<NotesDock *>()->isVisible());
        m_window->open(m_sandbox.path(QStringLiteral("tools.csv")));
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
        QTest::qWait(50);
        splitter =
            m_window->findChild<QWidget *>(QStringLiteral("dataPage"))->findChild<QSplitter *>();
        QVERIFY(std::abs(splitter->sizes()[0] - sizes[0]) <= 2);
    }
};

QTEST_MAIN(TestWindowTools)
#include "tst_window_tools.moc"

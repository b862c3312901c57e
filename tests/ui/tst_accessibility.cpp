// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window for who can't see it or has no mouse: through QAccessible, by Tab and by keys.
#include "tests/support/ui_sandbox.h"
#include "tests/ui/access_audit.h"
#include "ui/command_palette.h"
#include "ui/compare/compare_window.h"
#include "ui/data/report_dialog.h"
#include "ui/guide/guide_window.h"
#include "ui/main_window.h"
#include "ui/models/leaderboard_view.h"
#include "ui/results/results_page.h"
#include "ui/shared/format.h"
#include "ui/tune/trial_dialog.h"
#include "ui/words/sentences.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <functional>
#include <memory>

using namespace leptune;

class TestAccessibility : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_faults;

    QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QLatin1String("action_") + QLatin1String(name));
    }
    QTabWidget *tabsOf(const QWidget &page) const
    {
        for (auto *tabs : page.findChildren<QTabWidget *>())
            if (tabs->isVisible())
                return tabs;
        return nullptr;
    }

    /// Of a page with tabs each of these, too.
    void forEveryFace(MainWindow::Step step, const std::function<void(const QString &)> &look)
    {
        static const char *const pages[] = {"dataPage",    "taskPage",     "tunePage",
                                            "resultsPage", "compressPage", "usePage"};
        m_window->goTo(step);
        const QString page = QLatin1String(pages[static_cast<int>(step)]);
        auto *widget = m_window->findChild<QWidget *>(page);
        QTabWidget *tabs = tabsOf(*widget);
        for (int tab = 0; tab < (tabs ? tabs->count() : 1); ++tab) {
            if (tabs)
                tabs->setCurrentIndex(tab);
            QTest::qWait(150); // what is drawn by a timer
            look(tabs ? page + u' ' + tabs->tabText(tab) : page);
        }
        if (tabs)
            tabs->setCurrentIndex(0);
    }

    void audit(QWidget &window, const QString &where)
    {
        const AccessAudit found(window);
        QVERIFY2(found.used() > 0, qPrintable(where));
        for (const QString &fault : found.faults())
            m_faults << where + QStringLiteral(": ") + fault;
        for (const QString &jump : jumpsOfTab(window))
            m_faults << where + QStringLiteral(": Tab jumps ") + jump;
    }

    /// Of a dialog that holds the window up.
    void auditModal(const std::function<void()> &open, const QString &where)
    {
        bool seen = false;
        QTimer::singleShot(0, m_window.get(), [this, &seen, where] {
            QWidget *dialog = QApplication::activeModalWidget();
            QVERIFY2(dialog, qPrintable(where));
            QTest::qWait(200);
            audit(*dialog, where);
            seen = true;
            dialog->close();
        });
        open();
        QVERIFY2(seen, qPrintable(where));
    }

    void noFaults()
    {
        const QByteArray all = m_faults.join(u'\n').toUtf8();
        m_faults.clear();
        QVERIFY2(all.isEmpty(), all.constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1280, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        audit(*m_window, QStringLiteral("startPage"));
        m_window->openExample(QStringLiteral("customers"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().profile(), 20'000);
        TuneOptions options = m_window->session().options();
        options.trials = 8;
        options.families = {"linear", "boosting"};
        m_window->session().setOptions(options);
        QSignalSpy finished(&m_window->session().study(), &StudyController::finished);
        QSignalSpy rows(m_window->findChild<ResultsPage *>(), &ResultsPage::rowsFound);
        m_window->session().startStudy();
        QVERIFY(finished.wait(120'000));
        QVERIFY(rows.size() > 0 || rows.wait(60'000));
        QSignalSpy smaller(&m_window->session().compression(), &CompressionController::finished);
        m_window->session().startCompression({"best", {}, 3.0});
        QVERIFY(smaller.wait(60'000));
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(m_sandbox.path(QStringLiteral("one.leptune")));
        QVERIFY(saved.wait(20'000));
    }

    void everythingOnThePagesHasANameARoleAndItsPlace_data()
    {
        QTest::addColumn<int>("step");
        const char *const steps[] = {"data", "task", "tune", "results", "compress", "use"};
        for (int step = 0; step < 6; ++step)
            QTest::newRow(steps[step]) << step;
    }
    void everythingOnThePagesHasANameARoleAndItsPlace()
    {
        QFETCH(int, step);
        forEveryFace(static_cast<MainWindow::Step>(step),
                     [this](const QString &face) { audit(*m_window, face); });
        noFaults();
    }

    void advancedSettingsTooAndTheirDialog()
    {
        m_window->goTo(MainWindow::Step::Task);
        auto *more = m_window->findChild<QToolButton *>(QStringLiteral("advancedButton"));
        more->click();
        audit(*m_window, QStringLiteral("advanced settings"));
        auto *spaces = m_window->findChild<QPushButton *>(QStringLiteral("spacesButton"));
        auditModal([spaces] { spaces->click(); }, QStringLiteral("search spaces"));
        more->click();
        noFaults();
    }

    void chartsSayHowManyPointsTheyHaveAndTheBestValue()
    {
        m_window->goTo(MainWindow::Step::Tune);
        QTest::qWait(150);
        const auto said = [this](const char *name) {
            auto *chart = m_window->findChild<QWidget *>(QLatin1String(name));
            return QAccessible::queryAccessibleInterface(chart)->text(QAccessible::Description);
        };
        const StudyRecord &record = m_window->session().study().record();
        double bestOfAll = 0.0; // smaller ones made from it, too
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.sizeBytes > 0 && entry.validation > bestOfAll)
                bestOfAll = entry.validation;
        const std::pair<const char *, double> charts[] = {
            {"scoreChart", record.find(record.best)->validation}, {"sizeChart", bestOfAll}};
        for (const auto &[name, best] : charts) {
            const QString words = said(name);
            QVERIFY2(words.contains(formatNumber(best)), qPrintable(words));
            QVERIFY2(words.contains(QStringLiteral(" points; ")), qPrintable(words));
        }
    }

    void everythingInTheDialogsHasANameARoleAndItsPlace()
    {
        m_window->goTo(MainWindow::Step::Data);
        auto *facts = m_window->findChild<QLabel *>(QStringLiteral("dataFacts"));
        const std::pair<const char *, std::function<void()>> modal[] = {
            {"how the file is read", [this] { action("importOptions")->trigger(); }},
            {"what was repaired",
             [facts] { Q_EMIT facts->linkActivated(QStringLiteral("report")); }},
            {"settings", [this] { action("settings")->trigger(); }},
            {"save without data", [this] { action("giveAway")->trigger(); }},
            {"command palette", [this] { action("findCommand")->trigger(); }},
            {"about", [this] { action("about")->trigger(); }},
        };
        for (const auto &[name, open] : modal)
            auditModal(open, QLatin1String(name));
        noFaults();
    }

    void badCellsAreAListWithAName()
    {
        ImportReport report;
        report.badCellCount = 1;
        report.badCells.push_back({2, 3, "size", "twelve"});
        ReportDialog dialog(QStringLiteral("a.csv"), report);
        dialog.show();
        audit(dialog, QStringLiteral("bad cells"));
        noFaults();
    }

    void everythingInTheOtherWindowsHasANameARoleAndItsPlace()
    {
        action("notes")->trigger();
        audit(*m_window, QStringLiteral("notes"));
        m_window->findChild<QWidget *>(QStringLiteral("notesDock"))->hide();
        action("guide")->trigger();
        auto *guide = m_window->findChild<GuideWindow *>();
        QVERIFY(guide && guide->isVisible());
        audit(*guide, QStringLiteral("guide"));
        guide->close();
        CompareWindow compare(std::nullopt, {});
        compare.show();
        QSignalSpy compared(&compare, &CompareWindow::compared);
        compare.add({m_sandbox.path(QStringLiteral("one.leptune"))});
        QVERIFY(compared.wait(20'000));
        audit(compare, QStringLiteral("compare"));
        m_window->goTo(MainWindow::Step::Tune);
        auto *table = m_window->findChild<LeaderboardView *>(QStringLiteral("trialTable"));
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        auto *details = m_window->findChild<TrialDialog *>();
        QVERIFY(details && details->isVisible());
        audit(*details, QStringLiteral("trial details"));
        details->close();
        noFaults();
    }

    void theRailIsAListOfTabsThatCanBePressed()
    {
        m_window->goTo(MainWindow::Step::Data);
        auto *rail = m_window->findChild<QWidget *>(QStringLiteral("rail"));
        QAccessibleInterface *steps = QAccessible::queryAccessibleInterface(rail);
        QCOMPARE(steps->role(), QAccessible::PageTabList);
        QCOMPARE(steps->childCount(), 6);
        QVERIFY(steps->child(0)->state().selected);
        QCOMPARE(steps->child(0)->text(QAccessible::Description), QStringLiteral("done"));
        QAccessibleInterface *tune = steps->child(2);
        QVERIFY(!tune->state().selected);
        tune->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Tune);
        QVERIFY(tune->state().selected);
    }

    void everyActionOfTheMenusHasALetterOfItsOwn()
    {
        QList<QList<QAction *>> menus{m_window->menuBar()->actions()};
        for (const auto *menu : m_window->menuBar()->findChildren<QMenu *>())
            if (menu->objectName().isEmpty() || !menu->inherits("QContextMenu"))
                menus << menu->actions();
        for (const QList<QAction *> &actions : menus) {
            QSet<QString> letters;
            for (const QAction *one : actions) {
                const QString keys = QKeySequence::mnemonic(one->text()).toString();
                if (!one->isVisible() || one->isSeparator() || keys.isEmpty())
                    continue;
                QVERIFY2(!letters.contains(keys), qPrintable(one->text()));
                letters << keys;
            }
        }
    }

    void everyActionIsInTheCommandPaletteWithItsShortcut()
    {
        QStringList listed;
        QTimer::singleShot(0, m_window.get(), [&listed] {
            QWidget *palette = QApplication::activeModalWidget();
            const auto *list = palette->findChild<QListWidget *>(QStringLiteral("commandList"));
            for (int i = 0; i < list->count(); ++i)
                listed << list->item(i)->text() + u'\t' +
                              list->item(i)->data(CommandPalette::kKeysRole).toString();
            palette->close();
        });
        action("findCommand")->trigger();
        QList<QAction *> all;
        const std::function<void(const QList<QAction *> &)> collect =
            [&](const QList<QAction *> &actions) {
                for (QAction *one : actions)
                    one->menu() ? collect(one->menu()->actions()) : all.append(one);
            };
        collect(m_window->menuBar()->actions());
        int seen = 0;
        for (const QAction *one : all) {
            if (one->isSeparator() || !one->isEnabled())
                continue;
            const QString keys = one->shortcut().toString(QKeySequence::NativeText);
            const QString own = one->property(kCommandText).toString();
            const QString text = own.isEmpty() ? withoutMnemonic(one->text()) : own;
            QVERIFY2(listed.contains(text + u'\t' + keys), qPrintable(text));
            ++seen;
        }
        QVERIFY2(seen > 25, qPrintable(QString::number(seen)));
    }

    void cleanupTestCase()
    {
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(m_sandbox.path(QStringLiteral("one.leptune")));
        QVERIFY(saved.wait(20'000));
        QVERIFY(m_window->close());
        m_window.reset();
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"

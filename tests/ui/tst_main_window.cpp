// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "tests/support/drop_file.h"
#include "tests/support/ui_sandbox.h"
#include "ui/command_palette.h"
#include "ui/data/data_page.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/primary_button.h"
#include "ui/shared/recent_files.h"
#include "ui/shared/theme.h"
#include "ui/start/examples.h"
#include "ui/start/start_page.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace leptune;

class TestMainWindow : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static QAction *action(MainWindow &window, const char *name)
    {
        return window.findChild<QAction *>(QLatin1String("action_") + QLatin1String(name));
    }

private Q_SLOTS:
    void beginsOnTheStartPage()
    {
        MainWindow window;
        window.show();
        QVERIFY(qobject_cast<StartPage *>(window.findChild<QStackedWidget *>()->currentWidget()));
        QVERIFY(!action(window, "start")->isEnabled());
        QVERIFY(!action(window, "save")->isEnabled());
        QVERIFY(window.findChild<PrimaryButton *>()->isVisible());
    }

    void aDroppedFileIsOpened()
    {
        MainWindow window;
        window.show();
        dropFile(window, m_sandbox.write(QStringLiteral("drop.csv"), yesNoTable(50)));
        QTRY_VERIFY(window.session().hasData());
        QVERIFY(qobject_cast<DataPage *>(window.findChild<QStackedWidget *>()->currentWidget()));
        QVERIFY(window.windowTitle().contains(QStringLiteral("drop.csv")));
        QVERIFY(action(window, "start")->isEnabled());
        QCOMPARE(RecentFiles::list().constFirst().path, m_sandbox.path(QStringLiteral("drop.csv")));
    }

    void oneTableOfADatabaseIsChosen()
    {
        MainWindow window;
        window.show();
        QTimer timer;
        QString asked;
        connect(&timer, &QTimer::timeout, &window, [&] {
            auto *dialog = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            timer.stop();
            asked = dialog->labelText();
            dialog->setTextValue(dialog->comboBoxItems().constLast());
            dialog->accept();
        });
        timer.start(10);
        window.open(QStringLiteral(LEPTUNE_SOURCE "/tests/golden/readers/two_tables.sqlite"));
        QTRY_VERIFY(window.session().hasData());
        QVERIFY2(asked.contains(QStringLiteral("holds 2 tables")), qPrintable(asked));
        QCOMPARE(window.session().readOptions().table, std::string("b \"c"));
        QVERIFY(window.findChild<MessageBar *>(QStringLiteral("messageBar"))->isHidden());
    }

    void aBadFileIsToldOnThePage()
    {
        MainWindow window;
        window.show();
        dropFile(window, m_sandbox.path(QStringLiteral("gone.csv")));
        auto *bar = window.findChild<MessageBar *>(QStringLiteral("messageBar"));
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(!bar->title().isEmpty());
        QVERIFY2(bar->text().contains(QStringLiteral("gone.csv")), qPrintable(bar->text()));
    }

    void whatIsNoTableIsToldInASentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("picture") << QStringLiteral("cat.png")
                                 << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", 18) +
                                        QByteArray(2000, '\x93');
        QTest::newRow("zip") << QStringLiteral("notes.zip")
                             << QByteArray("PK\x03\x04\x14\0\0\0", 8) + QByteArray(500, '\x01');
        QTest::newRow("empty") << QStringLiteral("empty.csv") << QByteArray();
    }
    void whatIsNoTableIsToldInASentence()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        MainWindow window;
        window.show();
        dropFile(window, m_sandbox.write(name, content));
        auto *bar = window.findChild<MessageBar *>(QStringLiteral("messageBar"));
        QTRY_VERIFY(bar->isVisible() || window.session().hasData());
        QVERIFY2(!window.session().hasData(), "taken for a table");
        QVERIFY2(bar->text().contains(name), qPrintable(bar->text()));
        QVERIFY2(bar->text().size() > name.size() + 20, qPrintable(bar->text()));
        QVERIFY(qobject_cast<StartPage *>(window.findChild<QStackedWidget *>()->currentWidget()));
    }

    void pastedCellsAreOpened()
    {
        MainWindow window;
        window.show();
        QApplication::clipboard()->setText(QString::fromUtf8(yesNoTable(40)));
        action(window, "paste")->trigger();
        QTRY_VERIFY(window.session().hasData());
        QVERIFY(window.session().isPasted());
    }

    void everyExampleCanBeRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("target");
        QTest::newRow("customers") << QStringLiteral("customers") << QStringLiteral("churn");
        QTest::newRow("houses") << QStringLiteral("houses") << QStringLiteral("price");
        QTest::newRow("flowers") << QStringLiteral("flowers") << QStringLiteral("species");
        QCOMPARE(examples().size(), 3);
    }
    void everyExampleCanBeRead()
    {
        QFETCH(QString, name);
        MainWindow window;
        window.show();
        window.openExample(name);
        QTRY_VERIFY(window.session().hasData());
        QTEST(QString::fromStdString(window.session().options().target), "target");
        QCOMPARE(window.session().report().badCellCount, std::uint64_t(0));
    }

    void aModelIsMadeSmallerFromTheRunMenu()
    {
        MainWindow window;
        window.show();
        QAction *smaller = action(window, "compress");
        QVERIFY(!smaller->isEnabled() && !smaller->shortcut().isEmpty());
        window.session().openText(QString::fromUtf8(yesNoTable(400)));
        QTRY_VERIFY(window.session().hasData());
        QVERIFY(!smaller->isEnabled()); // there is no model yet
        TuneOptions options = window.session().options();
        options.trials = 3;
        options.families = {"linear"};
        window.session().setOptions(options);
        QSignalSpy finished(&window.session().study(), &StudyController::finished);
        window.session().startStudy();
        QVERIFY(finished.wait(60'000));
        QTRY_VERIFY(smaller->isEnabled());
        smaller->trigger();
        QCOMPARE(window.currentStep(), MainWindow::Step::Compress);
        QVERIFY(window.session().compression().isRunning());
        smaller->trigger(); // does not stop what runs
        QVERIFY(!window.session().compression().isStopping());
        window.session().compression().clear();
    }

    void everyStepIsReachableByKeyAndRail()
    {
        MainWindow window;
        window.show();
        auto *title = window.findChild<QLabel *>(QStringLiteral("pageTitle"));
        QStringList titles;
        for (int i = 1; i <= 6; ++i) {
            action(window, qPrintable(QStringLiteral("step%1").arg(i)))->trigger();
            titles.append(title->text());
        }
        titles.removeDuplicates();
        QCOMPARE(titles.size(), 6);
        window.findChild<QAbstractButton *>(QStringLiteral("rail_task"))->click();
        QCOMPARE(window.currentStep(), MainWindow::Step::Task);
    }

    void everyControlIsReachedByTab()
    {
        MainWindow window;
        window.show();
        window.openExample(QStringLiteral("flowers"));
        QTRY_VERIFY(window.session().hasData());
        for (int step = 0; step < 6; ++step) {
            window.goTo(static_cast<MainWindow::Step>(step));
            for (const QWidget *control : window.findChildren<QWidget *>()) {
                const bool used = qobject_cast<const QAbstractButton *>(control) ||
                                  qobject_cast<const QLineEdit *>(control) ||
                                  qobject_cast<const QComboBox *>(control) ||
                                  qobject_cast<const QAbstractSlider *>(control) ||
                                  qobject_cast<const QAbstractItemView *>(control);
                const bool inner = qobject_cast<const QScrollBar *>(control) ||
                                   qobject_cast<const QHeaderView *>(control) ||
                                   control->objectName().startsWith(QStringLiteral("qt_")) ||
                                   qobject_cast<const QTabBar *>(control->parentWidget()) ||
                                   qobject_cast<const QTableView *>(control->parentWidget()) ||
                                   qobject_cast<const QLineEdit *>(control->parentWidget());
                // Of buttons of which one is chosen, that one is reached; arrow keys lead on.
                const auto *button = qobject_cast<const QAbstractButton *>(control);
                const bool oneOfMany =
                    button && !button->isChecked() && (button->autoExclusive() || button->group());
                if (!used || inner || oneOfMany || !control->isVisible() || !control->isEnabled())
                    continue;
                QVERIFY2(control->focusPolicy() & Qt::TabFocus || control->focusProxy(),
                         qPrintable(QStringLiteral("step %1: %2 %3")
                                        .arg(step)
                                        .arg(QLatin1String(control->metaObject()->className()),
                                             control->objectName())));
            }
        }
    }

    void actionsHaveDifferentShortcuts()
    {
        MainWindow window;
        QStringList keys;
        for (const QAction *one : window.findChildren<QAction *>())
            if (one->objectName().startsWith(QStringLiteral("action_")) &&
                !one->shortcut().isEmpty())
                keys.append(one->shortcut().toString());
        QVERIFY(keys.size() >= 15);
        QStringList different = keys;
        different.removeDuplicates();
        QCOMPARE(different.size(), keys.size());
    }

    void continueLeadsFromDataToTask()
    {
        MainWindow window;
        window.show();
        window.openExample(QStringLiteral("flowers"));
        QTRY_VERIFY(window.session().hasData());
        QTest::mouseClick(window.findChild<PrimaryButton *>(), Qt::LeftButton);
        QCOMPARE(window.currentStep(), MainWindow::Step::Task);
    }

    void unsavedWorkIsNamedBeforeItIsLost()
    {
        MainWindow window;
        window.show();
        window.openExample(QStringLiteral("flowers"));
        QTRY_VERIFY(window.session().hasData());
        QSignalSpy saved(&window.session(), &Session::saved);
        window.session().save(m_sandbox.path(QStringLiteral("kept.leptune")));
        QVERIFY(saved.wait());
        TuneOptions options = window.session().options();
        options.budgetSeconds = 120.0;
        window.session().setOptions(options);
        QVERIFY(window.isWindowModified());
        QString asked;
        QTimer::singleShot(0, &window, [&asked] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(box);
            asked = box->text();
            box->button(QMessageBox::Cancel)->click();
        });
        QVERIFY(!window.close());
        QVERIFY(window.isVisible());
        QVERIFY2(asked.contains(QStringLiteral("flowers.csv")), qPrintable(asked));
    }

    void aCommandIsFoundByAFewLetters()
    {
        QAction first(QStringLiteral("&Save project"));
        QAction second(QStringLiteral("Save project &as…"));
        QAction third(QStringLiteral("&Quit"));
        second.setEnabled(false);
        QSignalSpy triggered(&first, &QAction::triggered);
        CommandPalette palette({&first, &second, &third});
        auto *list = palette.findChild<QListWidget *>(QStringLiteral("commandList"));
        QCOMPARE(list->count(), 2);
        palette.findChild<QLineEdit *>(QStringLiteral("commandSearch"))
            ->setText(QStringLiteral("proj sa"));
        QCOMPARE(list->count(), 1);
        QTest::keyClick(palette.findChild<QLineEdit *>(QStringLiteral("commandSearch")),
                        Qt::Key_Return);
        QTRY_COMPARE(triggered.size(), 1);
    }

    void coloursCanChangeWhileRunning()
    {
        MainWindow window;
        window.show();
        action(window, "theme2")->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() < 0.3);
        action(window, "theme1")->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() > 0.8);
        QCOMPARE(currentTheme(), Theme::Light);
    }

    void leftBehindWorkIsOffered()
    {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                               QStringLiteral("/recovery");
        {
            MainWindow window;
            window.openExample(QStringLiteral("flowers"));
            QTRY_VERIFY(window.session().hasData());
            QVERIFY(QDir().mkpath(folder));
            QSignalSpy saved(&window.session(), &Session::saved);
            window.session().save(folder + QStringLiteral("/dead.leptune"));
            QVERIFY(saved.wait());
        }
        MainWindow window;
        window.show();
        window.offerRecovery();
        auto *bar = window.findChild<MessageBar *>(QStringLiteral("messageBar"));
        QVERIFY(bar->isVisible());
        bar->findChildren<QPushButton *>().constFirst()->click();
        QTRY_VERIFY(window.session().hasData());
        QVERIFY(window.session().projectPath().isEmpty());
        QVERIFY(window.session().hasUnsavedChanges());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"

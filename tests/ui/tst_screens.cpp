// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/shared/theme.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace leptune;

/// Every page with real content, in both palettes. Set LEPTUNE_SCREENSHOTS to a folder to keep the
/// pictures.
class TestScreens : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;

    static void keep(QWidget &widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("LEPTUNE_SCREENSHOTS");
        if (!folder.isEmpty() && QDir().mkpath(folder))
            QVERIFY(widget.grab().save(folder + u'/' + name + QStringLiteral(".png")));
    }

    /// The text of a label or button that does not fit into it, empty where all do.
    static QString clipped(const QWidget &page)
    {
        for (const auto *label : page.findChildren<QLabel *>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const bool fits = label->wordWrap()
                                  ? label->heightForWidth(label->width()) <= label->height() + 2
                                  : label->sizeHint().width() <= label->width() + 1;
            if (!fits)
                return label->objectName() + QStringLiteral(": ") + label->text();
        }
        for (const auto *button : page.findChildren<QPushButton *>())
            if (button->isVisible() && button->sizeHint().width() > button->width() + 1)
                return button->objectName() + QStringLiteral(": ") + button->text();
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        setTheme(Theme::Light);
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        keep(*m_window, QStringLiteral("start-light"));
        QCOMPARE(clipped(*m_window), QString());
        QSignalSpy profiled(&m_window->session(), &Session::profileChanged);
        m_window->openExample(QStringLiteral("customers"));
        QTRY_VERIFY(m_window->session().hasData());
        QVERIFY(m_window->session().profile() || profiled.wait(20'000));
        TuneOptions options = m_window->session().options();
        options.budgetSeconds = 8.0;
        m_window->session().setOptions(options);
        QSignalSpy finished(&m_window->session().study(), &StudyController::finished);
        m_window->session().startStudy();
        QTest::qWait(4000);
        keep(*m_window, QStringLiteral("tune-running-light"));
        QVERIFY(finished.size() == 1 || finished.wait(60'000));
        QSignalSpy smaller(&m_window->session().compression(), &CompressionController::finished);
        m_window->session().startCompression({"best", {}, 8.0});
        QVERIFY(smaller.wait(60'000));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("dark");
        const QStringList names{QStringLiteral("data"),     QStringLiteral("task"),
                                QStringLiteral("tune"),     QStringLiteral("results"),
                                QStringLiteral("compress"), QStringLiteral("use")};
        for (const bool dark : {false, true})
            for (int step = 0; step < names.size(); ++step)
                QTest::newRow(qPrintable(
                    names[step] + (dark ? QStringLiteral("-dark") : QStringLiteral("-light"))))
                    << step << dark;
    }
    void nothingIsClipped()
    {
        QFETCH(int, step);
        QFETCH(bool, dark);
        setTheme(dark ? Theme::Dark : Theme::Light);
        m_window->goTo(static_cast<MainWindow::Step>(step));
        QTest::qWait(200);
        keep(*m_window, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(clipped(*m_window), QString());
    }

    void aColumnOfNumbersFitsToo()
    {
        setTheme(Theme::Light);
        m_window->goTo(MainWindow::Step::Data);
        auto *view = m_window->findChild<QTableView *>(QStringLiteral("dataTable"));
        view->setCurrentIndex(view->model()->index(0, 5)); // monthly_fee
        QTest::qWait(200);
        auto *direction = m_window->findChild<QComboBox *>(QStringLiteral("columnDirection"));
        QVERIFY(direction->isVisible() && direction->sizeHint().width() <= direction->width() + 1);
        keep(*m_window, QStringLiteral("data-number-light"));
        QCOMPARE(clipped(*m_window), QString());
    }

    void everyTabOfTuneFits()
    {
        setTheme(Theme::Light);
        m_window->goTo(MainWindow::Step::Tune);
        auto *tabs = m_window->findChild<QTabWidget *>(QStringLiteral("tuneTabs"));
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTest::qWait(300);
            keep(*m_window, QStringLiteral("tune-tab%1-light").arg(tab + 1));
            QCOMPARE(clipped(*m_window), QString());
        }
        tabs->setCurrentIndex(0);
    }

    void advancedSettingsFitToo()
    {
        setTheme(Theme::Light);
        m_window->goTo(MainWindow::Step::Task);
        m_window->findChild<QToolButton *>(QStringLiteral("advancedButton"))->click();
        QTest::qWait(100);
        for (auto *scroll : m_window->findChildren<QScrollArea *>())
            if (scroll->isVisible())
                scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        QTest::qWait(100);
        keep(*m_window, QStringLiteral("task-advanced-light"));
        QCOMPARE(clipped(*m_window), QString());
        m_window->findChild<QToolButton *>(QStringLiteral("advancedButton"))->click();
    }

    void cleanupTestCase()
    {
        const QString file = m_sandbox.path(QStringLiteral("end.leptune"));
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(file);
        QVERIFY(saved.wait(20'000));
        QVERIFY(m_window->close());
        m_window.reset();
    }
};

QTEST_MAIN(TestScreens)
#include "tst_screens.moc"

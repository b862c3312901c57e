// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/screens.h"
#include "tests/support/ui_sandbox.h"
#include "ui/charts/bar_list.h"
#include "ui/main_window.h"
#include "ui/results/contribution_panel.h"
#include "ui/results/data_size_panel.h"
#include "ui/results/explain_tab.h"
#include "ui/results/results_page.h"
#include "ui/shared/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace leptune;

/// Every tab of the results of two classes, several classes and numbers, in both palettes. Set
/// LEPTUNE_SCREENSHOTS to a folder to keep the pictures.
class TestResultScreens : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;

    template <typename T>
    T *child(const char *name = "") const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }

    void study(const QString &example)
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->openExample(example);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().profile() != nullptr, 20'000);
        TuneOptions options = m_window->session().options();
        options.trials = 6;
        options.families = {"linear", "boosting", "forest"};
        m_window->session().setOptions(options);
        QSignalSpy finished(&m_window->session().study(), &StudyController::finished);
        QSignalSpy measured(m_window->findChild<ExplainTab *>(), &ExplainTab::measured);
        m_window->session().startStudy();
        QVERIFY(finished.size() == 1 || finished.wait(60'000));
        m_window->goTo(MainWindow::Step::Results);
        QVERIFY(measured.size() > 0 || measured.wait(30'000));
    }

private Q_SLOTS:
    void everyTabFits_data()
    {
        QTest::addColumn<QString>("example");
        for (const char *example : {"customers", "flowers", "houses"})
            QTest::newRow(example) << QString::fromLatin1(example);
    }
    void everyTabFits()
    {
        QFETCH(QString, example);
        setTheme(Theme::Light);
        study(example);
        auto *view = child<QTableView>("answeredRows");
        QSignalSpy explained(m_window->findChild<ContributionPanel *>(), &ContributionPanel::shown);
        view->selectRow(3);
        QVERIFY(explained.size() > 0 || explained.wait(20'000));
        QSignalSpy measured(m_window->findChild<DataSizePanel *>(), &DataSizePanel::measured);
        child<QPushButton>("measureDataSize")->click();
        QVERIFY(measured.wait(90'000));
        auto *tabs = child<QTabWidget>("resultTabs");
        for (const bool dark : {false, true}) {
            setTheme(dark ? Theme::Dark : Theme::Light);
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(200);
                keepPicture(*m_window,
                            QStringLiteral("%1-%2-%3")
                                .arg(example, tabs->tabText(tab).toLower(),
                                     dark ? QStringLiteral("dark") : QStringLiteral("light")));
                QCOMPARE(clippedText(*m_window), QString());
            }
        }
        auto *bars = child<BarList>("importance");
        setTheme(Theme::Light);
        tabs->setCurrentWidget(m_window->findChild<ExplainTab *>());
        for (int place = 0; place < std::min(4, static_cast<int>(bars->amounts().size()));
             ++place) {
            bars->setCurrent(place);
            QTest::qWait(700);
            keepPicture(*m_window, QStringLiteral("%1-column%2-light").arg(example).arg(place));
            QCOMPARE(clippedText(*m_window), QString());
        }
    }

    void cleanup()
    {
        const QString file = m_sandbox.path(QStringLiteral("end.leptune"));
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(file);
        QVERIFY(saved.wait(20'000));
        QVERIFY(m_window->close());
        m_window.reset();
    }
};

QTEST_MAIN(TestResultScreens)
#include "tst_result_screens.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/screens.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/spoken_texts.h"
#include "ui/data/rows_bar.h"
#include "ui/main_window.h"
#include "ui/shared/card.h"
#include "ui/shared/language.h"
#include "ui/shared/theme.h"
#include "ui/task/metric_cards.h"
#include "ui/use/row_form.h"
#include "ui/use/train_again_panel.h"
#include "ui/use/try_panel.h"
#include "ui/use/use_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace leptune;

/// Every page with real content, in both palettes and the language of LEPTUNE_LANGUAGE. Set
/// LEPTUNE_SCREENSHOTS to a folder to keep the pictures, LEPTUNE_SCREEN_SIZE to another window size
/// than 1280x800.
class TestScreens : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;

    static QSize screenSize()
    {
        const QStringList sides = qEnvironmentVariable("LEPTUNE_SCREEN_SIZE").split(u'x');
        return sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize(1280, 800);
    }

    /// What is English on the page while the window speaks another language.
    QByteArray english() const
    {
        if (spokenLanguage() == u"en")
            return {};
        return englishTexts(*m_window, m_window->session().table()).join(u'\n').toUtf8();
    }

private Q_SLOTS:
    void initTestCase()
    {
        setTheme(Theme::Light);
        m_window = std::make_unique<MainWindow>();
        m_window->resize(screenSize());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        keepPicture(*m_window, QStringLiteral("start-light"));
        QCOMPARE(clippedText(*m_window), QString());
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
        keepPicture(*m_window, QStringLiteral("tune-running-light"));
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
        keepPicture(*m_window, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(clippedText(*m_window), QString());
        QVERIFY2(english().isEmpty(), english());
    }

    void theMainWayOfTheTaskIsSeenWithoutScrolling()
    {
        setTheme(Theme::Light);
        m_window->goTo(MainWindow::Step::Task);
        QTest::qWait(200);
        QWidgetList way;
        for (const char *name :
             {"targetList", "taskClasses", "taskNumber", "taskSentence", "budgetSlider",
              "budgetValue", "budgetExpectation", "maxSize", "primaryButton"})
            way << m_window->findChild<QWidget *>(QLatin1String(name));
        for (Card *metric : m_window->findChild<MetricCards *>()->findChildren<Card *>())
            way << metric;
        QVERIFY(way.size() > 14);
        for (const QWidget *part : way)
            QVERIFY2(part->visibleRegion().boundingRect() == part->rect(),
                     qPrintable(part->objectName()));
    }

    /// A row with a change, a file that is unlike the data, an export, and new data.
    void everyWayToUseAModelWorks()
    {
        auto *page = m_window->findChild<UsePage *>();
        m_window->goTo(MainWindow::Step::Use);
        const auto &table = m_window->session().table();
        auto *tried = page->findChild<TryPanel *>();
        QSignalSpy answered(tried, &TryPanel::answered);
        tried->findChild<QSpinBox *>(QStringLiteral("tryRow"))->setValue(12);
        QVERIFY(answered.wait(20'000));
        auto *fee = tried->form().field(QStringLiteral("monthly_fee"));
        QVERIFY(fee);
        fee->setCell(QStringLiteral("400"));
        Q_EMIT fee->edited();
        QVERIFY(answered.wait(20'000));
        const Column &column = table.column("monthly_fee");
        std::vector<double> dearer;
        for (const double value : column.numbers())
            dearer.push_back(std::round(160.0 * value) / 100.0);
        const QByteArray rows = testing::csvOf(table.with(Column::numeric("monthly_fee", dearer)));
        QSignalSpy predicted(page, &UsePage::predicted);
        page->predictFile(m_sandbox.write(QStringLiteral("new.csv"), rows),
                          m_sandbox.path(QStringLiteral("answers.csv")));
        QVERIFY(predicted.wait(60'000));
        QSignalSpy exported(page, &UsePage::exported);
        page->exportTo(ExportFormat::C, m_sandbox.path(QStringLiteral("customers-best.c")));
        QVERIFY(exported.wait(60'000));
        auto *again = page->findChild<TrainAgainPanel *>();
        QSignalSpy trained(again, &TrainAgainPanel::trained);
        again->trainOn(m_sandbox.path(QStringLiteral("new.csv")));
        QVERIFY(trained.wait(120'000));
    }

    void everyWayToUseAModelFits_data()
    {
        QTest::addColumn<int>("tab");
        QTest::addColumn<bool>("dark");
        const char *const tabs[] = {"use-row", "use-file", "use-export", "use-again"};
        for (const bool dark : {false, true})
            for (int tab = 0; tab < 4; ++tab)
                QTest::addRow("%s-%s", tabs[tab], dark ? "dark" : "light") << tab << dark;
    }
    void everyWayToUseAModelFits()
    {
        QFETCH(int, tab);
        QFETCH(bool, dark);
        setTheme(dark ? Theme::Dark : Theme::Light);
        m_window->goTo(MainWindow::Step::Use);
        m_window->findChild<UsePage *>()->showTab(static_cast<UsePage::Tab>(tab));
        QTest::qWait(tab == 2 ? 1500 : 200); // sizes of the formats
        keepPicture(*m_window, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(clippedText(*m_window), QString());
        QVERIFY2(english().isEmpty(), english());
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
        keepPicture(*m_window, QStringLiteral("data-number-light"));
        auto *rows = m_window->findChild<RowsBar *>();
        QSignalSpy found(rows, &RowsBar::shown);
        rows->findChild<QLineEdit *>(QStringLiteral("rowCondition"))
            ->setText(QStringLiteral("> 30"));
        QVERIFY(found.wait());
        rows->findChild<QAction *>(QStringLiteral("sortFalling"))->trigger();
        QVERIFY(found.wait());
        keepPicture(*m_window, QStringLiteral("data-rows-light"));
        rows->showAll();
        QCOMPARE(clippedText(*m_window), QString());
    }

    void everyTabOfTuneFits()
    {
        setTheme(Theme::Light);
        m_window->goTo(MainWindow::Step::Tune);
        auto *tabs = m_window->findChild<QTabWidget *>(QStringLiteral("tuneTabs"));
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTest::qWait(300);
            keepPicture(*m_window, QStringLiteral("tune-tab%1-light").arg(tab + 1));
            QCOMPARE(clippedText(*m_window), QString());
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
        keepPicture(*m_window, QStringLiteral("task-advanced-light"));
        QCOMPARE(clippedText(*m_window), QString());
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

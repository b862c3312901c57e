// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/read_table.h"
#include "tests/support/screens.h"
#include "tests/support/ui_sandbox.h"
#include "ui/compare/compare_window.h"
#include "ui/compare/model_comparison_dialog.h"
#include "ui/data/import_dialog.h"
#include "ui/guide/guide_window.h"
#include "ui/main_window.h"
#include "ui/project/give_away_dialog.h"
#include "ui/settings/experience_panel.h"
#include "ui/settings/settings_dialog.h"
#include "ui/shared/theme.h"

#include <QAction>
#include <QSignalSpy>
#include <QTableView>

#include <memory>

using namespace leptune;

/// Dialogs and windows around the six steps, and all pages in high contrast, after a real study.
/// LEPTUNE_SCREENSHOTS: a folder that keeps the images.
class TestToolScreens : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    QString m_project, m_other, m_listed;

    void save(const QString &path)
    {
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(path);
        QVERIFY(saved.wait(20'000));
    }

    /// As a German spreadsheet writes them.
    static QByteArray bikes()
    {
        QByteArray text = "date;station;rides;km\n";
        for (int day = 1; day <= 28; ++day)
            text += "2024-03-" + QByteArray::number(day).rightJustified(2, '0') + ";" +
                    (day % 3 ? "Lindenplatz" : "Am Hafen") + ";" + QByteArray::number(40 + day) +
                    ";" + QByteArray::number(day) + ",5\n";
        return text;
    }

    static void check(QWidget &widget, const char *name)
    {
        QTest::qWait(100);
        keepPicture(widget,
                    QLatin1String(name) + u'-' + QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(clippedText(widget), QString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        setTheme(Theme::Light);
        m_project = m_sandbox.path(QStringLiteral("customers.leptune"));
        m_other = m_sandbox.path(QStringLiteral("customers, longer.leptune"));
        m_listed = m_sandbox.write(QStringLiteral("bikes.csv"), bikes());
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->openExample(QStringLiteral("customers"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().profile(), 20'000);
        TuneOptions options = m_window->session().options();
        options.budgetSeconds = 8.0;
        m_window->session().setOptions(options);
        QSignalSpy finished(&m_window->session().study(), &StudyController::finished);
        m_window->session().startStudy();
        QVERIFY(finished.wait(60'000));
        m_window->session().setNotes(
            QStringLiteral("Customers of the last two years, without the trial period.\n"
                           "Support asked for reasons, not only for names."));
        save(m_project);
        Project other = loadProject(m_project.toStdString());
        other.study.options.budgetSeconds = 60.0;
        other.study.options.families = {"linear", "forest"};
        other.study.score.test -= 0.004;
        saveProject(other, m_other.toStdString());
    }

    void everythingFitsAndIsLegible_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::newRow("light") << Theme::Light;
        QTest::newRow("dark") << Theme::Dark;
        QTest::newRow("contrast") << Theme::HighContrast;
    }
    void everythingFitsAndIsLegible()
    {
        QFETCH(Theme, theme);
        setTheme(theme);
        SettingsDialog settings;
        QSignalSpy counted(settings.findChild<ExperiencePanel *>(), &ExperiencePanel::counted);
        settings.show();
        QVERIFY(counted.wait());
        check(settings, "settings");
        GiveAwayDialog away(m_window->session().project());
        QSignalSpy told(&away, &GiveAwayDialog::told);
        away.show();
        QVERIFY(told.wait());
        check(away, "give-away");
        Project open = m_window->session().project();
        open.history.endedAt = 1'790'000'000;
        addEarlierRun(open.history, open.study, "houses.csv");
        CompareWindow compare(open, m_project);
        QSignalSpy compared(&compare, &CompareWindow::compared);
        compare.show();
        compare.add({m_other});
        QVERIFY(compared.wait());
        check(compare, "compare");
        const auto &entries = m_window->session().study().record().entries;
        ModelComparisonDialog models(nullptr);
        models.showModels({entries.begin(), entries.begin() + 4},
                          m_window->session().study().record().metric);
        check(models, "models");
        ImportDialog import(m_listed, {}, readTable(m_listed.toStdString()).report);
        import.show();
        const auto *preview = import.findChild<QTableView *>(QStringLiteral("importPreview"));
        QTRY_COMPARE(preview->model()->columnCount(), 4);
        check(import, "import");
        GuideWindow guide;
        guide.showPage(QStringLiteral("tune"));
        guide.show();
        check(guide, "guide");
        guide.showPage(QStringLiteral("keys"));
        check(guide, "guide-keys");
        m_window->goTo(MainWindow::Step::Results);
        m_window->findChild<QAction *>(QStringLiteral("action_notes"))->trigger();
        check(*m_window, "notes");
        m_window->findChild<QWidget *>(QStringLiteral("notesDock"))->hide();
    }

    void pagesInHighContrast_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 0; step < 6; ++step)
            QTest::newRow(qPrintable(QStringLiteral("step%1").arg(step + 1))) << step;
    }
    void pagesInHighContrast()
    {
        QFETCH(int, step);
        setTheme(Theme::HighContrast);
        m_window->goTo(static_cast<MainWindow::Step>(step));
        check(*m_window, "contrast");
    }

    void cleanupTestCase()
    {
        QVERIFY(m_window->close());
        m_window.reset();
    }
};

QTEST_MAIN(TestToolScreens)
#include "tst_tool_screens.moc"

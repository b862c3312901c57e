// SPDX-License-Identifier: GPL-3.0-or-later
// What works on models is cancelled at once, and leaves nothing behind.
#include "tests/support/cancel_times.h"
#include "tests/support/large_files.h"
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/results/explain_tab.h"
#include "ui/results/results_page.h"
#include "ui/shared/message_bar.h"
#include "ui/use/export_panel.h"
#include "ui/use/predict_panel.h"
#include "ui/use/train_again_panel.h"
#include "ui/use/use_page.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 120'000;

} // namespace

class TestCancellingWork : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    QString m_project, m_large, m_small;
    std::unique_ptr<MainWindow> m_window;

    Session &session() { return m_window->session(); }
    StudyController &study() { return session().study(); }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name)
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
        button->click();
    }
    bool complains()
    {
        const auto bars = m_window->findChildren<MessageBar *>();
        return std::ranges::any_of(bars, &QWidget::isVisible);
    }
    UsePage *use(UsePage::Tab tab)
    {
        m_window->goTo(MainWindow::Step::Use);
        auto *page = m_window->findChild<UsePage *>();
        page->showTab(tab);
        return page;
    }
    /// Nothing half-written beside the files that were there.
    QStringList files() const { return QFileInfo(m_small).dir().entryList(QDir::Files); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(installSlowCompiler(m_sandbox.path(QStringLiteral("bin"))));
        const SmallStudy study{TaskKind::Binary, 12'000, 6, {"boosting", "knn"}};
        Project project;
        project.table = tableOf(study);
        project.study = runSmall(study);
        m_project = m_sandbox.path(QStringLiteral("work.leptune"));
        saveProject(project, m_project.toStdString());
        const QByteArray rows = csvOf(binaryTable(20'000, 5));
        const auto head = rows.indexOf('\n') + 1;
        m_large = m_sandbox.write(QStringLiteral("large.csv"),
                                  rows.left(head) + rows.mid(head).repeated(100));
        m_small = m_sandbox.write(QStringLiteral("small.csv"), csvOf(binaryTable(300, 9)));
    }
    void init()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->open(m_project);
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(session().profile() != nullptr, kPatience);
    }
    void cleanup() { m_window.reset(); }

    void predictingAFile()
    {
        use(UsePage::Tab::Predict);
        auto *panel = m_window->findChild<PredictPanel *>();
        const QString output = m_sandbox.path(QStringLiteral("answers.csv"));
        const QStringList before = files();
        verifyPromise("predicting",
                      cancelThrice({[&] { panel->predictFile(m_large, output); },
                                    [&] { return find<QPushButton>("predictCancel")->isVisible(); },
                                    [&] { click("predictCancel"); }, 1500}));
        QCOMPARE(find<QLabel>("predictResult")->text(),
                 QStringLiteral("Cancelled; nothing was written."));
        QVERIFY(!complains());
        QCOMPARE(files(), before);
        QSignalSpy predicted(panel, &PredictPanel::predicted);
        panel->predictFile(m_small, output);
        QVERIFY(predicted.wait(kPatience));
        QVERIFY(QFile::remove(output));
    }

    void comparingAFileWithTheTrainingData()
    {
        use(UsePage::Tab::Predict);
        auto *panel = m_window->findChild<PredictPanel *>();
        auto *input = find<QLineEdit>("predictInput");
        verifyPromise("comparing a file",
                      cancelThrice({[&] {
                                        input->setText(m_large);
                                        panel->checkFile(m_large);
                                    },
                                    [&] { return find<QLabel>("driftWords")->isVisible(); },
                                    [&] { QTest::keyClick(input, Qt::Key_Backspace); }, 100}));
        QVERIFY(!complains());
        QSignalSpy checked(panel, &PredictPanel::checked);
        panel->checkFile(m_small);
        QVERIFY(checked.wait(kPatience));
    }

    void trainingAgain()
    {
        use(UsePage::Tab::TrainAgain);
        auto *panel = m_window->findChild<TrainAgainPanel *>();
        verifyPromise("training again",
                      cancelThrice({[&] { panel->trainOn(m_large); },
                                    [&] { return find<QPushButton>("againCancel")->isVisible(); },
                                    [&] { click("againCancel"); }, 3000}));
        QCOMPARE(find<QLabel>("againState")->text(),
                 QStringLiteral("Cancelled; nothing has changed."));
        QVERIFY(!complains() && !panel->result());
        QSignalSpy trained(panel, &TrainAgainPanel::trained);
        panel->trainOn(m_small);
        QVERIFY(trained.wait(kPatience));
    }

    void exporting()
    {
        use(UsePage::Tab::Export);
        auto *panel = m_window->findChild<ExportPanel *>();
        QTRY_VERIFY_WITH_TIMEOUT(panel->isReady(), kPatience);
        const QStringList before = files();
        const QString path = m_sandbox.path(QStringLiteral("model.c"));
        verifyPromise("exporting C, which is compiled to be checked",
                      cancelThrice({[&] { panel->exportTo(ExportFormat::C, path); },
                                    [&] { return find<QPushButton>("exportCancel")->isVisible(); },
                                    [&] { click("exportCancel"); }}));
        QCOMPARE(find<QLabel>("exportResult")->text(),
                 QStringLiteral("Cancelled; nothing was written."));
        QVERIFY(!complains());
        QCOMPARE(files(), before);
        QSignalSpy exported(panel, &ExportPanel::exported);
        panel->exportTo(ExportFormat::Onnx, m_sandbox.path(QStringLiteral("model.onnx")));
        QVERIFY(exported.wait(kPatience));
    }

    void compressing()
    {
        m_window->goTo(MainWindow::Step::Compress);
        find<QSpinBox>("compressSeconds")->setValue(600);
        CompressionController &work = session().compression();
        auto *primary = find<QAction>("compressPrimary");
        const auto start = [&] {
            QTRY_VERIFY_WITH_TIMEOUT(!work.isRunning(), kPatience);
            primary->trigger();
        };
        const auto stop = [&] { primary->trigger(); };
        // It says so, and then that it has ended, with what was found.
        verifyPromise("compressing says that it stops",
                      cancelThrice({start, [&] { return work.isRunning() && !work.isStopping(); },
                                    stop, 2500}));
        verifyPromise("compressing has stopped",
                      cancelThrice({start, [&] { return work.isRunning(); }, stop, 2500}));
        QVERIFY(!complains() && primary->isEnabled());
    }

    void measuringTheScoreByRows()
    {
        m_window->goTo(MainWindow::Step::Results);
        find<QTabWidget>("resultTabs")->setCurrentWidget(m_window->findChild<ExplainTab *>());
        auto *button = find<QPushButton>("measureDataSize");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatience);
        verifyPromise("score by rows",
                      cancelThrice({[&] { button->click(); },
                                    [&] { return button->text() == QStringLiteral("Stop"); },
                                    [&] { button->click(); }}));
        QVERIFY(!complains());
        QCOMPARE(button->text(), QStringLiteral("Measure"));
    }

    void explainingEndsWithTheProject()
    {
        auto *page = m_window->findChild<ResultsPage *>();
        m_window->goTo(MainWindow::Step::Results);
        QSignalSpy found(page, &ResultsPage::rowsFound);
        const auto open = [&] {
            m_window->open(m_project);
            QVERIFY(QTest::qWaitFor([&] { return !found.isEmpty(); }, kPatience));
        };
        verifyPromise("importance and partial dependence",
                      cancelThrice({open, [&] { return session().hasData(); },
                                    [&] { find<QAction>("action_closeProject")->trigger(); }}));
        QVERIFY(!complains() && !session().hasData());
    }

    void tuning()
    {
        TuneOptions options = session().options();
        options.seed = 5;
        options.trials = 0;
        options.budgetSeconds = 600.0;
        options.families.clear();
        session().setOptions(options);
        verifyPromise("tuning says that it stops", stopTuning([&] {
                          return study().state() == StudyController::State::Running;
                      }));
        QTRY_VERIFY_WITH_TIMEOUT(!study().isActive(), kPatience);
        QVERIFY(!study().record().best.empty() && study().record().model("best"));
        verifyPromise("tuning has stopped", stopTuning([&] { return study().isActive(); }));
        QVERIFY(!complains() && study().record().model("best"));
    }

private:
    CancelTimes stopTuning(const std::function<bool()> &runs)
    {
        return cancelThrice({[&] {
                                 QTRY_VERIFY_WITH_TIMEOUT(!study().isActive(), kPatience);
                                 session().startStudy();
                             },
                             runs, [&] { find<QToolButton>("stop")->click(); }, 4000});
    }
};

QTEST_MAIN(TestCancellingWork)
#include "tst_cancelling_work.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the window works at: it closes at once, its threads end soon, and nothing half-written
// is left.
#include "tests/support/cancel_times.h"
#include "tests/support/large_files.h"
#include "tests/support/made_tables.h"
#include "tests/support/median_of.h"
#include "tests/support/question_answer.h"
#include "tests/support/small_study.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/report/report_writer.h"
#include "ui/results/explain_tab.h"
#include "ui/use/export_panel.h"
#include "ui/use/predict_panel.h"
#include "ui/use/train_again_panel.h"

#include <QDir>
#include <QPushButton>
#include <QSignalSpy>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 120'000;
constexpr double kMost = 2.0 * 500.0; ///< milliseconds

/// In milliseconds.
struct ClosingTimes {
    double hidden = 0.0; ///< from the click on until the window is gone
    double ended = 0.0;  ///< and then until its threads are
};

} // namespace

class TestClosing : public QObject {
    Q_OBJECT
private:
    using Start = void (TestClosing::*)();

    UiSandbox m_sandbox;
    QString m_project, m_rows, m_words, m_numbers;
    std::unique_ptr<MainWindow> m_window;

    Session &session() { return m_window->session(); }
    QString output(const char *name) const { return m_sandbox.path(QLatin1String(name)); }
    QStringList files() const { return QFileInfo(m_rows).dir().entryList(QDir::Files); }
    void openProject()
    {
        m_window->open(m_project);
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
    }

    void nothing() { openProject(); }
    void reading() { m_window->open(m_words); }
    void profiling()
    {
        m_window->open(m_numbers);
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
        QVERIFY(!session().profile());
    }
    void openingAProject()
    {
        m_window->open(m_project);
        QTest::qWait(1);
    }
    void explaining()
    {
        openProject();
        m_window->goTo(MainWindow::Step::Results);
        QTest::qWait(500);
    }
    void measuringTheScoreByRows()
    {
        explaining();
        auto *button = m_window->findChild<QPushButton *>(QStringLiteral("measureDataSize"));
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatience);
        button->click();
    }
    void predicting()
    {
        openProject();
        m_window->goTo(MainWindow::Step::Use);
        m_window->findChild<PredictPanel *>()->predictFile(m_rows, output("answers.csv"));
        QTest::qWait(1000);
        QVERIFY(m_window->findChild<PredictPanel *>()->isRunning());
    }
    void exporting()
    {
        openProject();
        m_window->goTo(MainWindow::Step::Use);
        m_window->findChild<ExportPanel *>()->exportTo(ExportFormat::C, output("model.c"));
    }
    void trainingAgain()
    {
        openProject();
        m_window->goTo(MainWindow::Step::Use);
        m_window->findChild<TrainAgainPanel *>()->trainOn(m_rows);
        QTest::qWait(2500);
        QVERIFY(m_window->findChild<TrainAgainPanel *>()->isRunning());
    }
    void reporting()
    {
        openProject();
        m_window->findChild<ReportWriter *>()->write(session().project(), session().sharedTable(),
                                                     output("report.pdf"));
    }
    void compressing()
    {
        openProject();
        CompressionOrder order;
        order.seconds = 600.0;
        session().startCompression(order);
        QTest::qWait(2500);
        QVERIFY(session().compression().isRunning());
    }

    ClosingTimes closeDuring(Start start)
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        (this->*start)();
        QTest::qWait(300);
        ClosingTimes times;
        const Stopwatch click;
        const Answer end(*m_window, "endCompression");
        QTimer discard; // what it has found is asked for after that
        connect(&discard, &QTimer::timeout, m_window.get(), [] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (box && box->objectName() == QStringLiteral("saveQuestion"))
                box->button(QMessageBox::Discard)->click();
        });
        discard.start(10);
        m_window->close();
        const bool gone = QTest::qWaitFor([&] { return !m_window->isVisible(); }, kPatience);
        times.hidden = gone ? 1e3 * click.seconds() : HUGE_VAL;
        const Stopwatch joined;
        m_window.reset();
        times.ended = 1e3 * joined.seconds();
        return times;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(installSlowCompiler(output("bin")));
        const SmallStudy study{TaskKind::Binary, 12'000, 6, {"boosting", "knn"}};
        Project project;
        project.table = tableOf(study);
        project.study = runSmall(study);
        m_project = output("closing.leptune");
        saveProject(project, m_project.toStdString());
        const QByteArray rows = csvOf(binaryTable(20'000, 5));
        const auto head = rows.indexOf('\n') + 1;
        m_rows = m_sandbox.write(QStringLiteral("rows.csv"),
                                 rows.left(head) + rows.mid(head).repeated(100));
        m_words = m_sandbox.write(QStringLiteral("words.csv"), wordTable(1'500'000));
        m_numbers = m_sandbox.write(QStringLiteral("numbers.csv"), numberTable(1'000'000, 12));
    }
    void cleanup() { m_window.reset(); }

    void isDoneAtOnce_data()
    {
        QTest::addColumn<int>("work");
        const char *const names[] = {
            "nothing",        "reading",       "looking at columns", "opening a project",
            "explaining",     "score by rows", "predicting",         "exporting",
            "training again", "report",        "compressing"};
        int work = 0;
        for (const char *name : names)
            QTest::newRow(name) << work++;
    }
    void isDoneAtOnce()
    {
        QFETCH(int, work);
        const Start starts[] = {&TestClosing::nothing,       &TestClosing::reading,
                                &TestClosing::profiling,     &TestClosing::openingAProject,
                                &TestClosing::explaining,    &TestClosing::measuringTheScoreByRows,
                                &TestClosing::predicting,    &TestClosing::exporting,
                                &TestClosing::trainingAgain, &TestClosing::reporting,
                                &TestClosing::compressing};
        const QStringList before = files();
        std::vector<double> hidden, ended;
        for (int i = 0; i < 3; ++i) {
            const ClosingTimes times = closeDuring(starts[work]);
            hidden.push_back(times.hidden);
            ended.push_back(times.ended);
        }
        qInfo("%s: gone in %.0f ms, ended in %.0f ms more", QTest::currentDataTag(),
              medianOf(hidden), medianOf(ended));
        QVERIFY(medianOf(hidden) < kMost);
        QVERIFY(medianOf(ended) < kMost);
        QCOMPARE(files(), before);
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"

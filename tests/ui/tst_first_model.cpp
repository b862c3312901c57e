// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"
#include "core/exporting/parity.h"
#include "core/preprocess/raw_batch.h"
#include "core/project/prediction_file.h"
#include "tests/support/drop_file.h"
#include "tests/support/heartbeat.h"
#include "tests/support/interop_cells.h"
#include "tests/support/interop_python.h"
#include "tests/support/median_of.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/shared/card.h"
#include "ui/shared/language.h"
#include "ui/shared/primary_button.h"
#include "ui/shared/theme.h"
#include "ui/use/use_page.h"

#include <QDir>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace leptune;

namespace {

constexpr double kBudgetSeconds = 10.0;
constexpr double kLongestSilence = 100.0; // milliseconds
constexpr double kLongestWhenBusy = 500.0;

/// Others keep the cores busy: then a thread waits for its turn, whatever it does.
bool machineIsBusy()
{
    double load = 0.0;
    return getloadavg(&load, 1) == 1 && load > 1.5 * availableCores() + 1.0;
}

/// Rows to be answered: some lack a cell, some have a colour that was never seen.
QByteArray newRows()
{
    QByteArray text = "x,size,colour\n";
    for (int row = 0; row < 200; ++row)
        text += (row % 23 == 7 ? QByteArray() : QByteArray::number(row * 5)) + ',' +
                QByteArray::number(row % 100) + ',' +
                (row % 31 == 3 ? "green"
                 : row % 2     ? "red"
                               : "blue") +
                '\n';
    return text;
}

/// What the program wrote: label, then a probability a class.
Prediction answersIn(const QString &path, const std::vector<std::string> &classes)
{
    Prediction answers;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return answers;
    file.readLine(); // heads
    while (!file.atEnd()) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        const auto label = std::ranges::find(classes, cells[0].toStdString());
        answers.labels.push_back(static_cast<int>(label - classes.begin()));
        for (qsizetype i = 1; i < cells.size(); ++i)
            answers.probabilities.values.push_back(cells[i].toFloat());
    }
    answers.probabilities.rows = answers.labels.size();
    answers.probabilities.columns = classes.size();
    return answers;
}

} // namespace

/// The whole way on the real window: a dropped file becomes a tuned, exported model that others can
/// run, and the window answers all the time. English is walked in light colours, any other language
/// in dark ones.
class TestFirstModel : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    Heartbeat m_heart;
    int m_walk = 0;
    std::vector<double> m_silences; ///< milliseconds, the longest of each walk
    std::vector<double> m_works;    ///< milliseconds, the most work of the window without a pause

    static bool isEnglish() { return spokenLanguage() == u"en"; }

    template <typename Part>
    Part *part(const char *name) const
    {
        return m_window->findChild<Part *>(QLatin1String(name));
    }
    /// What a person leaves between two acts, and no more.
    static void pause() { QTest::qWait(20); }
    PrimaryButton *primary() const { return m_window->findChild<PrimaryButton *>(); }
    void pressPrimary() const
    {
        pause();
        QTRY_VERIFY2(primary()->isVisible() && primary()->isEnabled(),
                     qPrintable(primary()->text()));
        QTest::mouseClick(primary(), Qt::LeftButton);
        pause();
    }
    void goByKey(int step) const
    {
        QTest::keySequence(m_window.get(),
                           QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + step)));
        QCOMPARE(static_cast<int>(m_window->currentStep()), step);
    }
    std::shared_ptr<const Model> exportedModel() const
    {
        const QString name = m_window->findChild<UsePage *>()->chosenModel();
        return m_window->session().study().record().model(name.toStdString());
    }

    void openWindow()
    {
        QVERIFY(QDir().mkpath(path("elsewhere")));
        m_window = std::make_unique<MainWindow>(); // reads the language
        setTheme(isEnglish() ? Theme::Light : Theme::Dark);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_heart.start();
    }
    /// One of this walk alone: who writes over a file is asked first.
    QString file(const char *name) const
    {
        return QString::number(m_walk) + QLatin1Char('/') + QLatin1String(name);
    }
    QString path(const char *name) const { return m_sandbox.path(file(name)); }
    void rememberSilence()
    {
        qInfo("longest silence of the window: %lld ms, longest work %.0f ms, in %d beats",
              static_cast<long long>(m_heart.worstMilliseconds()), m_heart.worstWorkMilliseconds(),
              m_heart.beats());
        m_silences.push_back(static_cast<double>(m_heart.worstMilliseconds()));
        m_works.push_back(m_heart.worstWorkMilliseconds());
    }
    bool answeredInTime() const
    {
        const double longest = machineIsBusy() ? kLongestWhenBusy : kLongestSilence;
        return medianOf(m_works) < kLongestSilence && medianOf(m_silences) < longest;
    }
    void openAgain()
    {
        QVERIFY(m_window->close());
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_heart.start();
        m_window->open(path("first.leptune"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasData(), 10'000);
        QTest::qWait(200); // what it draws late
        QVERIFY(!m_window->session().study().record().entries.empty());
        QVERIFY(!m_window->session().hasUnsavedChanges());
        rememberSilence();
    }
    void walkAgain()
    {
        QVERIFY(m_window->close());
        ++m_walk;
        openWindow();
        for (const auto step :
             {&TestFirstModel::aDroppedTableBecomesAQuestion,
              &TestFirstModel::theQuestionBecomesAModelInTheGivenTime,
              &TestFirstModel::theModelIsSaved, &TestFirstModel::theModelIsMadeSmaller,
              &TestFirstModel::everyPageIsReachedByItsKey, &TestFirstModel::theModelAnswersAFile,
              &TestFirstModel::theModelIsExported}) {
            (this->*step)();
            if (QTest::currentTestFailed())
                return;
        }
        rememberSilence();
    }

private Q_SLOTS:
    void initTestCase() { openWindow(); }

    void aDroppedTableBecomesAQuestion()
    {
        QVERIFY(dropFile(*m_window, m_sandbox.write(file("first.csv"), yesNoTable(1500))));
        QTRY_VERIFY(m_window->session().hasData());
        pressPrimary();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Task);
        QVERIFY(part<Card>("taskClasses")->isChecked());
    }

    void theQuestionBecomesAModelInTheGivenTime()
    {
        QVERIFY(m_window->session().hasData());
        TuneOptions options = m_window->session().options();
        options.budgetSeconds = kBudgetSeconds;
        m_window->session().setOptions(options);
        QSignalSpy finished(&m_window->session().study(), &StudyController::finished);
        QSignalSpy best(&m_window->session().study(), &StudyController::bestChanged);
        pressPrimary();
        QTRY_COMPARE(m_window->currentStep(), MainWindow::Step::Tune);
        QTRY_VERIFY_WITH_TIMEOUT(best.size() > 0, 5000);
        QVERIFY(finished.wait(static_cast<int>(kBudgetSeconds * 1000) + 5000));
        const StudyRecord &record = m_window->session().study().record();
        QVERIFY(record.trials > 1);
        QVERIFY2(record.metric == MetricKind::Auc && record.score.validation > 0.9,
                 qPrintable(QString::number(record.score.validation)));
        QVERIFY(m_window->session().hasUnsavedChanges());
    }

    void theModelIsSaved()
    {
        pressPrimary();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Results);
        QTRY_VERIFY(!part<QLabel>("headline")->text().isEmpty());
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(path("first.leptune"));
        QTRY_VERIFY_WITH_TIMEOUT(saved.size() > 0, 20'000);
        QVERIFY(!m_window->session().hasUnsavedChanges());
        pressPrimary();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Compress);
    }

    void theModelIsMadeSmaller()
    {
        CompressionController &work = m_window->session().compression();
        QSignalSpy finished(&work, &CompressionController::finished);
        part<QSpinBox>("compressSeconds")->setValue(4);
        pressPrimary();
        QVERIFY(work.isRunning() || finished.size() > 0);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() > 0, 60'000);
        QVERIFY(work.result().candidates.size() > 1);
        QVERIFY(!m_window->session().hasUnsavedChanges());
        pause();
        part<QPushButton>("useThisOne")->click();
        pause();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Use);
    }

    void everyPageIsReachedByItsKey()
    {
        for (int step = 0; step < 6; ++step) {
            goByKey(step);
            QTest::qWait(100); // what a page draws late
            static const QRegularExpression chinese(QStringLiteral("[\\x{4E00}-\\x{9FFF}]"));
            QCOMPARE(part<QLabel>("pageTitle")->text().contains(chinese), !isEnglish());
        }
    }

    void theModelAnswersAFile()
    {
        auto *page = m_window->findChild<UsePage *>();
        page->showTab(UsePage::Tab::Predict);
        QSignalSpy predicted(page, &UsePage::predicted);
        part<QLineEdit>("predictInput")->setText(m_sandbox.write(file("new.csv"), newRows()));
        part<QLineEdit>("predictOutput")->setText(path("answers.csv"));
        pressPrimary();
        QTRY_VERIFY_WITH_TIMEOUT(predicted.size() > 0, 20'000);
        const Prediction answers = answersIn(path("answers.csv"), {"no", "yes"});
        QCOMPARE(answers.labels.size(), std::size_t(200));
        QVERIFY(std::ranges::count(answers.labels, 0) > 50);
        QVERIFY(std::ranges::count(answers.labels, 1) > 50);
    }

    void theModelIsExported()
    {
        auto *page = m_window->findChild<UsePage *>();
        page->showTab(UsePage::Tab::Export);
        QSignalSpy exported(page, &UsePage::exported);
        const QString file = path("elsewhere/model.onnx");
        part<QRadioButton>("exportOnnx")->setChecked(true);
        part<QLineEdit>("exportPath")->setText(file);
        pressPrimary();
        QTRY_VERIFY_WITH_TIMEOUT(exported.size() > 0, 20'000);
        QVERIFY(QFileInfo(file).size() > 100);
    }

    void theWindowAnsweredAllTheTime()
    {
        QVERIFY(m_heart.beats() > 300);
        rememberSilence();
        if (answeredInTime())
            return;
        while (m_silences.size() < 3) { // the machine may have been at something else
            walkAgain();
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(answeredInTime());
    }

    void onnxruntimeGivesTheProgramsAnswers()
    {
        if (interopPython().isEmpty()) {
            QVERIFY2(qEnvironmentVariable("CI") != u"true", "packaging/test.sh makes the Python");
            QSKIP("there is no Python with onnxruntime (packaging/test.sh makes it)");
        }
        const auto model = exportedModel();
        QVERIFY(model);
        const QString folder = path("elsewhere");
        const Table rows =
            readTable(path("new.csv").toStdString(), readOptionsFor(model->schema())).table;
        interop::writeCells(*model, bindTable(model->schema(), rows),
                            folder + QStringLiteral("/cells.json"));
        QProcess python;
        python.setProcessChannelMode(QProcess::MergedChannels);
        python.start(interopPython(),
                     {QStringLiteral(LEPTUNE_SOURCE "/tests/interop/run_onnx.py"), folder});
        QVERIFY(python.waitForFinished(120'000));
        QVERIFY2(python.exitCode() == 0, python.readAll().constData());
        const interop::Json file = interop::readJson(folder + QStringLiteral("/answers.json"));
        QVERIFY2(!file.contains("fault"), file.value("fault", std::string()).c_str());
        const std::string problem =
            parityProblem(*model, answersIn(path("answers.csv"), model->schema().classes),
                          interop::predictionOf(*model, file.at("answers")));
        QVERIFY2(problem.empty(), problem.c_str());
    }

    void everyPageStandsInTheColoursThatWereChosen()
    {
        for (int step = 0; step < 6; ++step) {
            goByKey(step);
            QTest::qWait(100);
            const QImage small = m_window->grab().toImage().scaled(1, 1, Qt::IgnoreAspectRatio,
                                                                   Qt::SmoothTransformation);
            const float lightness = small.pixelColor(0, 0).lightnessF();
            QVERIFY2(isEnglish() ? lightness > 0.8F : lightness < 0.3F,
                     qPrintable(QStringLiteral("step %1: %2").arg(step).arg(lightness)));
        }
        goByKey(static_cast<int>(MainWindow::Step::Use));
    }

    void theSavedProjectOpensAgain()
    {
        const MainWindow::Step left = m_window->currentStep();
        QVERIFY(left != MainWindow::Step::Data);
        m_silences.clear();
        m_works.clear();
        do {
            openAgain();
            if (QTest::currentTestFailed())
                return;
            QCOMPARE(m_window->currentStep(), left); // where it was left
        } while (!answeredInTime() && m_works.size() < 3);
        QVERIFY(answeredInTime());
    }
};

QTEST_MAIN(TestFirstModel)
#include "tst_first_model.moc"

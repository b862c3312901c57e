// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"
#include "tests/support/drop_file.h"
#include "tests/support/heartbeat.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/shared/card.h"
#include "ui/shared/primary_button.h"
#include "ui/use/export_panel.h"

#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <cstdlib>

using namespace leptune;

namespace {

constexpr double kBudgetSeconds = 10.0;
constexpr qint64 kLongestSilence = 100; // milliseconds
constexpr qint64 kLongestWhenBusy = 500;

/// Others keep the cores busy: then a thread waits for its turn, whatever it does.
bool machineIsBusy()
{
    double load = 0.0;
    return getloadavg(&load, 1) == 1 && load > 1.5 * availableCores() + 1.0;
}

} // namespace

/// The whole way on the real window: a dropped file becomes a tuned, exported model, and the window
/// answers all the time.
class TestFirstModel : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    Heartbeat m_heart;

    PrimaryButton *primary() const { return m_window->findChild<PrimaryButton *>(); }
    void pressPrimary() const
    {
        QVERIFY2(primary()->isVisible() && primary()->isEnabled(), qPrintable(primary()->text()));
        QTest::mouseClick(primary(), Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_heart.start();
    }

    void aDroppedTableBecomesAQuestion()
    {
        dropFile(*m_window, m_sandbox.write(QStringLiteral("first.csv"), yesNoTable(1500)));
        QTRY_VERIFY(m_window->session().hasData());
        pressPrimary();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Task);
        QVERIFY(m_window->findChild<Card *>(QStringLiteral("taskClasses"))->isChecked());
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
        QTRY_VERIFY(!m_window->findChild<QLabel *>(QStringLiteral("headline"))->text().isEmpty());
        QSignalSpy saved(&m_window->session(), &Session::saved);
        m_window->session().save(m_sandbox.path(QStringLiteral("first.leptune")));
        QVERIFY(saved.wait(20'000));
        QVERIFY(!m_window->session().hasUnsavedChanges());
        pressPrimary();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Compress);
    }

    void theModelIsMadeSmaller()
    {
        CompressionController &work = m_window->session().compression();
        QSignalSpy finished(&work, &CompressionController::finished);
        m_window->findChild<QSpinBox *>(QStringLiteral("compressSeconds"))->setValue(4);
        pressPrimary();
        QVERIFY(work.isRunning());
        QVERIFY(finished.wait(60'000));
        QVERIFY(work.result().candidates.size() > 1);
        QVERIFY(!m_window->session().hasUnsavedChanges());
        m_window->findChild<QPushButton *>(QStringLiteral("useThisOne"))->click();
        QCOMPARE(m_window->currentStep(), MainWindow::Step::Use);
    }

    void theModelIsExported()
    {
        auto *panel = m_window->findChild<ExportPanel *>();
        QSignalSpy exported(panel, &ExportPanel::exported);
        const QString file = m_sandbox.path(QStringLiteral("first.onnx"));
        panel->exportTo(ExportFormat::Onnx, file);
        QVERIFY(exported.wait(20'000));
        QVERIFY(QFileInfo(file).size() > 100);
    }

    void theWindowAnsweredAllTheTime()
    {
        qInfo("longest silence of the window: %lld ms, longest work %.0f ms, in %d beats",
              static_cast<long long>(m_heart.worstMilliseconds()), m_heart.worstWorkMilliseconds(),
              m_heart.beats());
        QVERIFY(m_heart.beats() > 300);
        QVERIFY(m_heart.worstWorkMilliseconds() < kLongestSilence);
        QVERIFY(m_heart.worstMilliseconds() <
                (machineIsBusy() ? kLongestWhenBusy : kLongestSilence));
    }

    void theSavedProjectOpensAgain()
    {
        const MainWindow::Step left = m_window->currentStep();
        QVERIFY(left != MainWindow::Step::Data);
        QVERIFY(m_window->close());
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->open(m_sandbox.path(QStringLiteral("first.leptune")));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasData(), 10'000);
        QCOMPARE(m_window->currentStep(), left); // where it was left
        QVERIFY(!m_window->session().study().record().entries.empty());
        QVERIFY(!m_window->session().hasUnsavedChanges());
    }
};

QTEST_MAIN(TestFirstModel)
#include "tst_first_model.moc"

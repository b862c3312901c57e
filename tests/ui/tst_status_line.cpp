// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status_line.h"

#include "tests/support/small_study.h"
#include "tests/support/ui_sandbox.h"
#include "ui/session/session.h"
#include "ui/shared/resources.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 30'000;

} // namespace

class TestStatusLine : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StatusLine> m_line;

    /// Empty where it isn't shown.
    QString said(const char *name) const
    {
        const auto *label = m_line->findChild<QLabel *>(QLatin1String(name));
        return label->isVisible() ? label->text() : QString();
    }
    const QProgressBar *progress() const { return m_line->findChild<QProgressBar *>(); }
    void open(int rows)
    {
        m_session->open(m_sandbox.write(QStringLiteral("some.csv"), yesNoTable(rows)));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->hasData(), kPatience);
    }
    void save()
    {
        QSignalSpy saved(m_session.get(), &Session::saved);
        m_session->save(m_sandbox.path(QStringLiteral("some.leptune")));
        QVERIFY(saved.wait(kPatience));
    }
    void start(double budget, int trials = 0)
    {
        TuneOptions options = m_session->options();
        options.budgetSeconds = budget;
        options.trials = trials;
        options.threads = 1;
        options.families = {"linear", "knn"};
        m_session->setOptions(options);
        QSignalSpy best(&m_session->study(), &StudyController::bestChanged);
        m_session->startStudy();
        QTRY_VERIFY_WITH_TIMEOUT(!best.isEmpty(), kPatience);
    }
    void stop()
    {
        m_session->study().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->study().isActive(), kPatience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        loadResources(); // with the plurals
    }
    void init()
    {
        m_session = std::make_unique<Session>();
        m_line = std::make_unique<StatusLine>(*m_session);
        m_line->show();
    }
    void cleanup()
    {
        m_line.reset();
        m_session.reset();
    }

    void tellsOnlyTheMemoryBeforeThereIsWork()
    {
        QVERIFY(said("statusTrials").isEmpty() && said("statusWorkers").isEmpty());
        QVERIFY(said("statusSaved").isEmpty() && !progress()->isVisible());
        QVERIFY2(said("statusMemory").endsWith(QStringLiteral("MB")),
                 qPrintable(said("statusMemory")));
        QVERIFY(!m_line->findChild<QLabel *>(QStringLiteral("statusMemory"))->toolTip().isEmpty());
    }

    void dataThatAreNoProjectAreNotCalledSaved()
    {
        m_session->open(m_sandbox.write(QStringLiteral("long.csv"), yesNoTable(300'000)));
        QVERIFY(m_session->isReading());
        QVERIFY(said("statusSaved").isEmpty() && !progress()->isVisible()); // the busy bar tells it
        QTRY_VERIFY_WITH_TIMEOUT(m_session->hasData(), kPatience);
        QVERIFY(said("statusSaved").isEmpty());
    }

    void tellsWhetherTheWorkIsSaved()
    {
        open(60);
        save();
        QCOMPARE(said("statusSaved"), QStringLiteral("all work saved"));
        m_session->setNotes(QStringLiteral("a word"));
        QCOMPARE(said("statusSaved"), QStringLiteral("not saved yet"));
        save();
        QCOMPARE(said("statusSaved"), QStringLiteral("all work saved"));
        m_session->close();
        QVERIFY(said("statusSaved").isEmpty());
    }

    void tellsHowTuningGoes()
    {
        open(600);
        start(600.0);
        QTRY_VERIFY_WITH_TIMEOUT(said("statusTrials").endsWith(QStringLiteral("trials")),
                                 kPatience);
        QCOMPARE(said("statusWorkers"), QStringLiteral("1 worker"));
        QCOMPARE(said("statusSaved"), QStringLiteral("kept safe while running"));
        QVERIFY(progress()->isVisible() && progress()->maximum() > 0);
        QVERIFY(!progress()->accessibleName().isEmpty());
        const int before = progress()->value();
        QTRY_VERIFY_WITH_TIMEOUT(progress()->value() > before, kPatience);
        stop();
        QVERIFY(!progress()->isVisible() && said("statusWorkers").isEmpty());
        QCOMPARE(said("statusTrials"),
                 QStringLiteral("%1 trials").arg(m_session->study().record().trials));
        QCOMPARE(said("statusSaved"), QStringLiteral("not saved yet")); // it has no name
        save();
        QCOMPARE(said("statusSaved"), QStringLiteral("all work saved"));
    }

    void aStudyOfAProjectEndsSaved()
    {
        open(300);
        save();
        start(600.0);
        stop();
        QTRY_COMPARE(said("statusSaved"), QStringLiteral("all work saved"));
    }

    void showsNoShareOfTheTimeWhereTrialsAreCounted()
    {
        open(600);
        start(60.0, 100'000);
        QVERIFY(progress()->isVisible());
        QCOMPARE(progress()->maximum(), 0); // to and fro
        stop();
    }

    void countsWhatFailed()
    {
        StudyRecord record = runSmall({TaskKind::Binary, 200, 2, {"linear"}});
        record.trials = 7;
        record.failedTrials = 2;
        m_session->study().setRecord(record);
        QCOMPARE(said("statusTrials"), QStringLiteral("7 trials, 2 failed"));
        record.trials = 1;
        record.failedTrials = 0;
        m_session->study().setRecord(record);
        QCOMPARE(said("statusTrials"), QStringLiteral("1 trial"));
    }
};

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"

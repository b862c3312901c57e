// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_care.h"

#include "tests/support/record_samples.h"
#include "tests/support/ui_sandbox.h"
#include "ui/session/session.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace leptune;
using namespace leptune::testing;

class TestRunCare : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

private Q_SLOTS:
    void staysAwakeWhileItWorksAndTellsWhoLooksElsewhere()
    {
        Session session;
        QWidget window; // not shown: nobody looks at it
        RunCare care(session, &window);
        QVERIFY(!care.keepsAwake());
        StudyInput input;
        input.table = sampleTable(TaskKind::Binary, 200);
        input.options.target = "answer";
        input.options.families = {"linear"};
        input.options.budgetSeconds = 60.0;
        QSignalSpy told(&care, &RunCare::told);
        session.study().start(std::move(input));
        QVERIFY(care.keepsAwake());
        session.study().pause();
        QVERIFY(!care.keepsAwake()); // nothing runs that sleep could hold up
        session.study().resume();
        QVERIFY(care.keepsAwake());
        QTRY_VERIFY_WITH_TIMEOUT(!session.study().record().best.empty(), 20'000);
        session.study().stop();
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 20'000);
        QVERIFY(!care.keepsAwake());
        QVERIFY(told[0][1].toString().contains(QStringLiteral("AUC")));
    }

    void saysNothingToWhoIsLooking()
    {
        Session session;
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        RunCare care(session, &window);
        QSignalSpy told(&care, &RunCare::told);
        Q_EMIT session.study().failed(QStringLiteral("no column is left to learn from"));
        QCOMPARE(told.count(), 0);
    }
};

QTEST_MAIN(TestRunCare)
#include "tst_run_care.moc"

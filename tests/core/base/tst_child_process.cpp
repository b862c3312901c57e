// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/child_process.h"
#include "core/base/clock.h"
#include "core/base/error.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <thread>

using namespace leptune;

class TestChildProcess : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::string folder() const { return m_folder.path().toStdString(); }
    ChildResult shell(const std::string &command, double seconds = 20.0) const
    {
        return runChild({*findProgram("sh"), "-c", command}, folder(), seconds);
    }

private Q_SLOTS:
    void findsProgramsAsAShellDoes()
    {
        QVERIFY(findProgram("sh").value().ends_with("/sh"));
        QVERIFY(!findProgram("no-such-program-at-all"));
    }

    void tellsStatusAndOutputOfBothStreams()
    {
        const ChildResult result = shell("echo out; echo err >&2; exit 3");
        QCOMPARE(result.status, 3);
        QVERIFY(!result.succeeded());
        QCOMPARE(result.output, std::string("out\nerr\n"));
        QVERIFY(shell("true").succeeded());
    }

    void runsInTheFolderWithoutInput()
    {
        const ChildResult result = shell("pwd; cat");
        QVERIFY2(result.output.starts_with(folder()), result.output.c_str());
        QVERIFY(result.succeeded());
    }

    void tellsTheSignalThatEndedIt() { QCOMPARE(shell("kill -9 $$").status, 128 + 9); }

    void endsWhatTakesTooLongWithItsChildren()
    {
        const Stopwatch watch;
        const ChildResult result = shell("sleep 60 & sleep 60; echo never", 0.2);
        QVERIFY(result.timedOut);
        QVERIFY(watch.seconds() < 20.0);
        QVERIFY(result.output.empty());
    }

    void keepsAReasonableAmountOfOutput()
    {
        const ChildResult result = shell("head -c 1000000 /dev/zero");
        QVERIFY(result.succeeded());
        QCOMPARE(result.output.size(), std::size_t{65536});
    }

    void refusesWhatCanNotBeStarted()
    {
        QVERIFY_EXCEPTION_THROWN(runChild({"/no/such/program"}, folder(), 1.0), Error);
    }

    void aStopEndsItWithItsChildren()
    {
        std::stop_source stop;
        const std::jthread later([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            stop.request_stop();
        });
        const Stopwatch watch;
        QVERIFY_THROWS_EXCEPTION(Error, runChild({*findProgram("sh"), "-c", "sleep 60; echo never"},
                                                 folder(), 60.0, stop.get_token()));
        QVERIFY(watch.seconds() < 20.0);
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"

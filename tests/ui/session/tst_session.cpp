// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "tests/support/ui_sandbox.h"
#include "ui/session/background.h"
#include "ui/session/recovery.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <sys/resource.h>

using namespace leptune;

class TestSession : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

private Q_SLOTS:
    void opensATableInTheBackground()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        QSignalSpy profiled(&session, &Session::profileChanged);
        session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
        QVERIFY(session.isReading());
        QVERIFY(!session.hasData());
        QVERIFY(changed.wait());
        QCOMPARE(session.table().rows(), std::size_t(60));
        QCOMPARE(session.dataName(), QStringLiteral("good.csv"));
        QCOMPARE(session.options().target, std::string("answer"));
        QVERIFY(session.profile() || profiled.wait());
        QCOMPARE(session.profile()->columns.size(), std::size_t(4));
        QVERIFY(!session.hasUnsavedChanges());
    }

    void saysWhatIsWrongWithABadFile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("missing") << m_sandbox.path(QStringLiteral("nowhere.csv"));
        QTest::newRow("empty") << m_sandbox.write(QStringLiteral("empty.csv"), {});
        QTest::newRow("folder") << m_sandbox.path(QString());
        QTest::newRow("damaged project") << m_sandbox.write(
            QStringLiteral("bad.leptune"), QByteArray("LEPTUNE\0\0\0\0broken", 17));
    }

    void saysWhatIsWrongWithABadFile()
    {
        QFETCH(QString, path);
        Session session;
        QSignalSpy failed(&session, &Session::failed);
        QSignalSpy finished(&session, &Session::readingFinished);
        session.open(path);
        QVERIFY(failed.wait());
        QVERIFY(!failed[0][0].toString().isEmpty());
        QVERIFY(failed[0][1].toString().size() > 15);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!session.hasData());
    }

    void keepsTheOldTableWhenANewOneIsBad()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
        QVERIFY(changed.wait());
        QSignalSpy failed(&session, &Session::failed);
        session.open(m_sandbox.path(QStringLiteral("nowhere.csv")));
        QVERIFY(failed.wait());
        QCOMPARE(session.dataName(), QStringLiteral("good.csv"));
    }

    void dropsTheResultOfAnOlderOpening()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("first.csv"), yesNoTable(5000)));
        session.open(m_sandbox.write(QStringLiteral("second.csv"), yesNoTable(40)));
        QVERIFY(changed.wait());
        QCOMPARE(session.dataName(), QStringLiteral("second.csv"));
        QTest::qWait(300);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(session.table().rows(), std::size_t(40));
    }

    void cancelledReadingChangesNothing()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        QSignalSpy failed(&session, &Session::failed);
        session.open(m_sandbox.write(QStringLiteral("first.csv"), yesNoTable(5000)));
        session.cancelReading();
        QVERIFY(!session.isReading());
        QTest::qWait(300);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(failed.size(), 0);
    }

    void readsPastedCells()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.openText(QStringLiteral("a\tb\n") +
                         QStringLiteral("1\tx\n2\ty\n3\tx\n").repeated(10));
        QVERIFY(changed.wait());
        QCOMPARE(session.table().columns(), std::size_t(2));
        QVERIFY(session.isPasted());
    }

    void readsAgainWithAnotherType()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
        QVERIFY(changed.wait());
        TuneOptions options = session.options();
        options.target = "colour";
        session.setOptions(options);
        ReadOptions reading = session.readOptions();
        reading.types["size"] = ColumnType::Categorical;
        session.reread(reading);
        QVERIFY(changed.wait());
        QCOMPARE(session.table().column("size").type(), ColumnType::Categorical);
        QCOMPARE(session.options().target, std::string("colour"));
    }

    void refusesToStartWithoutData()
    {
        Session session;
        QSignalSpy failed(&session, &Session::failed);
        session.startStudy();
        QCOMPARE(failed.size(), 1);
        QVERIFY(!session.study().isActive());
    }

    void guessesTheTargetByNameOrPlace_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("target");
        QTest::newRow("last") << QByteArray("a,b,c") << QStringLiteral("c");
        QTest::newRow("by name") << QByteArray("a,Class,c") << QStringLiteral("Class");
        QTest::newRow("a word of it")
            << QByteArray("SubClass,Sale_Price,latitude") << QStringLiteral("Sale_Price");
        QTest::newRow("survivors")
            << QByteArray("Survived,Pclass,Embarked") << QStringLiteral("Survived");
        QTest::newRow("better name first") << QByteArray("y,b,target") << QStringLiteral("target");
    }

    void guessesTheTargetByNameOrPlace()
    {
        QFETCH(QByteArray, header);
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.openText(
            QString::fromUtf8(header + '\n' + QByteArray("1,2,3\n4,5,6\n7,8,9\n").repeated(10)));
        QVERIFY(changed.wait());
        QTEST(QString::fromStdString(session.options().target), "target");
    }

    void savesAndOpensAProjectWithoutAStudy()
    {
        const QString path = m_sandbox.path(QStringLiteral("setup.leptune"));
        {
            Session session;
            QSignalSpy changed(&session, &Session::dataChanged);
            session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
            QVERIFY(changed.wait());
            TuneOptions options = session.options();
            options.budgetSeconds = 300.0;
            session.setOptions(options);
            QSignalSpy saved(&session, &Session::saved);
            session.save(path);
            QVERIFY(saved.wait());
            QCOMPARE(session.projectPath(), path);
        }
        QVERIFY(QFile::remove(m_sandbox.path(QStringLiteral("good.csv"))));
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(path);
        QVERIFY(changed.wait());
        QCOMPARE(session.table().rows(), std::size_t(60));
        QCOMPARE(session.options().budgetSeconds, 300.0);
        QCOMPARE(session.options().target, std::string("answer"));
    }

    void failedSavingKeepsTheWorkUnsaved()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
        QVERIFY(changed.wait());
        QSignalSpy failed(&session, &Session::failed);
        session.save(m_sandbox.path(QStringLiteral("no/such/folder/p.leptune")));
        QVERIFY(failed.wait());
        QVERIFY(session.projectPath().isEmpty());
    }

    void aFullDiskIsToldInASentence()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
        QVERIFY(changed.wait());
        QSignalSpy failed(&session, &Session::failed);
        QSignalSpy finished(&session, &Session::savingFinished);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit tight{100, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        session.save(m_sandbox.path(QStringLiteral("full.leptune")));
        const bool ended = failed.wait();
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(ended);
        QTRY_COMPARE(finished.size(), 1);
        const QString text = failed[0][1].toString();
        QVERIFY2(text.contains(QStringLiteral("full.leptune")) &&
                     text.contains(QStringLiteral("free some space")),
                 qPrintable(text));
        QVERIFY(!QFile::exists(m_sandbox.path(QStringLiteral("full.leptune"))));
    }

    void aCancelledSaveLeavesNothing()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("long.csv"), yesNoTable(200'000)));
        QVERIFY(changed.wait(20'000));
        QSignalSpy saved(&session, &Session::saved);
        QSignalSpy failed(&session, &Session::failed);
        QSignalSpy finished(&session, &Session::savingFinished);
        session.save(m_sandbox.path(QStringLiteral("long.leptune")));
        QVERIFY(session.isSaving());
        session.cancelSaving();
        QVERIFY(finished.wait(20'000));
        QVERIFY(!session.isSaving());
        QCOMPARE(saved.size() + failed.size(), 0);
        QVERIFY(!QFile::exists(m_sandbox.path(QStringLiteral("long.leptune"))));
        QVERIFY(session.projectPath().isEmpty());
    }

    void whatChangesDuringASaveStaysUnsaved()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("good.csv"), yesNoTable(60)));
        QVERIFY(changed.wait());
        QSignalSpy saved(&session, &Session::saved);
        session.save(m_sandbox.path(QStringLiteral("race.leptune")));
        QVERIFY(saved.wait());
        session.save(m_sandbox.path(QStringLiteral("race.leptune")));
        TuneOptions options = session.options();
        options.budgetSeconds = 77.0;
        session.setOptions(options);
        QVERIFY(saved.wait());
        QVERIFY(session.hasUnsavedChanges());
    }

    void backgroundWorkNeverBlocksTheCaller()
    {
        Background background;
        std::atomic<bool> stopped = false;
        QElapsedTimer timer;
        timer.start();
        background.run([&stopped](std::stop_token stop) {
            while (!stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            stopped = true;
            return Background::Deliver();
        });
        bool delivered = false;
        background.run([&delivered](std::stop_token) {
            return Background::Deliver([&delivered] { delivered = true; });
        });
        QVERIFY(timer.elapsed() < 100);
        QTRY_VERIFY(delivered);
        QTRY_VERIFY(stopped);
    }

    void aStudyUnderLimitsEndsWithASmallerModel()
    {
        Session session;
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("limits.csv"), yesNoTable(400)));
        QVERIFY(changed.wait());
        TuneOptions options = session.options();
        options.families = {"boosting"};
        options.budgetSeconds = 12.0;
        options.maxDrop = 0.05;
        options.maxModelBytes = 3000.0;
        options.experience = false;
        session.setOptions(options);
        QSignalSpy told(&session, &Session::limitsTold);
        QSignalSpy smaller(&session.compression(), &CompressionController::finished);
        QElapsedTimer timer;
        timer.start();
        session.startStudy();
        QTRY_COMPARE_WITH_TIMEOUT(smaller.count(), 1, 60'000);
        QCOMPARE(told.count(), 1);
        QVERIFY(!told[0][0].toString().isEmpty());
        // The study left the time for it.
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        const StudyRecord &record = session.study().record();
        const auto made =
            std::ranges::count(record.entries, EntryKind::Compressed, &LeaderboardEntry::kind);
        QVERIFY(made > 0);
    }

    void costsDecideTheAnswers()
    {
        const auto shareOfYes = [this](const ErrorCosts &costs) {
            Session session;
            QSignalSpy changed(&session, &Session::dataChanged);
            session.open(m_sandbox.write(QStringLiteral("costs.csv"), yesNoTable(400)));
            if (!changed.wait())
                return -1.0;
            TuneOptions options = session.options();
            options.families = {"linear"};
            options.trials = 2;
            options.costs = costs;
            session.setOptions(options);
            QSignalSpy finished(&session.study(), &StudyController::finished);
            session.startStudy();
            if (!finished.wait(60'000))
                return -1.0;
            const auto labels =
                session.study().record().model("best")->predict(session.table()).labels;
            const auto &classes = session.study().record().schema.classes;
            double yes = 0.0;
            for (const auto label : labels)
                yes += classes[static_cast<std::size_t>(label)] == "yes" ? 1.0 : 0.0;
            return yes / static_cast<double>(labels.size());
        };
        const double usual = shareOfYes({}), dearMisses = shareOfYes({50.0, 1.0});
        QVERIFY(usual > 0.0);
        QVERIFY2(dearMisses > usual + 0.05, qPrintable(QString::number(dearMisses)));
    }

    void onlyWorkOfADeadProgramIsOffered()
    {
        const QString folder = m_sandbox.path(QStringLiteral("recovery"));
        Recovery living(folder);
        QVERIFY(!living.filePath().isEmpty());
        QFile file(living.filePath());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("work") == 4);
        file.close();
        Recovery other(folder);
        QVERIFY(other.leftovers().empty());
        QVERIFY(!other.filePath().isEmpty());
        QFile dead(folder + QStringLiteral("/dead.leptune"));
        QVERIFY(dead.open(QIODevice::WriteOnly) && dead.write("lost") == 4);
        dead.close();
        const auto leftovers = other.leftovers();
        QCOMPARE(leftovers.size(), std::size_t(1));
        const QString adopted = other.adopt(leftovers.front());
        QCOMPARE(adopted, other.filePath());
        QVERIFY(QFile::exists(adopted));
        QVERIFY(!dead.exists());
        other.discard();
        QVERIFY(!QFile::exists(adopted));
        QVERIFY(QFile::exists(living.filePath()));
    }
};

QTEST_MAIN(TestSession)
#include "tst_session.moc"

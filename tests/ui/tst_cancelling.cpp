// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and saving are cancelled at once, whatever is read, and leave nothing behind.
#include "tests/support/cancel_times.h"
#include "tests/support/large_files.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/shared/busy_bar.h"
#include "ui/shared/message_bar.h"

#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 60'000;
constexpr int kSoon = 20; ///< milliseconds; a fast machine saves in less than half a second

} // namespace

class TestCancelling : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    QString m_small;

    Session &session() { return m_window->session(); }
    bool isBusy() { return m_window->findChild<BusyBar *>()->isVisible(); }
    void pressCancel()
    {
        m_window->findChild<QPushButton *>(QStringLiteral("busyCancel"))->click();
    }
    bool complains()
    {
        return m_window->findChild<MessageBar *>(QStringLiteral("messageBar"))->isVisible();
    }
    void makeWindow()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    CancelTimes cancelReading(const QString &path, const ReadOptions &options = {},
                              int milliseconds = 400)
    {
        return cancelThrice({[&] { session().open(path, options); }, [&] { return isBusy(); },
                             [&] { pressCancel(); }, milliseconds});
    }
    /// The next one is read as if nothing had been.
    void openSmall()
    {
        QVERIFY(!complains() && !session().hasData());
        m_window->open(m_small);
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
        QCOMPARE(session().table().rows(), std::size_t(60));
        QVERIFY(!complains());
    }
    /// With numbers that take long to pack.
    void openLarge()
    {
        makeWindow();
        session().open(m_sandbox.write(QStringLiteral("numbers.csv"), numberTable(600'000, 10)));
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(session().profile() != nullptr, kPatience);
    }
    QStringList projects() const
    {
        return QFileInfo(m_small).dir().entryList({QStringLiteral("*.leptune*")});
    }

private Q_SLOTS:
    void initTestCase() { m_small = m_sandbox.write(QStringLiteral("small.csv"), yesNoTable(60)); }
    void cleanup() { m_window.reset(); }

    void readingATable_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("CSV") << QStringLiteral("words.csv");
        QTest::newRow("gzip") << QStringLiteral("packed.csv.gz");
        QTest::newRow("Excel") << QStringLiteral("book.xlsx");
    }
    void readingATable()
    {
        QFETCH(QString, name);
        const QByteArray content = name.endsWith(QStringLiteral("csv")) ? wordTable(1'500'000)
                                   : name.endsWith(QStringLiteral("gz"))
                                       ? gzipped(wordTable(100'000), 30)
                                       : workbook(600'000);
        const QString path = m_sandbox.write(name, content);
        QVERIFY(!path.isEmpty());
        makeWindow();
        verifyPromise(QTest::currentDataTag(), cancelReading(path));
        QFile::remove(path);
        openSmall();
    }

    void readingADatabase()
    {
        ReadOptions options;
        options.query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                        "WHERE i < 50000000) SELECT i, i % 7 AS answer FROM n";
        makeWindow();
        verifyPromise(
            "a query",
            cancelReading(QStringLiteral(LEPTUNE_GOLDEN "/readers/one_table.sqlite"), options));
        openSmall();
    }

    void readingPictures()
    {
        const QString folder = m_sandbox.path(QStringLiteral("pictures"));
        QVERIFY(writeManyPictures(folder, 30'000));
        makeWindow();
        verifyPromise("a folder of pictures", cancelReading(folder));
        QDir(folder).removeRecursively();
        openSmall();
    }

    void savingAProject()
    {
        openLarge();
        const QString path = m_sandbox.path(QStringLiteral("large.leptune"));
        QFile(path).open(QIODevice::WriteOnly); // an old file stays
        const CancelledWork save{[&] { session().save(path); }, [&] { return isBusy(); },
                                 [&] { pressCancel(); }, kSoon};
        verifyPromise("saving", cancelThrice(save));
        QVERIFY(!complains() && session().projectPath().isEmpty());
        QCOMPARE(projects(), QStringList{QStringLiteral("large.leptune")});
        QCOMPARE(QFileInfo(path).size(), 0);

        QSignalSpy saved(&session(), &Session::saved);
        session().save(path);
        QVERIFY(saved.wait(kPatience));
        QCOMPARE(projects(), QStringList{QStringLiteral("large.leptune")});
        makeWindow(); // reading it takes less than what is promised of cancelling
        openSmall();
    }

    void savingAlthoughTheDataAreBeingPackedForAStudy()
    {
        openLarge();
        TuneOptions options = session().options();
        options.budgetSeconds = 600.0;
        options.families = {"linear"};
        session().setOptions(options);
        session().startStudy(); // packs on one thread, which a save has to wait for
        QVERIFY(session().study().isActive());
        const QString path = m_sandbox.path(QStringLiteral("tuned.leptune"));
        verifyPromise("saving while a study packs",
                      cancelOnce({[&] { session().save(path); }, [&] { return isBusy(); },
                                  [&] { pressCancel(); }}));
        QVERIFY(!QFile::exists(path));
        session().study().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session().study().isActive(), kPatience);
    }
};

QTEST_MAIN(TestCancelling)
#include "tst_cancelling.moc"

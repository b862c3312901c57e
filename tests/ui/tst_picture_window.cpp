// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drop_file.h"
#include "tests/support/heartbeat.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"
#include "ui/data/data_page.h"
#include "ui/main_window.h"
#include "ui/shared/card.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/primary_button.h"
#include "ui/shared/recent_files.h"
#include "ui/start/start_page.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace leptune;

/// Pictures get into the real window.
class TestPictureWindow : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    QString m_folder;

    static constexpr double kLongestSilence = 100.0;

    static void waitForData(MainWindow &window)
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.session().hasData(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(window.session().profile(), 20'000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = m_sandbox.path(QStringLiteral("shapes"));
        QVERIFY(writePictureFolder(m_folder, 30));
    }

    void aDroppedFolderIsOpenedAndItsClassIsTheQuestion()
    {
        MainWindow window;
        window.show();
        dropFile(window, m_folder + u'/'); // as file managers spell a folder
        waitForData(window);
        QVERIFY(qobject_cast<DataPage *>(window.findChild<QStackedWidget *>()->currentWidget()));
        QCOMPARE(window.session().table().rows(), std::size_t(90));
        QVERIFY2(window.windowTitle().contains(QStringLiteral("shapes")),
                 qPrintable(window.windowTitle()));
        QCOMPARE(window.session().options().target, std::string("class"));
        window.findChild<PrimaryButton *>()->click();
        QCOMPARE(window.currentStep(), MainWindow::Step::Task);
        QVERIFY(window.findChild<Card *>(QStringLiteral("taskClasses"))->isChecked());
        QVERIFY(window.findChild<Card *>(QStringLiteral("metric_logloss"))->isChecked());
        const auto *targets = window.findChild<QListView *>(QStringLiteral("targetList"));
        QCOMPARE(targets->model()->rowCount(), 1); // a picture can't be predicted
        const auto *group = window.findChild<QComboBox *>(QStringLiteral("groupColumn"));
        QCOMPARE(group->findText(QStringLiteral("picture")), -1);
    }

    void aFolderIsOpenedAgainFromTheRecentOnes()
    {
        {
            MainWindow window;
            window.show();
            window.open(m_folder);
            waitForData(window);
        }
        QCOMPARE(RecentFiles::list().constFirst().path, m_folder);
        MainWindow window;
        window.show();
        auto *card = window.findChild<Card *>(QStringLiteral("recentCard"));
        QCOMPARE(card->text(), QStringLiteral("shapes"));
        card->click();
        waitForData(window);
        QCOMPARE(window.session().table().rows(), std::size_t(90));
    }

    void everyKindOfPictureFileCanBeDropped_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("rows");
        QTest::newRow("png") << m_folder + QStringLiteral("/ring/0.png") << 1;
        QTest::newRow("bmp") << m_folder + QStringLiteral("/ring/1.bmp") << 1;
        QTest::newRow("idx") << writeIdx(m_sandbox.path(QString()), 40, 12) << 40;
    }
    void everyKindOfPictureFileCanBeDropped()
    {
        QFETCH(QString, path);
        QFETCH(int, rows);
        MainWindow window;
        window.show();
        dropFile(window, path);
        waitForData(window);
        QCOMPARE(window.session().table().rows(), static_cast<std::size_t>(rows));
        QCOMPARE(window.session().table().column(0).type(), ColumnType::Picture);
    }

    void picturesWithoutClassesSayHowToGetThem()
    {
        MainWindow window;
        window.show();
        window.open(m_folder + QStringLiteral("/ring"));
        waitForData(window);
        QCOMPARE(window.session().table().columns(), std::size_t(1));
        QVERIFY(window.session().options().target.empty());
        window.goTo(MainWindow::Step::Task);
        QVERIFY(!window.findChild<QListView *>(QStringLiteral("targetList"))->isVisible());
        QStringList words;
        for (const auto *label : window.findChildren<QLabel *>())
            if (label->isVisible())
                words << label->text();
        QVERIFY2(words.join(u' ').contains(QStringLiteral("one folder for each class")),
                 qPrintable(words.join(u' ')));
        QVERIFY(!window.findChild<PrimaryButton *>()->isEnabled());
    }

    void aFolderWithoutPicturesIsToldOnThePage()
    {
        const QString folder = m_sandbox.path(QStringLiteral("nothing"));
        QVERIFY(QDir().mkpath(folder));
        MainWindow window;
        window.show();
        dropFile(window, folder);
        auto *bar = window.findChild<MessageBar *>(QStringLiteral("messageBar"));
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(QStringLiteral("nothing")), qPrintable(bar->text()));
        QVERIFY(!window.session().hasData());
    }

    void aFolderCanBeChosenFromMenuAndStartPage()
    {
        MainWindow window;
        window.show();
        const auto *action = window.findChild<QAction *>(QStringLiteral("action_openFolder"));
        QVERIFY(action && action->isEnabled() && !action->shortcut().isEmpty());
        auto *start = window.findChild<StartPage *>();
        disconnect(start, &StartPage::folderRequested, nullptr, nullptr); // no dialog here
        QSignalSpy again(start, &StartPage::folderRequested);
        window.findChild<QPushButton *>(QStringLiteral("openFolder"))->click();
        QCOMPARE(again.count(), 1);
    }

    void mnistOpensAndScrollsWithoutASilence()
    {
        const QString mnist =
            QStringLiteral(LEPTUNE_SHARED_DATA "/mnist/train-images-idx3-ubyte.gz");
        if (!QFileInfo::exists(mnist))
            QSKIP("MNIST is not there");
        MainWindow window;
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        Heartbeat heart;
        heart.start();
        window.open(mnist);
        waitForData(window);
        QCOMPARE(window.session().table().rows(), std::size_t(60000));
        auto *view = window.findChild<QTableView *>(QStringLiteral("dataTable"));
        for (int i = 1; i <= 50; ++i) {
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() * i / 50);
            QTest::qWait(10);
        }
        window.goTo(MainWindow::Step::Task);
        QTest::qWait(200);
        qInfo("longest silence %lld ms, longest work %.0f ms, in %d beats",
              static_cast<long long>(heart.worstMilliseconds()), heart.worstWorkMilliseconds(),
              heart.beats());
        QVERIFY(heart.worstWorkMilliseconds() < kLongestSilence);
    }
};

QTEST_MAIN(TestPictureWindow)
#include "tst_picture_window.moc"

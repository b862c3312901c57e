// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/task_page.h"

#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"
#include "ui/session/session.h"
#include "ui/shared/card.h"
#include "ui/task/budget_slider.h"
#include "ui/task/target_list.h"
#include "ui/task/task_sketch.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace leptune;

class TestTaskPage : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    void openTable(Session &session, const QByteArray &content = yesNoTable(80))
    {
        QSignalSpy changed(&session, &Session::dataChanged);
        session.open(m_sandbox.write(QStringLiteral("table.csv"), content));
        QVERIFY(changed.wait());
    }

private Q_SLOTS:
    void preselectsTheGuessAndSaysWhy()
    {
        Session session;
        TaskPage page(session);
        QVERIFY(!page.primaryAction()->isEnabled());
        openTable(session);
        QCOMPARE(page.findChild<TargetList *>()->target(), QStringLiteral("answer"));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("targetWhy"))
                    ->text()
                    .contains(QStringLiteral("last")));
        QVERIFY(page.findChild<Card *>(QStringLiteral("taskClasses"))->isChecked());
        QVERIFY(!page.findChild<Card *>(QStringLiteral("taskNumber"))->isEnabled());
        const QString sentence = page.findChild<QLabel *>(QStringLiteral("taskSentence"))->text();
        QVERIFY2(sentence.contains(QStringLiteral("yes (")), qPrintable(sentence));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("taskExample"))->text().contains(u'→'));
        QVERIFY(page.primaryAction()->isEnabled());
        QCOMPARE(page.progress(), Page::Progress::Current);
    }

    void anotherColumnMakesAnotherTask()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        auto *list = page.findChild<QListView *>(QStringLiteral("targetList"));
        list->setCurrentIndex(list->model()->index(0, 0));
        QCOMPARE(session.options().target, std::string("x"));
        QVERIFY(page.findChild<Card *>(QStringLiteral("taskNumber"))->isChecked());
        QVERIFY(page.findChild<Card *>(QStringLiteral("metric_rmse"))->isChecked());
        QVERIFY(!page.findChild<Card *>(QStringLiteral("metric_auc")));
    }

    void findsAColumnByTyping()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        auto *list = page.findChild<QListView *>(QStringLiteral("targetList"));
        page.findChild<QLineEdit *>(QStringLiteral("targetSearch"))->setText(QStringLiteral("COL"));
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(session.options().target, std::string("answer"));
        list->setCurrentIndex(list->model()->index(0, 0));
        QCOMPARE(session.options().target, std::string("colour"));
    }

    void cardsAndSliderSetTheOptions()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        page.findChild<Card *>(QStringLiteral("metric_f1"))->click();
        QCOMPARE(session.options().metric, std::string("f1"));
        page.findChild<Card *>(QStringLiteral("metric_auc"))->click();
        QCOMPARE(session.options().metric, std::string());
        auto *slider = page.findChild<QSlider *>(QStringLiteral("budgetSlider"));
        slider->setValue(slider->minimum());
        QCOMPARE(session.options().budgetSeconds, 30.0);
        slider->setValue(slider->maximum());
        QCOMPARE(session.options().budgetSeconds, 28800.0);
        QVERIFY(!page.findChild<QLabel *>(QStringLiteral("budgetExpectation"))->text().isEmpty());
    }

    void advancedSettingsReachTheOptions()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        auto *families = page.findChild<QListWidget *>(QStringLiteral("families"));
        QVERIFY(families->count() > 3);
        QVERIFY(session.options().families.empty());
        families->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(session.options().families.size(), std::size_t(families->count() - 1));
        families->item(0)->setCheckState(Qt::Checked);
        QVERIFY(session.options().families.empty());
        auto *group = page.findChild<QComboBox *>(QStringLiteral("groupColumn"));
        group->setCurrentIndex(group->findData(QStringLiteral("colour")));
        Q_EMIT group->activated(group->currentIndex());
        QCOMPARE(session.options().group, std::string("colour"));
        auto *columns = page.findChild<QListView *>(QStringLiteral("usedColumns"));
        QVERIFY(columns->model()->setData(columns->model()->index(1, 0), Qt::Unchecked,
                                          Qt::CheckStateRole));
        QCOMPARE(session.options().ignore, std::vector<std::string>{"size"});
    }

    void numbersOfFewValuesCanBeBoth()
    {
        Session session;
        TaskPage page(session);
        openTable(session,
                  QByteArray("a,label\n") + QByteArray("1,0\n2,1\n3,0\n4,1\n5,0\n").repeated(12));
        QVERIFY(page.findChild<Card *>(QStringLiteral("taskClasses"))->isChecked());
        auto *number = page.findChild<Card *>(QStringLiteral("taskNumber"));
        QVERIFY(number->isEnabled());
        number->click();
        QCOMPARE(session.options().task, TaskChoice::Regression);
        QVERIFY(page.findChild<Card *>(QStringLiteral("metric_rmse")));
    }

    void moreTimeIsGoodForMoreModels()
    {
        Session session;
        openTable(session);
        TuneOptions options = session.options();
        const ExpectedModels few = expectModels(session.table(), options);
        options.budgetSeconds *= 10;
        const ExpectedModels many = expectModels(session.table(), options);
        QVERIFY(few.low >= 1 && few.low <= few.high);
        QVERIFY(many.low > few.low && many.high > few.high);
        const ExpectedModels measured = expectModels(session.table(), options, 2.0);
        QVERIFY(measured.low <= 300 && 300 <= measured.high);
    }

    void picturesTakeLongerThanATable()
    {
        TuneOptions options;
        options.target = "class";
        const Table pictures = greyTable(3000);
        const Table table = pictures.with(Column::numeric("picture", std::vector<double>(3000)));
        auto large = std::make_shared<PictureBlock>();
        large->shape = {64, 64, 3};
        large->pixels.resize(large->shape.bytes());
        const Table photos =
            pictures.with(Column::pictures("picture", std::vector<std::int32_t>(3000), large));
        QVERIFY(expectModels(photos, options).high < expectModels(table, options).high);
        QVERIFY(expectModels(photos, options).low >= 1);
    }
};

QTEST_MAIN(TestTaskPage)
#include "tst_task_page.moc"

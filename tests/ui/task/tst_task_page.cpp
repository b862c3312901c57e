// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/task/task_page.h"

#include "core/compress/limited_compression.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"
#include "ui/session/session.h"
#include "ui/shared/card.h"
#include "ui/task/budget_slider.h"
#include "ui/task/space_dialog.h"
#include "ui/task/target_list.h"
#include "ui/task/task_sketch.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace leptune;

namespace {

/// Names of the families that can be chosen.
QStringList shownOf(const QListWidget *families)
{
    QStringList names;
    for (int i = 0; i < families->count(); ++i)
        if (!families->item(i)->isHidden())
            names << families->item(i)->data(Qt::UserRole).toString();
    return names;
}

} // namespace

class TestTaskPage : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static DataShape smallShape()
    {
        DataShape shape;
        shape.task = TaskKind::Binary;
        shape.rows = 500;
        shape.rawColumns = shape.denseFeatures = shape.treeFeatures = 5;
        shape.classes = 2;
        return shape;
    }
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

    void familiesForPicturesAreNotOfferedForATable()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        const auto *families = page.findChild<QListWidget *>(QStringLiteral("families"));
        QVERIFY(shownOf(families).contains(QStringLiteral("boosting")));
        QVERIFY(!shownOf(families).contains(QStringLiteral("cnn")));
        TuneOptions options = session.options();
        options.families = {"cnn", "linear"}; // by the command line or an earlier project
        session.setOptions(options);
        QVERIFY(shownOf(families).contains(QStringLiteral("cnn")));
        QCOMPARE(session.options().families.size(), std::size_t(2));
        const QStringList shown = shownOf(families);
        for (const QString &name : shown)
            if (name != QStringLiteral("cnn") && name != QStringLiteral("linear"))
                options.families.push_back(name.toStdString());
        session.setOptions(options); // all for tables, and one that was named
        auto *folds = page.findChild<QSpinBox *>(QStringLiteral("folds"));
        QVERIFY(folds);
        folds->setValue(4);
        QCOMPARE(session.options().folds, 4);
        QCOMPARE(session.options().families.size(), static_cast<std::size_t>(shown.size()));
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
        QCOMPARE(session.options().families.size(),
                 static_cast<std::size_t>(shownOf(families).size() - 1));
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

    /// "1" on the way to "10" is no number of folds.
    void numbersCanBeTypedDigitByDigit()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        for (const auto &[name, text] : {std::pair("folds", "10"), std::pair("memory", "4000")}) {
            auto *spin = page.findChild<QSpinBox *>(QLatin1String(name));
            QVERIFY2(spin, name);
            spin->selectAll();
            QTest::keyClicks(spin, QLatin1String(text));
            QTest::keyClick(spin, Qt::Key_Return);
        }
        QCOMPARE(session.options().folds, 10);
        QCOMPARE(session.options().memoryBytes, 4000.0 * 1e6);
    }

    void limitsAreOffUntilTheyAreTicked()
    {
        Session session;
        TaskPage page(session);
        openTable(session);
        QVERIFY(!hasLimits(session.options()));
        auto *size = page.findChild<QDoubleSpinBox *>(QStringLiteral("maxSize"));
        QVERIFY(!size->isEnabled());
        page.findChild<QCheckBox *>(QStringLiteral("maxSizeCheck"))->click();
        QCOMPARE(session.options().maxModelBytes, 100'000.0);
        size->setValue(64.0);
        QCOMPARE(session.options().maxModelBytes, 64'000.0);
        page.findChild<QCheckBox *>(QStringLiteral("maxDropCheck"))->click();
        QCOMPARE(session.options().maxDrop, 0.01);
        QCOMPARE(session.options().maxLatencyMicroseconds, 0.0);
        page.findChild<QCheckBox *>(QStringLiteral("maxSizeCheck"))->click();
        page.findChild<QCheckBox *>(QStringLiteral("maxDropCheck"))->click();
        QVERIFY(!hasLimits(session.options()));
    }

    void wrongAnswersHaveAPriceWhereThereAreTwo()
    {
        Session session;
        TaskPage page(session);
        page.show();
        openTable(session);
        auto *miss = page.findChild<QDoubleSpinBox *>(QStringLiteral("missCost"));
        QVERIFY(!miss->isVisible() && !session.options().costs.isGiven());
        QTest::mouseClick(page.findChild<QCheckBox *>(QStringLiteral("costsCheck")), Qt::LeftButton,
                          {}, QPoint(8, 8));
        QVERIFY(miss->isVisible());
        // "yes" is what matters: a miss answers "no".
        QVERIFY(miss->accessibleName().contains(QStringLiteral("“no” where it is “yes”")));
        miss->setValue(20.0);
        QCOMPARE(session.options().costs.miss, 20.0);
        QCOMPARE(session.options().costs.falseAlarm, 1.0);
        auto *list = page.findChild<QListView *>(QStringLiteral("targetList"));
        list->setCurrentIndex(list->model()->index(0, 0)); // a number: nothing like it
        QVERIFY(!miss->isVisible() && !session.options().costs.isGiven());
    }

    void missingARowOfAClassHasAPriceWhereThereAreMore()
    {
        Session session;
        TaskPage page(session);
        page.show();
        QByteArray kinds = "size,kind\n";
        for (int row = 0; row < 90; ++row)
            kinds += QByteArray::number(row) +
                     (row % 3 ? row % 2 ? ",severe\n" : ",minor\n" : ",fatal\n");
        openTable(session, kinds);
        auto *check = page.findChild<QCheckBox *>(QStringLiteral("costsCheck"));
        auto *fatal = page.findChild<QDoubleSpinBox *>(QStringLiteral("classCost_fatal"));
        QVERIFY(check->isVisible() && fatal && !fatal->isVisible());
        check->click();
        QVERIFY(fatal->isVisible());
        QVERIFY(!page.findChild<QDoubleSpinBox *>(QStringLiteral("missCost"))->isVisible());
        QVERIFY(fatal->accessibleName().contains(QStringLiteral("“fatal”")));
        fatal->setValue(20.0);
        const std::map<std::string, double> wanted{
            {"fatal", 20.0}, {"minor", 1.0}, {"severe", 1.0}};
        QVERIFY(session.options().costs.ofClass == wanted);
        QVERIFY(!session.options().costs.isGiven());
        session.edits().undo();
        QCOMPARE(fatal->value(), 1.0);
        session.edits().redo();
        QCOMPARE(fatal->value(), 20.0);
        check->click();
        QVERIFY(!fatal->isVisible() && session.options().costs == ErrorCosts());
    }

    void tooManyClassesHaveNoFields()
    {
        Session session;
        TaskPage page(session);
        page.show();
        QByteArray kinds = "size,kind\n";
        for (int row = 0; row < 210; ++row)
            kinds += QByteArray::number(row) + ",k" + QByteArray::number(row % 21) + '\n';
        openTable(session, kinds);
        QVERIFY(!page.findChild<QCheckBox *>(QStringLiteral("costsCheck"))->isVisible());
    }

    void rangesOfSettingsReachTheOptions()
    {
        SpaceDialog dialog(smallShape(), {});
        dialog.showFamily("forest");
        QVERIFY(dialog.spaces().empty());
        auto *most = dialog.findChild<QDoubleSpinBox *>(QStringLiteral("high_trees"));
        most->setValue(80.0);
        const ParameterRange range = dialog.spaces().at("forest").at("trees");
        QCOMPARE(range.high, 80.0);
        QCOMPARE(range.low, 50.0);
        QVERIFY(range.log);
        // A lower end above the upper one takes it along.
        dialog.findChild<QDoubleSpinBox *>(QStringLiteral("low_trees"))->setValue(120.0);
        QCOMPARE(dialog.spaces().at("forest").at("trees").high, 120.0);
        dialog.findChild<QToolButton *>(QStringLiteral("reset_trees"))->click();
        QTRY_VERIFY(dialog.spaces().empty());
        QCOMPARE(dialog.findChild<QDoubleSpinBox *>(QStringLiteral("high_trees"))->value(), 300.0);
        // One choice has to be left.
        dialog.showFamily("knn");
        auto *uniform = dialog.findChild<QCheckBox *>(QStringLiteral("choice_weighting_uniform"));
        auto *distance = dialog.findChild<QCheckBox *>(QStringLiteral("choice_weighting_distance"));
        uniform->click();
        QCOMPARE(dialog.spaces().at("knn").at("weighting").choices,
                 std::vector<std::string>{"distance"});
        distance->click();
        QVERIFY(distance->isChecked());
    }

    void settingsThatAreNotSearchedAsARuleCanBeSwitchedOn()
    {
        SpaceDialog dialog(smallShape(), {});
        dialog.showFamily("nn");
        const auto mixup = [&] {
            return dialog.findChild<QCheckBox *>(QStringLiteral("search_mixup"));
        };
        const auto most = [&] {
            return dialog.findChild<QDoubleSpinBox *>(QStringLiteral("high_mixup"));
        };
        QVERIFY(mixup() && !mixup()->isChecked() && !most());
        QVERIFY(!mixup()->text().contains(QStringLiteral("mixup_")));
        mixup()->click();
        QTRY_VERIFY(most());
        QCOMPARE(dialog.spaces().at("nn").at("mixup").high, 1.0);
        most()->setValue(0.4);
        QCOMPARE(dialog.spaces().at("nn").at("mixup").high, 0.4);
        dialog.findChild<QToolButton *>(QStringLiteral("reset_mixup"))->click();
        QTRY_COMPARE(most()->value(), 1.0);
        QVERIFY(dialog.spaces().at("nn").contains("mixup")); // it is searched still
        mixup()->click();
        QTRY_VERIFY(dialog.spaces().empty());
        QTRY_VERIFY(!most());
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

    void anEarlierRunTellsHowLongModelsTake()
    {
        StudyRecord record;
        const auto add = [&](const char *family, double seconds) {
            LeaderboardEntry entry;
            entry.family = family;
            entry.trial = static_cast<int>(record.entries.size());
            entry.name = entry.family + std::to_string(entry.trial);
            entry.seconds = seconds;
            record.entries.push_back(entry);
        };
        add("baseline", 100.0); // no model that anybody waits for
        for (int i = 0; i < 4; ++i) {
            add("linear", 1.0);
            add("boosting", 5.0);
        }
        TuneOptions options;
        options.threads = 2;
        QCOMPARE(measuredPace(record, options), 1.5);
        options.families = {"boosting"};
        QCOMPARE(measuredPace(record, options), 2.5);
        options.families = {"forest"};
        QCOMPARE(measuredPace(record, options), 0.0); // nobody knows
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

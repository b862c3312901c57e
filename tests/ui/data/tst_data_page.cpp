// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_page.h"

#include "tests/support/ui_sandbox.h"
#include "ui/data/column_panel.h"
#include "ui/data/report_dialog.h"
#include "ui/data/role_choice.h"
#include "ui/data/rows_bar.h"
#include "ui/session/session.h"
#include "ui/shared/histogram_view.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace leptune;

class TestDataPage : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    void openTable(Session &session, const QByteArray &content)
    {
        QSignalSpy changed(&session, &Session::dataChanged);
        QSignalSpy profiled(&session, &Session::profileChanged);
        session.open(m_sandbox.write(QStringLiteral("table.csv"), content));
        QVERIFY(changed.wait());
        QVERIFY(session.profile() || profiled.wait());
    }
    static void choose(RoleChoice &box, ColumnRole role)
    {
        box.setCurrentIndex(box.findData(static_cast<int>(role)));
        Q_EMIT box.activated(box.currentIndex());
    }

private Q_SLOTS:
    void showsTheTableAndHowItWasRead()
    {
        Session session;
        DataPage page(session);
        QVERIFY(!page.primaryAction()->isEnabled());
        openTable(session, yesNoTable(60));
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        QCOMPARE(view->model()->rowCount(), 60);
        const QString facts = page.findChild<QLabel *>(QStringLiteral("dataFacts"))->text();
        QVERIFY2(facts.contains(QStringLiteral("<b>60</b> row")), qPrintable(facts));
        QVERIFY2(facts.contains(QStringLiteral("comma, decimal point")), qPrintable(facts));
        QCOMPARE(page.progress(), Page::Progress::Done);
        QVERIFY(page.primaryAction()->isEnabled());
    }

    void columnsWithWarningsAreALinkAwayFromTheFirstLook()
    {
        Session session;
        DataPage page(session);
        QString text = QStringLiteral("one,x,leak,y\n");
        for (int row = 0; row < 400; ++row) // y follows from leak alone
            text += QStringLiteral("1,%1,%2,%3\n").arg(row % 7).arg(row % 50).arg(row % 50 > 24);
        openTable(session, text.toUtf8());
        TuneOptions options = session.options();
        options.target = "y";
        session.setOptions(options);
        auto *facts = page.findChild<QLabel *>(QStringLiteral("dataFacts"));
        QTRY_VERIFY_WITH_TIMEOUT(
            facts->text().contains(QStringLiteral("“leak” may give the answer away")), 10'000);
        auto *panel = page.findChild<ColumnPanel *>();
        Q_EMIT facts->linkActivated(QStringLiteral("leaks"));
        QCOMPARE(panel->columnName(), QStringLiteral("leak"));
        Q_EMIT facts->linkActivated(QStringLiteral("flagged"));
        QCOMPARE(panel->columnName(), QStringLiteral("one")); // it is constant
        options.ignore = {"leak", "one"};
        session.setOptions(options);
        QVERIFY(!facts->text().contains(QStringLiteral("leak")));
    }

    void theCurrentColumnHasItsCard()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(60));
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        auto *panel = page.findChild<ColumnPanel *>();
        QCOMPARE(panel->columnName(), QStringLiteral("x"));
        view->setCurrentIndex(view->model()->index(5, 2));
        QCOMPARE(panel->columnName(), QStringLiteral("colour"));
        auto *type = page.findChild<QComboBox *>(QStringLiteral("columnType"));
        QCOMPARE(type->currentData().toInt(), static_cast<int>(ColumnType::Categorical));
        QVERIFY(page.findChild<HistogramView *>()->accessibleDescription().contains(
            QStringLiteral("blue")));
    }

    void rowsAreSortedAndFilteredAndKeepTheirNumbers()
    {
        Session session;
        DataPage page(session);
        openTable(session, "x,colour\n3,red\n1,blue\n,red\n2,red\n");
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        auto *bar = page.findChild<RowsBar *>();
        QAbstractItemModel *model = view->model();
        const auto numbers = [&] {
            QStringList list;
            for (int row = 0; row < model->rowCount(); ++row)
                list.append(model->headerData(row, Qt::Vertical).toString());
            return list.join(u' ');
        };
        QSignalSpy shown(bar, &RowsBar::shown);
        view->setCurrentIndex(model->index(0, 0));
        bar->findChild<QAction *>(QStringLiteral("sortRising"))->trigger();
        QVERIFY(shown.wait());
        QCOMPARE(numbers(), QStringLiteral("2 4 1 3"));
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("1"));
        view->setCurrentIndex(model->index(1, 1));
        bar->findChild<QAction *>(QStringLiteral("rowsLikeThis"))->trigger();
        QVERIFY(shown.wait());
        QCOMPARE(numbers(), QStringLiteral("4 1 3"));
        const auto *count = bar->findChild<QLabel *>(QStringLiteral("rowCount"));
        QCOMPARE(count->text(), QStringLiteral("3 of 4 rows, by colour"));
        view->setCurrentIndex(model->index(0, 0)); // of another column now
        bar->findChild<QAction *>(QStringLiteral("rowsLikeThis"))->trigger();
        QVERIFY(shown.wait());
        QCOMPARE(numbers(), QStringLiteral("4"));
        auto *condition = bar->findChild<QLineEdit *>(QStringLiteral("rowCondition"));
        condition->setText(QStringLiteral("green"));
        QVERIFY(shown.wait());
        QCOMPARE(model->rowCount(), 0);
        bar->findChild<QAction *>(QStringLiteral("ownOrder"))->trigger();
        QCOMPARE(numbers(), QStringLiteral("1 2 3 4"));
        QVERIFY(condition->text().isEmpty() && count->text().isEmpty());
    }

    void saysHowTheColumnIsLinkedWithTheTarget()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(2000));
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        auto *panel = page.findChild<ColumnPanel *>();
        const auto *words = page.findChild<QLabel *>(QStringLiteral("columnLink"));
        const auto *plot = page.findChild<HistogramView *>(QStringLiteral("columnLinkPlot"));
        QSignalSpy shown(panel, &ColumnPanel::linkShown);
        view->setCurrentIndex(view->model()->index(0, 1));
        QVERIFY(shown.wait());
        QVERIFY2(words->text().contains(QStringLiteral("next to nothing")),
                 qPrintable(words->text()));
        view->setCurrentIndex(view->model()->index(0, 0));
        QVERIFY(shown.wait());
        QVERIFY2(words->text().contains(QStringLiteral("explains ")), qPrintable(words->text()));
        QVERIFY(words->text().contains(QStringLiteral("share of “yes”")));
        QVERIFY(plot->accessibleDescription().contains(QStringLiteral("%")));
        view->setCurrentIndex(view->model()->index(0, 3)); // the target itself
        QVERIFY(!plot->isVisibleTo(panel));
    }

    void changingTheTypeReadsTheFileAgain()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(60));
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        view->setCurrentIndex(view->model()->index(0, 1));
        auto *type = page.findChild<QComboBox *>(QStringLiteral("columnType"));
        type->setCurrentIndex(type->findData(static_cast<int>(ColumnType::Categorical)));
        QSignalSpy changed(&session, &Session::dataChanged);
        Q_EMIT type->activated(type->currentIndex());
        QVERIFY(changed.wait());
        QCOMPARE(session.table().column("size").type(), ColumnType::Categorical);
        QCOMPARE(page.findChild<ColumnPanel *>()->columnName(), QStringLiteral("size"));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("columnWhy"))
                    ->text()
                    .startsWith(QStringLiteral("Set by you")));
    }

    void aColumnCanBeLeftOut()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(60));
        auto *role = page.findChild<RoleChoice *>();
        QCOMPARE(role->role(), ColumnRole::Input);
        choose(*role, ColumnRole::LeftOut);
        QCOMPARE(session.options().ignore, std::vector<std::string>{"x"});
        choose(*role, ColumnRole::Input);
        QVERIFY(session.options().ignore.empty());
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        view->setCurrentIndex(view->model()->index(0, 3));
        QCOMPARE(role->role(), ColumnRole::Target);
        QVERIFY(!role->isEnabled());
    }

    void rolesAreGivenInTheCardAndSeenInTheHeads()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(60));
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        auto *role = page.findChild<RoleChoice *>();
        const auto head = [view](int column) {
            return view->model()->headerData(column, Qt::Horizontal).toString();
        };
        const QString target = QString::fromStdString(session.options().target);
        QCOMPARE(head(3), target + QStringLiteral(" · predicted"));
        choose(*role, ColumnRole::Weight);
        QCOMPARE(session.options().weight, std::string("x"));
        QCOMPARE(head(0), QStringLiteral("x · weight"));
        QVERIFY(view->columnWidth(0) >= view->fontMetrics().horizontalAdvance(head(0)));
        choose(*role, ColumnRole::Target); // of numbers
        QCOMPARE(session.options().target, std::string("x"));
        QVERIFY(session.options().weight.empty());
        QCOMPARE(head(0), QStringLiteral("x · predicted"));
        QCOMPARE(head(3), target);
        session.edits().undo();
        QCOMPARE(head(0), QStringLiteral("x · weight"));
    }

    void answersCanBeMadeToRiseOrFallWithNumbers()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(60));
        auto *direction = page.findChild<QComboBox *>(QStringLiteral("columnDirection"));
        auto *panel = page.findChild<ColumnPanel *>();
        QVERIFY(direction->isVisibleTo(panel));
        QCOMPARE(direction->currentData().toInt(), 0);
        const auto choose = [&](int way) {
            direction->setCurrentIndex(direction->findData(way));
            Q_EMIT direction->activated(direction->currentIndex());
        };
        choose(-1);
        QCOMPARE(session.options().monotone, (std::map<std::string, int>{{"x", -1}}));
        auto *view = page.findChild<QTableView *>(QStringLiteral("dataTable"));
        view->setCurrentIndex(view->model()->index(0, 1));
        QCOMPARE(direction->currentData().toInt(), 0);
        view->setCurrentIndex(view->model()->index(0, 0));
        QCOMPARE(direction->currentData().toInt(), -1);
        choose(1);
        QCOMPARE(session.options().monotone, (std::map<std::string, int>{{"x", 1}}));
        choose(0);
        QVERIFY(session.options().monotone.empty());
        view->setCurrentIndex(view->model()->index(0, 3)); // the target
        QVERIFY(!direction->isVisibleTo(panel));
    }

    void aDirectionGoesWithTheUseOfItsColumn()
    {
        Session session;
        DataPage page(session);
        openTable(session, yesNoTable(60));
        TuneOptions options = session.options();
        options.monotone = {{"x", 1}, {"size", -1}, {"nothing", 1}};
        session.setOptions(options);
        QCOMPARE(session.options().monotone, (std::map<std::string, int>{{"size", -1}, {"x", 1}}));
        choose(*page.findChild<RoleChoice *>(), ColumnRole::LeftOut);
        QCOMPARE(session.options().monotone, (std::map<std::string, int>{{"size", -1}}));
        options = session.options();
        options.target = "size";
        session.setOptions(options);
        QVERIFY(session.options().monotone.empty());
    }

    void warnsOfAConstantColumn()
    {
        Session session;
        DataPage page(session);
        openTable(session, QByteArray("same,b\n") + QByteArray("1,3\n1,4\n1,5\n").repeated(12));
        auto *warning = page.findChild<QLabel *>(QStringLiteral("columnWarning"));
        QVERIFY(warning);
        QVERIFY(warning->text().contains(QStringLiteral("Always the same value")));
        auto *fix = page.findChild<QPushButton *>(QStringLiteral("columnFix"));
        QVERIFY(fix);
        fix->click();
        QCOMPARE(session.options().ignore, std::vector<std::string>{"same"});
        session.edits().undo();
        QVERIFY(session.options().ignore.empty());
    }

    void reportListsBadCellsWithTheirPlace()
    {
        ImportReport report;
        report.badCellCount = 1;
        report.badCells = {{7, 8, "size", "12 kg"}};
        report.repaired = {"3 rows had too few cells"};
        ReportDialog dialog(QStringLiteral("file.csv"), report);
        QSignalSpy chosen(&dialog, &ReportDialog::cellChosen);
        auto *view = dialog.findChild<QTableView *>(QStringLiteral("badCells"));
        QCOMPARE(view->model()->index(0, 3).data().toString(), QStringLiteral("12 kg"));
        Q_EMIT view->activated(view->model()->index(0, 0));
        QCOMPARE(chosen[0][0].toULongLong(), 6ULL);
        QCOMPARE(chosen[0][1].toString(), QStringLiteral("size"));
    }
};

QTEST_MAIN(TestDataPage)
#include "tst_data_page.moc"

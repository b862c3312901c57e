// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/table_model.h"

#include "ui/models/column_list_model.h"
#include "ui/shared/table_copy.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;

namespace {

std::shared_ptr<const Table> smallTable()
{
    const std::vector<std::string> words{"red", "", "blue"};
    std::vector<Column> columns;
    columns.push_back(Column::numeric("size", {1.5, NAN, -3.0}));
    columns.push_back(Column::fromTexts("colour", ColumnType::Categorical, words));
    columns.push_back(Column::dateTime("when", {0.0, 8826.5, NAN}));
    return std::make_shared<const Table>(std::move(columns));
}

} // namespace

class TestTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRulesOfModels()
    {
        TableModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(smallTable());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), 3);
        model.setTable(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void showsCellsAndMarksMissingOnes()
    {
        TableModel model;
        model.setTable(smallTable());
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("1.5"));
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(1, 0).data(Qt::EditRole).toString(), QString());
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("red"));
        QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("2000-01-01"));
        QVERIFY(model.index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(model.index(0, 1).data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
    }

    void headerWarnsOfColumnsWithWarnings()
    {
        TableModel model;
        model.setTable(smallTable());
        Profile profile;
        profile.columns.resize(3);
        profile.columns[1].warnings.push_back({ColumnWarning::Constant, "always red"});
        model.setProfile(&profile);
        QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("size"));
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("colour ⚠"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::EditRole).toString(),
                 QStringLiteral("colour"));
        QVERIFY(!model.headerData(1, Qt::Horizontal, TableModel::WarningRole).toString().isEmpty());
    }

    void copiesCellsWithTheirColumnNames()
    {
        TableModel model;
        model.setTable(smallTable());
        QTableView view;
        view.setModel(&model);
        installTableCopy(&view);
        view.selectionModel()->select(QItemSelection(model.index(0, 0), model.index(1, 1)),
                                      QItemSelectionModel::Select);
        view.findChild<QAction *>(QStringLiteral("copyCells"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("size\tcolour\n1.5\tred\n\t\n"));
    }

    void aLargeSelectionIsCopiedToAnEndAndSavedToo()
    {
        std::vector<double> numbers(300'000);
        std::iota(numbers.begin(), numbers.end(), 0.0);
        TableModel model;
        model.setTable(std::make_shared<const Table>(
            Table({Column::numeric("a", numbers), Column::numeric("b", numbers)})));
        QTableView view;
        view.setModel(&model);
        installTableCopy(&view);
        view.selectAll();
        view.findChild<QAction *>(QStringLiteral("copyCells"))->trigger();
        const auto copied = QApplication::clipboard()->text().count(u'\n');
        QVERIFY(copied > 50'000 && copied < 300'000);
        QTemporaryDir folder;
        view.hideColumn(1);
        QVERIFY(saveTable(view, folder.filePath(QStringLiteral("table.csv"))));
        QFile file(folder.filePath(QStringLiteral("table.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("a\n0\n1\n2\n"));
        QVERIFY(!saveTable(view, folder.filePath(QStringLiteral("nowhere/table.csv"))));
    }

    void columnListRemembersWhatIsLeftOut()
    {
        ColumnListModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &ColumnListModel::checksChanged);
        model.setTable(smallTable());
        QVERIFY(!model.index(0).data(Qt::CheckStateRole).isValid());
        model.setUnchecked({"when"});
        QCOMPARE(model.index(2).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY(model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.unchecked(), (std::vector<std::string>{"size", "when"}));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.rowOf("colour"), 1);
        QCOMPARE(model.rowOf("nothing"), -1);
    }
};

QTEST_MAIN(TestTableModel)
#include "tst_table_model.moc"

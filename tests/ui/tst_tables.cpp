// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever table of the window is looked at: it has a name, it copies with its heads, and it sorts
// or says why not.
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "ui/main_window.h"
#include "ui/results/results_page.h"
#include "ui/use/predict_panel.h"
#include "ui/use/train_again_panel.h"
#include "ui/use/use_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <set>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 60'000;

QAction *actionOf(const QWidget &view, const QKeySequence &keys)
{
    for (QAction *action : view.actions())
        if (action->shortcut() == keys)
            return action;
    return nullptr;
}

/// As it would stand in a file, where it is another one there.
QString lastHead(const QAbstractItemModel &model)
{
    const int last = model.columnCount() - 1;
    const QVariant exact = model.headerData(last, Qt::Horizontal, Qt::EditRole);
    return (exact.isValid() ? exact : model.headerData(last, Qt::Horizontal)).toString();
}

QStringList column(const QTableView &view, int place)
{
    QStringList cells;
    for (int row = 0; row < view.model()->rowCount(); ++row)
        cells << view.model()->index(row, place).data().toString();
    return cells;
}

/// Sorts once up and once down by a click; whether that turned the rows over.
bool sortsByClicks(QTableView &view)
{
    QHeaderView *header = view.horizontalHeader();
    for (int place = 0; place < view.model()->columnCount(); ++place) {
        const QStringList all = column(view, place);
        if (view.isColumnHidden(place) || std::set(all.begin(), all.end()).size() < 2)
            continue;
        view.scrollTo(view.model()->index(0, place));
        const QPoint at(header->sectionViewportPosition(place) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        const QString first = column(view, place).constFirst();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        return column(view, place).constFirst() != first;
    }
    return true; // nothing to be told apart
}

/// The data, where a click on a head chooses the column.
bool sortsByMenu(const QTableView &view)
{
    return view.horizontalHeader()->contextMenuPolicy() == Qt::CustomContextMenu &&
           actionOf(view, QKeySequence(Qt::ALT | Qt::Key_Up)) &&
           actionOf(view, QKeySequence(Qt::ALT | Qt::Key_Down));
}

} // namespace

class TestTables : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;
    std::set<QString> m_met;

    Session &session() { return m_window->session(); }

    void compressAndUse()
    {
        CompressionOrder order;
        order.seconds = 3.0;
        QSignalSpy compressed(&session().compression(), &CompressionController::finished);
        session().startCompression(order);
        QVERIFY(compressed.wait(kPatience));
        auto *predict = m_window->findChild<PredictPanel *>();
        QSignalSpy predicted(predict, &PredictPanel::predicted);
        predict->predictFile(m_sandbox.write(QStringLiteral("other.csv"), otherRows()),
                             m_sandbox.path(QStringLiteral("answers.csv")));
        QVERIFY(predicted.wait(kPatience));
        auto *again = m_window->findChild<TrainAgainPanel *>();
        QSignalSpy trained(again, &TrainAgainPanel::trained);
        again->trainOn(m_sandbox.write(QStringLiteral("new.csv"), csvOf(binaryTable(500, 9))));
        QVERIFY(trained.wait(kPatience));
    }
    /// Rows unlike those of the training data.
    static QByteArray otherRows()
    {
        QByteArray text = "a,b,c,shade\n";
        for (int row = 0; row < 300; ++row)
            text += QByteArray::number(500 + row) + ",9,," + (row % 2 ? "red\n" : "mauve\n");
        return text;
    }

    void copiesWithHeads(QTableView &view, const char *name)
    {
        QVERIFY2(actionOf(view, QKeySequence::Copy), name);
        QGuiApplication::clipboard()->clear();
        view.setFocus();
        view.selectAll();
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        int shown = 0;
        for (int place = 0; place < view.model()->columnCount(); ++place)
            shown += view.isColumnHidden(place) ? 0 : 1;
        QVERIFY2(lines.size() >= 2, name);
        QVERIFY2(lines[0].count(u'\t') == shown - 1, qPrintable(lines[0]));
        QVERIFY2(lines[0].contains(lastHead(*view.model())), qPrintable(lines[0]));
    }
    void check(QTableView &view)
    {
        const QByteArray name = view.objectName().toUtf8();
        QVERIFY2(!name.isEmpty() && !view.accessibleName().isEmpty(), name.constData());
        if (view.model()->rowCount() == 0)
            return;
        m_met.insert(view.objectName());
        copiesWithHeads(view, name.constData());
        if (view.isSortingEnabled())
            QVERIFY2(sortsByClicks(view), name.constData());
        else
            QVERIFY2(sortsByMenu(view) || !view.horizontalHeader()->toolTip().isEmpty(),
                     name.constData());
    }
    void checkPage(QWidget *page)
    {
        for (QTableView *view : page->findChildren<QTableView *>())
            if (view->isVisible())
                check(*view);
        for (const QTreeView *tree : page->findChildren<QTreeView *>())
            QVERIFY2(!tree->isVisible() || tree->isSortingEnabled(),
                     qPrintable(tree->objectName()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        const SmallStudy study{TaskKind::Binary, 600, 8, {"linear", "boosting", "knn"}};
        Project project;
        project.table = tableOf(study);
        project.study = runSmall(study);
        const QString path = m_sandbox.path(QStringLiteral("tables.leptune"));
        saveProject(project, path.toStdString());
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1400, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        auto *results = m_window->findChild<ResultsPage *>();
        QSignalSpy analysed(results, &ResultsPage::analysed);
        m_window->open(path);
        QTRY_VERIFY_WITH_TIMEOUT(session().hasData() && !analysed.isEmpty(), kPatience);
        compressAndUse();
        m_window->goTo(MainWindow::Step::Results);
        results->findChild<QTabWidget *>(QStringLiteral("resultTabs"))->setCurrentIndex(2);
        auto *groups = m_window->findChild<QTableView *>(QStringLiteral("subgroups"));
        QTRY_VERIFY_WITH_TIMEOUT(groups->isVisible(), kPatience);
    }
    void cleanupTestCase() { m_window.reset(); }

    void everyOneSortsCopiesAndHasAName_data()
    {
        QTest::addColumn<int>("step");
        const char *const names[] = {"data", "task", "tune", "results", "compress", "use"};
        for (int step = 0; step < 6; ++step)
            QTest::newRow(names[step]) << step;
    }
    void everyOneSortsCopiesAndHasAName()
    {
        QFETCH(int, step);
        m_window->goTo(static_cast<MainWindow::Step>(step));
        QWidget *page = m_window->findChild<QWidget *>(QLatin1String(QTest::currentDataTag()) +
                                                       QStringLiteral("Page"));
        QVERIFY(page && page->isVisible());
        checkPage(page);
        for (auto *tabs : page->findChildren<QTabWidget *>())
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(20);
                checkPage(tabs->currentWidget());
            }
    }

    void allOfThemWereMet()
    {
        for (const QTableView *view : m_window->findChildren<QTableView *>()) {
            if (view->model() && view->model()->rowCount() > 0)
                QVERIFY2(m_met.contains(view->objectName()), qPrintable(view->objectName()));
        }
        for (const char *name : {"dataTable", "leaderboard", "answeredRows", "subgroups",
                                 "predictPreview", "driftTable", "againTable"})
            QVERIFY2(m_met.contains(QLatin1String(name)), name);
    }
};

QTEST_MAIN(TestTables)
#include "tst_tables.moc"

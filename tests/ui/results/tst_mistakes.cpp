// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_setup.h"
#include "tests/support/record_samples.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"
#include "ui/results/clickable_matrix.h"
#include "ui/results/errors_tab.h"
#include "ui/results/mistake_gallery.h"
#include "ui/results/mistake_model.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <numeric>

using namespace leptune;

/// From a record and its table to the pictures that were answered wrongly.
class TestMistakes : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    /// What a study on the table leaves. Every fifth scored row is answered with the next class;
    /// the later, the surer.
    static StudyRecord recordOf(const Table &table, const TuneOptions &options)
    {
        const StudySetup setup = prepareStudy(table, std::nullopt, options);
        StudyRecord record;
        record.options = options;
        record.metric = setup.metric;
        record.schema = setup.schema;
        record.dataRowsHash = setup.rowsHash;
        record.resultTruth =
            setup.lockedRows.empty() ? setup.target : setup.target.gathered(setup.lockedRows);
        const std::size_t rows = record.resultTruth.values.size();
        record.resultPrediction.rows = rows;
        record.resultPrediction.columns = 3;
        record.resultPrediction.values.assign(3 * rows, 0.1F);
        for (std::size_t i = 0; i < rows; ++i) {
            const auto truth = static_cast<std::size_t>(record.resultTruth.values[i]);
            const std::size_t answer = i % 5 == 4 ? (truth + 1) % 3 : truth;
            record.resultPrediction.values[3 * i + answer] =
                0.5F + 0.4F * static_cast<float>(i) / static_cast<float>(rows);
        }
        return record;
    }

    static std::shared_ptr<const Table> tableOf(std::size_t rows)
    {
        return std::make_shared<const Table>(greyTable(rows));
    }

    static TuneOptions classOptions()
    {
        TuneOptions options;
        options.target = "class";
        return options;
    }

    static PictureMistakes sample(std::size_t rows = 1000)
    {
        const auto table = tableOf(rows);
        return findPictureMistakes(recordOf(*table, classOptions()), table);
    }

private Q_SLOTS:
    void findsTheRowsOfTheTableAgain_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("locked rows") << 1000;
        QTest::newRow("out of fold") << 120;
    }
    void findsTheRowsOfTheTableAgain()
    {
        QFETCH(int, rows);
        const auto table = tableOf(static_cast<std::size_t>(rows));
        const StudyRecord record = recordOf(*table, classOptions());
        const PictureMistakes found = findPictureMistakes(record, table);
        QCOMPARE(found.scored, record.resultTruth.values.size());
        QVERIFY(rows == 120 ? found.scored == 120 : found.scored < 300);
        QCOMPARE(found.mistakes.size(), found.scored / 5);
        for (const PictureMistake &mistake : found.mistakes) {
            QCOMPARE(table->column("class").codes()[mistake.row],
                     static_cast<std::int32_t>(
                         std::ranges::find(table->column("class").dictionary(),
                                           found.classes[static_cast<std::size_t>(mistake.truth)]) -
                         table->column("class").dictionary().begin()));
            QVERIFY(mistake.truth != mistake.answer);
        }
        QVERIFY(std::ranges::is_sorted(found.mistakes, std::ranges::greater{},
                                       &PictureMistake::probability));
    }

    void rowsWithoutAClassShiftNothing()
    {
        const Table whole = greyTable(1000);
        std::vector<std::int32_t> codes(whole.column("class").codes().begin(),
                                        whole.column("class").codes().end());
        for (std::size_t row = 0; row < 100; ++row)
            codes[row] = -1;
        const auto table = std::make_shared<const Table>(
            whole.with(Column::coded("class", ColumnType::Categorical, codes, {"a", "b", "c"})));
        const PictureMistakes found = findPictureMistakes(recordOf(*table, classOptions()), table);
        QVERIFY(!found.mistakes.empty());
        for (const PictureMistake &mistake : found.mistakes) {
            QVERIFY(mistake.row >= 100);
            QCOMPARE(table->column("class").text(mistake.row),
                     found.classes[static_cast<std::size_t>(mistake.truth)]);
        }
    }

    void showsNothingRatherThanTheWrongPictures()
    {
        const auto table = tableOf(1000);
        const StudyRecord record = recordOf(*table, classOptions());
        QVERIFY(findPictureMistakes(record, nullptr).isEmpty());
        QVERIFY(findPictureMistakes(record, tableOf(999)).isEmpty());
        StudyRecord other = record;
        other.options.seed = 7; // other rows are locked then
        QVERIFY(findPictureMistakes(other, table).isEmpty());
        StudyRecord tested = record;
        tested.options.test.kind = TestChoice::Kind::File;
        QVERIFY(findPictureMistakes(tested, table).isEmpty());
    }

    void listsTheSurestFirstAndFiltersByCell()
    {
        MistakeModel model;
        const PictureMistakes all = sample();
        model.setMistakes(all);
        QCOMPARE(model.rowCount(), static_cast<int>(all.mistakes.size()));
        const PictureMistake &first = all.mistakes.front();
        const QModelIndex top = model.index(0);
        QCOMPARE(top.data(MistakeModel::PictureRole).toUInt(), first.row);
        const QString words = top.data().toString();
        QVERIFY2(words.startsWith(model.className(first.truth) + QStringLiteral(" → ") +
                                  model.className(first.answer) + QStringLiteral(" (8")),
                 qPrintable(words));
        model.setCell(QPoint(1, 0)); // every a was taken for b
        const auto expected = std::ranges::count(all.mistakes, 0, &PictureMistake::truth);
        QCOMPARE(model.rowCount(), static_cast<int>(expected));
        model.setCell(QPoint(2, 0));
        QCOMPARE(model.rowCount(), 0);
    }

    void showsAFewHundredOfThousands()
    {
        MistakeModel model;
        const PictureMistakes all = sample(9000);
        model.setMistakes(all);
        QCOMPARE(model.rowCount(), MistakeModel::kMost);
        QCOMPARE(model.matching(), all.mistakes.size());
        model.setCell(QPoint(0, 2)); // reaches those that did not fit before
        QVERIFY(model.rowCount() > MistakeModel::kMost / 3);
    }

    void aClickOnTheMatrixChoosesTheMistakes()
    {
        ErrorsTab tab;
        tab.resize(1000, 600);
        const auto table = tableOf(1000);
        const ResultAnalysis analysis = analyseResult(recordOf(*table, classOptions()), {}, table);
        tab.setAnalysis(analysis, -1, QStringLiteral("class"));
        tab.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tab));
        auto *matrix = tab.findChild<ClickableMatrix *>();
        const auto *view = tab.findChild<QListView *>(QStringLiteral("mistakes"));
        QVERIFY(view->isVisible());
        for (const QPoint cell : {QPoint(1, 0), QPoint(0, 2), QPoint(2, 1)}) {
            QTest::mouseClick(matrix, Qt::LeftButton, {}, centreOf(*matrix, cell));
            QCOMPARE(view->model()->rowCount(),
                     static_cast<int>(matrix->count(cell.y(), cell.x())));
            QVERIFY(view->model()->rowCount() > 0);
        }
        matrix->setFocus(); // the keys start in the first cell
        QTest::keyClick(matrix, Qt::Key_Down);
        QTest::keyClick(matrix, Qt::Key_Down);
        QTest::keyClick(matrix, Qt::Key_Right);
        QTest::keyClick(matrix, Qt::Key_Return);
        QCOMPARE(view->model()->rowCount(), static_cast<int>(matrix->count(2, 1)));
        QTest::mouseClick(matrix, Qt::LeftButton, {}, centreOf(*matrix, {1, 1}));
        const auto *nothing = tab.findChild<QLabel *>(QStringLiteral("noMistakes"));
        QVERIFY(nothing->isVisible() && nothing->text().contains(QStringLiteral("rightly")));
        tab.findChild<QToolButton *>(QStringLiteral("allMistakes"))->click();
        QCOMPARE(view->model()->rowCount(), static_cast<int>(analysis.pictures.mistakes.size()));
    }

    void aCellWithoutRowsIsNotGoneTo()
    {
        ErrorsTab tab;
        tab.resize(1000, 600);
        const StudyRecord record = testing::sampleRecord({TaskKind::Binary});
        ResultAnalysis analysis = analyseResult(record);
        analysis.evaluation.confusion = {{9, 0}, {1, 8}};
        tab.setAnalysis(analysis, 1, QStringLiteral("answer"));
        tab.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tab));
        const auto *scores = tab.findChild<QTableWidget *>(QStringLiteral("classScores"));
        QVERIFY(scores->columnWidth(0) > scores->columnWidth(1)); // names need the room
        auto *matrix = tab.findChild<ClickableMatrix *>();
        const QSignalSpy chosen(&tab, &ErrorsTab::cellChosen);
        QTest::mouseClick(matrix, Qt::LeftButton, {}, centreOf(*matrix, {1, 0}));
        QCOMPARE(chosen.size(), 0);
        QTest::mouseClick(matrix, Qt::LeftButton, {}, centreOf(*matrix, {0, 1}));
        QCOMPARE(chosen.size(), 1);
    }

    void tablesHaveNoGallery()
    {
        ErrorsTab tab;
        const auto table = tableOf(1000);
        const StudyRecord record = recordOf(*table, classOptions());
        const auto *sides = tab.findChild<QTabWidget *>(QStringLiteral("errorSides"));
        tab.setAnalysis(analyseResult(record, {}, table), -1, QStringLiteral("class"));
        QCOMPARE(sides->count(), 2);
        tab.setAnalysis(analyseResult(record), -1, QStringLiteral("class"));
        QCOMPARE(sides->count(), 1);
        const std::weak_ptr<const Table> kept = [&] {
            const auto other = tableOf(1000);
            tab.setAnalysis(analyseResult(record, {}, other), -1, QStringLiteral("class"));
            return other;
        }();
        QVERIFY(!kept.expired());
        tab.setAnalysis({}, -1, {});
        QVERIFY(kept.expired()); // a closed project leaves no pictures in memory
        tab.setAnalysis(analyseResult(record, {}, table), -1, QStringLiteral("class"));
        QCOMPARE(sides->count(), 2);
        QCOMPARE(sides->currentIndex(), 0);
    }

    void saysThatThereAreNoMistakes()
    {
        PictureMistakes none = sample();
        none.mistakes.clear();
        MistakeGallery gallery;
        gallery.setMistakes(none);
        const auto *nothing = gallery.findChild<QLabel *>(QStringLiteral("noMistakes"));
        QVERIFY2(nothing->text().contains(QString::number(none.scored)),
                 qPrintable(nothing->text()));
        QVERIFY(nothing->isVisibleTo(&gallery));
    }

    void namesAreCopiedAndSaved()
    {
        const PictureMistakes all = sample();
        MistakeGallery gallery;
        gallery.setMistakes(all);
        auto *view = gallery.findChild<QListView *>(QStringLiteral("mistakes"));
        view->selectionModel()->select(view->model()->index(0, 0), QItemSelectionModel::Select);
        view->selectionModel()->select(view->model()->index(1, 0), QItemSelectionModel::Select);
        gallery.findChild<QAction *>(QStringLiteral("copyMistakes"))->trigger();
        const auto name = [&](std::size_t i) {
            return QString::fromStdString(all.pictures().text(all.mistakes[i].row));
        };
        QCOMPARE(QApplication::clipboard()->text(), name(0) + u'\n' + name(1));

        const QString path = m_sandbox.path(QStringLiteral("mistakes.csv"));
        gallery.saveList(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), static_cast<qsizetype>(all.mistakes.size()) + 1);
        QVERIFY(lines[1].startsWith('"' + name(0).toUtf8() + '"'));
        QSignalSpy failed(&gallery, &MistakeGallery::failed);
        gallery.saveList(m_sandbox.path(QStringLiteral("no/such/folder.csv")));
        QCOMPARE(failed.count(), 1);
    }

private:
    static QPoint centreOf(const ClickableMatrix &matrix, QPoint cell)
    {
        QPointF sum;
        int count = 0;
        for (int x = 0; x < matrix.width(); x += 10)
            for (int y = 0; y < matrix.height(); y += 10)
                if (matrix.cellAt(QPointF(x, y)) == std::optional<QPoint>(cell)) {
                    sum += QPointF(x, y);
                    ++count;
                }
        return count > 0 ? (sum / count).toPoint() : QPoint(-1, -1);
    }
};

QTEST_MAIN(TestMistakes)
#include "tst_mistakes.moc"

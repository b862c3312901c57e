// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/conformal.h"
#include "core/metrics/prepared_metric.h"
#include "tests/support/small_study.h"
#include "tests/support/ui_sandbox.h"
#include "ui/results/answered_rows_model.h"
#include "ui/results/contribution_panel.h"
#include "ui/results/rows_tab.h"
#include "ui/shared/contribution_view.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

using Field = AnsweredRowsModel::Field;

struct Studied {
    SmallStudy study;
    StudyRecord record = runSmall(study);
    std::shared_ptr<const Table> table = std::make_shared<const Table>(tableOf(study));
    std::shared_ptr<const ExplainSubject> subject = findSubject(record, table);
};

const Studied &studied(TaskKind task)
{
    static const Studied binary{{TaskKind::Binary, 800, 4, {"boosting", "linear"}}};
    static const Studied many{{TaskKind::MultiClass, 800, 4, {"boosting", "linear"}}};
    static const Studied numbers{{TaskKind::Regression, 800, 4, {"boosting", "linear"}}};
    return task == TaskKind::Binary ? binary : task == TaskKind::MultiClass ? many : numbers;
}

QString text(const AnsweredRowsModel &model, int line, Field field)
{
    return model.index(line, model.columnOf(field)).data().toString();
}

} // namespace

class TestRowsTab : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyScoredRowStandsThereWithItsCells()
    {
        const Studied &made = studied(TaskKind::Binary);
        AnsweredRowsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSubject(made.subject);
        QCOMPARE(model.rowCount(), static_cast<int>(made.record.resultTruth.values.size()));
        for (int line = 0; line < 20; ++line) {
            const std::uint32_t row = made.subject->scored.rows[model.scoredRow(line)];
            QCOMPARE(text(model, line, Field::Row), QString::number(row + 1));
            QCOMPARE(text(model, line, Field::Truth).toStdString(),
                     made.table->column("answer").text(row));
        }
        QCOMPARE(model.headerData(model.columnCount() - 1, Qt::Horizontal).toString(),
                 QStringLiteral("answer"));
        QCOMPARE(model.columnOf(Field::Low), -1);
    }

    void rightAndWrongAreToldApart()
    {
        const Studied &made = studied(TaskKind::MultiClass);
        AnsweredRowsModel model;
        model.setSubject(made.subject);
        const double accuracy = evaluateMetric(MetricKind::Accuracy, made.subject->asScored());
        model.setFilter(AnsweredRowsModel::Filter::Right);
        QCOMPARE(static_cast<double>(model.rowCount()) / static_cast<double>(model.allRows()),
                 accuracy);
        QCOMPARE(text(model, 0, Field::Truth), text(model, 0, Field::Answer));
        model.setFilter(AnsweredRowsModel::Filter::Wrong);
        QVERIFY(model.rowCount() > 0);
        QVERIFY(text(model, 0, Field::Truth) != text(model, 0, Field::Answer));
        QCOMPARE(text(model, 0, Field::Result), QStringLiteral("wrong"));
    }

    void numbersHaveTheirInterval()
    {
        const Studied &made = studied(TaskKind::Regression);
        QVERIFY(made.subject->intervalWidth.has_value());
        AnsweredRowsModel model;
        model.setSubject(made.subject);
        const auto number = [&](Field field) {
            return model.index(3, model.columnOf(field)).data(Qt::EditRole).toDouble();
        };
        QVERIFY(std::abs(number(Field::High) - number(Field::Low) -
                         2.0 * *made.subject->intervalWidth) < 1e-5);
        QVERIFY(std::abs(number(Field::Answer) - number(Field::Truth) - number(Field::Sureness)) <
                1e-5);
        model.setFilter(AnsweredRowsModel::Filter::Right);
        QCOMPARE(static_cast<double>(model.rowCount()) / static_cast<double>(model.allRows()),
                 intervalCoverage(made.subject->truth, made.subject->answers,
                                  *made.subject->intervalWidth));
    }

    void sortsByWhatCellsMean()
    {
        AnsweredRowsModel model;
        model.setSubject(studied(TaskKind::Regression).subject);
        model.sort(model.columnOf(Field::Sureness), Qt::DescendingOrder);
        double last = HUGE_VAL; // the worst mistakes first, too high or too low
        for (int line = 0; line < model.rowCount(); ++line) {
            const double off =
                model.index(line, model.columnOf(Field::Sureness)).data(Qt::EditRole).toDouble();
            QVERIFY(std::abs(off) <= last);
            last = std::abs(off);
        }
    }

    void withoutTheDataTheAnswersAreStillThere()
    {
        const Studied &made = studied(TaskKind::Binary);
        RowsTab tab;
        tab.setSubject(findSubject(made.record, nullptr));
        const auto *view = tab.findChild<QTableView *>(QStringLiteral("answeredRows"));
        QCOMPARE(view->model()->rowCount(),
                 static_cast<int>(made.record.resultTruth.values.size()));
        QCOMPARE(view->model()->columnCount(), 4);
        const auto *words = tab.findChild<QLabel *>(QStringLiteral("contributionWords"));
        QVERIFY2(words->text().contains(QStringLiteral("not here")), qPrintable(words->text()));
    }

    void aChosenRowIsExplained_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("two classes") << static_cast<int>(TaskKind::Binary);
        QTest::newRow("four classes") << static_cast<int>(TaskKind::MultiClass);
        QTest::newRow("numbers") << static_cast<int>(TaskKind::Regression);
    }
    void aChosenRowIsExplained()
    {
        QFETCH(int, task);
        const Studied &made = studied(static_cast<TaskKind>(task));
        RowsTab tab;
        tab.setSubject(made.subject);
        auto *view = tab.findChild<QTableView *>(QStringLiteral("answeredRows"));
        const auto *panel = tab.findChild<ContributionPanel *>();
        QSignalSpy shown(panel, &ContributionPanel::shown);
        view->selectRow(4);
        QVERIFY(shown.wait(20'000));
        const auto *bars = tab.findChild<BarList *>(QStringLiteral("contributions"));
        QVERIFY(bars->amounts().size() >= 2);
        const auto larger = [](const NamedAmount &a, const NamedAmount &b) {
            return std::abs(a.amount) > std::abs(b.amount);
        };
        QVERIFY(std::ranges::is_sorted(bars->amounts(), larger));
        QVERIFY(bars->amounts()[0].name.contains(QStringLiteral(" = ")));
        const auto *sentence = tab.findChild<QLabel *>(QStringLiteral("contributionSentence"));
        QVERIFY(sentence->text().startsWith(
            QStringLiteral("Row %1:").arg(made.subject->scored.rows[4] + 1)));
    }

    void theFilterCountsWhatItShows()
    {
        RowsTab tab;
        tab.setSubject(studied(TaskKind::Binary).subject);
        const QString all =
            QStringLiteral("%1 rows").arg(studied(TaskKind::Binary).record.lockedRows);
        auto *filter = tab.findChild<QComboBox *>(QStringLiteral("rowsFilter"));
        const auto *count = tab.findChild<QLabel *>(QStringLiteral("rowsCount"));
        QCOMPARE(count->text(), all);
        filter->setCurrentIndex(2);
        QVERIFY2(count->text().endsWith(QStringLiteral("of ") + all), qPrintable(count->text()));
    }

    void saysWhereTheExplainedModelIsNotTheOneThatAnswered_data()
    {
        QTest::addColumn<std::size_t>("rows");
        QTest::newRow("all rows were cross-validated") << std::size_t{200};
        QTest::newRow("rows were set aside") << std::size_t{800};
    }
    void saysWhereTheExplainedModelIsNotTheOneThatAnswered()
    {
        QFETCH(std::size_t, rows);
        const Studied made{{TaskKind::Regression, rows, 3, {"linear"}}};
        ContributionPanel panel;
        panel.setSubject(made.subject);
        const QSignalSpy shown(&panel, &ContributionPanel::shown);
        panel.showRow(0);
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, 20'000);
        const QString sentence =
            panel.findChild<QLabel *>(QStringLiteral("contributionSentence"))->text();
        QCOMPARE(sentence.contains(QStringLiteral("the two can differ")), !made.subject->isLocked);
        QCOMPARE(made.subject->isLocked, rows == 800);
    }

    void aCellOfTheConfusionMatrixShowsItsRows()
    {
        const Studied &made = studied(TaskKind::MultiClass);
        RowsTab tab;
        QVERIFY(!tab.showCell(0, 1)); // nothing is known yet
        tab.setSubject(made.subject);
        const std::vector<int> answers = decideLabels(made.subject->asScored());
        const auto &truth = made.subject->truth.values;
        const auto isCell = [&](std::size_t row, int is, int answer) {
            return truth[row] == static_cast<float>(is) && answers[row] == answer;
        };
        std::size_t wrong = 0;
        while (isCell(wrong, answers[wrong], answers[wrong]))
            ++wrong;
        const int is = static_cast<int>(truth[wrong]), answer = answers[wrong];
        int expected = 0;
        for (std::size_t row = 0; row < answers.size(); ++row)
            expected += isCell(row, is, answer) ? 1 : 0;
        QVERIFY(tab.showCell(is, answer));
        const auto *view = tab.findChild<QTableView *>(QStringLiteral("answeredRows"));
        QCOMPARE(view->model()->rowCount(), expected);
        auto *filter = tab.findChild<QComboBox *>(QStringLiteral("rowsFilter"));
        QVERIFY(filter->currentText().contains(QStringLiteral("answered")));
        QVERIFY(tab.showCell(answer, answer)); // in its place
        QCOMPARE(filter->count(), 4);
        filter->setCurrentIndex(0);
        QCOMPARE(view->model()->rowCount(), static_cast<int>(answers.size()));
        tab.setSubject(studied(TaskKind::Regression).subject);
        QVERIFY(!tab.showCell(0, 1));
        QCOMPARE(filter->count(), 3);
    }

    void smallContributionsStandTogether()
    {
        Contributions found;
        Schema schema;
        RawBatch batch;
        batch.rows = 1;
        for (std::size_t i = 0; i < 6; ++i) {
            found.columns.push_back({i, i % 2 ? 1.0 + static_cast<double>(i) : -0.5, 0.0});
            schema.columns.push_back(
                {"c" + std::to_string(i), ColumnType::Numeric, true, true, {}});
            batch.columns.push_back({{1.5F}, {}, nullptr, nullptr});
        }
        const auto bars = contributionBars(found, schema, batch, 0, 3);
        QCOMPARE(bars.size(), std::size_t{4});
        QCOMPARE(bars[0].name, QStringLiteral("c5 = 1.5"));
        QVERIFY(bars[3].name.startsWith(QStringLiteral("3 other column")));
        QCOMPARE(bars[3].amount, -1.5);
    }

    void wordsChooseRowsToo()
    {
        const Studied &made = studied(TaskKind::MultiClass);
        RowsTab tab;
        tab.setSubject(made.subject);
        tab.resize(900, 500);
        tab.show();
        auto *view = tab.findChild<QTableView *>(QStringLiteral("answeredRows"));
        view->findChild<QAction *>(QStringLiteral("filterRows"))->trigger();
        auto *line = view->findChild<QLineEdit *>(QStringLiteral("tableFilterLine"));
        QVERIFY(line && line->isVisible());
        line->setText(QStringLiteral("wrong"));
        const auto shown = [view] {
            int rows = 0;
            for (int row = 0; row < view->model()->rowCount(); ++row)
                rows += view->isRowHidden(row) ? 0 : 1;
            return rows;
        };
        const AnsweredRowsModel *model = qobject_cast<AnsweredRowsModel *>(view->model());
        int wrong = 0;
        for (std::size_t row = 0; row < model->allRows(); ++row)
            wrong += model->isRight(row) ? 0 : 1;
        QVERIFY(wrong > 0);
        QTRY_COMPARE(shown(), wrong);
        view->sortByColumn(1, Qt::DescendingOrder); // the rows are arranged anew
        QTRY_COMPARE(shown(), wrong);
    }
};

QTEST_MAIN(TestRowsTab)
#include "tst_rows_tab.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/model/graph_builder.h"
#include "core/tuning/importance.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// answer = sum of weights[i] * x_i, which the Model knows exactly.
struct Known {
    std::shared_ptr<const Model> model;
    RawBatch batch;
    Target truth;
};

Known known(const std::vector<float> &weights, std::size_t rows)
{
    RandomStream random(11);
    std::vector<Column> columns;
    std::vector<float> answers(rows, 0.0F);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        std::vector<double> cells(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            cells[row] = random.normal();
            answers[row] += weights[i] * static_cast<float>(cells[row]);
        }
        columns.push_back(Column::numeric("x" + std::to_string(i), cells));
    }
    Known result;
    result.truth.column = "answer";
    result.truth.values = answers;
    const Table table(columns);
    const Schema schema = makeSchema(table, result.truth);
    GraphBuilder builder(schema);
    std::vector<NodeId> inputs;
    for (std::size_t i = 0; i < weights.size(); ++i)
        inputs.push_back(builder.addColumn(static_cast<int>(i)));
    const int width = static_cast<int>(weights.size());
    const NodeId all = builder.add(Concat{}, inputs);
    const NodeId sum = builder.add(Dense{width, 1, weights, {0.0F}}, {all});
    result.model = std::make_shared<const Model>("known", schema, std::move(builder).finish(sum));
    result.batch = bindTable(result.model->schema(), table);
    return result;
}

ImportanceEffort effortOf(int repeats, std::size_t maxRows, int threads = 1)
{
    ImportanceEffort effort;
    effort.seed = 5;
    effort.repeats = repeats;
    effort.maxRows = maxRows;
    effort.threads = threads;
    return effort;
}

std::vector<ColumnImportance> importanceOf(const Known &known, const ImportanceEffort &effort)
{
    return permutationImportance(*known.model, {known.batch, known.truth, MetricKind::Rmse}, effort);
}

} // namespace

class TestImportance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExactModelLosesTheSpreadOfAShuffledColumn();
    void isTheSameAtAnyThreadCount();
    void takesFewerRowsWhenTimeIsShortButReachesEveryColumn();
    void leavesOutWhatAPassedDeadlineLeftNoTimeFor();
    void endsWhenItIsTold();
};

/// E (w x - w x')^2 = 2 w^2 for independent standard normal x, x'.
void TestImportance::anExactModelLosesTheSpreadOfAShuffledColumn()
{
    const auto list = importanceOf(known({1.0F, 3.0F, 0.0F}, 4000), effortOf(4, 4000));
    QCOMPARE(list.size(), std::size_t{3});
    QCOMPARE(list[0].column, std::string("x1"));
    QVERIFY(std::abs(list[0].importance - 3.0 * std::sqrt(2.0)) < 0.1);
    QVERIFY(std::abs(list[1].importance - std::sqrt(2.0)) < 0.05);
    QCOMPARE(list[2].importance, 0.0);
}

void TestImportance::isTheSameAtAnyThreadCount()
{
    const Known data = known({1.0F, 3.0F, 0.5F, 2.0F, 0.1F}, 600);
    const auto one = importanceOf(data, effortOf(3, 1000, 1));
    const auto three = importanceOf(data, effortOf(3, 1000, 3));
    QCOMPARE(one.size(), three.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        QCOMPARE(one[i].column, three[i].column);
        QCOMPARE(one[i].importance, three[i].importance);
        QCOMPARE(one[i].deviation, three[i].deviation);
    }
}

void TestImportance::takesFewerRowsWhenTimeIsShortButReachesEveryColumn()
{
    const Known data = known(std::vector<float>(200, 1.0F), 20000);
    ImportanceEffort effort = effortOf(1000, 20000);
    effort.deadline = Deadline::inSeconds(0.5);
    const Stopwatch watch;
    QCOMPARE(importanceOf(data, effort).size(), std::size_t{200});
    QVERIFY2(watch.seconds() < 2.0, qPrintable(QString::number(watch.seconds())));
}

void TestImportance::leavesOutWhatAPassedDeadlineLeftNoTimeFor()
{
    ImportanceEffort effort;
    effort.deadline = Deadline::inSeconds(-1.0);
    QVERIFY(importanceOf(known({1.0F, 2.0F}, 500), effort).empty());
}

void TestImportance::endsWhenItIsTold()
{
    ImportanceEffort effort = effortOf(3, 500);
    int asked = 0;
    effort.shouldEnd = [&] { return ++asked > 4; };
    QCOMPARE(importanceOf(known(std::vector<float>(10, 1.0F), 500), effort).size(), std::size_t{4});
}

QTEST_GUILESS_MAIN(TestImportance)
#include "tst_importance.moc"

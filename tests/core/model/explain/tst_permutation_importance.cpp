// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/permutation_importance.h"
#include "tests/support/known_linear.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

ImportanceEffort effortOf(int repeats, std::size_t maxRows, int threads = 1)
{
    ImportanceEffort effort;
    effort.seed = 5;
    effort.repeats = repeats;
    effort.maxRows = maxRows;
    effort.threads = threads;
    return effort;
}

std::vector<ColumnLoss> importanceOf(const KnownLinear &known, const ImportanceEffort &effort)
{
    return permutationImportance(*known.model, {known.batch, known.truth, MetricKind::Rmse}, effort)
        .columns;
}

} // namespace

class TestPermutationImportance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExactModelLosesTheSpreadOfAShuffledColumn();
    void aColumnThatIsNotReadIsNotMeasured();
    void agreesWithScikitLearn();
    void isTheSameAtAnyThreadCount();
    void takesFewerRowsWhenTimeIsShortButReachesEveryColumn();
    void leavesOutWhatAPassedDeadlineLeftNoTimeFor();
    void endsWhenItIsTold();
};

/// E (w x - w x')^2 = 2 w^2 for independent standard normal x, x'.
void TestPermutationImportance::anExactModelLosesTheSpreadOfAShuffledColumn()
{
    const auto list = importanceOf(knownLinear({1.0F, 3.0F, 0.0F}, 4000), effortOf(4, 4000));
    QCOMPARE(list.size(), std::size_t{3});
    QCOMPARE(list[0].column, std::size_t{1});
    QVERIFY(std::abs(list[0].mean - 3.0 * std::sqrt(2.0)) < 0.1);
    QVERIFY(std::abs(list[1].mean - std::sqrt(2.0)) < 0.05);
    QVERIFY(list[0].standardError() > 0.0 && list[0].standardError() < list[0].deviation);
}

void TestPermutationImportance::aColumnThatIsNotReadIsNotMeasured()
{
    const auto list = importanceOf(knownLinear({1.0F, 3.0F, 0.0F}, 400), effortOf(4, 400));
    QCOMPARE(list[2].column, std::size_t{2});
    QCOMPARE(list[2].mean, 0.0);
    QCOMPARE(list[2].rounds, 0);
    QCOMPARE(list[2].standardError(), 0.0);
}

/// Shuffles differ: means agree within four errors of both.
void TestPermutationImportance::agreesWithScikitLearn()
{
    QFile file(QStringLiteral(LEPTUNE_GOLDEN "/explain.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto golden = nlohmann::json::parse(file.readAll().toStdString());
    KnownLinear data = knownLinear(golden["weights"].get<std::vector<float>>(),
                                   golden["columns"].get<std::vector<std::vector<double>>>());
    data.truth.values = golden["truth"].get<std::vector<float>>();
    const int repeats = golden["repeats"].get<int>();
    for (const ColumnLoss &loss : importanceOf(data, effortOf(repeats, 1000))) {
        const double mean = golden["means"][loss.column].get<double>();
        const double deviation = golden["deviations"][loss.column].get<double>();
        const double error = std::hypot(loss.standardError(), deviation / std::sqrt(repeats - 1.0));
        QVERIFY2(std::abs(loss.mean - mean) <= 4.0 * error + 1e-6,
                 qPrintable(QStringLiteral("column %1: %2, %3 there")
                                .arg(loss.column)
                                .arg(loss.mean)
                                .arg(mean)));
        QVERIFY(std::abs(loss.deviation - deviation) <= 0.4 * deviation + 1e-6);
    }
}

void TestPermutationImportance::isTheSameAtAnyThreadCount()
{
    const KnownLinear data = knownLinear({1.0F, 3.0F, 0.5F, 2.0F, 0.1F}, 600);
    const auto one = importanceOf(data, effortOf(3, 1000, 1));
    const auto three = importanceOf(data, effortOf(3, 1000, 3));
    QCOMPARE(one.size(), three.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        QCOMPARE(one[i].column, three[i].column);
        QCOMPARE(one[i].mean, three[i].mean);
        QCOMPARE(one[i].deviation, three[i].deviation);
    }
}

void TestPermutationImportance::takesFewerRowsWhenTimeIsShortButReachesEveryColumn()
{
    const KnownLinear data = knownLinear(std::vector<float>(200, 1.0F), 20000);
    ImportanceEffort effort = effortOf(1000, 20000);
    effort.deadline = Deadline::inSeconds(0.5);
    const Stopwatch watch;
    QCOMPARE(importanceOf(data, effort).size(), std::size_t{200});
    QVERIFY2(watch.seconds() < 2.0, qPrintable(QString::number(watch.seconds())));
}

void TestPermutationImportance::leavesOutWhatAPassedDeadlineLeftNoTimeFor()
{
    ImportanceEffort effort;
    effort.deadline = Deadline::inSeconds(-1.0);
    QVERIFY(importanceOf(knownLinear({1.0F, 2.0F}, 500), effort).empty());
}

void TestPermutationImportance::endsWhenItIsTold()
{
    ImportanceEffort effort = effortOf(3, 500);
    int asked = 0;
    effort.shouldEnd = [&] { return ++asked > 4; };
    QCOMPARE(importanceOf(knownLinear(std::vector<float>(10, 1.0F), 500), effort).size(),
             std::size_t{4});
}

QTEST_GUILESS_MAIN(TestPermutationImportance)
#include "tst_permutation_importance.moc"

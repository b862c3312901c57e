// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/explain/contributions.h"
#include "tests/support/known_linear.h"
#include "tests/support/small_study.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

using namespace leptune;
using namespace leptune::testing;

namespace {

RawBatch rowOf(const RawBatch &batch, std::uint32_t row)
{
    return batch.gathered(std::vector<std::uint32_t>{row});
}

double mean(const std::vector<float> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Mean answer with the cells of the columns in `coalition` taken from `row`.
double coalitionValue(const Model &model, const RawBatch &row, const RawBatch &background,
                      unsigned coalition, std::size_t output)
{
    RawBatch mixed = background;
    for (std::size_t c = 0; c < mixed.columns.size(); ++c) {
        if (!(coalition >> c & 1U))
            continue;
        std::ranges::fill(mixed.columns[c].numbers,
                          row.columns[c].numbers.empty() ? 0.0F : row.columns[c].numbers[0]);
        std::ranges::fill(mixed.columns[c].codes,
                          row.columns[c].codes.empty() ? 0 : row.columns[c].codes[0]);
    }
    const FloatMatrix answers = model.predict(mixed).outputs();
    double sum = 0.0;
    for (std::size_t i = 0; i < answers.rows; ++i)
        sum += answers.at(i, output);
    return sum / static_cast<double>(answers.rows);
}

double factorial(int n)
{
    return n < 2 ? 1.0 : n * factorial(n - 1);
}

/// Shapley's formula over all coalitions of `columns` columns.
std::vector<double> exactShapley(const Model &model, const RawBatch &row,
                                 const RawBatch &background, std::size_t output)
{
    const auto count = static_cast<int>(background.columns.size());
    std::vector<double> values;
    for (unsigned coalition = 0; coalition < 1U << count; ++coalition)
        values.push_back(coalitionValue(model, row, background, coalition, output));
    std::vector<double> shapley(background.columns.size(), 0.0);
    for (unsigned coalition = 0; coalition < values.size(); ++coalition)
        for (int c = 0; c < count; ++c) {
            if (coalition >> c & 1U)
                continue;
            const int others = std::popcount(coalition);
            shapley[static_cast<std::size_t>(c)] +=
                factorial(others) * factorial(count - others - 1) / factorial(count) *
                (values[coalition | 1U << c] - values[coalition]);
        }
    return shapley;
}

/// A fitted model of four columns, one of them of spellings and one with missing cells.
struct Fitted {
    SmallStudy study{TaskKind::Binary, 600, 3, {"boosting"}};
    StudyRecord record = runSmall(study);
    std::shared_ptr<const Model> model = record.model("best");
    RawBatch rows = bindTable(model->schema(), tableOf(study));
};

const Fitted &fitted()
{
    static const Fitted made;
    return made;
}

} // namespace

class TestContributions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// w (x - mean of the background), whatever the order.
    void areExactWhereColumnsOnlyAdd()
    {
        const KnownLinear known = knownLinear({1.0F, -2.0F, 0.5F}, 100);
        const Contributions found = explainRow(*known.model, rowOf(known.batch, 3), known.batch, 0);
        const float weights[] = {1.0F, -2.0F, 0.5F};
        QCOMPARE(found.backgroundRows, std::size_t{100});
        for (std::size_t c = 0; c < 3; ++c) {
            const std::vector<float> &cells = known.batch.columns[c].numbers;
            QVERIFY(std::abs(found.columns[c].amount - weights[c] * (cells[3] - mean(cells))) <
                    1e-5);
        }
    }

    void sumToTheAnswerMinusTheMeanAnswer_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("maxAnswers");
        QTest::newRow("much effort") << 5 << 20000;
        QTest::newRow("hardly any") << 5 << 1;
        QTest::newRow("another row") << 17 << 400;
    }
    void sumToTheAnswerMinusTheMeanAnswer()
    {
        QFETCH(int, row);
        QFETCH(int, maxAnswers);
        ExplainEffort effort;
        effort.maxAnswers = static_cast<std::size_t>(maxAnswers);
        const RawBatch one = rowOf(fitted().rows, static_cast<std::uint32_t>(row));
        const Contributions found = explainRow(*fitted().model, one, fitted().rows, 1, effort);
        QVERIFY(std::abs(found.sum() - (found.answer - found.meanAnswer)) < 1e-12);
        QCOMPARE(found.answer,
                 static_cast<double>(fitted().model->predict(one).probabilities.at(0, 1)));
    }

    void agreeWithTheFormulaOverAllCoalitions_data()
    {
        QTest::addColumn<int>("row");
        for (const int row : {0, 9, 33})
            QTest::addRow("row %d", row) << row;
    }
    void agreeWithTheFormulaOverAllCoalitions()
    {
        QFETCH(int, row);
        std::vector<std::uint32_t> few(150);
        std::iota(few.begin(), few.end(), 100U);
        const RawBatch background = fitted().rows.gathered(few);
        const RawBatch one = rowOf(fitted().rows, static_cast<std::uint32_t>(row));
        const std::vector<double> exact = exactShapley(*fitted().model, one, background, 1);
        const Contributions found = explainRow(*fitted().model, one, background, 1);
        QCOMPARE(found.backgroundRows, std::size_t{150});
        for (std::size_t c = 0; c < exact.size(); ++c)
            QVERIFY2(std::abs(found.columns[c].amount - exact[c]) <=
                         4.0 * found.columns[c].standardError + 1e-6,
                     qPrintable(QStringLiteral("column %1: %2 ± %3, exactly %4")
                                    .arg(c)
                                    .arg(found.columns[c].amount)
                                    .arg(found.columns[c].standardError)
                                    .arg(exact[c])));
    }

    void aRowOfAnotherTableMayHaveItsOwnSpellings()
    {
        const Table table = tableOf(fitted().study);
        const RawBatch shared = rowOf(fitted().rows, 2);
        RawBatch own =
            bindTable(fitted().model->schema(), table.gathered(std::vector<std::uint32_t>{2}));
        RawCells &shade = own.columns[3];
        const std::string text = (*shade.dictionary)[static_cast<std::size_t>(shade.codes[0])];
        shade.dictionary = std::make_shared<const std::vector<std::string>>(1, text);
        shade.codes = {0};
        const Contributions a = explainRow(*fitted().model, shared, fitted().rows, 1);
        const Contributions b = explainRow(*fitted().model, own, fitted().rows, 1);
        for (std::size_t c = 0; c < a.columns.size(); ++c)
            QCOMPARE(a.columns[c].amount, b.columns[c].amount);
    }

    void aColumnThatIsNotReadGivesNothing()
    {
        const KnownLinear known = knownLinear({1.0F, 0.0F}, 50);
        const Contributions found = explainRow(*known.model, rowOf(known.batch, 1), known.batch, 0);
        QCOMPARE(found.columns[1].amount, 0.0);
        QCOMPARE(found.columns[1].standardError, 0.0);
    }

    void areTheSameEveryTimeAndChangeWithTheSeed()
    {
        ExplainEffort effort;
        effort.maxAnswers = 200;
        const RawBatch one = rowOf(fitted().rows, 4);
        const auto amounts = [&](std::uint64_t seed) {
            effort.seed = seed;
            std::vector<double> result;
            for (const Contribution &c :
                 explainRow(*fitted().model, one, fitted().rows, 1, effort).columns)
                result.push_back(c.amount);
            return result;
        };
        QCOMPARE(amounts(1), amounts(1));
        QVERIFY(amounts(1) != amounts(2));
    }

    void aPassedDeadlineLeavesWhatWasCompared()
    {
        const KnownLinear known = knownLinear(std::vector<float>(40, 1.0F), 2000);
        ExplainEffort effort;
        effort.deadline = Deadline::inSeconds(-1.0);
        const Contributions found =
            explainRow(*known.model, rowOf(known.batch, 0), known.batch, 0, effort);
        QVERIFY(found.backgroundRows >= 1 && found.backgroundRows < 200);
        QVERIFY(std::abs(found.sum() - (found.answer - found.meanAnswer)) < 1e-9);
    }

    void canBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        ExplainEffort effort;
        effort.stop = stop.get_token();
        QVERIFY_EXCEPTION_THROWN(
            explainRow(*fitted().model, rowOf(fitted().rows, 0), fitted().rows, 1, effort), Error);
        QVERIFY_EXCEPTION_THROWN(
            explainRow(*fitted().model, rowOf(fitted().rows, 0), RawBatch(), 1), Error);
    }

    void aRowTakesWellUnderASecond()
    {
        QElapsedTimer timer;
        fitted();
        timer.start();
        explainRow(*fitted().model, rowOf(fitted().rows, 0), fitted().rows, 1);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestContributions)
#include "tst_contributions.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/decision.h"

#include "core/base/random.h"
#include "core/metrics/error_costs.h"

#include <QTest>

using namespace leptune;

namespace {

FloatMatrix matrix(std::size_t columns, std::vector<float> values)
{
    FloatMatrix result(values.size() / columns, columns);
    result.values = std::move(values);
    return result;
}

FloatMatrix drawnProbabilities(std::size_t rows, std::size_t classes, RandomStream &random)
{
    FloatMatrix result(rows, classes);
    for (std::size_t row = 0; row < rows; ++row) {
        double sum = 0.0;
        std::vector<double> drawn;
        for (std::size_t c = 0; c < classes; ++c)
            sum += drawn.emplace_back(random.uniform(0.01, 1.0));
        for (std::size_t c = 0; c < classes; ++c)
            result.at(row, c) = static_cast<float>(drawn[c] / sum);
    }
    return result;
}

std::vector<std::string> namesOf(std::size_t classes)
{
    std::vector<std::string> names;
    for (std::size_t c = 0; c < classes; ++c)
        names.push_back("class " + std::to_string(c));
    return names;
}

} // namespace

class TestDecision : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decidesByThresholdOrTheFirstLargest()
    {
        const FloatMatrix two = matrix(2, {0.7F, 0.3F, 0.71F, 0.29F, 0.5F, 0.5F});
        QCOMPARE(decide(two, 1, 0.3F), (std::vector<int>{1, 0, 1}));
        QCOMPARE(decide(two, 0, 0.705F), (std::vector<int>{1, 0, 1}));
        QCOMPARE(decide(two, -1, 0.5F), (std::vector<int>{0, 0, 0}));
        QCOMPARE(decide(matrix(3, {0.2F, 0.4F, 0.4F, 0.4F, 0.2F, 0.4F}), -1, 0.9F),
                 (std::vector<int>{1, 0}));
    }

    void weightsDecideBetweenMoreThanTwo()
    {
        Decision decision;
        decision.classWeights = {0.2F, 0.2F, 1.0F};
        QCOMPARE(
            decide(matrix(3, {0.6F, 0.3F, 0.1F, 0.5F, 0.3F, 0.2F, 0.5F, 0.5F, 0.0F}), -1, decision),
            (std::vector<int>{0, 2, 0}));
    }

    void noAnswerIsExpectedToCostLess_data()
    {
        QTest::addColumn<int>("classes");
        for (const int classes : {3, 4, 7})
            QTest::newRow(std::to_string(classes).c_str()) << classes;
    }
    void noAnswerIsExpectedToCostLess()
    {
        QFETCH(int, classes);
        const auto count = static_cast<std::size_t>(classes);
        RandomStream random(5);
        const FloatMatrix probabilities = drawnProbabilities(500, count, random);
        std::vector<double> costs;
        ErrorCosts given;
        const std::vector<std::string> names = namesOf(count);
        for (const std::string &name : names)
            given.ofClass[name] = costs.emplace_back(random.uniform(0.0, 20.0));
        Decision decision;
        decision.classWeights = classWeights(given, names);
        const std::vector<int> labels = decide(probabilities, -1, decision);
        int changed = 0;
        for (std::size_t row = 0; row < labels.size(); ++row) {
            const auto expected = [&](std::size_t answer) {
                double cost = 0.0;
                for (std::size_t c = 0; c < count; ++c)
                    cost += c == answer ? 0.0 : costs[c] * probabilities.at(row, c);
                return cost;
            };
            for (std::size_t other = 0; other < count; ++other)
                QVERIFY(expected(static_cast<std::size_t>(labels[row])) <= expected(other) + 1e-5);
            changed += labels[row] != decide(probabilities, -1, {})[row] ? 1 : 0;
        }
        QVERIFY(changed > 50);
    }
};

QTEST_GUILESS_MAIN(TestDecision)
#include "tst_decision.moc"

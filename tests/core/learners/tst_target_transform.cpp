// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/target_transform.h"

#include "core/base/random.h"
#include "core/model/interpreter.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;

namespace {

/// Log-normal, every fiftieth a thousand times as large or below zero.
std::vector<float> longTailed(std::size_t count)
{
    RandomStream random(4);
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(std::exp(2.0 * random.normal())) *
                         (i % 100 == 0    ? 1000.0F
                          : i % 100 == 50 ? -1000.0F
                                          : 1.0F));
    return values;
}

FloatMatrix inverseByGraph(const TargetTransform &transform, const std::vector<float> &scores)
{
    const Schema schema;
    GraphBuilder builder(schema);
    const NodeId input = builder.addMatrixInput(1);
    const NodeId output = transform.invert(builder, input);
    FloatMatrix matrix(scores.size(), 1);
    matrix.values = scores;
    return Interpreter(std::make_shared<const Graph>(std::move(builder).finish(output)))
        .run(matrix);
}

} // namespace

class TestTargetTransform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scoresOfLongTailedNumbersAreNormal()
    {
        const std::vector<float> values = longTailed(4000);
        const TargetTransform transform(values, {});
        double sum = 0.0, squares = 0.0;
        for (const float value : values) {
            const double score = transform.apply(value);
            sum += score;
            squares += score * score;
        }
        QVERIFY2(std::abs(sum / 4000.0) < 0.03, qPrintable(QString::number(sum / 4000.0)));
        QVERIFY2(std::abs(squares / 4000.0 - 1.0) < 0.06,
                 qPrintable(QString::number(squares / 4000.0)));
    }

    void comesBackInBothForms()
    {
        const std::vector<float> values = longTailed(1000);
        const TargetTransform transform(values, {});
        double squares = 0.0;
        for (const float value : values)
            squares += static_cast<double>(value) * value;
        const double close = 1e-5 * std::sqrt(squares / 1000.0);
        std::vector<float> scores;
        for (const float value : values)
            scores.push_back(transform.apply(value));
        const FloatMatrix back = inverseByGraph(transform, scores);
        for (std::size_t i = 0; i < values.size(); ++i) {
            QVERIFY(std::abs(transform.invert(scores[i]) - values[i]) < close);
            QVERIFY2(std::abs(back.values[i] - values[i]) < close,
                     qPrintable(QString("%1 %2").arg(back.values[i]).arg(values[i])));
        }
    }

    void risesBeyondBothEnds_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("one value") << 1;
        QTest::newRow("two values") << 2;
        QTest::newRow("many") << 500;
    }
    void risesBeyondBothEnds()
    {
        QFETCH(int, count);
        const TargetTransform transform(longTailed(static_cast<std::size_t>(count)), {});
        std::vector<float> scores;
        for (int i = -60; i <= 60; ++i)
            scores.push_back(static_cast<float>(i) / 10.0F);
        const FloatMatrix back = inverseByGraph(transform, scores);
        QVERIFY(std::ranges::is_sorted(back.values, std::less_equal<>()));
        QVERIFY(back.values.front() < back.values.back());
        for (std::size_t i = 1; i < scores.size(); ++i)
            QVERIFY(transform.invert(scores[i]) > transform.invert(scores[i - 1]));
    }

    void theMiddleIsTheWeightedMedian()
    {
        const std::vector<float> values{1, 2, 3, 4, 5, 6, 7};
        const std::vector<float> weights{1, 1, 1, 1, 1, 1, 12};
        QVERIFY(std::abs(TargetTransform(values, {}).invert(0.0F) - 4.0F) < 1e-4F);
        QVERIFY(TargetTransform(values, weights).invert(0.0F) > 6.0F);
    }
};

QTEST_GUILESS_MAIN(TestTargetTransform)
#include "tst_target_transform.moc"

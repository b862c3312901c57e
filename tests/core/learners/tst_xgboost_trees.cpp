// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learners/xgboost_handle.h"
#include "core/learners/xgboost_trees.h"
#include "core/model/graph_builder.h"
#include "core/model/interpreter.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <thread>

using namespace leptune;

namespace {

struct Rows {
    FloatMatrix features;
    std::vector<float> labels;
};

/// Six features, one whole-numbered, a tenth of the cells missing.
Rows makeRows(std::size_t rows, int classes, std::uint64_t seed)
{
    RandomStream random(seed);
    Rows made{FloatMatrix(rows, 6), {}};
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < 6; ++c) {
            const double value = c == 3 ? static_cast<double>(random.below(9)) : random.normal();
            made.features.at(r, c) = static_cast<float>(value);
        }
        const auto row = made.features.row(r);
        const double score = row[0] + row[1] * row[2] + 0.2 * row[3] + 0.3 * random.normal();
        made.labels.push_back(static_cast<float>(
            classes == 0 ? score : std::clamp(std::floor(score + 1.0), 0.0, classes - 1.0)));
        for (std::size_t c = 0; c < 6; ++c)
            if (random.below(10) == 0)
                made.features.at(r, c) = std::numeric_limits<float>::quiet_NaN();
    }
    return made;
}

float leafOf(const TreeEnsemble &ensemble, std::int32_t root, std::span<const float> row)
{
    const TreeNode *node = &ensemble.nodes[static_cast<std::size_t>(root)];
    while (node->feature >= 0) {
        const float value = row[static_cast<std::size_t>(node->feature)];
        const bool left = std::isnan(value) ? node->missingLeft : value < node->threshold;
        node = &ensemble.nodes[static_cast<std::size_t>(left ? node->left : node->right)];
    }
    return ensemble.leafValues[static_cast<std::size_t>(node->left)];
}

std::map<std::string, std::string> parametersFor(int classes)
{
    std::map<std::string, std::string> parameters{{"tree_method", "hist"}, {"nthread", "1"},
                                                  {"max_depth", "5"},      {"seed", "3"},
                                                  {"subsample", "0.7"},    {"verbosity", "0"}};
    parameters["objective"] = classes == 0   ? "reg:squarederror"
                              : classes == 2 ? "binary:logistic"
                                             : "multi:softprob";
    if (classes > 2)
        parameters["num_class"] = std::to_string(classes);
    return parameters;
}

} // namespace

class TestXgboostTrees : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void treesAnswerAsXgboostDoes_data()
    {
        QTest::addColumn<int>("classes");
        QTest::newRow("regression") << 0;
        QTest::newRow("binary") << 2;
        QTest::newRow("four classes") << 4;
    }
    void treesAnswerAsXgboostDoes()
    {
        QFETCH(int, classes);
        const Rows train = makeRows(2000, classes, 1);
        Rows fresh = makeRows(1000, classes, 2);
        const int groups = classes > 2 ? classes : 1;
        std::vector<float> margins, freshMargins;
        for (std::size_t i = 0; i < train.labels.size() * groups; ++i)
            margins.push_back(0.125F * static_cast<float>(i % groups));
        freshMargins.assign(margins.begin(), margins.begin() + 1000 * groups);
        const XgbMatrix matrix(train.features, train.labels, {}, margins);
        const XgbMatrix other(fresh.features, {}, {}, freshMargins);
        XgbBooster booster({&matrix}, parametersFor(classes));
        for (int round = 0; round < 30; ++round)
            booster.boost(round, matrix);
        // Fewer rounds than were made: early stopping keeps the best.
        const auto ensembles = xgboostTrees(booster.save(), 20, groups);
        QCOMPARE(static_cast<int>(ensembles.size()), groups);
        const std::vector<float> expected = booster.predict(other, 20, true);
        QCOMPARE(expected.size(), fresh.labels.size() * groups);
        for (std::size_t r = 0; r < fresh.labels.size(); ++r)
            for (int g = 0; g < groups; ++g) {
                const TreeEnsemble &ensemble = ensembles[static_cast<std::size_t>(g)];
                QCOMPARE(ensemble.roots.size(), std::size_t{20});
                float sum = freshMargins[r * groups + g];
                for (const std::int32_t root : ensemble.roots)
                    sum += leafOf(ensemble, root, fresh.features.row(r));
                QCOMPARE(sum, expected[r * groups + g]);
            }
    }

    /// Floats are summed in another order: 1e-6 of a probability, 1e-5 of a number.
    void theGraphAnswersAsXgboostDoes_data() { treesAnswerAsXgboostDoes_data(); }
    void theGraphAnswersAsXgboostDoes()
    {
        QFETCH(int, classes);
        const Rows train = makeRows(2000, classes, 1), fresh = makeRows(1000, classes, 2);
        const int groups = classes > 2 ? classes : 1;
        const auto margins = [&](const Rows &rows) {
            return std::vector<float>(rows.labels.size() * groups, 0.25F);
        };
        const XgbMatrix matrix(train.features, train.labels, {}, margins(train));
        const XgbMatrix other(fresh.features, {}, {}, margins(fresh));
        XgbBooster booster({&matrix}, parametersFor(classes));
        for (int round = 0; round < 100; ++round)
            booster.boost(round, matrix);
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(6);
        std::vector<NodeId> scores;
        for (TreeEnsemble &ensemble : xgboostTrees(booster.save(), 100, groups)) {
            ensemble.base = {0.25F};
            scores.push_back(builder.add(ensemble, {input}));
        }
        NodeId output = scores.front();
        if (classes == 2)
            output = builder.add(Logistic{}, {output});
        else if (classes > 2)
            output = builder.add(Softmax{}, {builder.add(Concat{}, scores)});
        const Interpreter interpreter(
            std::make_shared<const Graph>(std::move(builder).finish(output)));
        const FloatMatrix got = interpreter.run(fresh.features);
        const std::vector<float> expected = booster.predict(other, 100, false);
        for (std::size_t r = 0; r < got.rows; ++r)
            for (int g = 0; g < groups; ++g) {
                const float value = got.at(r, static_cast<std::size_t>(classes == 2 ? 1 : g));
                const float wanted = expected[r * groups + g];
                QVERIFY(std::abs(value - wanted) <= (classes == 0 ? 1e-5F : 1e-6F));
            }
    }

    void evaluatesEveryMatrix()
    {
        const Rows train = makeRows(500, 2, 1), other = makeRows(300, 2, 2);
        const XgbMatrix a(train.features, train.labels, {}, {});
        const XgbMatrix b(other.features, other.labels, {}, {});
        XgbBooster booster({&a, &b}, parametersFor(2));
        booster.boost(0, a);
        const auto losses = booster.evaluate(0, {&a, &b});
        QCOMPARE(losses.size(), std::size_t{2});
        // logloss of the second matrix by hand
        const auto probabilities = booster.predict(b, 1, false);
        double sum = 0.0;
        for (std::size_t i = 0; i < probabilities.size(); ++i)
            sum -= std::log(other.labels[i] > 0.5F ? probabilities[i] : 1.0F - probabilities[i]);
        QVERIFY(std::abs(losses[1] - sum / 300.0) < 1e-6);
        QVERIFY(losses[0] < losses[1]);
    }

    void fitsOnSeveralThreadsAreAsFitsAlone()
    {
        const Rows train = makeRows(1500, 2, 1);
        const auto fit = [&] {
            const XgbMatrix matrix(train.features, train.labels, {}, {});
            XgbBooster booster({&matrix}, parametersFor(2));
            for (int round = 0; round < 15; ++round)
                booster.boost(round, matrix);
            return booster.predict(matrix, 15, true);
        };
        const auto alone = fit();
        std::vector<std::vector<float>> got(3);
        {
            std::vector<std::jthread> threads;
            for (auto &result : got)
                threads.emplace_back([&] { result = fit(); });
        }
        for (const auto &result : got)
            QCOMPARE(result, alone);
    }

    void damagedModelsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("noise") << QByteArray("\x01\x02\x03");
        QTest::newRow("another object") << QByteArray("{U\x01"
                                                      "aU\x07}");
    }
    void damagedModelsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const std::span data(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                             static_cast<std::size_t>(bytes.size()));
        QVERIFY_EXCEPTION_THROWN(xgboostTrees(data, 1, 1), Error);
    }

    void wrongParametersAreToldWithXgboostsReason()
    {
        const Rows train = makeRows(50, 2, 1);
        const XgbMatrix matrix(train.features, train.labels, {}, {});
        try {
            XgbBooster booster({&matrix}, {{"objective", "no such thing"}});
            booster.boost(0, matrix);
            QFAIL("no exception");
        } catch (const Error &error) {
            QVERIFY(error.detail().find("no such thing") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestXgboostTrees)
#include "tst_xgboost_trees.moc"

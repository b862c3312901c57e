// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/compress/tree_shrinker.h"
#include "core/learners/registry.h"
#include "core/model/model.h"
#include "core/model/model_body.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace leptune;

namespace {

/// A family's trees, their features, and rows to refit them to and to judge them by.
struct Case {
    Graph graph; ///< from one matrix
    std::vector<NodeId> places;
    ShrinkRows rows;
    FloatMatrix unseen;  ///< features of other rows
    FloatMatrix answers; ///< the model's on these, before
    FloatMatrix truth;   ///< what would be right on these
};

Graph fittedGraph(const harness::Data &data, const std::string &family, FloatMatrix &train,
                  FloatMatrix &unseen)
{
    FitContext context;
    context.fixedIterations = 60;
    const DataShape shape{data.target.task,          data.train.size(), 8, 1, 12,
                          data.target.classes.size()};
    const Learner &learner = learnerNamed(family);
    const auto predictor = learner.fit(data.train, {}, learner.defaults(shape).front(), context);
    const auto plan = predictor->plan();
    train = applyPlan(*plan, data.study->batch().gathered(data.train.rows()));
    unseen = applyPlan(*plan, data.study->batch().gathered(data.test.rows()));
    GraphBuilder builder(data.study->schema());
    const NodeId features = builder.addMatrixInput(plan->width());
    return std::move(builder).finish(predictor->lower(builder, features));
}

FloatMatrix run(const Graph &graph, const FloatMatrix &features)
{
    return Interpreter(std::make_shared<const Graph>(graph)).run(features);
}

FloatMatrix truthOf(const std::vector<float> &labels, int classes)
{
    FloatMatrix truth(labels.size(), static_cast<std::size_t>(std::max(1, classes)));
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (classes == 0)
            truth.at(row, 0) = labels[row];
        else
            truth.at(row, static_cast<std::size_t>(labels[row])) = 1.0F;
    return truth;
}

Case makeCase(const std::string &family, int classes)
{
    const harness::Data data = harness::mixedData(3000, classes, 11);
    Case result;
    result.graph = fittedGraph(data, family, result.rows.features, result.unseen);
    for (std::size_t i = 0; i < result.graph.nodes.size(); ++i)
        if (std::holds_alternative<TreeEnsemble>(result.graph.nodes[i].op) ||
            std::holds_alternative<SymmetricEnsemble>(result.graph.nodes[i].op))
            result.places.push_back(static_cast<NodeId>(i));
    result.rows.targets = run(result.graph, result.rows.features);
    if (family != "forest" && classes > 0)
        result.rows.loss = classes == 2 ? BoosterLoss::Logistic : BoosterLoss::Softmax;
    if (result.rows.loss == BoosterLoss::Logistic) {
        FloatMatrix second(result.rows.features.rows, 1);
        for (std::size_t row = 0; row < second.rows; ++row)
            second.at(row, 0) = result.rows.targets.at(row, 1);
        result.rows.targets = second;
    }
    result.answers = run(result.graph, result.unseen);
    result.truth = truthOf(data.test.labels(), classes);
    return result;
}

Graph shrink(const Case &from, const ShrinkOptions &options)
{
    Graph graph = from.graph;
    Op &first = graph.nodes[static_cast<std::size_t>(from.places.front())].op;
    if (auto *symmetric = std::get_if<SymmetricEnsemble>(&first)) {
        *symmetric = shrinkTrees(*symmetric, from.rows, options, {});
        return graph;
    }
    std::vector<TreeEnsemble> ensembles;
    for (const NodeId place : from.places)
        ensembles.push_back(
            std::get<TreeEnsemble>(graph.nodes[static_cast<std::size_t>(place)].op));
    ensembles = shrinkTrees(ensembles, from.rows, options, {});
    for (std::size_t i = 0; i < ensembles.size(); ++i)
        graph.nodes[static_cast<std::size_t>(from.places[i])].op = ensembles[i];
    return graph;
}

std::size_t bytesOf(const Graph &graph)
{
    return packGraph(graph).size();
}

/// Root of the mean squared difference, as a share of the answers' deviation.
double differenceOf(const FloatMatrix &a, const FloatMatrix &b)
{
    double sum = 0.0, squares = 0.0, difference = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        sum += a.values[i];
        squares += static_cast<double>(a.values[i]) * a.values[i];
        difference += std::pow(static_cast<double>(a.values[i]) - b.values[i], 2.0);
    }
    const auto count = static_cast<double>(a.values.size());
    return std::sqrt(difference / (squares - sum * sum / count));
}

/// Root of the mean squared error.
double errorOf(const FloatMatrix &answers, const FloatMatrix &truth)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < truth.values.size(); ++i)
        sum += std::pow(static_cast<double>(answers.values[i]) - truth.values[i], 2.0);
    return std::sqrt(sum / static_cast<double>(truth.values.size()));
}

TreeEnsemble stump(float threshold, float left, float right)
{
    return {1,
            {0},
            {{0, threshold, 1, 2, true}, {-1, 0.0F, 0, 0, true}, {-1, 0.0F, 1, 0, true}},
            {left, right},
            {0.0F}};
}

void add(TreeEnsemble &to, const TreeEnsemble &tree)
{
    const auto node = static_cast<std::int32_t>(to.nodes.size());
    const auto leaf = static_cast<std::int32_t>(to.leafValues.size());
    to.roots.push_back(node);
    for (TreeNode each : tree.nodes) {
        each.left += each.feature < 0 ? leaf : node;
        each.right += each.feature < 0 ? 0 : node;
        to.nodes.push_back(each);
    }
    to.leafValues.insert(to.leafValues.end(), tree.leafValues.begin(), tree.leafValues.end());
}

/// One feature that runs from 0 to 1, and what an ensemble says.
ShrinkRows rowsFor(const TreeEnsemble &ensemble, std::size_t count)
{
    ShrinkRows rows;
    rows.features = FloatMatrix(count, 1);
    for (std::size_t row = 0; row < count; ++row)
        rows.features.at(row, 0) = static_cast<float>(row) / static_cast<float>(count);
    Graph graph;
    graph.nodes = {{InputMatrix{}, {}, 1}, {ensemble, {0}, 1}};
    graph.output = 1;
    rows.targets = run(graph, rows.features);
    return rows;
}

} // namespace

class TestTreeShrinker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filesShrinkAndAnswersStayAsGood_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("smaller");
        for (const int classes : {0, 2, 4}) {
            const std::string task = std::to_string(classes);
            QTest::addRow("leafwise %s", task.c_str()) << "leafwise" << classes << 1.7;
            QTest::addRow("symmetric %s", task.c_str()) << "symmetric" << classes << 2.0;
            QTest::addRow("forest %s", task.c_str()) << "forest" << classes << 3.0;
        }
    }
    void filesShrinkAndAnswersStayAsGood()
    {
        QFETCH(QString, family);
        QFETCH(int, classes);
        QFETCH(double, smaller);
        const Case from = makeCase(family.toStdString(), classes);
        const Graph graph = shrink(from, {.bitPrice = 3e-7});
        const double ratio =
            static_cast<double>(bytesOf(from.graph)) / static_cast<double>(bytesOf(graph));
        const FloatMatrix answers = run(graph, from.unseen);
        const double error = errorOf(answers, from.truth) / errorOf(from.answers, from.truth);
        qInfo("%.2f times smaller, changed by %.3f, error times %.3f", ratio,
              differenceOf(from.answers, answers), error);
        QVERIFY(ratio > smaller);
        QVERIFY(error < 1.05);
    }

    void aHigherPriceGivesASmallerFile()
    {
        const Case from = makeCase("leafwise", 2);
        std::size_t last = bytesOf(from.graph);
        for (const double price : {1e-7, 1e-6, 1e-5, 1e-4}) {
            const std::size_t bytes = bytesOf(shrink(from, {.bitPrice = price}));
            QVERIFY(bytes < last);
            last = bytes;
        }
    }

    void nothingButTheBaseIsLeftAtAnyPrice()
    {
        const Case from = makeCase("symmetric", 0);
        const Graph graph = shrink(from, {.bitPrice = 1.0});
        const auto &trees = std::get<SymmetricEnsemble>(
            graph.nodes[static_cast<std::size_t>(from.places.front())].op);
        QVERIFY(trees.levels.empty() && trees.questions.empty() && trees.leafValues.empty());
        double mean = 0.0;
        for (const float target : from.rows.targets.values)
            mean += target;
        mean /= static_cast<double>(from.rows.targets.values.size());
        QVERIFY(std::abs(trees.base[0] - mean) < 1e-3 * std::abs(mean));
    }

    void theSameRowsGiveTheSameTrees()
    {
        const Case from = makeCase("leafwise", 4);
        QVERIFY(packGraph(shrink(from, {})) == packGraph(shrink(from, {})));
    }

    void equalTreesBecomeOne()
    {
        TreeEnsemble ensemble = stump(0.5F, -1.0F, 1.0F);
        for (int i = 0; i < 9; ++i)
            add(ensemble, stump(0.5F, -1.0F, 1.0F));
        const ShrinkRows rows = rowsFor(ensemble, 100);
        const TreeEnsemble small = shrinkTrees(ensemble, rows, {.bitPrice = 1e-7}, {});
        QCOMPARE(small.roots.size(), std::size_t{1});
        const ShrinkRows is = rowsFor(small, 100);
        for (std::size_t row = 0; row < 100; ++row)
            QVERIFY(std::abs(is.targets.at(row, 0) - rows.targets.at(row, 0)) < 0.2F);
    }

    void aThresholdMovesToOneThatOthersAskAbout()
    {
        // No row lies between 0.495 and 0.5.
        TreeEnsemble ensemble = stump(0.5F, -1.0F, 1.0F);
        TreeEnsemble two = stump(0.2F, 0.5F, 0.0F);
        two.nodes[2] = {0, 0.495F, 3, 4, true};
        two.nodes.push_back({-1, 0.0F, 1, 0, true});
        two.nodes.push_back({-1, 0.0F, 2, 0, true});
        two.leafValues = {0.5F, 0.0F, -0.7F};
        add(ensemble, two);
        const TreeEnsemble small =
            shrinkTrees(ensemble, rowsFor(ensemble, 50), {.bitPrice = 1e-7}, {});
        std::set<float> thresholds;
        for (const TreeNode &node : small.nodes)
            if (node.feature >= 0)
                thresholds.insert(node.threshold);
        QCOMPARE(thresholds.size(), std::size_t{2});
        QCOMPARE(*thresholds.begin(), 0.2F);
    }

    void whatTheOffsetSaysIsNotLearnedAgain()
    {
        const Case from = makeCase("leafwise", 0);
        RandomStream random(2);
        ShrinkRows rows = from.rows;
        rows.offset = rows.targets;
        for (std::size_t i = 0; i < rows.offset.values.size(); ++i) {
            rows.offset.values[i] = static_cast<float>(100.0 * random.normal());
            rows.targets.values[i] += rows.offset.values[i];
        }
        Graph graph = from.graph;
        auto &trees =
            std::get<TreeEnsemble>(graph.nodes[static_cast<std::size_t>(from.places.front())].op);
        trees = shrinkTrees(trees, rows, {.bitPrice = 1e-7}, {});
        QVERIFY(differenceOf(from.answers, run(graph, from.unseen)) < 0.1);
    }

    void rowsWithoutWeightDoNotMatter()
    {
        const TreeEnsemble ensemble = stump(0.5F, -1.0F, 1.0F);
        ShrinkRows rows = rowsFor(ensemble, 100);
        rows.weights.assign(100, 1.0F);
        for (std::size_t row = 0; row < 25; ++row) {
            rows.weights[row] = 0.0F;
            rows.targets.at(row, 0) = 1e4F;
        }
        const TreeEnsemble small = shrinkTrees(ensemble, rows, {.bitPrice = 1e-7}, {});
        const ShrinkRows is = rowsFor(small, 100);
        QVERIFY(std::abs(is.targets.at(30, 0) + 1.0F) < 0.1F);
        QVERIFY(std::abs(is.targets.at(90, 0) - 1.0F) < 0.1F);
    }

    void missingCellsKeepTheirSide()
    {
        TreeEnsemble ensemble = stump(0.5F, -1.0F, 1.0F);
        ensemble.nodes[0].missingLeft = false;
        ShrinkRows rows = rowsFor(ensemble, 100);
        for (std::size_t row = 0; row < 20; ++row) {
            rows.features.at(row, 0) = std::nanf("");
            rows.targets.at(row, 0) = 1.0F;
        }
        const TreeEnsemble small = shrinkTrees(ensemble, rows, {.bitPrice = 1e-7}, {});
        QVERIFY(!small.nodes.front().missingLeft);
        QCOMPARE(small.nodes.front().feature, 0);
    }

    void aStopGivesTheTreesThatStand()
    {
        const Case from = makeCase("symmetric", 2);
        const auto &trees = std::get<SymmetricEnsemble>(
            from.graph.nodes[static_cast<std::size_t>(from.places.front())].op);
        const SymmetricEnsemble same = shrinkTrees(trees, from.rows, {}, [] { return true; });
        QVERIFY(same.levels == trees.levels && same.leafValues == trees.leafValues);
        int left = 30;
        const SymmetricEnsemble part =
            shrinkTrees(trees, from.rows, {}, [&left] { return --left < 0; });
        Graph graph = from.graph;
        graph.nodes[static_cast<std::size_t>(from.places.front())].op = part;
        QVERIFY(bytesOf(graph) < bytesOf(from.graph));
        QVERIFY(differenceOf(from.answers, run(graph, from.unseen)) < 0.2);
    }

    void rowsThatDoNotFitAreRefused()
    {
        const TreeEnsemble ensemble = stump(0.5F, -1.0F, 1.0F);
        ShrinkRows rows = rowsFor(ensemble, 10);
        rows.targets = FloatMatrix(9, 1);
        QVERIFY_EXCEPTION_THROWN(shrinkTrees(ensemble, rows, {}, {}), Error);
        rows = rowsFor(ensemble, 10);
        rows.loss = BoosterLoss::Absolute;
        QVERIFY_EXCEPTION_THROWN(shrinkTrees(ensemble, rows, {}, {}), Error);
    }
};

QTEST_GUILESS_MAIN(TestTreeShrinker)
#include "tst_tree_shrinker.moc"

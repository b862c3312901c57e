// SPDX-License-Identifier: GPL-3.0-or-later
// bench_compress FAMILY CSV TARGET TASK TRAIN_ROWS MODEL [rounds=N] [NAME=VALUE]...
//                [--targets hard|soft|scores] [--prices 1e-7,1e-6] [--passes N] [--bits N] [--l2 X]
//     fits the first rows of a table (or takes the model that MODEL holds, which it writes
//     otherwise), shrinks its trees on these rows, and scores the others: a line of JSON for the
//     model as it was (price 0), and one a price. Soft targets are the model's own answers; scores
//     are what its trees say before the loss, as numbers.
#include "core/base/clock.h"
#include "core/compress/tree_shrinker.h"
#include "core/exporting/export_model.h"
#include "tests/bench/compress/table_bench.h"

#include <algorithm>

namespace {

using namespace leptune;

struct Request {
    std::string targets = "soft";
    std::vector<double> prices{1e-7, 1e-6, 1e-5};
    ShrinkOptions options;
};

std::vector<NodeId> treesOf(const Graph &graph)
{
    std::vector<NodeId> places;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (std::holds_alternative<TreeEnsemble>(graph.nodes[i].op) ||
            std::holds_alternative<SymmetricEnsemble>(graph.nodes[i].op))
            places.push_back(static_cast<NodeId>(i));
    return places;
}

FloatMatrix nodeValues(const Graph &graph, NodeId node, const RawBatch &batch)
{
    Graph part = graph;
    part.output = node;
    return Interpreter(std::make_shared<const Graph>(withoutDeadNodes(part))).run(batch);
}

bool hasHead(const Graph &graph)
{
    for (const Node &node : graph.nodes)
        if (std::holds_alternative<Logistic>(node.op) || std::holds_alternative<Softmax>(node.op))
            return true;
    return false;
}

/// Targets in the form of the trees' own outputs.
FloatMatrix targetsOf(const Bench &bench, const RawBatch &batch, bool soft, BoosterLoss loss)
{
    const std::size_t rows = batch.rows;
    FloatMatrix all;
    if (soft) {
        all = Interpreter(std::make_shared<const Graph>(bench.model->graph())).run(batch);
    } else {
        const std::vector<float> labels = bench.train.labels();
        all = FloatMatrix(rows, static_cast<std::size_t>(bench.model->graph().outputWidth()));
        for (std::size_t row = 0; row < rows; ++row) {
            if (all.columns == 1)
                all.at(row, 0) = labels[row];
            else
                all.at(row, static_cast<std::size_t>(labels[row])) = 1.0F;
        }
    }
    if (loss != BoosterLoss::Logistic)
        return all;
    FloatMatrix second(rows, 1);
    for (std::size_t row = 0; row < rows; ++row)
        second.at(row, 0) = all.at(row, 1);
    return second;
}

/// What the ensembles answer, side by side.
FloatMatrix scoresOf(const Graph &graph, const std::vector<NodeId> &trees, const RawBatch &batch)
{
    std::vector<FloatMatrix> parts;
    std::size_t columns = 0;
    for (const NodeId node : trees)
        columns += parts.emplace_back(nodeValues(graph, node, batch)).columns;
    FloatMatrix all(batch.rows, columns);
    for (std::size_t row = 0; row < all.rows; ++row) {
        float *to = all.row(row).data();
        for (const FloatMatrix &part : parts)
            to = std::ranges::copy(part.row(row), to).out;
    }
    return all;
}

ShrinkRows rowsFor(const Bench &bench, const std::vector<NodeId> &trees, const std::string &targets)
{
    const Graph &graph = bench.model->graph();
    const RawBatch batch = bench.data->batch().gathered(bench.train.rows());
    ShrinkRows rows;
    rows.features = nodeValues(
        graph, graph.nodes[static_cast<std::size_t>(trees.front())].inputs.front(), batch);
    if (targets == "scores") {
        rows.targets = scoresOf(graph, trees, batch);
        return rows;
    }
    if (hasHead(graph))
        rows.loss = graph.outputWidth() == 2 ? BoosterLoss::Logistic : BoosterLoss::Softmax;
    rows.targets = targetsOf(bench, batch, targets == "soft", rows.loss);
    return rows;
}

Graph shrunken(const Graph &graph, const std::vector<NodeId> &places, const ShrinkRows &rows,
               const ShrinkOptions &options)
{
    Graph result = graph;
    Op &first = result.nodes[static_cast<std::size_t>(places.front())].op;
    if (auto *symmetric = std::get_if<SymmetricEnsemble>(&first)) {
        *symmetric = shrinkTrees(*symmetric, rows, options, {});
        return result;
    }
    std::vector<TreeEnsemble> ensembles;
    for (const NodeId place : places)
        ensembles.push_back(
            std::get<TreeEnsemble>(graph.nodes[static_cast<std::size_t>(place)].op));
    ensembles = shrinkTrees(ensembles, rows, options, {});
    for (std::size_t i = 0; i < places.size(); ++i)
        result.nodes[static_cast<std::size_t>(places[i])].op = std::move(ensembles[i]);
    return result;
}

struct Sizes {
    std::size_t trees = 0, questions = 0;
};

Sizes sizesOf(const Graph &graph)
{
    Sizes sizes;
    for (const Node &node : graph.nodes) {
        if (const auto *trees = std::get_if<TreeEnsemble>(&node.op)) {
            sizes.trees += trees->roots.size();
            for (const TreeNode &each : trees->nodes)
                sizes.questions += each.feature >= 0;
        }
        if (const auto *trees = std::get_if<SymmetricEnsemble>(&node.op)) {
            sizes.trees += trees->levels.size();
            sizes.questions += trees->questions.size();
        }
    }
    return sizes;
}

void print(const Bench &bench, const Model &model, double price, double seconds)
{
    const Sizes sizes = sizesOf(model.graph());
    std::printf("{\"price\": %g, \"bytes\": %llu, \"onnx_bytes\": %zu, \"trees\": %zu, "
                "\"questions\": %zu, \"seconds\": %.3f",
                price, static_cast<unsigned long long>(model.sizeBytes()), onnxBytes(model).size(),
                sizes.trees, sizes.questions, seconds);
    printScores(bench, model);
}

Request requestFrom(int count, char **words, std::vector<std::string> &settings)
{
    Request request;
    for (int i = 0; i < count; ++i) {
        const std::string word = words[i];
        if (word.rfind("--", 0) != 0 || i + 1 == count) {
            settings.push_back(word);
            continue;
        }
        const std::string value = words[++i];
        if (word == "--targets")
            request.targets = value;
        else if (word == "--prices")
            request.prices = numbersOf(value);
        else if (word == "--passes")
            request.options.passes = std::stoi(value);
        else if (word == "--bits")
            request.options.leafBits = std::stoi(value);
        else if (word == "--l2")
            request.options.l2 = std::stod(value);
    }
    return request;
}

int run(int count, char **words)
{
    std::vector<std::string> settings;
    Request request = requestFrom(count - 6, words + 6, settings);
    const Bench bench = prepare(words, settings);
    print(bench, *bench.model, 0.0, 0.0);
    const std::vector<NodeId> places = treesOf(bench.model->graph());
    const ShrinkRows rows = rowsFor(bench, places, request.targets);
    for (const double price : request.prices) {
        request.options.bitPrice = price;
        const double before = threadCpuSeconds();
        Graph graph = shrunken(bench.model->graph(), places, rows, request.options);
        const double seconds = threadCpuSeconds() - before;
        print(bench, Model("shrunken", bench.data->schema(), std::move(graph)), price, seconds);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        if (argc >= 7)
            return run(argc - 1, argv + 1);
        std::fprintf(stderr, "usage: see the head of bench_compress.cpp\n");
        return 2;
    } catch (const Error &error) {
        std::fprintf(stderr, "bench_compress: %s\n", error.what());
        return 1;
    }
}

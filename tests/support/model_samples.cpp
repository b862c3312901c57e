// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model_samples.h"

#include "core/base/random.h"
#include "core/model/class_weights.h"
#include "core/model/graph_builder.h"
#include "core/model/integer_form.h"
#include "core/model/quantised_leaves.h"
#include "core/model/quantised_weights.h"
#include "tests/support/sample_parts.h"

#include <bit>
#include <cmath>
#include <stdexcept>

namespace leptune::samples {
namespace {

const char *const kActivations[] = {"relu", "elu",  "selu", "gelu",
                                    "mish", "silu", "tanh", "sigmoid"};

/// Of few different weights, most of them 0, as training leaves it that shrinks.
Dense shrunk(Dense layer)
{
    for (float &weight : layer.weights)
        weight = std::trunc(weight * 3.0F) * 0.125F + 0.0F;
    return layer;
}

/// Features of rows of another seed.
std::vector<float> trainingPoints(const std::shared_ptr<const FeaturePlan> &plan, std::size_t rows)
{
    const Schema columns = schema(TaskKind::Regression);
    return applyPlan(*plan, bindTable(columns, table(rows, 99))).values;
}

NodeId network(GraphBuilder &to, ActivationKind kind, int outputs, std::uint64_t seed)
{
    const NodeId features = to.addPlan(densePlan());
    const NodeId hidden = to.add(dense(to.width(features), 19, seed), {features});
    const NodeId active = to.add(Activation{kind}, {hidden});
    return to.add(dense(19, outputs, seed + 1), {active});
}

Scale rowScale(int width)
{
    RandomStream random(37);
    Scale scale;
    for (int i = 0; i < width; ++i) {
        scale.offset.push_back(static_cast<float>(random.normal()));
        scale.scale.push_back(static_cast<float>(random.uniform(0.5, 2.0)));
    }
    return scale;
}

KernelSum kernelSum(int outputs)
{
    RandomStream random(31);
    KernelSum op;
    op.inputs = densePlan()->width();
    op.outputs = outputs;
    op.gamma = 0.2F;
    op.supports = trainingPoints(densePlan(), 61);
    op.coefficients = randomFloats(61 * static_cast<std::size_t>(outputs), random, 20.0);
    op.bias = randomFloats(static_cast<std::size_t>(outputs), random, 0.2);
    if (outputs > 1)
        op.scale = rowScale(op.inputs);
    return op;
}

Neighbours neighbours(const std::shared_ptr<const FeaturePlan> &plan, bool weighted)
{
    RandomStream random(41);
    Neighbours op;
    op.inputs = plan->width();
    op.outputs = 3;
    op.k = 7;
    op.distanceWeighted = weighted;
    op.points = trainingPoints(plan, 150);
    if (!weighted)
        op.scale = rowScale(op.inputs);
    for (int i = 0; i < 150; ++i) {
        const std::uint64_t label = random.below(3);
        for (std::uint64_t c = 0; c < 3; ++c)
            op.values.push_back(c == label ? 1.0F : 0.0F);
    }
    return op;
}

PeriodicEmbedding periodic(int columns, std::uint64_t seed)
{
    RandomStream random(seed);
    PeriodicEmbedding op{13, 3, {}, {}, {}};
    const std::size_t count = static_cast<std::size_t>(columns) * 13;
    op.frequency = randomFloats(count, random, 0.3);
    op.phase = randomFloats(count, random, 0.5);
    op.weights = randomFloats(count * 3, random, 0.3);
    return op;
}

/// Numbers embedded periodically, a category by a table, and shares of activations.
NodeId embeddedNetwork(GraphBuilder &to, bool rounded)
{
    const NodeId features = to.addPlan(densePlan());
    const NodeId numbers = to.add(Select{{0, 6, 8}}, {features});
    PeriodicEmbedding op = periodic(3, 61);
    std::vector<float> share(19);
    for (std::size_t i = 0; i < share.size(); ++i)
        share[i] = 1.0F - 0.05F * static_cast<float>(i);
    if (rounded) {
        quantiseEmbedding(op);
        quantiseMatrix(share, 1);
    }
    const NodeId waves = to.add(op, {numbers});
    const NodeId table = to.add(dense(5, 4, 62), {to.add(Select{{1, 2, 3, 4, 5}}, {features})});
    const NodeId inputs = to.add(Concat{}, {features, waves, table});
    const NodeId hidden = to.add(dense(to.width(inputs), 19, 63), {inputs});
    const NodeId active = to.add(Activation{ActivationKind::Selu}, {hidden});
    return to.add(dense(19, 3, 64), {to.add(Blend{share}, {hidden, active})});
}

void addNetworks(std::vector<Sample> &to)
{
    for (int kind = 0; kind < 8; ++kind)
        to.push_back(shown(std::string("network ") + kActivations[kind], 3, [&](GraphBuilder &b) {
            return b.add(Softmax{}, {network(b, static_cast<ActivationKind>(kind), 3, 5)});
        }));
    to.push_back(shown("integer network", 3, [](GraphBuilder &b) {
        const NodeId features = b.addPlan(densePlan());
        const NodeId hidden =
            b.add(integerForm(dense(b.width(features), 19, 5), -4.0F, 4.0F), {features});
        const NodeId active = b.add(Activation{ActivationKind::Relu}, {hidden});
        return b.add(Softmax{}, {b.add(integerForm(dense(19, 3, 6), 0.0F, 6.0F), {active})});
    }));
    to.push_back(shown("shrunk network", 3, [](GraphBuilder &b) {
        const NodeId features = b.addPlan(densePlan());
        const NodeId hidden = b.add(shrunk(dense(b.width(features), 40, 8)), {features});
        const NodeId active = b.add(Activation{ActivationKind::Relu}, {hidden});
        return b.add(Softmax{}, {b.add(shrunk(dense(40, 3, 9)), {active})});
    }));
    for (const bool rounded : {false, true})
        to.push_back(shown(
            rounded ? "rounded embedded network" : "embedded network", 3,
            [&](GraphBuilder &b) { return b.add(Softmax{}, {embeddedNetwork(b, rounded)}); }));
    to.push_back(shown("periodic features", 24, [](GraphBuilder &b) {
        const NodeId features = b.addPlan(densePlan());
        return b.add(periodic(8, 66), {b.add(Select{{0, 6, 7, 8, 1, 10, 12, 20}}, {features})});
    }));
    to.push_back(regression("clipped network", [](GraphBuilder &b) {
        return b.add(Clip{-0.5F, 0.75F}, {network(b, ActivationKind::Relu, 1, 6)});
    }));
}

/// With parts that are empty.
SymmetricEnsemble symmetricTrees(int features, int trees, int outputs, std::uint64_t seed)
{
    RandomStream random(seed);
    SymmetricEnsemble result;
    result.outputs = outputs;
    result.base.assign(static_cast<std::size_t>(outputs), 0.25F);
    for (int tree = 0; tree < trees; ++tree) {
        result.levels.push_back(static_cast<int>(random.below(7)));
        for (int level = 0; level < result.levels.back(); ++level)
            result.questions.push_back(
                {static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(features))),
                 static_cast<float>(random.uniform(-2.0, 4.0)), random.below(2) == 0});
        for (int leaf = 0; leaf < 1 << result.levels.back(); ++leaf) {
            const bool empty = random.below(3) == 0;
            for (int o = 0; o < outputs; ++o)
                result.leafValues.push_back(empty ? 0.0F
                                                  : static_cast<float>(random.uniform(-0.2, 0.3)));
        }
    }
    quantiseLeaves(result);
    return result;
}

void addTrees(std::vector<Sample> &to)
{
    const auto trees = [](GraphBuilder &b, TreeEnsemble op) {
        return b.add(std::move(op), {b.addPlan(treePlan())});
    };
    const int width = treePlan()->width();
    to.push_back(binary("boosted trees", 0.3F, 0, [&](GraphBuilder &b) {
        return b.add(Logistic{}, {trees(b, randomTrees(width, 40, 5, 1, 11))});
    }));
    to.push_back(shown("boosted trees of classes", 3, [&](GraphBuilder &b) {
        const NodeId scores = trees(b, randomTrees(width, 30, 4, 3, 12, true));
        return b.add(Calibrate{{0.8F, 1.1F, 0.9F}, {0.1F, -0.2F, 0.0F}},
                     {b.add(Softmax{}, {scores})});
    }));
    to.push_back(shown("forest", 3, [&](GraphBuilder &b) {
        return b.add(Normalize{}, {trees(b, randomTrees(width, 25, 7, 3, 13))});
    }));
    to.push_back(shown("derived features", derivedPlan()->width(),
                       [](GraphBuilder &b) { return b.addPlan(derivedPlan()); }));
    to.push_back(regression("trees of derived features", [](GraphBuilder &b) {
        const NodeId features = b.addPlan(derivedPlan());
        return b.add(randomTrees(derivedPlan()->width(), 30, 5, 1, 15), {features});
    }));
    to.push_back(regression("tree regression", [&](GraphBuilder &b) {
        TreeEnsemble op = randomTrees(width, 20, 6, 1, 14);
        op.base = {50.0F};
        return trees(b, op);
    }));
    to.push_back(binary("quantised trees", 0.5F, 0, [&](GraphBuilder &b) {
        TreeEnsemble op = randomTrees(width, 40, 5, 1, 16);
        quantiseLeaves(op);
        return b.add(Logistic{}, {trees(b, op)});
    }));
    to.push_back(shown("symmetric trees", 3, [&](GraphBuilder &b) {
        return b.add(Softmax{}, {b.add(symmetricTrees(width, 30, 3, 17), {b.addPlan(treePlan())})});
    }));
    to.push_back(regression(
        "leaves only", [&](GraphBuilder &b) { return trees(b, randomTrees(width, 3, 0, 1, 15)); }));
}

void addInstances(std::vector<Sample> &to)
{
    to.push_back(binary("kernel machine", 0.5F, 1, [](GraphBuilder &b) {
        return b.add(Logistic{}, {b.add(kernelSum(1), {b.addPlan(densePlan())})});
    }));
    to.push_back(shown("kernel machine of classes", 3, [](GraphBuilder &b) {
        return b.add(Softmax{}, {b.add(kernelSum(3), {b.addPlan(densePlan())})});
    }));
    for (const bool weighted : {false, true}) {
        const std::string kind = weighted ? "weighted neighbours" : "neighbours";
        to.push_back(shown(kind, 3, [&](GraphBuilder &b) {
            return b.add(neighbours(densePlan(), weighted), {b.addPlan(densePlan())});
        }));
        to.push_back(shown(kind + " on a grid", 3, [&](GraphBuilder &b) {
            return b.add(neighbours(gridPlan(), weighted), {b.addPlan(gridPlan())});
        }));
    }
}

void addOthers(std::vector<Sample> &to)
{
    to.push_back(shown("dense features", densePlan()->width(),
                       [](GraphBuilder &b) { return b.addPlan(densePlan()); }));
    to.push_back(shown("tree features", treePlan()->width(),
                       [](GraphBuilder &b) { return b.addPlan(treePlan()); }));
    to.push_back(shown("selected features", 3, [](GraphBuilder &b) {
        return b.add(Select{{4, 0, 4}}, {b.addPlan(densePlan())});
    }));
    to.push_back(shown("normalized numbers", 3, [](GraphBuilder &b) {
        const NodeId features = b.addPlan(densePlan());
        return b.add(Normalize{}, {b.add(dense(b.width(features), 3, 21), {features})});
    }));
    to.push_back(shown("ensemble", 3, [](GraphBuilder &b) {
        const auto plan = treePlan();
        const NodeId forest =
            b.add(Normalize{}, {b.add(randomTrees(plan->width(), 9, 5, 3, 22), {b.addPlan(plan)})});
        const NodeId net = b.add(Softmax{}, {network(b, ActivationKind::Silu, 3, 23)});
        const NodeId near = b.add(neighbours(gridPlan(), true), {b.addPlan(gridPlan())});
        return b.add(WeightedSum{{0.5F, 0.3F, 0.2F}}, {forest, net, near});
    }));
    to.push_back(shown("constant", 2, [](GraphBuilder &b) {
        return b.add(Dense{0, 2, {}, {0.75F, 0.25F}}, {b.add(Concat{}, {})});
    }));
    Sample clash = binary("clashing names", 0.5F, 1, [](GraphBuilder &b) {
        return b.add(Logistic{},
                     {b.add(dense(1, 1, 24), {b.add(Impute{{0.0F}}, {b.addColumn(Size)})})});
    });
    Schema columns = clash.model->schema();
    columns.columns[Size].name = "label";
    columns.columns[Width].name = "n0";
    clash.model = std::make_shared<const Model>(clash.name, columns, clash.model->graph());
    to.push_back(clash);
}

/// The same where it costs more to miss some classes.
void addCosts(std::vector<Sample> &to)
{
    std::vector<Sample> weighed;
    for (const Sample &sample : to) {
        if (sample.name != "boosted trees of classes" && sample.name != "integer network")
            continue;
        auto facts = sample.model->provenance();
        const float weights[] = {0.125F, 1.0F, 1.0F / 3.0F};
        addClassWeights(facts, weights);
        const std::string name = sample.name + " with costs";
        weighed.push_back({name, std::make_shared<const Model>(name, sample.model->schema(),
                                                               sample.model->graph(), 0.5F, facts)});
    }
    to.insert(to.end(), weighed.begin(), weighed.end());
}

} // namespace

std::vector<Sample> all()
{
    std::vector<Sample> samples;
    addNetworks(samples);
    addMembers(samples);
    addPictures(samples);
    addTrees(samples);
    addInstances(samples);
    addOthers(samples);
    addCosts(samples);
    return samples;
}

std::shared_ptr<const Model> named(const std::string &name)
{
    for (const Sample &sample : all())
        if (sample.name == name)
            return sample.model;
    throw std::out_of_range(name);
}

TreeEnsemble randomTrees(int features, int trees, int depth, int outputs, std::uint64_t seed,
                         bool oneTargetEach)
{
    RandomStream random(seed);
    TreeEnsemble result;
    result.outputs = outputs;
    result.base.assign(static_cast<std::size_t>(outputs), 0.125F);
    for (int tree = 0; tree < trees; ++tree) {
        struct Open {
            std::size_t place;
            int depth;
        };
        result.roots.push_back(static_cast<std::int32_t>(result.nodes.size()));
        std::vector<Open> open{{result.nodes.size(), 0}};
        result.nodes.emplace_back();
        while (!open.empty()) {
            const Open at = open.back();
            open.pop_back();
            TreeNode node;
            if (at.depth == depth || (at.depth > 1 && random.below(8) == 0)) {
                node.left = static_cast<std::int32_t>(result.leafValues.size()) /
                            static_cast<std::int32_t>(outputs);
                for (int o = 0; o < outputs; ++o)
                    result.leafValues.push_back(
                        oneTargetEach && o != tree % outputs
                            ? 0.0F
                            : static_cast<float>(random.uniform(-0.2, 0.3)));
            } else {
                node.feature =
                    static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(features)));
                node.threshold =
                    static_cast<float>(static_cast<int>(random.uniform(-8.0, 24.0))) / 4.0F;
                node.missingLeft = random.below(2) == 0;
                node.left = static_cast<std::int32_t>(result.nodes.size());
                node.right = node.left + 1;
                open.push_back({result.nodes.size(), at.depth + 1});
                open.push_back({result.nodes.size() + 1, at.depth + 1});
                result.nodes.resize(result.nodes.size() + 2);
            }
            result.nodes[at.place] = node;
        }
    }
    return result;
}

std::vector<std::uint32_t> bits(const Prediction &prediction)
{
    std::vector<std::uint32_t> result;
    for (const float value : prediction.probabilities.values)
        result.push_back(std::bit_cast<std::uint32_t>(value));
    for (const float value : prediction.numbers)
        result.push_back(std::bit_cast<std::uint32_t>(value));
    for (const int label : prediction.labels)
        result.push_back(static_cast<std::uint32_t>(label));
    return result;
}

} // namespace leptune::samples

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network.h"

#include "core/base/error.h"
#include "core/learners/early_stopping.h"
#include "core/learners/standardizer.h"
#include "core/model/quantised_weights.h"
#include "core/neural/engine.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

using neural::Batchable;

/// Regression targets are learnt standardised; answers are kept near what was seen.
struct TargetScale {
    LabelScale unit;
    float low = 0.0F;
    float high = 0.0F;
};

TargetScale scaleOf(const std::vector<float> &labels, const std::vector<float> &weights)
{
    constexpr double kMargin = 0.05;
    TargetScale scale{LabelScale::of(labels, weights), 0.0F, 0.0F};
    const auto [low, high] = std::minmax_element(labels.begin(), labels.end());
    const double margin = kMargin * (static_cast<double>(*high) - *low);
    scale.low = static_cast<float>(*low - margin);
    scale.high = static_cast<float>(*high + margin);
    return scale;
}

/// Rows of a view in the form the engine takes; owns what it shows.
struct Part {
    FloatMatrix features;
    std::vector<float> labels, weights;

    explicit Part(const View &view)
    {
        if (view.empty())
            return;
        features = gatherRows(view.data().denseRobust().values, view.rows());
        labels = view.labels();
        weights = view.weights();
    }
    Batchable batchable() const { return {features.values, labels, weights, labels.size()}; }
};

/// Small data take many passes to learn, large ones few.
int epochsFor(std::size_t rows)
{
    const double passes = 150.0 * std::pow(1000.0 / static_cast<double>(rows + 1), 0.35);
    return static_cast<int>(std::clamp(std::lround(passes), 20L, 200L));
}

neural::Schedule scheduleNamed(const std::string &name)
{
    if (name == "constant")
        return neural::Schedule::Constant;
    if (name == "cosine")
        return neural::Schedule::Cosine;
    if (name == "one_cycle")
        return neural::Schedule::OneCycle;
    throw Error(ErrorCode::BadOption, "schedule",
                "\"" + name + "\" is not a schedule; choose constant, cosine or one_cycle");
}

struct NamedActivation {
    const char *name;
    ActivationKind kind;
};
constexpr NamedActivation kActivations[] = {
    {"relu", ActivationKind::Relu}, {"silu", ActivationKind::Silu}, {"mish", ActivationKind::Mish},
    {"selu", ActivationKind::Selu}, {"tanh", ActivationKind::Tanh}, {"elu", ActivationKind::Elu},
    {"gelu", ActivationKind::Gelu},
};

ActivationKind activationNamed(const std::string &name)
{
    std::string known;
    for (const NamedActivation &activation : kActivations) {
        if (name == activation.name)
            return activation.kind;
        known += std::string(known.empty() ? "" : ", ") + activation.name;
    }
    throw Error(ErrorCode::BadOption, "activation",
                "\"" + name + "\" is not an activation; choose one of " + known);
}

neural::NetworkShape shapeFrom(const Configuration &configuration, int inputs, int outputs)
{
    neural::NetworkShape shape;
    shape.inputs = inputs;
    shape.outputs = outputs;
    const auto layers = static_cast<std::size_t>(
        std::clamp<std::int64_t>(configuration.integer("layers", 2), 0, 20));
    shape.hidden.assign(layers, static_cast<int>(configuration.integer("width", 128)));
    shape.activation = configuration.choice("activation", "silu");
    shape.dropout = configuration.number("dropout", 0.1);
    return shape;
}

neural::TrainOptions optionsFrom(const Configuration &configuration, bool classes, std::size_t rows,
                                 const FitContext &context)
{
    neural::TrainOptions options;
    options.loss = classes ? neural::Loss::CrossEntropy : neural::Loss::Squared;
    options.schedule = scheduleNamed(configuration.choice("schedule", "one_cycle"));
    options.learningRate = configuration.number("learning_rate", 3e-3);
    options.weightDecay = configuration.number("weight_decay", 1e-2);
    options.batchSize = static_cast<int>(configuration.integer("batch_size", 128));
    options.epochs = static_cast<int>(configuration.integer("epochs", epochsFor(rows)));
    options.patience = std::max(10, options.epochs * 3 / 10);
    if (context.fixedIterations > 0) {
        options.epochs = context.fixedIterations;
        options.patience = 0;
    }
    options.gradientClip = 5.0;
    options.seed = context.seed;
    options.threads = context.threads;
    options.shouldEnd = [&context] { return context.shouldEnd(); };
    options.onEpoch = [&context, total = options.epochs](int epoch, double train,
                                                         double validation) {
        context.report({epoch, total, train, validation});
    };
    return options;
}

class Network final : public Predictor {
public:
    Network(std::shared_ptr<const FeaturePlan> plan, neural::TrainResult trained,
            ActivationKind activation, const TargetScale *scale)
        : m_plan(std::move(plan)),
          m_bestEpoch(trained.bestEpoch),
          m_cutShort(trained.cutShort),
          m_activation(activation)
    {
        for (neural::LayerWeights &layer : trained.layers)
            m_layers.push_back(
                {layer.inputs, layer.outputs, std::move(layer.weights), std::move(layer.bias)});
        if (scale)
            answerIn(*scale);
        for (Dense &layer : m_layers)
            quantiseWeights(layer);
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        NodeId node = features;
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            node = builder.add(m_layers[i], {node});
            if (i + 1 < m_layers.size())
                node = builder.add(Activation{m_activation}, {node});
        }
        return m_range ? builder.add(*m_range, {node}) : builder.add(Softmax{}, {node});
    }
    int bestIteration() const override { return m_bestEpoch; }
    bool wasCutShort() const override { return m_cutShort; }

private:
    void answerIn(const TargetScale &scale)
    {
        for (float &weight : m_layers.back().weights)
            weight = static_cast<float>(weight * scale.unit.deviation);
        for (float &bias : m_layers.back().bias)
            bias = static_cast<float>(bias * scale.unit.deviation + scale.unit.mean);
        m_range = Clip{scale.low, scale.high};
    }

    std::shared_ptr<const FeaturePlan> m_plan;
    std::vector<Dense> m_layers;
    int m_bestEpoch;
    bool m_cutShort;
    ActivationKind m_activation;
    std::optional<Clip> m_range; ///< regression only
};

class NetworkLearner final : public Learner {
public:
    std::string name() const override { return "nn"; }
    std::string title() const override { return "neural network"; }

    SearchSpace space(const DataShape &) const override
    {
        return SearchSpace({
            Parameter::real("learning_rate", 1e-4, 3e-2, true),
            Parameter::integer("batch_size", 32, 512, true),
            Parameter::integer("layers", 1, 3),
            Parameter::integer("width", 16, 256, true),
            Parameter::real("dropout", 0.0, 0.5),
            Parameter::real("weight_decay", 1e-6, 1e-1, true),
            Parameter::categorical("activation", {"relu", "silu", "mish", "selu", "tanh"}),
            Parameter::categorical("schedule", {"one_cycle", "cosine", "constant"}),
        });
    }

    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const int batch = shape.rows < 3000    ? 32
                          : shape.rows < 12000 ? 64
                          : shape.rows < 40000 ? 128
                                               : 256;
        return {make(3e-3, batch, 2, 96, 0.1, 1e-2, "silu", "one_cycle"),
                make(1.5e-3, batch, 3, 192, 0.2, 2e-2, "mish", "cosine"),
                make(8e-3, batch, 1, 64, 0.05, 1e-3, "relu", "one_cycle")};
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const double rows = static_cast<double>(std::max<std::size_t>(1, shape.rows));
        const double inputs = static_cast<double>(shape.denseFeatures);
        const double outputs = shape.classes > 0 ? static_cast<double>(shape.classes) : 1.0;
        const double layers = static_cast<double>(configuration.integer("layers", 2));
        const double width = static_cast<double>(configuration.integer("width", 128));
        const double batch = static_cast<double>(configuration.integer("batch_size", 128));
        const double epochs =
            static_cast<double>(configuration.integer("epochs", epochsFor(shape.rows)));
        const double weights =
            width * (inputs + outputs) + std::max(0.0, layers - 1.0) * width * width;
        // Measured with LibTorch 1.13, one thread: forward and backward at some 60 GFLOP/s, and
        // what a step costs on top, however small the network.
        const double perStep = 3e5 + 1.2e5 * layers;
        const double steps = std::ceil(rows / batch);
        return {0.65 * epochs * (rows * weights * 0.35 + steps * perStep),
                rows * (inputs * 4.0 + 16.0) + weights * 24.0};
    }

    std::string whyNot(const DataShape &shape) const override
    {
        if (!neural::moduleIsThere())
            return "the module for neural networks is not installed";
        return shape.denseFeatures > 50000 ? "more than 50,000 features" : "";
    }

    std::unique_ptr<Predictor> fit(const View &allTrain, const View &givenValidation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd())
            return nullptr;
        const FitParts parts = partsForEarlyStopping(allTrain, givenValidation, context);
        const Target &target = parts.train.target();
        const bool classes = target.isClassification();
        Part train(parts.train), validation(parts.validation);
        if (train.features.columns == 0)
            throw Error(ErrorCode::TooLittleData, "nn",
                        "no column holds anything to learn from; all are constant or empty");
        const TargetScale scale = classes ? TargetScale{} : scaleOf(train.labels, train.weights);
        if (!classes) {
            train.labels = scale.unit.apply(train.labels);
            validation.labels = scale.unit.apply(validation.labels);
        }
        const auto shape =
            shapeFrom(configuration, static_cast<int>(train.features.columns), target.outputs());
        const ActivationKind activation = activationNamed(shape.activation);
        const auto options = optionsFrom(configuration, classes, parts.train.size(), context);
        neural::TrainResult result =
            neural::engine().train(shape, train.batchable(), validation.batchable(), options);
        if (!result.failure.empty())
            throw Error(result.failure.starts_with("there was not enough memory")
                            ? ErrorCode::OutOfMemory
                            : ErrorCode::BadInput,
                        "nn", result.failure);
        if (result.layers.empty())
            return nullptr;
        return std::make_unique<Network>(parts.train.data().denseRobust().plan, std::move(result),
                                         activation, classes ? nullptr : &scale);
    }

private:
    static Configuration make(double rate, int batch, int layers, int width, double dropout,
                              double decay, const char *activation, const char *schedule)
    {
        Configuration configuration;
        configuration.set("learning_rate", rate);
        configuration.set("batch_size", std::int64_t{batch});
        configuration.set("layers", std::int64_t{layers});
        configuration.set("width", std::int64_t{width});
        configuration.set("dropout", dropout);
        configuration.set("weight_decay", decay);
        configuration.set("activation", std::string(activation));
        configuration.set("schedule", std::string(schedule));
        return configuration;
    }
};

} // namespace

const Learner &networkLearner()
{
    static const NetworkLearner learner;
    return learner;
}

} // namespace leptune

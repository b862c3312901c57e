// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_fit.h"

#include "core/base/error.h"
#include "core/learners/early_stopping.h"
#include "core/learners/network_device.h"
#include "core/learners/network_graph.h"
#include "core/learners/network_limits.h"
#include "core/learners/network_watch.h"
#include "core/learners/own_teacher.h"
#include "core/learners/standardizer.h"
#include "core/preprocess/feature_groups.h"

#include <algorithm>
#include <variant>

namespace leptune {

namespace {

using neural::Batchable;

/// In the loss, where a configuration does not say.
constexpr double kTeachersShare = 0.9;

/// Regression targets are learnt standardised; answers are kept near what was seen.
struct TargetScale {
    LabelScale unit;
    float low = 0.0F;
    float high = 0.0F;

    float answer(float output) const
    {
        return std::clamp(static_cast<float>(output * unit.deviation + unit.mean), low, high);
    }
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
    std::vector<float> labels, weights, soft; ///< soft: a teacher's answers

    Part(const View &view, const FeatureSet &of)
    {
        if (view.empty())
            return;
        features = gatherRows(of.values, view.rows());
        labels = view.labels();
        weights = view.weights();
    }
    Batchable batchable() const { return {features.values, labels, weights, labels.size(), soft}; }
};

std::vector<float> answersOf(const FloatMatrix &teacher, const View &view)
{
    const auto outputs = static_cast<std::size_t>(view.target().outputs());
    if (teacher.rows != view.data().rows() || teacher.columns != outputs)
        throw Error(ErrorCode::BadInput, "teacher",
                    "answers " + std::to_string(teacher.rows) + " x " +
                        std::to_string(teacher.columns) + " are not those for " +
                        std::to_string(view.data().rows()) + " rows with " +
                        std::to_string(outputs) + " outputs; let it predict the study's rows");
    return gatherRows(teacher, view.rows()).values;
}

/// Some rows of many, evenly spread: enough to know the ranges that layers meet.
FloatMatrix someRows(const FloatMatrix &rows)
{
    constexpr std::size_t kMost = 1000;
    const std::size_t count = std::min(kMost, rows.rows);
    Rows places;
    for (std::size_t i = 0; i < count; ++i)
        places.push_back(static_cast<std::uint32_t>(i * rows.rows / count));
    return gatherRows(rows, places);
}

class Network final : public Predictor {
public:
    /// `scale`: of a regression's target. `meets`: where it is to answer in whole numbers and was
    /// not trained for them, features that show what its layers meet.
    Network(std::shared_ptr<const FeaturePlan> plan, const neural::TrainResult &trained,
            const TargetScale *scale, const FloatMatrix *meets, const FitContext &context)
        : m_plan(std::move(plan)),
          m_graph(networkGraph(trained)),
          m_bestEpoch(trained.bestOfSchedule),
          m_cutShort(trained.cutShort)
    {
        if (!trained.codes.empty()) {
            if (scale)
                m_head = headOf(*scale);
            return;
        }
        const bool isRounded = trained.weightBits > 0;
        if (isRounded)
            tidyRounded(m_graph);
        if (meets) {
            m_graph = inWholeNumbers(std::move(m_graph), *meets,
                                     [&context] { return context.shouldEnd(); });
            if (scale)
                m_head = headOf(*scale);
            return;
        }
        if (scale)
            answerIn(*scale);
        if (!isRounded)
            quantiseLayers(m_graph);
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        const NodeId last = append(builder, features, m_graph);
        return std::visit([&](const auto &head) { return builder.add(head, {last}); }, m_head);
    }
    int bestIteration() const override { return m_bestEpoch; }
    bool wasCutShort() const override { return m_cutShort; }

private:
    /// Of a last layer in whole numbers: the mean of a target would drown its weights there.
    static Scale headOf(const TargetScale &scale)
    {
        return {{static_cast<float>(-scale.unit.mean / scale.unit.deviation)},
                {static_cast<float>(scale.unit.deviation)},
                scale.low,
                scale.high};
    }
    void answerIn(const TargetScale &scale)
    {
        Dense &last = std::get<Dense>(m_graph.nodes[static_cast<std::size_t>(m_graph.output)].op);
        for (float &weight : last.weights)
            weight = static_cast<float>(weight * scale.unit.deviation);
        for (float &bias : last.bias)
            bias = static_cast<float>(bias * scale.unit.deviation + scale.unit.mean);
        m_head = Clip{scale.low, scale.high};
    }

    std::shared_ptr<const FeaturePlan> m_plan;
    Graph m_graph; ///< from an InputMatrix to the last layer
    std::variant<Softmax, Clip, Scale> m_head;
    int m_bestEpoch;
    bool m_cutShort;
};

/// As the recipe wishes, by what the features are.
void embedInputs(NetworkRecipe &recipe, const FeaturePlan &plan)
{
    neural::InputEmbedding &embedding = recipe.shape.embedding;
    for (const FeatureGroup &group : featureGroups(plan)) {
        if (group.kind == FeatureKind::Number && recipe.embedsNumbers)
            for (int i = 0; i < group.count; ++i)
                embedding.periodic.push_back(group.first + i);
        if (group.kind == FeatureKind::OneHot && recipe.embedsCategories &&
            group.count > kMostOneHot)
            embedding.categories.push_back({group.first, group.count});
    }
}

void complete(NetworkRecipe &recipe, bool classes, std::size_t inputs, int outputs,
              int fixedIterations, const FitContext &context)
{
    recipe.shape.inputs = static_cast<int>(inputs);
    recipe.shape.outputs = outputs;
    neural::TrainOptions &options = recipe.options;
    options.loss = classes ? neural::Loss::CrossEntropy : neural::Loss::Squared;
    if (fixedIterations > 0) {
        // The schedule of the fit that found their number: half of it is no other one.
        options.lastEpoch = fixedIterations;
        options.patience = 0;
    }
    options.seed = context.seed;
    options.threads = context.threads;
}

} // namespace

Configuration configurationOf(const NetworkSettings &settings)
{
    Configuration configuration;
    configuration.set("learning_rate", settings.rate);
    configuration.set("batch_size", std::int64_t{settings.batch});
    configuration.set("layers", std::int64_t{settings.layers});
    configuration.set("width", std::int64_t{settings.width});
    configuration.set("dropout", settings.dropout);
    configuration.set("weight_decay", settings.decay);
    configuration.set("activation", std::string(settings.activation));
    configuration.set("members", std::int64_t{settings.members});
    return configuration;
}

bool chosen(const Configuration &configuration, const char *name, const char *usual,
            const char *other)
{
    const std::string choice = configuration.choice(name, usual);
    if (choice != usual && choice != other)
        throw Error(ErrorCode::BadOption, name,
                    "\"" + choice + "\" is no choice; take " + usual + " or " + other);
    return choice == other;
}

NetworkRecipe recipeFrom(const Configuration &configuration, const Configuration &usual)
{
    const auto number = [&](const char *name) {
        return configuration.number(name, usual.number(name, 0.0));
    };
    const auto integer = [&](const char *name) {
        return configuration.integer(name, usual.integer(name, 1));
    };
    NetworkRecipe recipe;
    const auto layers =
        static_cast<std::size_t>(std::clamp<std::int64_t>(integer("layers"), 0, 20));
    recipe.shape.hidden.assign(layers, static_cast<int>(integer("width")));
    recipe.shape.activation =
        configuration.choice("activation", usual.choice("activation", "relu"));
    recipe.shape.dropout = number("dropout");
    recipe.shape.members = static_cast<int>(integer("members"));
    recipe.options.learningRate = number("learning_rate");
    recipe.options.weightDecay = number("weight_decay");
    recipe.options.batchSize = static_cast<int>(integer("batch_size"));
    recipe.options.epochs = static_cast<int>(integer("epochs"));
    recipe.options.compression = compressionFrom(configuration);
    recipe.inWholeNumbers = chosen(configuration, "arithmetic", "float", "int8");
    recipe.shape.isResidual = chosen(configuration, "shortcuts", "off", "on");
    recipe.options.labelSmoothing = configuration.number("label_smoothing", 0.0);
    recipe.options.mixup = configuration.number("mixup", 0.0);
    recipe.options.averageDecay = configuration.number("ema", 0.0);
    recipe.options.distillation = configuration.number("distillation", kTeachersShare);
    return recipe;
}

Parameter shortcutsParameter()
{
    return Parameter::categorical("shortcuts", {"off", "on"});
}

std::vector<Parameter> NetworkFamily::furtherParameters() const
{
    return {Parameter::real("label_smoothing", 0.0, 0.3), Parameter::real("mixup", 0.0, 1.0),
            Parameter::real("ema", 0.0, 0.999)};
}

std::unique_ptr<Predictor> NetworkFamily::fit(const View &allTrain, const View &givenValidation,
                                              const Configuration &configuration,
                                              const FitContext &context) const
{
    DataShape shape;
    shape.rows = allTrain.size();
    shape.picture = pictureOnly(allTrain.data().schema());
    NetworkRecipe wanted = recipe(configuration, shape);
    // How far a network shrinks under a tolerance shows on validation rows only: a refit needs some
    // of its own, and all of the recipe's epochs.
    const int fixedIterations =
        wanted.options.compression.any() && wanted.options.compression.tolerance > 0.0
            ? 0
            : context.fixedIterations;
    activationNamed(wanted.shape.activation); // refused before any time is spent
    if (context.shouldEnd())
        return nullptr;
    FitContext forParts;
    forParts.seed = context.seed;
    forParts.fixedIterations = fixedIterations;
    const FitParts parts = partsForEarlyStopping(allTrain, givenValidation, forParts);
    if (const auto teacher = teacherOf(configuration); teacher && !context.teacher)
        return fitTaught(parts.train, *teacher, configuration, context,
                         [&](const Configuration &chosen, const FitContext &part) {
                             return fit(parts.train, parts.validation, chosen, part);
                         });
    const Target &target = parts.train.target();
    const bool classes = target.isClassification();
    const FeatureSet &features = inputs(parts.train.data());
    Part train(parts.train, features), validation(parts.validation, features);
    if (train.features.columns == 0)
        throw Error(ErrorCode::TooLittleData, name(),
                    "no column holds anything to learn from; all are constant or empty");
    if (context.teacher)
        train.soft = answersOf(*context.teacher, parts.train);
    else
        wanted.options.distillation = 0.0;
    const TargetScale scale = classes ? TargetScale{} : scaleOf(train.labels, train.weights);
    if (!classes) {
        train.labels = scale.unit.apply(train.labels);
        validation.labels = scale.unit.apply(validation.labels);
        train.soft = scale.unit.apply(train.soft);
    }
    complete(wanted, classes, train.features.columns, target.outputs(), fixedIterations, context);
    embedInputs(wanted, *features.plan);
    wanted.options.device = trainingDevice(context.device, wanted.shape, wanted.options.batchSize);
    if (wanted.inWholeNumbers &&
        neural::whyNoCodes(wanted.shape, wanted.options.compression).empty())
        wanted.options.compression.activationBits = 8;
    const auto toNumber = [&scale](std::span<float> row) { row[0] = scale.answer(row[0]); };
    NetworkWatch watch(context, target.outputs(), !givenValidation.empty(),
                       classes ? NetworkWatch::ToAnswer(toProbabilities) : toNumber);
    watch.attach(wanted.options);
    neural::TrainResult result = neural::engine().train(wanted.shape, train.batchable(),
                                                        validation.batchable(), wanted.options);
    if (!result.failure.empty())
        throw Error(result.failure.starts_with("there was not enough memory")
                        ? ErrorCode::OutOfMemory
                        : ErrorCode::BadInput,
                    name(), result.failure);
    if (result.layers.empty())
        return nullptr;
    FloatMatrix meets;
    if (wanted.inWholeNumbers && result.codes.empty())
        meets = someRows(train.features);
    return std::make_unique<Network>(features.plan, result, classes ? nullptr : &scale,
                                     meets.rows > 0 ? &meets : nullptr, context);
}

std::string NetworkFamily::whyNot(const DataShape &shape) const
{
    if (!neural::moduleIsThere())
        return "the module for neural networks is not installed";
    return shape.denseFeatures > 50000 ? "more than 50,000 features" : "";
}

} // namespace leptune

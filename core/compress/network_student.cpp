// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/network_student.h"

#include "core/base/random.h"
#include "core/compress/model_makeup.h"
#include "core/compress/teacher_time.h"
#include "core/learners/early_stopping.h"
#include "core/learners/goal_fit.h"
#include "core/learners/own_teacher.h"
#include "core/model/interpreter.h"
#include "core/tuning/study_shape.h"

#include <algorithm>
#include <mutex>

namespace leptune {

namespace {

constexpr std::size_t kNetworkRows = 20'000, kFewestNetworkRows = 50;
constexpr std::size_t kMostInputs = 10'000'000; // of all rows together
constexpr std::size_t kMostFeatures = 10'000;
constexpr std::size_t kMostAnswers = 5'000'000; // of all rows, taught or not, a part (20 MB)
constexpr std::size_t kUsualWidth = 64, kMostWidth = 128, kMostLayers = 3;
constexpr double kLearningRate = 0.016; // answers without noise bear five times the usual steps,
constexpr double kUsualVisits = 2.4e6;  // and many passes: of all rows together
constexpr std::int64_t kFewestEpochs = 30, kMostEpochs = 500;
constexpr double kHeldOut = 1.0 / 8.0;
constexpr double kUsualTruth = 0.1;
constexpr double kTeacherSeconds = 1.5; // for the answers to the rows of a part

/// Weights of a usual one.
std::uint64_t usualWeights(const DataShape &shape)
{
    const std::size_t outputs = std::max<std::size_t>(1, shape.classes);
    return kUsualWidth * (shape.denseFeatures + kUsualWidth + outputs);
}

/// Layers alone, and no more of them than a student usually has.
bool isSmallNetwork(const Graph &graph, std::uint64_t weights)
{
    const ModelMakeup makeup = makeupOf(graph);
    std::uint64_t own = 0;
    for (const LayerMakeup &layer : makeup.layers)
        own += layer.weights;
    return makeup.trees == 0 && makeup.points == 0 && own <= weights;
}

/// That it learns from, at most.
std::size_t rowsFor(const DataShape &shape)
{
    return std::min(kNetworkRows, kMostInputs / std::max<std::size_t>(1, shape.denseFeatures));
}

class NetworkStudent final : public CompressionMethod {
public:
    NetworkStudent(const CompressionSubject &subject, const DataShape &shape, const Learner &family,
                   std::uint64_t seed)
        : m_subject(subject),
          m_family(family),
          m_usual(family.defaults(shape).front()),
          m_mostRows(rowsFor(shape)),
          m_seed(seed),
          m_taught(subject.partCount())
    {
    }

    std::string name() const override { return "network_student"; }
    Pace pace() const override { return Pace::Usual; }

    SearchSpace space() const override
    {
        constexpr double kMostTruth = 0.5;
        return SearchSpace({Parameter::integer("layers", 1, kMostLayers),
                            Parameter::integer("width", 8, kMostWidth, true),
                            Parameter::integer("epochs", kFewestEpochs, kMostEpochs, true),
                            Parameter::real("sparsity", 0.0, 0.9),
                            Parameter::integer("weight_bits", 2, 8),
                            Parameter::real("truth", 0.0, learnsTargets() ? kMostTruth : 0.0)});
    }

    std::vector<Configuration> ladder() const override
    {
        struct Step {
            std::int64_t layers, width, bits;
            double sparsity;
        };
        std::vector<Configuration> list;
        for (const Step &step : {Step{3, 64, 8, 0.0}, // the nearest to most teachers
                                 {1, 32, 8, 0.0},
                                 {2, 32, 4, 0.6},
                                 {2, 128, 8, 0.0},
                                 {1, 16, 4, 0.0}}) {
            Configuration &made = list.emplace_back();
            made.set("layers", step.layers);
            made.set("width", step.width);
            made.set("epochs", usualEpochs());
            made.set("sparsity", step.sparsity);
            made.set("weight_bits", step.bits);
            made.set("truth", learnsTargets() ? kUsualTruth : 0.0);
        }
        return list;
    }

    std::optional<Graph> apply(const CompressionPart &part, const Configuration &configuration,
                               const std::function<bool()> &shouldEnd) const override
    {
        if (shouldEnd())
            return std::nullopt;
        const Taught &taught = taughtFor(part);
        std::stop_source stop;
        FitContext context;
        context.seed = seedOf(part);
        context.device = "cpu"; // too small for a GPU
        context.goal = m_subject.plan->goal;
        context.teacher = taught.answers;
        context.stop = stop.get_token();
        context.progress = [&](const FitProgress &) {
            if (shouldEnd())
                stop.request_stop();
        };
        const auto predictor = fitTowards(m_family, taught.parts.train, taught.parts.validation,
                                          settingsFor(configuration), context);
        if (!predictor || predictor->wasCutShort())
            return std::nullopt;
        GraphBuilder builder(part.rows.data().schema());
        const NodeId features = builder.addPlan(predictor->plan());
        return std::move(builder).finish(predictor->lower(builder, features));
    }

private:
    /// The rows of a part as it learns them.
    struct Taught {
        std::once_flag once;
        FitParts parts;
        std::shared_ptr<const FloatMatrix> answers; ///< [rows of the study, outputs]
    };

    /// Targets would draw a teacher's medians to means.
    bool learnsTargets() const { return !m_subject.plan->goal.isMedian(); }
    std::uint64_t seedOf(const CompressionPart &part) const
    {
        return mixSeeds(m_seed, static_cast<std::uint64_t>(part.number));
    }

    std::int64_t usualEpochs() const
    {
        const std::size_t rows = std::min(m_mostRows, m_subject.plan->data->rows());
        return std::clamp(static_cast<std::int64_t>(kUsualVisits / static_cast<double>(rows)),
                          kFewestEpochs, kMostEpochs);
    }
    Configuration settingsFor(const Configuration &configuration) const
    {
        Configuration settings = m_usual;
        for (const char *name : {"layers", "width", "weight_bits"})
            settings.set(name, configuration.integer(name, m_usual.integer(name, 8)));
        settings.set("epochs", configuration.integer("epochs", usualEpochs()));
        settings.set("learning_rate", kLearningRate);
        settings.set("sparsity", configuration.number("sparsity", 0.0));
        settings.set("distillation", 1.0 - configuration.number("truth", kUsualTruth));
        settings.set("dropout", 0.0); // a teacher's answers hold little noise to learn
        settings.set("members", std::int64_t{1});
        return settings;
    }

    /// Made once a part, whatever is then learned from it.
    const Taught &taughtFor(const CompressionPart &part) const
    {
        Taught &taught = m_taught[static_cast<std::size_t>(part.number)];
        std::call_once(taught.once, [&] {
            const View rows = affordable(part);
            taught.answers = answersFor(part.graph, rows);
            taught.parts = rows.size() < kFewestNetworkRows ? FitParts{rows, {}}
                                                            : heldOut(rows, kHeldOut, seedOf(part));
        });
        return taught;
    }
    View affordable(const CompressionPart &part) const
    {
        const std::size_t most =
            std::min(rowsAnswered(m_subject, part, kTeacherSeconds), m_mostRows);
        const double share = static_cast<double>(most) /
                             static_cast<double>(std::max<std::size_t>(1, part.rows.size()));
        return share < 1.0 ? heldOut(part.rows, share, mixSeeds(seedOf(part), 1)).validation
                           : part.rows;
    }
    static std::shared_ptr<const FloatMatrix> answersFor(const Graph &teacher, const View &rows)
    {
        const RawBatch batch = rows.data().batch().gathered(rows.rows());
        return answersAmongAll(Interpreter(std::make_shared<const Graph>(teacher)).run(batch),
                               rows);
    }

    const CompressionSubject &m_subject;
    const Learner &m_family;
    Configuration m_usual;
    std::size_t m_mostRows;
    std::uint64_t m_seed;
    mutable std::vector<Taught> m_taught;
};

} // namespace

std::unique_ptr<CompressionMethod> makeNetworkStudent(const CompressionSubject &subject,
                                                      std::uint64_t seed, const Learner &family)
{
    const TrialPlan &plan = *subject.plan;
    if (!plan.goal.directions.empty() || pictureOnly(plan.data->schema()).bytes() > 0)
        return nullptr;
    DataShape shape = shapeOfPlan(plan);
    shape.wantsSmall = shape.wantsFast = false; // its own settings say how small
    if (!family.whyNot(shape).empty() || shape.denseFeatures > kMostFeatures ||
        plan.data->rows() * std::max<std::size_t>(1, shape.classes) > kMostAnswers ||
        isSmallNetwork(subject.study.graph, usualWeights(shape)))
        return nullptr;
    return std::make_unique<NetworkStudent>(subject, shape, family, seed);
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/student.h"

#include "core/base/random.h"
#include "core/compress/soft_rows.h"
#include "core/compress/tree_shrinker.h"
#include "core/compress/used_features.h"
#include "core/learners/booster/symmetric_ensemble.h"
#include "core/model/interpreter.h"
#include "core/model/quantised_leaves.h"
#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <mutex>

namespace leptune {

namespace {

constexpr std::size_t kMostClasses = 100;
constexpr std::size_t kMostRealRows = 40'000;
constexpr std::size_t kMostRows = 32'000; // made-up ones only where there are fewer
constexpr std::size_t kMadeARow = 8;
constexpr std::size_t kMostShrinkRows = 6'000; // shrinking takes longer than boosting
constexpr double kTeacherMicroseconds = 3e6;   // for the answers to the rows of a part
constexpr double kStep = 2.0; // of the booster's own: a teacher's answers hold no noise to learn
constexpr double kMostLearningRate = 0.3;

/// Rows that the teacher is asked about, a part.
struct RowCounts {
    std::size_t real = 0, made = 0;
};

RowCounts countsFor(std::size_t rows, TaskKind task, double microsecondsARow)
{
    const auto affordable =
        static_cast<std::size_t>(kTeacherMicroseconds / std::max(1.0, microsecondsARow));
    const std::size_t real = std::min({rows, kMostRealRows, affordable});
    // A row of many classes is several to a booster, and each of its trees learns them all.
    const std::size_t most = task == TaskKind::MultiClass ? kMostRows / 2 : kMostRows;
    const std::size_t all = std::min(most, affordable);
    return {real, std::min(kMadeARow * real, all > real ? all - real : 0)};
}

BoosterOptions optionsFrom(const Configuration &configuration, const Target &target,
                           std::size_t rows, std::uint64_t seed)
{
    BoosterOptions options;
    options.loss = lossOf(target.task, FitObjective::Mean);
    options.classes = static_cast<int>(target.classes.size());
    options.rounds = static_cast<int>(configuration.integer("rounds", 100));
    options.depth = static_cast<int>(configuration.integer("depth", 6));
    options.learningRate =
        std::min(kMostLearningRate, configuration.number("step", kStep) *
                                        automaticLearningRate(options.loss, rows, options.rounds));
    options.l2 = 1.0;
    options.randomStrength = configuration.number("random_strength", 0.0);
    options.seed = seed;
    return options;
}

NodeId addHead(GraphBuilder &builder, NodeId scores, BoosterLoss loss)
{
    if (loss == BoosterLoss::Squared)
        return scores;
    return loss == BoosterLoss::Logistic ? builder.add(Logistic{}, {scores})
                                         : builder.add(Softmax{}, {scores});
}

/// What the trees answer, as the shrinker takes it: of two classes the second one's share.
FloatMatrix answersOf(const SymmetricEnsemble &trees, const FloatMatrix &features, BoosterLoss loss)
{
    const Schema none;
    GraphBuilder builder(none);
    const NodeId input = builder.addMatrixInput(static_cast<int>(features.columns));
    NodeId answer = addHead(builder, builder.add(trees, {input}), loss);
    if (loss == BoosterLoss::Logistic)
        answer = builder.add(Select{{1}}, {answer});
    return Interpreter(std::make_shared<const Graph>(std::move(builder).finish(answer)))
        .run(features);
}

/// The trees made smaller, to answer as they do: what they were taught is noisier than they are.
SymmetricEnsemble shrunken(const SymmetricEnsemble &trees, const SoftRows &rows, double bitPrice,
                           BoosterLoss loss, const std::function<bool()> &shouldEnd)
{
    const std::size_t step = (rows.rows() + kMostShrinkRows - 1) / kMostShrinkRows;
    Rows kept; // of the real and the made-up ones alike
    for (std::size_t row = 0; row < rows.rows(); row += step)
        kept.push_back(static_cast<std::uint32_t>(row));
    ShrinkRows learned;
    learned.loss = loss;
    learned.features = gatherRows(rows.features, kept);
    learned.targets = answersOf(trees, learned.features, loss);
    ShrinkOptions options;
    options.bitPrice = bitPrice;
    return shrinkTrees(trees, learned, options, shouldEnd);
}

class Student final : public CompressionMethod {
public:
    Student(const CompressionSubject &subject, std::uint64_t seed)
        : m_subject(subject), m_seed(seed), m_made(subject.partCount())
    {
    }

    std::string name() const override { return "student"; }
    Pace pace() const override { return Pace::Usual; }

    SearchSpace space() const override
    {
        return SearchSpace(
            {Parameter::integer("rounds", 10, 1000, true), Parameter::integer("depth", 3, 8),
             Parameter::real("step", 0.5, 5.0, true), Parameter::real("truth", 0.0, mostTruth()),
             Parameter::real("made", 0.0, 0.9), Parameter::real("random_strength", 0.0, 2.0),
             Parameter::categorical("shrunk", {"no", "yes"}),
             Parameter::real("bit_price", 1e-9, 1e-5, true).onlyWhen("shrunk", {"yes"})});
    }

    std::vector<Configuration> ladder() const override
    {
        std::vector<Configuration> list;
        for (const Step &step : {Step{100, 6}, // something soon, also on a busy machine
                                 {400, 6},
                                 {1000, 8}, // the nearest to most teachers
                                 {40, 5},
                                 {400, 6, 0.6},
                                 {60, 6, 0.0, 1e-7},
                                 {80, 4},
                                 {1000, 8, 0.6},
                                 {20, 4},
                                 {10, 3}}) {
            Configuration configuration;
            configuration.set("rounds", std::int64_t{step.rounds});
            configuration.set("depth", std::int64_t{step.depth});
            configuration.set("step", kStep);
            configuration.set("truth", std::min(step.truth, mostTruth()));
            configuration.set("made", 0.5);
            configuration.set("random_strength", 0.5);
            configuration.set("shrunk", std::string(step.price > 0.0 ? "yes" : "no"));
            if (step.price > 0.0)
                configuration.set("bit_price", step.price);
            list.push_back(std::move(configuration));
        }
        return list;
    }

    std::optional<Graph> apply(const CompressionPart &part, const Configuration &configuration,
                               const std::function<bool()> &shouldEnd) const override
    {
        const SoftRows &rows = rowsOf(part);
        const Target &target = m_subject.setup.target;
        const Mixing mixing{configuration.number("truth", 0.0), configuration.number("made", 0.5)};
        StudentLabels labels = studentLabels(rows, target, mixing);
        normaliseWeights(labels.labels);
        const BinColumns columns = gatherColumns(rows.bins, labels.source);
        const BoosterOptions boosting =
            optionsFrom(configuration, target, labels.source.size(), seedOf(part));
        BoosterState state;
        state.start = std::move(labels.start);
        state =
            boost(boosting, {&columns, &labels.labels}, nullptr, std::move(state), {shouldEnd, {}});
        if (state.cutShort)
            return std::nullopt;
        SymmetricEnsemble trees = toSymmetric(symmetricEnsemble(
            state, rows.bins.cuts, boosting.outputs(), labels.unit.offset, labels.unit.scale));
        if (configuration.choice("shrunk", "no") == "yes")
            trees = shrunken(trees, rows, configuration.number("bit_price", 1e-7), boosting.loss,
                             shouldEnd);
        else
            quantiseLeaves(trees);
        return graphOf(std::move(trees), *rows.plan, part.rows.data().schema());
    }

private:
    /// Targets would draw a teacher's medians to means.
    double mostTruth() const { return m_subject.plan->goal.isMedian() ? 0.0 : 1.0; }

    /// Of the ladder.
    struct Step {
        int rounds, depth;
        double truth = 0.0;
        double price = 0.0; ///< of a bit, where it is shrunk
    };

    struct Made {
        std::once_flag once;
        SoftRows rows;
    };

    std::uint64_t seedOf(const CompressionPart &part) const
    {
        return mixSeeds(m_seed, static_cast<std::uint64_t>(part.number));
    }

    /// Made once a part, whatever is then learned from them.
    const SoftRows &rowsOf(const CompressionPart &part) const
    {
        Made &made = m_made[static_cast<std::size_t>(part.number)];
        std::call_once(made.once, [&] {
            const RowCounts counts = countsFor(part.rows.size(), m_subject.setup.target.task,
                                               m_subject.original.latencyMicroseconds);
            made.rows = softRowsOf(part, counts.real, counts.made, seedOf(part));
        });
        return made.rows;
    }

    Graph graphOf(SymmetricEnsemble trees, const FeaturePlan &plan, const Schema &schema) const
    {
        GraphBuilder builder(schema);
        const NodeId features = builder.addPlan(withoutUnusedChains(plan, trees));
        const NodeId scores = builder.add(std::move(trees), {features});
        return std::move(builder).finish(
            addHead(builder, scores, lossOf(schema.task, FitObjective::Mean)));
    }

    const CompressionSubject &m_subject;
    std::uint64_t m_seed;
    mutable std::vector<Made> m_made;
};

} // namespace

std::unique_ptr<CompressionMethod> makeStudent(const CompressionSubject &subject,
                                               std::uint64_t seed)
{
    const StudyData &data = *subject.plan->data;
    const bool hasPictures = pictureOnly(data.schema()).bytes() > 0;
    if (hasPictures || data.treeOrdinal().plan->chains.empty() ||
        subject.setup.target.classes.size() > kMostClasses)
        return nullptr;
    return std::make_unique<Student>(subject, seed);
}

} // namespace leptune

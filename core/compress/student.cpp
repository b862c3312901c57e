// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/student.h"

#include "core/base/random.h"
#include "core/compress/student_trees.h"
#include "core/compress/teacher_time.h"
#include "core/learners/booster/booster.h"

#include <algorithm>
#include <mutex>

namespace leptune {

namespace {

constexpr std::size_t kMostClasses = 100;
constexpr std::size_t kMostRealRows = 40'000;
constexpr std::size_t kStudentRows = 32'000; // made-up ones only where there are fewer
constexpr std::size_t kMadeARow = 8;
constexpr double kTeacherSeconds = 3.0; // for the answers to the rows of a part
constexpr double kStep = 2.0; // of the booster's own: a teacher's answers hold no noise to learn
constexpr double kMostLearningRate = 0.3;
constexpr int kMostDepth = 8;
constexpr int kLeastRows = 5; // in a leaf of the leaf-wise
const std::string kSymmetric = "symmetric", kLeafwise = "leafwise";

/// Rows that the teacher is asked about, a part.
struct RowCounts {
    std::size_t real = 0, made = 0;
};

RowCounts countsFor(std::size_t rows, TaskKind task, std::size_t affordable)
{
    const std::size_t real = std::min({rows, kMostRealRows, affordable});
    // A row of many classes is several to a booster, and each of its trees learns them all.
    const std::size_t most = task == TaskKind::MultiClass ? kStudentRows / 2 : kStudentRows;
    const std::size_t all = std::min(most, affordable);
    return {real, std::min(kMadeARow * real, all > real ? all - real : 0)};
}

StudentGrowth growthFrom(const Configuration &configuration, const Target &target, std::size_t rows,
                         std::uint64_t seed)
{
    StudentGrowth growth;
    growth.isLeafwise = configuration.choice("growth", kSymmetric) == kLeafwise;
    LeafwiseOptions &options = growth.options;
    options.loss = lossOf(target.task, FitObjective::Mean);
    options.classes = static_cast<int>(target.classes.size());
    options.rounds = static_cast<int>(configuration.integer("rounds", 100));
    options.depth = static_cast<int>(configuration.integer("depth", 6));
    options.leaves = static_cast<int>(configuration.integer("leaves", 31));
    options.leastRows = kLeastRows;
    options.learningRate =
        std::min(kMostLearningRate, configuration.number("step", kStep) *
                                        automaticLearningRate(options.loss, rows, options.rounds));
    options.l2 = 1.0;
    options.randomStrength = configuration.number("random_strength", 0.0);
    options.seed = seed;
    return growth;
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
            {Parameter::categorical("growth", {kSymmetric, kLeafwise}),
             Parameter::integer("rounds", 10, 1000, true),
             Parameter::integer("depth", 3, kMostDepth).onlyWhen("growth", {kSymmetric}),
             Parameter::integer("leaves", 8, 128, true).onlyWhen("growth", {kLeafwise}),
             Parameter::real("step", 0.5, 5.0, true), Parameter::real("truth", 0.0, mostTruth()),
             Parameter::real("made", 0.0, 0.9),
             Parameter::real("random_strength", 0.0, 2.0).onlyWhen("growth", {kSymmetric}),
             Parameter::categorical("shrunk", {"no", "yes"}),
             Parameter::real("bit_price", 1e-9, 1e-5, true).onlyWhen("shrunk", {"yes"})});
    }

    std::vector<Configuration> ladder() const override
    {
        std::vector<Configuration> list;
        for (const Step &step : {Step{100, 6}, // something soon, also on a busy machine
                                 {400, 31, Growth::Leafwise},
                                 {1000, 8}, // the nearest to most teachers
                                 {400, 6},
                                 {1000, 31, Growth::Leafwise},
                                 {40, 5},
                                 {400, 6, Growth::Symmetric, 0.6},
                                 {60, 6, Growth::Symmetric, 0.0, 1e-7},
                                 {80, 4},
                                 {1000, 8, Growth::Symmetric, 0.6},
                                 {20, 4},
                                 {10, 3}}) {
            Configuration configuration;
            const bool isLeafwise = step.growth == Growth::Leafwise;
            configuration.set("growth", isLeafwise ? kLeafwise : kSymmetric);
            configuration.set("rounds", std::int64_t{step.rounds});
            configuration.set(isLeafwise ? "leaves" : "depth", std::int64_t{step.size});
            configuration.set("step", kStep);
            configuration.set("truth", std::min(step.truth, mostTruth()));
            configuration.set("made", 0.5);
            if (!isLeafwise)
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
        const StudentGrowth growth =
            growthFrom(configuration, target, labels.source.size(), seedOf(part));
        auto trees = StudentTrees::grown(growth, rows, std::move(labels), shouldEnd);
        if (!trees)
            return std::nullopt;
        if (configuration.choice("shrunk", "no") == "yes")
            trees->shrink(rows.features, configuration.number("bit_price", 1e-7), shouldEnd);
        else
            trees->quantise();
        GraphBuilder builder(part.rows.data().schema());
        const NodeId features = builder.addPlan(trees->takeUsedPartOf(*rows.plan));
        return std::move(builder).finish(trees->lower(builder, features));
    }

private:
    /// Targets would draw a teacher's medians to means.
    double mostTruth() const { return m_subject.plan->goal.isMedian() ? 0.0 : 1.0; }

    enum class Growth { Symmetric, Leafwise };
    /// Of the ladder.
    struct Step {
        int rounds, size; ///< the depth of symmetric trees, leaves of the others
        Growth growth = Growth::Symmetric;
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
                                               rowsAnswered(m_subject, part, kTeacherSeconds));
            made.rows = softRowsOf(part, counts.real, counts.made, seedOf(part));
        });
        return made.rows;
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

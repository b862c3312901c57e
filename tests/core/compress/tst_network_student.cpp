// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/network_student.h"

#include "core/compress/candidate_run.h"
#include "core/compress/method_space.h"
#include "core/model/graph_shape.h"
#include "core/model/interpreter.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace leptune;
using namespace leptune::testing;

namespace {

const std::function<bool()> kNever = [] { return false; };

CompressionSubject subjectOf(TaskKind task,
                             std::vector<std::string> families = {"boosting", "forest"})
{
    static std::map<std::pair<TaskKind, std::string>, StudyRecord> records;
    const SmallStudy study{task, 600, 6, families};
    const auto key = std::pair(task, families.front() + std::to_string(families.size()));
    if (!records.contains(key))
        records[key] = runSmall(study);
    return takeUp(records[key], "best", tableOf(study), std::nullopt, 2);
}

FloatMatrix answersOf(const Graph &graph, const RawBatch &batch)
{
    return Interpreter(std::make_shared<const Graph>(graph)).run(batch);
}

/// Root mean square over the rows of the first split that its part never saw.
double distanceOnUnseenRows(const CompressionSubject &subject, const Graph &student)
{
    const RawBatch unseen = subject.plan->data->batch().gathered(subject.plan->splits.front().test);
    const FloatMatrix own = answersOf(student, unseen);
    const FloatMatrix wanted = answersOf(subject.folds.front().graph, unseen);
    double sum = 0.0;
    for (std::size_t i = 0; i < own.values.size(); ++i)
        sum += std::pow(own.values[i] - wanted.values[i], 2);
    return std::sqrt(sum / static_cast<double>(own.values.size()));
}

/// The family as it is where LibTorch is not.
class WithoutLibTorch final : public Learner {
public:
    std::string name() const override { return m_family.name(); }
    std::string title() const override { return m_family.title(); }
    SearchSpace space(const DataShape &shape) const override { return m_family.space(shape); }
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        return m_family.defaults(shape);
    }
    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        return m_family.cost(shape, configuration);
    }
    std::string whyNot(const DataShape &) const override
    {
        return "the module for neural networks is not installed";
    }
    std::unique_ptr<Predictor> fit(const View &train, const View &validation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        return m_family.fit(train, validation, configuration, context);
    }

private:
    const Learner &m_family = learnerNamed("nn");
};

} // namespace

class TestNetworkStudent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsMostOfTheGainOnEveryKindOfTask_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("binary") << 0;
        QTest::newRow("multi-class") << 1;
        QTest::newRow("regression") << 2;
    }
    void keepsMostOfTheGainOnEveryKindOfTask()
    {
        QFETCH(int, task);
        const CompressionSubject subject = subjectOf(static_cast<TaskKind>(task));
        const auto student = makeNetworkStudent(subject, 0);
        QVERIFY(student != nullptr);
        const auto outcomes =
            runCandidates(subject, {{student.get(), student->ladder()[1]}}, 2, kNever);
        QVERIFY2(outcomes.front().graph.has_value(), outcomes.front().reason.c_str());
        QVERIFY2(subject.dropAt(outcomes.front().score) < 0.15,
                 qPrintable(QString::number(subject.dropAt(outcomes.front().score))));
        validateGraph(*outcomes.front().graph, subject.setup.schema.columns.size());
    }
    void answersAsTheTeacherWhereTheRowsThemselvesAreNoisy()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const auto student = makeNetworkStudent(subject, 0);
        const auto distance = [&](double truth) {
            Configuration settings = student->ladder()[1];
            settings.set("truth", truth);
            return distanceOnUnseenRows(subject,
                                        *student->apply(subject.folds.front(), settings, kNever));
        };
        const double taught = distance(0.1), alone = distance(1.0);
        QVERIFY2(taught < 0.1 && taught < 0.8 * alone,
                 qPrintable(QString("%1 %2").arg(taught).arg(alone)));
    }
    void isAsSparseAndInAsFewBitsAsItsSettingsSay()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const auto student = makeNetworkStudent(subject, 0);
        Configuration settings = student->ladder().front();
        settings.set("layers", std::int64_t{1});
        settings.set("sparsity", 0.6);
        settings.set("weight_bits", std::int64_t{4});
        const auto graph = student->apply(subject.study, settings, kNever);
        std::size_t weights = 0, zeros = 0, layers = 0;
        for (const Node &node : graph->nodes)
            if (const auto *layer = std::get_if<Dense>(&node.op)) {
                ++layers;
                weights += layer->weights.size();
                zeros += static_cast<std::size_t>(std::ranges::count(layer->weights, 0.0F));
                const std::set<float> different(layer->weights.begin(), layer->weights.end());
                QVERIFY2(different.size() <= 15, qPrintable(QString::number(different.size())));
            }
        QCOMPARE(layers, std::size_t{2});
        const double share = static_cast<double>(zeros) / static_cast<double>(weights);
        QVERIFY2(share > 0.55, qPrintable(QString::number(share)));
    }
    void theSameSeedGivesTheSameGraph()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const Configuration settings = makeNetworkStudent(subject, 0)->ladder().back();
        const auto first = makeNetworkStudent(subject, 3)->apply(subject.study, settings, kNever);
        const auto second = makeNetworkStudent(subject, 3)->apply(subject.study, settings, kNever);
        QCOMPARE(first->nodes.size(), second->nodes.size());
        for (std::size_t i = 0; i < first->nodes.size(); ++i)
            QVERIFY(first->nodes[i].op == second->nodes[i].op);
    }
    void endsWhenItIsTold()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const auto student = makeNetworkStudent(subject, 0);
        const Configuration settings = student->ladder()[1];
        QVERIFY(!student->apply(subject.study, settings, [] { return true; }));
        int asked = 0; // at first, then once an epoch
        QVERIFY(!student->apply(subject.study, settings, [&] { return ++asked > 5; }));
        QVERIFY2(asked >= 6 && asked < 9, qPrintable(QString::number(asked)));
    }
    void takesTurnsWithTheTrees()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const auto methods = compressionMethods(subject, 0);
        std::vector<const CompressionMethod *> all;
        for (const auto &method : methods)
            all.push_back(method.get());
        const auto ladder = MethodSpace(all).ladder();
        const auto first = [&ladder](const std::string &name) {
            return std::ranges::find(ladder, name, [](const CandidateRequest &request) {
                return request.method->name();
            });
        };
        QVERIFY(first("network_student") != ladder.end());
        QVERIFY(first("network_student") == std::next(first("student")));
    }
    void withoutLibTorchThereIsNone()
    {
        const WithoutLibTorch family;
        QVERIFY(!makeNetworkStudent(subjectOf(TaskKind::Binary), 0, family));
        QVERIFY(makeNetworkStudent(subjectOf(TaskKind::Binary), 0));
    }
    void whatIsNoLargerThanItIsNotTaughtToIt()
    {
        QVERIFY(!makeNetworkStudent(subjectOf(TaskKind::Binary, {"linear"}), 0));
    }
};

QTEST_GUILESS_MAIN(TestNetworkStudent)
#include "tst_network_student.moc"

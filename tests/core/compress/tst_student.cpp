// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/student.h"

#include "core/compress/candidate_run.h"
#include "core/compress/soft_rows.h"
#include "core/model/graph_shape.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace leptune;
using namespace leptune::testing;

namespace {

const std::function<bool()> kNever = [] { return false; };

CompressionSubject subjectOf(TaskKind task)
{
    static std::map<TaskKind, StudyRecord> records;
    const SmallStudy study{task, 600, 6, {"linear", "boosting", "knn"}};
    if (!records.contains(task))
        records[task] = runSmall(study);
    return takeUp(records[task], "best", tableOf(study), std::nullopt, 2);
}

Configuration leafwiseStep(const CompressionMethod &student)
{
    const auto steps = student.ladder();
    return *std::ranges::find_if(
        steps, [](const Configuration &step) { return step.choice("growth", "") == "leafwise"; });
}

template <typename Trees>
bool holdsTrees(const Graph &graph)
{
    return std::ranges::any_of(
        graph.nodes, [](const Node &node) { return std::holds_alternative<Trees>(node.op); });
}

} // namespace

class TestStudent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsMostOfTheGainOnEveryKindOfTask_data()
    {
        QTest::addColumn<int>("task");
        QTest::addColumn<bool>("leafwise");
        for (const bool leafwise : {false, true}) {
            const char *growth = leafwise ? ", leaf by leaf" : ", level by level";
            QTest::addRow("binary%s", growth) << 0 << leafwise;
            QTest::addRow("multi-class%s", growth) << 1 << leafwise;
            QTest::addRow("regression%s", growth) << 2 << leafwise;
        }
    }
    void keepsMostOfTheGainOnEveryKindOfTask()
    {
        QFETCH(int, task);
        QFETCH(bool, leafwise);
        const CompressionSubject subject = subjectOf(static_cast<TaskKind>(task));
        const auto student = makeStudent(subject, 0);
        QVERIFY(student != nullptr);
        const Configuration settings =
            leafwise ? leafwiseStep(*student) : student->ladder().front();
        const auto outcomes = runCandidates(subject, {{student.get(), settings}}, 2, kNever);
        QVERIFY2(outcomes.front().graph.has_value(), outcomes.front().reason.c_str());
        QVERIFY2(subject.dropAt(outcomes.front().score) < 0.15,
                 qPrintable(QString::number(subject.dropAt(outcomes.front().score))));
        validateGraph(*outcomes.front().graph, subject.setup.schema.columns.size());
        QCOMPARE(holdsTrees<TreeEnsemble>(*outcomes.front().graph), leafwise);
        QCOMPARE(holdsTrees<SymmetricEnsemble>(*outcomes.front().graph), !leafwise);
    }
    void shrinkingMakesTreesOfEitherGrowthSmaller()
    {
        const CompressionSubject subject = subjectOf(TaskKind::MultiClass);
        const auto student = makeStudent(subject, 0);
        for (Configuration settings : {student->ladder().front(), leafwiseStep(*student)}) {
            settings.set("rounds", std::int64_t{60});
            const auto bytes = [&] {
                return Model("m", subject.setup.schema,
                             *student->apply(subject.study, settings, kNever), 0.5F, {})
                    .sizeBytes();
            };
            const std::uint64_t whole = bytes();
            settings.set("shrunk", std::string("yes"));
            settings.set("bit_price", 1e-6);
            QVERIFY2(bytes() < whole * 2 / 3, qPrintable(QString::number(whole)));
        }
    }
    void theSameSeedGivesTheSameGraph()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const Configuration settings = makeStudent(subject, 0)->ladder().back();
        const auto first = makeStudent(subject, 3)->apply(subject.study, settings, kNever);
        const auto second = makeStudent(subject, 3)->apply(subject.study, settings, kNever);
        QCOMPARE(first->nodes.size(), second->nodes.size());
        for (std::size_t i = 0; i < first->nodes.size(); ++i)
            QVERIFY(first->nodes[i].op == second->nodes[i].op);
    }
    void endsWhenItIsTold()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const auto student = makeStudent(subject, 0);
        QVERIFY(!student->apply(subject.study, student->ladder().front(), [] { return true; }));
    }
    void madeUpRowsHaveTheShareOfWeightThatIsAsked()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const SoftRows rows = softRowsOf(subject.study, 1000, 300, 1);
        QCOMPARE(rows.rows(), subject.study.rows.size() + 300);
        const StudentLabels labels = studentLabels(rows, subject.setup.target, {0.0, 0.25});
        double real = 0.0, made = 0.0;
        for (std::size_t i = 0; i < labels.source.size(); ++i)
            (labels.source[i] < rows.real ? real : made) += labels.labels.weights[i];
        QVERIFY(std::abs(made / (real + made) - 0.25) < 1e-4);
        QCOMPARE(studentLabels(rows, subject.setup.target, {0.0, 0.0}).source.size(), rows.real);
    }
    void classesAreRowsByTheirShares()
    {
        const CompressionSubject subject = subjectOf(TaskKind::MultiClass);
        const SoftRows rows = softRowsOf(subject.study, 1000, 0, 1);
        const StudentLabels labels = studentLabels(rows, subject.setup.target, {0.0, 0.0});
        QVERIFY(labels.source.size() > rows.real); // some answers are not sure
        std::vector<double> weight(rows.rows(), 0.0);
        for (std::size_t i = 0; i < labels.source.size(); ++i)
            weight[labels.source[i]] += labels.labels.weights[i];
        for (const double sum : weight)
            QVERIFY(std::abs(sum - 1.0) < 1e-4);
    }
    void allTruthIsTheRowsOwnTargets()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary);
        const SoftRows rows = softRowsOf(subject.study, 1000, 0, 1);
        const StudentLabels labels = studentLabels(rows, subject.setup.target, {1.0, 0.0});
        QVERIFY(labels.labels.values == subject.study.rows.labels());
    }
};

QTEST_GUILESS_MAIN(TestStudent)
#include "tst_student.moc"

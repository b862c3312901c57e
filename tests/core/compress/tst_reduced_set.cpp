// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/reduced_set.h"

#include "core/compress/candidate_run.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>

using namespace leptune;
using namespace leptune::testing;

namespace {

CompressionSubject subjectOf(TaskKind task, const std::vector<std::string> &families,
                             const std::string &name = "best")
{
    const SmallStudy study{task, 600, 4, families};
    return takeUp(runSmall(study), name, tableOf(study), std::nullopt, 2);
}

template <typename T>
std::size_t countOf(const Graph &graph)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        graph.nodes, [](const Node &node) { return std::holds_alternative<T>(node.op); }));
}

} // namespace

/// Reduced sets of the Models of a study.
class TestReducedSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void machinesBecomeMuchSmallerAndAnswerAlmostAsWell_data()
    {
        QTest::addColumn<int>("task");
        QTest::addColumn<QString>("family");
        const QStringList tasks{"binary", "multi-class", "regression"};
        for (const QString family : {"svm", "knn"})
            for (int task = 0; task < 3; ++task)
                QTest::newRow(qPrintable(family + ", " + tasks[task])) << task << family;
    }
    void machinesBecomeMuchSmallerAndAnswerAlmostAsWell()
    {
        QFETCH(int, task);
        QFETCH(QString, family);
        const CompressionSubject subject =
            subjectOf(static_cast<TaskKind>(task), {family.toStdString()});
        const auto method = makeReducedSet(subject, 0);
        QVERIFY(method != nullptr);
        const auto outcomes = runCandidates(subject, {{method.get(), method->ladder().front()}}, 2,
                                            [] { return false; });
        QVERIFY2(outcomes.front().graph.has_value(), outcomes.front().reason.c_str());
        // The best may be an ensemble: members of numbers become one machine, others, which have a
        // calibration each, stay members.
        const bool areNumbers = task == static_cast<int>(TaskKind::Regression);
        QCOMPARE(countOf<KernelSum>(*outcomes.front().graph),
                 areNumbers ? std::size_t{1} : subject.study.parts.members.size());
        QCOMPARE(countOf<Neighbours>(*outcomes.front().graph), std::size_t{0});
        const Model small("small", subject.setup.schema, *outcomes.front().graph);
        QVERIFY2(2 * small.sizeBytes() < subject.original.model->sizeBytes(),
                 qPrintable(QString("%1 of %2 bytes")
                                .arg(small.sizeBytes())
                                .arg(subject.original.model->sizeBytes())));
        const double drop = subject.dropAt(outcomes.front().score);
        QVERIFY2(drop < 0.05, qPrintable(QString::number(drop)));
    }
    void neighboursDoNotTellARowItsOwnAnswer()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary, {"knn"});
        const CompressionPart &part = subject.folds.front();
        const auto groups = machineGroups(part.graph);
        QVERIFY(!groups.empty());
        const MachineRows rows = machineRowsOf(part, groups[0], 5'000, 0);
        const std::vector<float> labels = part.rows.labels();
        std::size_t certain = 0;
        for (std::size_t i = 0; i < labels.size(); ++i)
            certain += rows.answers.at(i, static_cast<std::size_t>(labels[i])) > 0.99F;
        QVERIFY2(certain < labels.size() / 2, qPrintable(QString::number(certain)));
    }
    void whatHasNoMachinesIsLeftAlone()
    {
        QVERIFY(!makeReducedSet(subjectOf(TaskKind::Binary, {"linear"}), 0));
    }
    void endsWithNothingWhereItIsTold()
    {
        const CompressionSubject subject = subjectOf(TaskKind::Binary, {"svm"});
        const auto method = makeReducedSet(subject, 0);
        QVERIFY(!method->apply(subject.study, method->ladder().front(), [] { return true; }));
    }
};

QTEST_GUILESS_MAIN(TestReducedSet)
#include "tst_reduced_set.moc"

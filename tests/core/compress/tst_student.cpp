// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/student.h"

#include "core/compress/candidate_run.h"
#include "core/compress/soft_rows.h"
#include "core/model/graph_shape.h"
#include "tests/support/small_study.h"

#include <QTest>

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

} // namespace

class TestStudent : public QObject {
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
        const auto student = makeStudent(subject, 0);
        QVERIFY(student != nullptr);
        const auto outcomes =
            runCandidates(subject, {{student.get(), student->ladder().front()}}, 2, kNever);
        QVERIFY2(outcomes.front().graph.has_value(), outcomes.front().reason.c_str());
        QVERIFY2(subject.dropAt(outcomes.front().score) < 0.15,
                 qPrintable(QString::number(subject.dropAt(outcomes.front().score))));
        validateGraph(*outcomes.front().graph, subject.setup.schema.columns.size());
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

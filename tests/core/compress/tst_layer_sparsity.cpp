// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/layer_sparsity.h"

#include "core/compress/candidate_run.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>

using namespace leptune;
using namespace leptune::testing;

namespace {

std::size_t layersInWholeNumbers(const Graph &graph)
{
    return static_cast<std::size_t>(std::ranges::count_if(graph.nodes, [](const Node &node) {
        return std::holds_alternative<IntegerDense>(node.op);
    }));
}

} // namespace

class TestLayerSparsity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linearModelsBecomeSmallerAndAnswerAlmostTheSame_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("binary") << 0;
        QTest::newRow("multi-class") << 1;
        QTest::newRow("regression") << 2;
    }
    void linearModelsBecomeSmallerAndAnswerAlmostTheSame()
    {
        QFETCH(int, task);
        const SmallStudy study{static_cast<TaskKind>(task), 600, 4, {"linear"}};
        const CompressionSubject subject =
            takeUp(runSmall(study), "best", tableOf(study), std::nullopt, 2);
        const auto method = makeLayerSparsity(subject, 0);
        QVERIFY(method != nullptr);
        Configuration fewBits;
        fewBits.set("sparsity", 0.0);
        fewBits.set("weight_bits", std::int64_t{6});
        const auto outcome =
            runCandidates(subject, {{method.get(), fewBits}}, 2, [] { return false; });
        QVERIFY2(outcome.front().graph.has_value(), outcome.front().reason.c_str());
        const Model small("small", subject.setup.schema, *outcome.front().graph);
        QVERIFY(small.sizeBytes() < subject.original.model->sizeBytes());
        QVERIFY2(subject.dropAt(outcome.front().score) < 0.05,
                 qPrintable(QString::number(subject.dropAt(outcome.front().score))));
        QCOMPARE(layersInWholeNumbers(*outcome.front().graph), std::size_t{0});
    }

    void whatHasNoLayersIsLeftAlone()
    {
        const SmallStudy study{TaskKind::Binary, 600, 3, {"forest"}};
        QVERIFY(!makeLayerSparsity(takeUp(runSmall(study), "best", tableOf(study), std::nullopt, 2),
                                   0));
    }

    void onlyNetworksAreAskedWhetherTheyComputeInWholeNumbers()
    {
        const SmallStudy study{TaskKind::Binary, 600, 3, {"linear"}};
        const auto method =
            makeLayerSparsity(takeUp(runSmall(study), "best", tableOf(study), std::nullopt, 2), 0);
        QVERIFY(method != nullptr);
        QVERIFY(!method->ladder().front().has("arithmetic"));
    }
};

QTEST_GUILESS_MAIN(TestLayerSparsity)
#include "tst_layer_sparsity.moc"

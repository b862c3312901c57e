// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/part_rows.h"

#include "tests/support/model_samples.h"

#include <QTest>

#include <cstring>

using namespace leptune;

/// What nodes of a graph give for rows.
class TestPartRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void severalNodesGiveWhatEachGivesAlone_data()
    {
        QTest::addColumn<QString>("name");
        for (const samples::Sample &sample : samples::all())
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
    }
    void severalNodesGiveWhatEachGivesAlone()
    {
        QFETCH(QString, name);
        const auto model = samples::named(name.toStdString());
        const Graph &graph = model->graph();
        const RawBatch batch = bindTable(model->schema(), samples::tableFor(*model, 100));
        std::vector<NodeId> nodes;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            if (!std::holds_alternative<InputColumn>(graph.nodes[i].op))
                nodes.push_back(static_cast<NodeId>(i));
        const std::vector<FloatMatrix> together = valuesAt(graph, nodes, batch);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const FloatMatrix alone = valuesAt(graph, nodes[i], batch);
            QCOMPARE(together[i].columns, alone.columns);
            QCOMPARE(together[i].values.size(), alone.values.size());
            QVERIFY2(alone.values.empty() ||
                         std::memcmp(together[i].values.data(), alone.values.data(),
                                     alone.values.size() * sizeof(float)) == 0,
                     opName(graph.nodes[static_cast<std::size_t>(nodes[i])].op));
        }
    }
};

QTEST_GUILESS_MAIN(TestPartRows)
#include "tst_part_rows.moc"

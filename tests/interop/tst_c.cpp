// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/exporting/c_check.h"
#include "core/exporting/export_model.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/parity.h"
#include "core/model/graph_builder.h"
#include "tests/support/c_consumers.h"
#include "tests/support/hostile_names.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;

namespace {

constexpr std::size_t kRows = 1000;

} // namespace

/// Exported C files compile without a warning and answer what Model::predict answers.
class TestC : public QObject {
    Q_OBJECT
private:
    /// Why a consumer does not answer as the Model does, or empty.
    static std::string problemOf(const Model &model, const Consumer &by)
    {
        const QTemporaryDir folder;
        const CInterface interface = cInterface(model, "model");
        const RawBatch rows = drawRows(model, kRows, 42);
        const std::string fault = built(by, folder, interface, cSources(model, interface),
                                        cCheckProgram(model, interface, rows));
        if (!fault.empty())
            return fault;
        const std::string where = folder.path().toStdString();
        writeFileAtomically(where + "/rows.bin", cCheckRows(model, rows));
        const ChildResult ran = runChild(by.run, where, 120);
        if (!ran.succeeded())
            return "status " + std::to_string(ran.status) + ": " + ran.output;
        const Prediction have = cCheckAnswers(model, readWholeFile(where + "/answers.bin"), kRows);
        return parityProblem(model, model.predict(rows), have);
    }

private Q_SLOTS:
    void answersLikeTheModel_data() { addConsumers(); }
    void answersLikeTheModel()
    {
        QFETCH(int, consumer);
        const Consumer &by = consumers()[static_cast<std::size_t>(consumer)];
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        const std::vector<samples::Sample> all = samples::all();
        std::vector<std::string> problems(all.size());
        parallelFor(all.size(), 2,
                    [&](std::size_t i) { problems[i] = problemOf(*all[i].model, by); });
        for (std::size_t i = 0; i < all.size(); ++i)
            QVERIFY2(problems[i].empty(), (all[i].name + ": " + problems[i]).c_str());
    }

    /// More thresholds than a byte counts, more leaves than a byte or a word counts.
    void treesOfAllSizesAnswerLikeTheModel_data()
    {
        QTest::addColumn<int>("trees");
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<bool>("oneTargetEach");
        QTest::addColumn<int>("leaves");
        QTest::newRow("many thresholds") << 60 << 6 << 1 << false << 0;
        QTest::newRow("many leaves") << 9 << 13 << 1 << false << 256;
        QTest::newRow("many leaves of vectors") << 5 << 12 << 3 << false << 256;
        QTest::newRow("many leaves of classes") << 6 << 12 << 3 << true << 256;
        QTest::newRow("very many leaves") << 2 << 20 << 1 << false << 65536;
        QTest::newRow("few trees of classes") << 4 << 3 << 3 << true << 0;
        QTest::newRow("no trees") << 0 << 3 << 3 << false << 0;
    }
    void treesOfAllSizesAnswerLikeTheModel()
    {
        QFETCH(int, trees);
        QFETCH(int, depth);
        QFETCH(int, outputs);
        QFETCH(bool, oneTargetEach);
        QFETCH(int, leaves);
        const Consumer &by = consumers().front();
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        TreeEnsemble op = samples::randomTrees(3, trees, depth, outputs, 99, oneTargetEach);
        QVERIFY(static_cast<int>(op.leafValues.size()) / outputs >= trees * leaves);
        RandomStream random(98);
        for (TreeNode &node : op.nodes)
            node.threshold = static_cast<float>(random.uniform(-3.0, 3.0));
        const Schema schema = outputs == 1 ? samples::schema(TaskKind::Regression)
                                           : samples::schema(TaskKind::MultiClass, outputs);
        GraphBuilder builder(schema);
        const NodeId x = builder.add(
            Concat{}, {builder.addColumn(0), builder.addColumn(1), builder.addColumn(3)});
        NodeId answer = builder.add(op, {x});
        if (outputs > 1)
            answer = builder.add(Softmax{}, {answer});
        const Model model("trees", schema, std::move(builder).finish(answer));
        const std::string problem = problemOf(model, by);
        QVERIFY2(problem.empty(), problem.c_str());
    }

    /// 500 names of columns and of classes that try to leave their literal, comment or identifier.
    void hostileNamesGiveValidFiles_data() { addConsumers(); }
    void hostileNamesGiveValidFiles()
    {
        QFETCH(int, consumer);
        const Consumer &by = consumers()[static_cast<std::size_t>(consumer)];
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        const std::vector<std::string> names = hostileNames(500);
        const auto model = hostileModel(names);
        const QTemporaryDir folder;
        const CInterface interface = cInterface(*model, "while");
        const CSources sources = cSources(*model, interface);
        const std::string fault =
            built(by, folder, interface, sources,
                  "#include \"while.h\"\n#include <stdio.h>\n#include <string.h>\n"
                  "int main(void)\n{\n    FILE *out = fopen(\"names.bin\", \"wb\");\n    int i;\n"
                  "    for (i = 0; i < WHILE__CLASSES; ++i)\n"
                  "        fwrite(while__class_names[i], 1, strlen(while__class_names[i]) + 1, "
                  "out);\n    return fclose(out);\n}\n");
        QVERIFY2(fault.empty(), fault.c_str());
        const std::string where = folder.path().toStdString();
        QVERIFY(runChild(by.run, where, 120).succeeded());
        std::string want;
        for (const std::string &name : names)
            want += name + '\0';
        const auto bytes = readWholeFile(where + "/names.bin");
        QVERIFY(std::string(bytes.begin(), bytes.end()) == want);
    }

    void theHeaderIsOneOfCPlusPlusToo()
    {
        const auto compiler = findProgram("g++");
        if (!compiler)
            QSKIP("g++ is not installed");
        const QTemporaryDir folder;
        const std::string where = folder.path().toStdString();
        const auto model = hostileModel(hostileNames(500));
        const CInterface interface = cInterface(*model, "model");
        writeFileAtomically(where + "/model.h", cSources(*model, interface).header);
        writeFileAtomically(where + "/a.cpp",
                            std::string_view("#include <cmath>\n#include <iso646.h>\n#include "
                                             "<complex>\n#include \"model.h\"\n#include "
                                             "\"model.h\"\n"));
        const ChildResult result = runChild({*compiler, "-std=gnu++20", "-Wall", "-Wextra",
                                             "-Wpedantic", "-Werror", "-fsyntax-only", "a.cpp"},
                                            where, 120);
        QVERIFY2(result.succeeded(), result.output.c_str());
    }
};

QTEST_GUILESS_MAIN(TestC)
#include "tst_c.moc"

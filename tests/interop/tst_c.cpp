// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/exporting/c_fixed_export.h"
#include "core/exporting/export_model.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/rounded_model.h"
#include "core/model/graph_builder.h"
#include "tests/support/c_consumers.h"
#include "tests/support/hostile_names.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

using namespace leptune;

namespace {

constexpr std::size_t kRows = 1000;

/// Of the sections .rodata of `size -A`.
std::size_t constantBytes(const std::string &sections)
{
    std::size_t sum = 0;
    std::istringstream lines(sections);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        std::size_t bytes = 0;
        if (words >> name >> bytes && name.starts_with(".rodata"))
            sum += bytes;
    }
    return sum;
}

/// Of model_predict() itself, in the file of -fstack-usage.
std::size_t stackBytes(const std::vector<std::uint8_t> &usage)
{
    std::istringstream lines(std::string(usage.begin(), usage.end()));
    for (std::string line; std::getline(lines, line);)
        if (line.find("model_predict") != std::string::npos)
            return std::stoul(line.substr(line.find('\t') + 1));
    return 0;
}

} // namespace

/// Exported C files compile without a warning and answer what Model::predict answers.
class TestC : public QObject {
    Q_OBJECT
private:
    /// Why a consumer does not answer as the Model does, or empty.
    static std::string problemOf(const Model &model, const Consumer &by)
    {
        const CInterface interface = cInterface(model, "model");
        return answerProblem(by, model, interface, cSources(model, interface),
                             drawRows(model, kRows, 42));
    }
    /// The same of whole numbers.
    static std::string wholeProblemOf(const Model &model, const Consumer &by)
    {
        ExportNotes notes;
        const auto rounded = roundedModel(model, std::nullopt, notes);
        const CInterface interface = fixedPointInterface(*rounded, "model");
        return answerProblem(by, *rounded, interface, fixedPointSources(*rounded, interface),
                             drawRows(*rounded, kRows, 42));
    }
    /// Samples that answer with sums of layers or trees.
    static std::vector<samples::Sample> samplesInWholeNumbers()
    {
        std::vector<samples::Sample> result;
        for (const samples::Sample &sample : samples::all())
            if (isWhole(*sample.model))
                result.push_back(sample);
        return result;
    }
    static bool isWhole(const Model &model)
    {
        if (!notInWholeNumbers(model).empty())
            return false;
        try {
            ExportNotes notes;
            const FixedPointPlan plan(*roundedModel(model, std::nullopt, notes));
            return true;
        } catch (const Error &error) {
            return error.code() != ErrorCode::Unsupported;
        }
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

    void wholeNumbersAnswerLikeTheModel_data() { addConsumers(); }
    void wholeNumbersAnswerLikeTheModel()
    {
        QFETCH(int, consumer);
        const Consumer &by = consumers()[static_cast<std::size_t>(consumer)];
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        const std::vector<samples::Sample> all = samplesInWholeNumbers();
        for (const char *name : {"residual picture network", "means in whole numbers"})
            QVERIFY2(std::ranges::find(all, name, &samples::Sample::name) != all.end(), name);
        std::vector<std::string> problems(all.size());
        parallelFor(all.size(), 2,
                    [&](std::size_t i) { problems[i] = wholeProblemOf(*all[i].model, by); });
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
        const CInterface interface = cInterface(model, "model");
        const CSources sources = cSources(model, interface);
        for (const Consumer *by : {&consumers().front(), &consumers().back()}) {
            const std::string tooLarge = whyTooLarge(*by, sources);
            if (!tooLarge.empty())
                qInfo("the model %s", tooLarge.c_str());
            if (!by->missing.isEmpty() || !tooLarge.empty())
                continue;
            const std::string problem =
                answerProblem(*by, model, interface, sources, drawRows(model, kRows, 42));
            QVERIFY2(problem.empty(), (by->name + ": " + problem).c_str());
            const std::string whole = wholeProblemOf(model, *by);
            QVERIFY2(whole.empty(), (by->name + ", whole numbers: " + whole).c_str());
        }
    }

    void theHeaderSaysWhatFlashAndStackAreTaken_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("whole");
        for (const char *name : {"boosted trees", "quantised trees", "network relu",
                                 "integer network", "kernel machine", "neighbours", "ensemble"})
            QTest::newRow(name) << QString::fromLatin1(name) << false;
        QTest::newRow("whole numbers") << QStringLiteral("integer picture network") << true;
    }
    void theHeaderSaysWhatFlashAndStackAreTaken()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, whole);
        const Consumer &by = consumers().back();
        const auto size = findProgram("arm-none-eabi-size");
        if (!by.missing.isEmpty() || !size)
            QSKIP("gcc-arm-none-eabi is not installed");
        const auto model = samples::named(name.toStdString());
        const CInterface interface =
            whole ? fixedPointInterface(*model, "model") : cInterface(*model, "model");
        const CSources sources =
            whole ? fixedPointSources(*model, interface) : cSources(*model, interface);
        const QTemporaryDir folder;
        Consumer told = by;
        told.compile.emplace_back("-fstack-usage");
        const std::string fault =
            built(told, folder, interface, sources, "int main(void) { return 0; }");
        QVERIFY2(fault.empty(), fault.c_str());
        const std::string where = folder.path().toStdString();
        const ChildResult sections = runChild({*size, "-A", "model.o"}, where, 60);
        QVERIFY2(sections.succeeded(), sections.output.c_str());
        const std::size_t flash = headerNumber(sources, "FLASH_BYTES");
        const std::size_t constants = constantBytes(sections.output);
        const std::string said =
            std::to_string(constants) + " bytes, " + std::to_string(flash) + " are said";
        // Compilers may fold a small table into the code.
        QVERIFY2(constants + flash / 50 + 64 >= flash, said.c_str());
        QVERIFY2(constants <= flash + 2048, said.c_str());
        const std::size_t ram = headerNumber(sources, "RAM_BYTES");
        const std::size_t stack = stackBytes(readWholeFile(where + "/model.su"));
        QVERIFY2(stack + 64 >= ram, std::to_string(stack).c_str());
        QVERIFY2(stack <= ram + 512, std::to_string(stack).c_str());
    }

    /// 500 names of columns and of classes that try to leave their literal, comment or identifier.
    void hostileNamesGiveValidFiles_data()
    {
        QTest::addColumn<int>("consumer");
        QTest::addColumn<bool>("whole");
        for (std::size_t i = 0; i < consumers().size(); ++i)
            for (const bool whole : {false, true})
                QTest::newRow((consumers()[i].name + (whole ? ", whole numbers" : "")).c_str())
                    << static_cast<int>(i) << whole;
    }
    void hostileNamesGiveValidFiles()
    {
        QFETCH(int, consumer);
        QFETCH(bool, whole);
        const Consumer &by = consumers()[static_cast<std::size_t>(consumer)];
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        const std::vector<std::string> names = hostileNames(500);
        ExportNotes notes;
        const auto model =
            whole ? roundedModel(*hostileNetwork(names), rowsOfClasses(names.size()), notes)
                  : hostileModel(names);
        const QTemporaryDir folder;
        const CInterface interface =
            whole ? fixedPointInterface(*model, "while") : cInterface(*model, "while");
        const CSources sources =
            whole ? fixedPointSources(*model, interface) : cSources(*model, interface);
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

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
#include "tests/support/model_samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;

namespace {

constexpr std::size_t kRows = 1000;
const std::vector<std::string> kStrict{"-std=c99",   "-Wall",        "-Wextra",
                                       "-Wpedantic", "-Wconversion", "-Werror"};
const std::vector<std::string> kCortexM4{"-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard",
                                         "-mfpu=fpv4-sp-d16"};

/// A compiler for some machine and how its programs are started.
struct Consumer {
    std::string name;
    std::vector<std::string> compile, link, run;
    QString missing; ///< why it can't be used here
};

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

bool compiles(const std::vector<std::string> &words)
{
    const QTemporaryDir folder;
    writeFileAtomically(folder.filePath(QStringLiteral("a.c")).toStdString(),
                        std::string_view("int main(void) { return 0; }\n"));
    return runChild(words + std::vector<std::string>{"a.c", "-o", "a"}, folder.path().toStdString(),
                    60)
        .succeeded();
}

Consumer native(const std::string &compiler, const std::vector<std::string> &options)
{
    Consumer result{compiler, {}, {"-lm"}, {"./check"}, {}};
    for (const std::string &option : options)
        result.name += ' ' + option;
    const auto found = findProgram(compiler);
    if (!found)
        result.missing = QStringLiteral("%1 is not installed").arg(compiler.c_str());
    else if (!compiles(std::vector{*found} + options))
        result.missing = QStringLiteral("%1 can't build programs").arg(result.name.c_str());
    result.compile = std::vector{found.value_or(compiler)} + options;
    return result;
}

Consumer cortexM4()
{
    const std::string parts = LEPTUNE_SOURCE "/tests/interop/cortex_m4/";
    Consumer result{"cortex-m4", {}, {}, {}, {}};
    const auto compiler = findProgram("arm-none-eabi-gcc");
    const auto machine = findProgram("qemu-system-arm");
    if (!compiler || !machine) {
        result.missing = QStringLiteral("gcc-arm-none-eabi or qemu-system-arm is not installed");
        return result;
    }
    result.compile = std::vector<std::string>{*compiler, "-O2"} + kCortexM4;
    result.link = {"--specs=rdimon.specs",  "-nostartfiles",     "-T",
                   parts + "mps2_an386.ld", parts + "startup.c", "-lm"};
    result.run = {
        *machine,  "-M",      "mps2-an386", "-nographic",          "-monitor",
        "none",    "-serial", "none",       "-semihosting-config", "enable=on,target=native",
        "-kernel", "check"};
    return result;
}

const std::vector<Consumer> &consumers()
{
    static const std::vector<Consumer> all{native("gcc", {"-O2"}), native("clang", {"-O2"}),
                                           native("gcc", {"-m32", "-O1"}), cortexM4()};
    return all;
}

/// Rows of the samples' columns as CSV and as a table of texts, then rows that can't be read and
/// the cells that are at fault.
struct CsvRows {
    std::size_t count = 0;
    std::string csv;
    std::vector<int> broken{1, 4, 5, 5, 6};
    std::vector<std::vector<std::string>> cells = std::vector<std::vector<std::string>>(6);

    CsvRows()
    {
        const std::vector<std::string> numbers{"",   " ",     "1.5", "-2",         "1e30", "0.25 ",
                                               "-0", "1e-40", "3",   "12345.6789", "inf"};
        const std::vector<std::string> colors{"red", "green", "a,b\"c", "", "never seen", " red"};
        const std::vector<std::string> dates{"2000-01-01",
                                             "2024-02-29",
                                             "1999-12-31 23:59",
                                             "2024-03-01T02:00:00Z",
                                             "2023-07-14 13:45:10.5",
                                             "",
                                             "1234.5",
                                             "-17",
                                             "1900-02-28",
                                             "0000-01-31",
                                             "2400-02-29 12:30"};
        const std::vector<std::string> flags{"yes", "no", "", "maybe"};
        for (; count < 60; ++count) {
            const std::vector<std::string> row{
                numbers[count % numbers.size()], numbers[(count * 3 + 1) % numbers.size()],
                colors[count % colors.size()],   numbers[(count * 7 + 2) % numbers.size()],
                dates[count % dates.size()],     flags[count % flags.size()]};
            for (std::size_t i = 0; i < row.size(); ++i) {
                cells[i].push_back(row[i]);
                csv += (i ? "," : "") + (row[i] == "a,b\"c" ? "\"a,b\"\"c\"" : row[i]);
            }
            csv += count % 2 ? "\n" : "\r\n";
        }
        csv += "word,1,red,1,,yes\n1,1,red,1.5x,,yes\n1,1,red,1,2023-02-29,yes\n"
               "1,1,red,1,2023-02-28 24:00,yes\n1,1,red,1,\n";
    }
    Table table() const
    {
        const Schema schema = samples::schema(TaskKind::Binary, 2);
        std::vector<Column> columns;
        for (std::size_t i = 0; i < cells.size(); ++i)
            columns.push_back(
                Column::fromTexts(schema.columns[i].name, ColumnType::Text, cells[i]));
        return Table(columns);
    }
};

} // namespace

/// Exported C files compile without a warning and answer what Model::predict answers.
class TestC : public QObject {
    Q_OBJECT
private:
    /// Builds `main` with the pair; the pair alone has to be clean.
    static std::string built(const Consumer &consumer, const QTemporaryDir &folder,
                             const CInterface &interface, const CSources &sources,
                             const std::string &main)
    {
        const auto at = [&](const std::string &name) {
            return folder.path().toStdString() + '/' + name;
        };
        writeFileAtomically(at(interface.header), sources.header);
        writeFileAtomically(at("model.c"), sources.source);
        writeFileAtomically(at("main.c"), main);
        const std::string where = folder.path().toStdString();
        const ChildResult object = runChild(
            consumer.compile + kStrict + std::vector<std::string>{"-c", "model.c"}, where, 120);
        if (!object.succeeded())
            return object.output;
        const ChildResult program =
            runChild(consumer.compile +
                         std::vector<std::string>{"-std=c99", "-o", "check", "main.c", "model.o"} +
                         consumer.link,
                     where, 120);
        return program.succeeded() ? std::string() : "main: " + program.output;
    }

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

    static void addConsumers()
    {
        QTest::addColumn<int>("consumer");
        for (std::size_t i = 0; i < consumers().size(); ++i)
            QTest::newRow(consumers()[i].name.c_str()) << static_cast<int>(i);
    }

    static std::vector<std::string> hostileNames(std::size_t count)
    {
        const std::vector<std::string> seeds{"\"",
                                             "'",
                                             "\\",
                                             "\n",
                                             "\r\n",
                                             "*/",
                                             "/*",
                                             "//",
                                             "%n",
                                             "%s%s%n",
                                             "?\?/",
                                             "?\?<",
                                             "?\?'",
                                             "?\?=",
                                             "\t",
                                             "\x01",
                                             "\x7F",
                                             " ",
                                             "  a  ",
                                             "int",
                                             "while",
                                             "NULL",
                                             "NAN",
                                             "INFINITY",
                                             "main",
                                             "_",
                                             "__LINE__",
                                             "_Bool",
                                             "0",
                                             "9lives",
                                             "#include \"x\"",
                                             "\\u0041",
                                             "\\x41",
                                             "\\012",
                                             "a\\",
                                             "\xC3\xA4\xC3\xB6",
                                             "\xE4\xBD\xA0\xE5\xA5\xBD",
                                             "\xF0\x9F\x8E\xA8",
                                             "\xE2\x80\xAE"
                                             "evil",
                                             "\xFF\xFE",
                                             "input",
                                             "probability",
                                             "w",
                                             "lept_t1",
                                             "strcmp",
                                             "memcpy",
                                             "expf",
                                             "});",
                                             "\"; system(\"x\"); //",
                                             "$NAME",
                                             "$ELEMENT"};
        std::vector<std::string> names = seeds;
        names.push_back(std::string(10000, 'q'));
        names.push_back(std::string(5000, '?'));
        for (std::size_t i = 0; names.size() < count; ++i) {
            const std::string name =
                seeds[i % seeds.size()] + seeds[(i / seeds.size() + i * 7) % seeds.size()];
            if (std::ranges::find(names, name) == names.end())
                names.push_back(name);
        }
        return names;
    }

    /// Columns and classes under such names.
    static std::shared_ptr<const Model> hostileModel(const std::vector<std::string> &names)
    {
        Schema schema;
        schema.task = TaskKind::MultiClass;
        schema.target = "*/ \" \n";
        schema.classes = names;
        for (const std::string &name : names)
            schema.columns.push_back({name, ColumnType::Numeric, true, true, {}});
        const auto count = static_cast<int>(names.size());
        GraphBuilder builder(schema);
        std::vector<NodeId> columns;
        for (int i = 0; i < count; ++i)
            columns.push_back(builder.addColumn(i));
        const NodeId x = builder.add(Concat{}, columns);
        const std::vector<float> ones(names.size(), 1.0F);
        const NodeId known = builder.add(Impute{std::vector<float>(names.size(), 0.5F)}, {x});
        const NodeId clipped = builder.add(Clip{-3.0F, 3.0F}, {known});
        const NodeId answer = builder.add(Softmax{}, {clipped});
        return std::make_shared<const Model>("hostile */ \"", schema,
                                             std::move(builder).finish(answer), 0.5F,
                                             std::map<std::string, std::string>{{"*/", "?\?/\n"}});
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

    void rowsOfCsvAreReadAsTheProgramReadsThem_data() { addConsumers(); }
    void rowsOfCsvAreReadAsTheProgramReadsThem()
    {
        QFETCH(int, consumer);
        const Consumer &by = consumers()[static_cast<std::size_t>(consumer)];
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        const auto model = samples::named("boosted trees");
        const QTemporaryDir folder;
        const std::string where = folder.path().toStdString();
        const CInterface interface = cInterface(*model, "model");
        Consumer withCsv = by;
        withCsv.compile.emplace_back("-DLEPTUNE_CSV");
        const std::string fault =
            built(withCsv, folder, interface, cSources(*model, interface),
                  "#include \"model.h\"\n#include <stdio.h>\nint main(void)\n{\n"
                  "    static char row[4096];\n    model_input input;\n"
                  "    FILE *in = fopen(\"rows.csv\", \"rb\");\n"
                  "    FILE *out = fopen(\"answers.bin\", \"wb\");\n"
                  "    while (fgets(row, sizeof row, in)) {\n        float probability[2];\n"
                  "        int label = -model_read_csv(row, &input);\n"
                  "        if (label == 0) label = model_predict(&input, probability);\n"
                  "        else probability[0] = probability[1] = 0;\n"
                  "        fwrite(&label, sizeof label, 1, out);\n"
                  "        fwrite(probability, sizeof probability, 1, out);\n    }\n"
                  "    return fclose(out);\n}\n");
        QVERIFY2(fault.empty(), fault.c_str());
        const CsvRows rows;
        writeFileAtomically(where + "/rows.csv", rows.csv);
        QVERIFY(runChild(by.run, where, 120).succeeded());
        const auto bytes = readWholeFile(where + "/answers.bin");
        const Prediction have = cCheckAnswers(*model, bytes, rows.count + rows.broken.size());
        const Prediction want = model->predict(rows.table());
        for (std::size_t row = 0; row < rows.count; ++row) {
            QCOMPARE(have.labels[row], want.labels[row]);
            QVERIFY2(std::abs(have.probabilities.row(row)[1] - want.probabilities.row(row)[1]) <
                         1e-5F,
                     std::to_string(row).c_str());
        }
        for (std::size_t i = 0; i < rows.broken.size(); ++i)
            QCOMPARE(have.labels[rows.count + i], -rows.broken[i]);
    }

    void wordsOfBooleansAreNumbersInCsv()
    {
        const Consumer &by = consumers().front();
        if (!by.missing.isEmpty())
            QSKIP(qPrintable(by.missing));
        Schema schema;
        schema.columns = {{"flag", ColumnType::Boolean, true, true, {}}};
        GraphBuilder builder(schema);
        const NodeId answer = builder.add(Impute{{0.5F}}, {builder.addColumn(0)});
        const Model model("flag", schema, std::move(builder).finish(answer));
        const QTemporaryDir folder;
        Consumer withCsv = by;
        withCsv.compile.emplace_back("-DLEPTUNE_CSV");
        const CInterface interface = cInterface(model, "model");
        const std::string fault = built(
            withCsv, folder, interface, cSources(model, interface),
            "#include \"model.h\"\n#include <stdio.h>\n#include <string.h>\nint main(void)\n{\n"
            "    static const char *const cells[] = {\"yes\", \"NO\", \"oN\", \"f\", \"1\", "
            "\"\", \"ye\", \"yes!\"};\n    int i;\n"
            "    for (i = 0; i < 8; ++i) {\n        char row[8];\n        model_input input;\n"
            "        strcpy(row, cells[i]);\n        if (model_read_csv(row, &input))\n"
            "            printf(\"? \");\n        else\n"
            "            printf(\"%g \", (double)model_predict(&input));\n    }\n"
            "    return 0;\n}\n");
        QVERIFY2(fault.empty(), fault.c_str());
        QCOMPARE(runChild(by.run, folder.path().toStdString(), 120).output,
                 std::string("1 0 1 0 1 0.5 ? ? "));
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/parallel.h"
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

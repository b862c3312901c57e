// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/exporting/c_check.h"
#include "core/exporting/export_model.h"
#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace leptune;

/// Text of C files; what compilers make of it is in tests/interop.
class TestCExport : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::string path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    static CSources sourcesOf(const Model &model, const std::string &path = "m")
    {
        return cSources(model, cInterface(model, path));
    }
    static ErrorCode codeOf(const auto &action)
    {
        try {
            action();
        } catch (const Error &error) {
            return error.code();
        }
        return ErrorCode::Stopped;
    }
    static std::size_t count(const std::string &text, const std::string &part)
    {
        std::size_t result = 0;
        for (std::size_t at = text.find(part); at != std::string::npos;
             at = text.find(part, at + part.size()))
            ++result;
        return result;
    }
    static bool has(const std::string &text, const char *part)
    {
        return text.find(part) != std::string::npos;
    }

private Q_SLOTS:
    void writesTheSameTextEachTime()
    {
        const auto model = samples::named("ensemble");
        QCOMPARE(sourcesOf(*model).source, sourcesOf(*model).source);
    }

    void includesNothingButMathAndString()
    {
        for (const samples::Sample &sample : samples::all()) {
            const CSources sources = sourcesOf(*sample.model);
            const std::size_t csv = sources.source.find("#ifdef LEPTUNE_CSV\n");
            QCOMPARE(count(sources.source.substr(0, csv), "#include"), std::size_t{3});
            QVERIFY(has(sources.source, "#include \"m.h\"\n"));
            QVERIFY(has(sources.source, "#include <math.h>\n"));
            QVERIFY(has(sources.source, "#include <string.h>\n"));
            QCOMPARE(count(sources.header, "#include"), std::size_t{0});
            for (const char *name : {"alloc", "free(", "double ", "static int cache"})
                if (!has(sample.name, "kernel machine") && !has(sample.name, "neighbours") &&
                    sample.name != "ensemble")
                    QVERIFY2(!has(sources.source.substr(0, csv), name), name);
        }
    }

    void declaresAFieldForEveryUsedColumn()
    {
        const std::string header =
            sourcesOf(*samples::named("boosted trees"), "to/Churn.v2").header;
        QVERIFY(has(header, "typedef struct churn_v2_input {\n"));
        QVERIFY(has(header, "    float width_quoted_n0; /* \"width \"quoted\", n0\": NAN"));
        QVERIFY(has(header, "    const char *color;"));
        QVERIFY(has(header, "    float when; /* \"when\": days since 2000-01-01 00:00 UTC"));
        QVERIFY(!has(header, "spare"));
        QVERIFY(has(header, "#define CHURN_V2_CLASSES 2\n"));
        QVERIFY(
            has(header, "int churn_v2_predict(const churn_v2_input *input, float *probability)"));
        QVERIFY(has(sourcesOf(*samples::named("pixels")).header,
                    "const unsigned char *photo; /* \"photo\": 9 x 10 pixels of 3 bytes"));
        QVERIFY(has(sourcesOf(*samples::named("tree regression")).header,
                    "float m_predict(const m_input *input);"));
    }

    /// Members share their hidden layers, folds of a bag their thresholds.
    void equalTablesStandOnce()
    {
        const std::string source = sourcesOf(*samples::named("members")).source;
        QCOMPARE(count(source, "    lept_coded_dense("), std::size_t{7});
        QCOMPARE(count(source, "static const signed char "), std::size_t{3});
    }

    void treesOfOneInputShareTheirBins()
    {
        const auto model = samples::named("boosted trees");
        Graph graph = model->graph();
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            if (std::holds_alternative<TreeEnsemble>(graph.nodes[i].op)) {
                Node twin = graph.nodes[i];
                std::get<TreeEnsemble>(twin.op).nodes[0].threshold += 0.125F;
                const auto first = static_cast<NodeId>(i);
                graph.nodes.resize(i + 1);
                graph.nodes.push_back(twin);
                graph.nodes.push_back({WeightedSum{{0.5F, 0.5F}}, {first, first + 1}, 1});
                graph.nodes.push_back({Logistic{}, {first + 2}, 2});
                graph.output = first + 3;
                break;
            }
        const Model both("both", model->schema(), graph);
        const std::string source = sourcesOf(both).source;
        QCOMPARE(count(source, "    lept_bins("), std::size_t{1});
        QCOMPARE(count(source, "    lept_trees_"), std::size_t{2});
    }

    void saysHowMuchFlashAndRamItNeeds()
    {
        const auto bytes = [](const char *sample, const std::string &name) {
            const std::string header = sourcesOf(*samples::named(sample)).header;
            const std::size_t at = header.find("#define M_" + name + ' ');
            return at == std::string::npos ? 0 : std::stoul(header.substr(at + 11 + name.size()));
        };
        // About 930 leaves: four bytes each, or two where they are codes of few bits.
        QVERIFY(bytes("boosted trees", "FLASH_BYTES") > 10000);
        QVERIFY(bytes("quantised trees", "FLASH_BYTES") + 1000 <
                bytes("boosted trees", "FLASH_BYTES"));
        QVERIFY(bytes("boosted trees", "RAM_BYTES") > 40);
        QVERIFY(bytes("boosted trees", "RAM_BYTES") < 400);
    }

    void refusesFileNamesThatCanNotBeIncluded()
    {
        const auto model = samples::named("constant");
        for (const char *name : {"a\"b", "a\nb", "a\\b", "what?", "*"})
            QCOMPARE(codeOf([&] { exportModel(*model, ExportFormat::C, path(name)); }),
                     ErrorCode::BadOption);
        QVERIFY(QDir(m_folder.path()).isEmpty());
    }

    void theNameOfTheSourceStandsForThePair_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::newRow("numbers") << ExportFormat::C;
        QTest::newRow("whole numbers") << ExportFormat::IntegerC;
    }
    void theNameOfTheSourceStandsForThePair()
    {
        QFETCH(ExportFormat, format);
        const QTemporaryDir folder;
        const std::string source = folder.filePath(QStringLiteral("named.c")).toStdString();
        exportModel(*samples::named("boosted trees"), format, source);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList({QStringLiteral("named.c"), QStringLiteral("named.h")}));
        const auto bytes = readWholeFile(source);
        QVERIFY(has({bytes.begin(), bytes.end()}, "#include \"named.h\""));
        QCOMPARE(exportedFiles(format, source).front(), source);
    }

    void writesBothFilesOrNone()
    {
        const auto model = samples::named("constant");
        exportModel(*model, ExportFormat::C, path("pair"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files),
                 QStringList({QStringLiteral("pair.c"), QStringLiteral("pair.h")}));
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("other.h")));
        QCOMPARE(codeOf([&] { exportModel(*model, ExportFormat::C, path("other")); }),
                 ErrorCode::Unwritable);
        QVERIFY(!QFile::exists(QString::fromStdString(path("other.c"))));
    }

    /// 32 bits hold 3 and ten thousand million only in steps of 16: small thresholds fall together.
    void saysWhereWholeStepsAreTooWide_data()
    {
        QTest::addColumn<float>("threshold");
        QTest::addColumn<bool>("isTooWide");
        QTest::newRow("100") << 100.0F << false;
        QTest::newRow("1e10") << 1e10F << true;
    }
    void saysWhereWholeStepsAreTooWide()
    {
        QFETCH(float, threshold);
        QFETCH(bool, isTooWide);
        Schema schema;
        schema.target = "y";
        schema.task = TaskKind::Regression;
        RawColumn column;
        column.name = "x";
        schema.columns = {column};
        SymmetricEnsemble trees;
        trees.levels = {2};
        trees.questions = {{0, 3.0F, true}, {0, threshold, true}};
        trees.leafValues = {1.0F, 20.0F, 300.0F, 4000.0F};
        trees.base = {0.0F};
        GraphBuilder builder(schema);
        const NodeId answer = builder.add(trees, {builder.addColumn(0)});
        const Model model("wide", schema, std::move(builder).finish(answer));
        const auto notes = exportModel(model, ExportFormat::IntegerC, path("wide")).notes;
        const bool isSaid = std::ranges::any_of(
            notes, [](const std::string &note) { return has(note, "columns of a wide range"); });
        QCOMPARE(isSaid, isTooWide);
    }

    void saysThatTrainingRowsLeaveWithTheModel()
    {
        QVERIFY(has(trainingRowsNote(*samples::named("neighbours")), "rows of the training data"));
        QCOMPARE(trainingRowsNote(*samples::named("forest")), std::string());
    }

    void theCheckFindsFilesThatAnswerDifferently()
    {
        if (!findProgram("cc"))
            QSKIP("there is no C compiler");
        const auto model = samples::named("tree regression");
        const CInterface interface = cInterface(*model, "m");
        CSources sources = cSources(*model, interface);
        QCOMPARE(checkWithCompiler(*model, interface, sources), std::string());
        const std::size_t base = sources.source.find("{\n    50.0F,");
        QVERIFY(base != std::string::npos);
        sources.source.replace(base, 12, "{\n    50.1F,");
        QCOMPARE(codeOf([&] { checkWithCompiler(*model, interface, sources); }),
                 ErrorCode::Internal);
        sources.source += "this is no C\n";
        QCOMPARE(codeOf([&] { checkWithCompiler(*model, interface, sources); }),
                 ErrorCode::Internal);
    }

    void withoutACompilerItSaysThatNothingWasCompared_data()
    {
        QTest::addColumn<QByteArray>("compiler");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("none") << QByteArray() << QByteArray("there is no C compiler");
        QTest::newRow("broken") << QByteArray("#!/bin/sh\nexit 1\n")
                                << QByteArray("can't build programs");
        QTest::newRow("builds what can't run")
            << QByteArray("#!/bin/sh\necho no program > check\n") << QByteArray("can't be started");
    }
    void withoutACompilerItSaysThatNothingWasCompared()
    {
        QFETCH(QByteArray, compiler);
        QFETCH(QByteArray, says);
        const QTemporaryDir tools;
        if (!compiler.isEmpty()) {
            QFile file(tools.filePath(QStringLiteral("cc")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(compiler);
            file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
        const QByteArray before = qgetenv("PATH");
        qputenv("PATH", tools.path().toUtf8());
        const auto [notes, comparedRows, hasHeader] =
            exportModel(*samples::named("constant"), ExportFormat::C, path("unchecked"));
        qputenv("PATH", before);
        QCOMPARE(comparedRows, std::size_t{0});
        QVERIFY(!hasHeader);
        QCOMPARE(notes.size(), std::size_t{1});
        QVERIFY2(has(notes[0], says.constData()), notes[0].c_str());
        QVERIFY(QFile::remove(QString::fromStdString(path("unchecked.c"))));
    }
};

QTEST_GUILESS_MAIN(TestCExport)
#include "tst_c_export.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/exporting/c_check.h"
#include "core/exporting/c_export.h"
#include "core/model/graph_builder.h"
#include "tests/support/c_consumers.h"
#include "tests/support/model_samples.h"

#include <QTest>

using namespace leptune;

namespace {

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

/// Exported C files read rows of CSV as the program does.
class TestCCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
        const Prediction have =
            cCheckAnswers(*model, interface, bytes, rows.count + rows.broken.size());
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
};

QTEST_GUILESS_MAIN(TestCCsv)
#include "tst_c_csv.moc"

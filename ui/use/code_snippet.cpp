// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/code_snippet.h"

#include "core/base/error.h"
#include "core/exporting/c_interface.h"

#include <QStringList>

#include <algorithm>

namespace leptune {

namespace {

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    escaped.replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

QString dateLines(const Schema &schema)
{
    QString lines;
    for (const RawColumn &column : schema.columns) {
        if (column.used && column.type == ColumnType::DateTime && column.asNumber)
            lines += QStringLiteral(
                         "rows[%1] = (pd.to_datetime(rows[%1]) - pd.Timestamp(\"2000-01-01\")) / "
                         "pd.Timedelta(days=1)\n")
                         .arg(quoted(QString::fromStdString(column.name)));
    }
    return lines;
}

bool answersClasses(const Model &model)
{
    return model.schema().task != TaskKind::Regression;
}

QString answersOf(const Model &model)
{
    return answersClasses(model) ? QStringLiteral("label, probability") : QStringLiteral("answer,");
}

QString outputsOf(const Model &model)
{
    return answersClasses(model) ? QStringLiteral("[\"label\", \"probability\"]")
                                 : QStringLiteral("[\"label\"]");
}

QString python(const Model &model, const QString &fileName)
{
    return QStringLiteral("import numpy as np\n"
                          "import onnxruntime\n"
                          "import pandas as pd\n"
                          "\n"
                          "model = onnxruntime.InferenceSession(%1)\n"
                          "inputs = model.get_inputs()\n"
                          "texts = {i.name: str for i in inputs\n"
                          "         if i.type == \"tensor(string)\"}\n"
                          "rows = pd.read_csv(\"rows.csv\", dtype=texts)\n"
                          "%2"
                          "feed = {}\n"
                          "for i in inputs:\n"
                          "    cells = rows[[i.name]]\n"
                          "    if i.name in texts:\n"
                          "        feed[i.name] = cells.fillna(\"\").to_numpy(object)\n"
                          "    else:\n"
                          "        feed[i.name] = cells.to_numpy(np.float32)\n"
                          "%3 = model.run(%4, feed)\n")
        .arg(quoted(fileName), dateLines(model.schema()), answersOf(model), outputsOf(model));
}

/// Of a Model that looks at pictures alone.
QString pictureLines(const Schema &schema)
{
    const auto column = std::ranges::find(schema.columns, ColumnType::Picture, &RawColumn::type);
    const PictureShape shape = column->picture;
    return QStringLiteral("files = [\"one.png\", \"two.png\"]\n"
                          "pictures = [ImageOps.pad(Image.open(f).convert(\"%1\"), (%2, %3))\n"
                          "            for f in files]\n"
                          "pixels = np.stack([np.asarray(p, np.uint8) for p in pictures])\n"
                          "feed = {%4: pixels.reshape(-1, %3, %2, %5)}\n")
        .arg(shape.channels == 1 ? QStringLiteral("L") : QStringLiteral("RGB"))
        .arg(shape.width)
        .arg(shape.height)
        .arg(quoted(QString::fromStdString(column->name)))
        .arg(shape.channels);
}

QString picturePython(const Model &model, const QString &fileName)
{
    return QStringLiteral("import numpy as np\n"
                          "import onnxruntime\n"
                          "from PIL import Image, ImageOps\n"
                          "\n"
                          "model = onnxruntime.InferenceSession(%1)\n"
                          "%2%3 = model.run(%4, feed)\n")
        .arg(quoted(fileName), pictureLines(model.schema()), answersOf(model), outputsOf(model));
}

/// ["age", "city"] of the columns that are wanted, as Python writes a list.
template <typename Wanted>
QString namesOf(const Schema &schema, Wanted wanted)
{
    QStringList names;
    for (const RawColumn &column : schema.columns)
        if (column.used && wanted(column))
            names.append(quoted(QString::fromStdString(column.name)));
    return QLatin1Char('[') + names.join(QLatin1String(", ")) + QLatin1Char(']');
}

QString torchAnswer(const Model &model, bool readsTexts)
{
    QString lines = readsTexts ? QStringLiteral("answer = model(columns, texts)\n")
                               : QStringLiteral("answer = model(columns)\n");
    if (answersClasses(model))
        lines += QStringLiteral("labels = model.labels(answer)\n");
    return lines;
}

QString torchPython(const Model &model, const QString &fileName)
{
    const Schema &schema = model.schema();
    const QString texts = namesOf(schema, [](const RawColumn &c) { return !c.asNumber; });
    const QString numbers = namesOf(schema, [](const RawColumn &c) { return c.asNumber; });
    const bool readsTexts = texts.size() > 2;
    QString lines =
        QStringLiteral("import pandas as pd\n"
                       "import torch\n"
                       "\n"
                       "model = torch.jit.load(%1)\n"
                       "texts = %2\n"
                       "rows = pd.read_csv(\"rows.csv\", dtype={c: str for c in texts})\n"
                       "%3"
                       "columns = {c: torch.tensor(rows[c].to_numpy(\"float32\"))\n"
                       "           for c in %4}\n")
            .arg(quoted(fileName), texts, dateLines(schema), numbers);
    if (readsTexts)
        lines += QStringLiteral("texts = {c: rows[c].fillna(\"\").tolist() for c in texts}\n");
    return lines + torchAnswer(model, readsTexts);
}

QString torchPicturePython(const Model &model, const QString &fileName)
{
    QString feed = pictureLines(model.schema());
    feed.replace(QLatin1String("feed = {"), QLatin1String("columns = {"));
    feed.replace(QLatin1String(": pixels.reshape("),
                 QLatin1String(": torch.tensor(pixels).reshape("));
    return QStringLiteral("import numpy as np\n"
                          "import torch\n"
                          "from PIL import Image, ImageOps\n"
                          "\n"
                          "model = torch.jit.load(%1)\n"
                          "%2%3")
        .arg(quoted(fileName), feed, torchAnswer(model, false));
}

/// {"age", ""}, ... for the first columns.
QString readerCells(const Schema &schema)
{
    constexpr int kShown = 12;
    QString lines;
    int shown = 0;
    for (const RawColumn &column : schema.columns) {
        if (!column.used)
            continue;
        if (++shown > kShown)
            return lines + QStringLiteral("        // and so on: every column has to be there\n");
        lines += QStringLiteral("        {%1, \"\"},\n")
                     .arg(quoted(QString::fromStdString(column.name)));
    }
    return lines;
}

QString readerCall(const Model &model)
{
    const PictureShape shape = pictureOnly(model.schema());
    if (shape.bytes() == 0)
        return QStringLiteral("    const auto answer = model.predict({\n%1    });\n")
            .arg(readerCells(model.schema()));
    return QStringLiteral(
               "    std::vector<std::uint8_t> pixels(%1 * %2 * %3); // rows from the top\n"
               "    const auto answer = model.predict(pixels);\n")
        .arg(shape.height)
        .arg(shape.width)
        .arg(shape.channels);
}

QString cpp(const Model &model, const QString &fileName)
{
    const QString answer =
        answersClasses(model)
            ? QStringLiteral("    std::printf(\"%s\\n\", answer.label.c_str());\n")
            : QStringLiteral("    std::printf(\"%g\\n\", answer.number);\n");
    return QStringLiteral("// g++ -std=c++20 -O2 -march=x86-64-v3 main.cpp\n"
                          "#define LEPTUNE_READER_IMPLEMENTATION\n"
                          "#include \"leptune_reader.h\"\n"
                          "#include <cstdio>\n"
                          "\n"
                          "int main()\n"
                          "{\n"
                          "    const leptune::ModelReader model(%1);\n"
                          "%2%3"
                          "}\n")
        .arg(quoted(fileName), readerCall(model), answer);
}

/// Cells of a row, the first ones at least.
QString cFields(const Schema &schema, const CInterface &interface)
{
    constexpr int kShown = 12;
    QString lines;
    int shown = 0;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
        if (interface.fields[i].empty())
            continue;
        if (++shown > kShown)
            return lines + QStringLiteral("    /* and so on: what is left out is 0 */\n");
        const RawColumn &column = schema.columns[i];
        const char *const cell = column.type == ColumnType::Picture ? "pixels"
                                 : column.asNumber                  ? "NAN"
                                                                    : "\"\"";
        lines += QStringLiteral("    row.%1 = %2;\n")
                     .arg(QString::fromStdString(interface.fields[i]), QLatin1String(cell));
    }
    return lines;
}

QString cAnswer(const Model &model, const QString &prefix, const QString &macro)
{
    if (!answersClasses(model))
        return QStringLiteral("    printf(\"%g\\n\", (double)%1_predict(&row));\n").arg(prefix);
    return QStringLiteral("    float probability[%2_CLASSES];\n"
                          "    const int label = %1_predict(&row, probability);\n"
                          "    printf(\"%s %g\\n\", %1_class_names[label],\n"
                          "           (double)probability[label]);\n")
        .arg(prefix, macro);
}

QString c(const Model &model, const QString &fileName)
{
    const QString base = fileName.endsWith(QLatin1String(".c")) ? fileName.chopped(2) : fileName;
    const CInterface interface = cInterface(model, base.toStdString());
    const QString prefix = QString::fromStdString(interface.prefix);
    const bool pictures = std::ranges::any_of(model.schema().columns, [](const RawColumn &column) {
        return column.used && column.type == ColumnType::Picture;
    });
    return QStringLiteral("/* cc -std=c99 -O2 main.c \"%1.c\" -lm */\n"
                          "#include \"%1.h\"\n"
                          "#include <math.h>\n"
                          "#include <stdio.h>\n"
                          "\n"
                          "int main(void)\n"
                          "{\n"
                          "%2"
                          "    %3_input row = {0};\n"
                          "%4%5"
                          "    return 0;\n"
                          "}\n")
        .arg(base,
             pictures ? QStringLiteral("    const unsigned char *pixels = NULL; /* missing */\n")
                      : QString(),
             prefix, cFields(model.schema(), interface),
             cAnswer(model, prefix, QString::fromStdString(interface.macro)));
}

QString cOrWhyNot(const Model &model, const QString &fileName)
{
    try {
        return c(model, fileName);
    } catch (const Error &error) {
        return QString::fromStdString(error.detail());
    }
}

} // namespace

QString codeSnippet(const Model &model, ExportFormat format, const QString &fileName)
{
    const bool pictures = pictureOnly(model.schema()).bytes() > 0;
    switch (format) {
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return cOrWhyNot(model, fileName);
    case ExportFormat::TorchScript:
        return pictures ? torchPicturePython(model, fileName) : torchPython(model, fileName);
    case ExportFormat::Native:
        return cpp(model, fileName);
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        break;
    }
    return pictures ? picturePython(model, fileName) : python(model, fileName);
}

} // namespace leptune

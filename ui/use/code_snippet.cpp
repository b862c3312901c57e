// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/code_snippet.h"

#include "core/base/error.h"
#include "core/exporting/c_interface.h"

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

QString cpp(const Model &model, const QString &fileName)
{
    const bool pictures = pictureOnly(model.schema()).bytes() > 0;
    return QStringLiteral("#include \"core/base/atomic_file.h\"\n"
                          "#include \"core/project/prediction_file.h\"\n"
                          "\n"
                          "using namespace leptune;\n"
                          "const auto model = unpack(readWholeFile(%1), %1);\n"
                          "const Table rows = readTable(%2, "
                          "readOptionsFor(model->schema())).table;\n"
                          "writePredictions(*model, model->predict(rows), \"answers.csv\");\n")
        .arg(quoted(fileName),
             quoted(pictures ? QStringLiteral("folder") : QStringLiteral("rows.csv")));
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
    if (format == ExportFormat::C)
        return cOrWhyNot(model, fileName);
    if (format != ExportFormat::Onnx)
        return cpp(model, fileName);
    return pictureOnly(model.schema()).bytes() > 0 ? picturePython(model, fileName)
                                                   : python(model, fileName);
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/code_snippet.h"

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

} // namespace

QString codeSnippet(const Model &model, ExportFormat format, const QString &fileName)
{
    if (format != ExportFormat::Onnx)
        return cpp(model, fileName);
    return pictureOnly(model.schema()).bytes() > 0 ? picturePython(model, fileName)
                                                   : python(model, fileName);
}

} // namespace leptune

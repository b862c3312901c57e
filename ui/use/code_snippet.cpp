// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/code_snippet.h"

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

QString python(const Model &model, const QString &fileName)
{
    const bool classes = model.schema().task != TaskKind::Regression;
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
        .arg(quoted(fileName), dateLines(model.schema()),
             classes ? QStringLiteral("label, probability") : QStringLiteral("answer,"),
             classes ? QStringLiteral("[\"label\", \"probability\"]")
                     : QStringLiteral("[\"label\"]"));
}

QString cpp(const QString &fileName)
{
    return QStringLiteral("#include \"core/base/atomic_file.h\"\n"
                          "#include \"core/project/prediction_file.h\"\n"
                          "\n"
                          "using namespace leptune;\n"
                          "const auto model = unpack(readWholeFile(%1), %1);\n"
                          "const Table rows = readTable(\"rows.csv\", "
                          "readOptionsFor(model->schema())).table;\n"
                          "writePredictions(*model, model->predict(rows), \"answers.csv\");\n")
        .arg(quoted(fileName));
}

} // namespace

QString codeSnippet(const Model &model, ExportFormat format, const QString &fileName)
{
    return format == ExportFormat::Onnx ? python(model, fileName) : cpp(fileName);
}

} // namespace leptune

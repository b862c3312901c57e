// SPDX-License-Identifier: GPL-3.0-or-later
// Programs in Python around ONNX and TorchScript files.
#include "ui/use/snippet_parts.h"

#include <QStringList>

#include <algorithm>

namespace leptune::snippets {

namespace {

/// ["age", "city"] of the columns that are wanted, as Python writes a list.
template <typename Wanted>
QString namesOf(const Schema &schema, Wanted wanted)
{
    QStringList names;
    for (const RawColumn &column : schema.columns)
        if (isRead(schema, column) && wanted(column))
            names.append(quoted(QString::fromStdString(column.name)));
    return u'[' + names.join(QLatin1String(", ")) + u']';
}

QString dateNames(const Schema &schema)
{
    return namesOf(schema, [](const RawColumn &column) {
        return column.type == ColumnType::DateTime && column.asNumber;
    });
}

bool hasDates(const Schema &schema)
{
    return dateNames(schema).size() > 2;
}

QString imports(const Schema &schema, const QString &library, bool withNumpy)
{
    QString lines = QStringLiteral("import csv\n");
    if (hasDates(schema))
        lines += QStringLiteral("from datetime import datetime, timedelta\n");
    if (withNumpy)
        lines += QStringLiteral("import numpy as np\n");
    return lines + QStringLiteral("import %1\n\n").arg(library);
}

/// A cell as the model reads it; dates are days since 2000-01-01.
QString numberFunction(const Schema &schema)
{
    QString lines = QStringLiteral("\ndef number(name, cell):\n"
                                   "    if not cell:\n"
                                   "        return float(\"nan\")  # missing\n");
    if (hasDates(schema))
        lines +=
            QStringLiteral("    if name in %1:\n"
                           "        days = datetime.fromisoformat(cell) - datetime(2000, 1, 1)\n"
                           "        return days / timedelta(days=1)\n")
                .arg(dateNames(schema));
    return lines + QStringLiteral("    return float(cell)\n\n\n");
}

QString readRows()
{
    return QStringLiteral("with open(\"rows.csv\", newline=\"\", encoding=\"utf-8\") as file:\n"
                          "    rows = list(csv.DictReader(file))\n");
}

/// Of a Model that looks at pictures alone.
QString readPictures(const Schema &schema)
{
    const auto column = std::ranges::find(schema.columns, ColumnType::Picture, &RawColumn::type);
    const PictureShape shape = column->picture;
    return QStringLiteral("files = [\"one.png\", \"two.png\"]\n"
                          "pictures = [ImageOps.pad(Image.open(f).convert(\"%1\"), (%2, %3))\n"
                          "            for f in files]\n"
                          "pixels = np.stack([np.asarray(p, np.uint8) for p in pictures])\n"
                          "pixels = pixels.reshape(-1, %3, %2, %4)\n")
        .arg(shape.channels == 1 ? QStringLiteral("L") : QStringLiteral("RGB"))
        .arg(shape.width)
        .arg(shape.height)
        .arg(shape.channels);
}

QString pictureName(const Schema &schema)
{
    const auto column = std::ranges::find(schema.columns, ColumnType::Picture, &RawColumn::type);
    return quoted(QString::fromStdString(column->name));
}

QString pictureImports(const QString &library)
{
    return QStringLiteral("import numpy as np\n"
                          "import %1\n"
                          "from PIL import Image, ImageOps\n\n")
        .arg(library);
}

/// By their order: where a column has the name of an output, that has another one.
QString onnxAnswer(const Model &model)
{
    if (answersClasses(model))
        return QStringLiteral("label, probability = model.run(None, feed)\n"
                              "print(label, probability, sep=\"\\n\")\n");
    return QStringLiteral("answer, = model.run(None, feed)\n"
                          "print(answer)\n");
}

QString torchAnswer(const Model &model, bool readsTexts)
{
    QString lines = readsTexts ? QStringLiteral("answer = model(columns, texts)\n")
                               : QStringLiteral("answer = model(columns)\n");
    if (answersClasses(model))
        lines += QStringLiteral("labels = model.labels(answer)\n"
                                "print(labels, answer, sep=\"\\n\")\n");
    else
        lines += QStringLiteral("print(answer)\n");
    return lines;
}

QString torchTable(const Model &model, const QString &fileName)
{
    const Schema &schema = model.schema();
    const QString texts = namesOf(schema, [](const RawColumn &c) { return !c.asNumber; });
    const QString numbers = namesOf(schema, [](const RawColumn &c) { return c.asNumber; });
    const bool readsTexts = texts.size() > 2;
    QString lines = imports(schema, QStringLiteral("torch"), false) + numberFunction(schema) +
                    QStringLiteral("model = torch.jit.load(%1)\n").arg(quoted(fileName)) +
                    readRows() +
                    QStringLiteral("columns = {name: torch.tensor([number(name, row[name]) for row "
                                   "in rows])\n"
                                   "           for name in %1}\n")
                        .arg(numbers);
    if (readsTexts)
        lines += QStringLiteral("texts = {name: [row[name] for row in rows]\n"
                                "         for name in %1}\n")
                     .arg(texts);
    return lines + torchAnswer(model, readsTexts);
}

} // namespace

QString onnxInPython(const Model &model, const QString &fileName)
{
    const Schema &schema = model.schema();
    const QString load =
        QStringLiteral("model = onnxruntime.InferenceSession(%1)\n").arg(quoted(fileName));
    if (readsPicturesOnly(model))
        return pictureImports(QStringLiteral("onnxruntime")) + load + readPictures(schema) +
               QStringLiteral("feed = {%1: pixels}\n").arg(pictureName(schema)) + onnxAnswer(model);
    return imports(schema, QStringLiteral("onnxruntime"), true) + numberFunction(schema) + load +
           readRows() +
           QStringLiteral(
               "feed = {}\n"
               "for column in model.get_inputs():\n"
               "    cells = [row[column.name] for row in rows]\n"
               "    if column.type == \"tensor(string)\":\n"
               "        values = np.array(cells, dtype=object)\n"
               "    else:\n"
               "        values = np.array([number(column.name, cell) for cell in cells],\n"
               "                          dtype=np.float32)\n"
               "    feed[column.name] = values.reshape(-1, 1)\n") +
           onnxAnswer(model);
}

QString torchInPython(const Model &model, const QString &fileName)
{
    if (!readsPicturesOnly(model))
        return torchTable(model, fileName);
    return pictureImports(QStringLiteral("torch")) +
           QStringLiteral("model = torch.jit.load(%1)\n").arg(quoted(fileName)) +
           readPictures(model.schema()) +
           QStringLiteral("columns = {%1: torch.from_numpy(pixels)}\n")
               .arg(pictureName(model.schema())) +
           torchAnswer(model, false);
}

} // namespace leptune::snippets

// SPDX-License-Identifier: GPL-3.0-or-later
// The program around a TorchScript file in C++, by LibTorch.
#include "ui/use/snippet_parts.h"

namespace leptune::snippets {

namespace {

bool readsTexts(const Schema &schema)
{
    for (const RawColumn &column : schema.columns)
        if (isRead(schema, column) && !column.asNumber && column.type != ColumnType::Picture)
            return true;
    return false;
}

QString cellLine(const RawColumn &column)
{
    const QString name = quoted(QString::fromStdString(column.name));
    if (column.type == ColumnType::Picture)
        return QStringLiteral("    columns.insert(%1, torch::zeros({1, %2, %3, %4}, "
                              "torch::kUInt8)); // rows from the top\n")
            .arg(name, QString::number(column.picture.height),
                 QString::number(column.picture.width), QString::number(column.picture.channels));
    if (column.asNumber)
        return QStringLiteral("    columns.insert(%1, torch::full({1}, NAN));\n").arg(name);
    return QStringLiteral("    texts.insert(%1, text(\"\"));\n").arg(name);
}

} // namespace

QString torchInCpp(const Model &model, const QString &fileName)
{
    const Schema schema = writtenSchema(model);
    const bool hasTexts = readsTexts(schema);
    QString lines =
        QStringLiteral("// c++ -std=c++17 -O2 main.cpp -I TORCH/include -I "
                       "TORCH/include/torch/csrc/api/include\n"
                       "//     -L TORCH/lib -ltorch -ltorch_cpu -lc10\n"
                       "#include <torch/script.h>\n"
                       "#include <cmath>\n"
                       "#include <iostream>\n"
                       "\n"
                       "int main()\n"
                       "{\n"
                       "    torch::jit::Module model = torch::jit::load(%1);\n"
                       "    // A row; NAN and \"\" are missing, dates are days since 2000-01-01.\n"
                       "    c10::Dict<std::string, torch::Tensor> columns;\n")
            .arg(quoted(fileName));
    if (hasTexts)
        lines += QStringLiteral("    c10::Dict<std::string, c10::List<std::string>> texts;\n"
                                "    const auto text = [](const std::string &cell) {\n"
                                "        c10::List<std::string> cells;\n"
                                "        cells.push_back(cell);\n"
                                "        return cells;\n"
                                "    };\n");
    for (const RawColumn &column : schema.columns)
        if (isRead(schema, column))
            lines += cellLine(column);
    lines += QStringLiteral("    const torch::Tensor answer = model.forward({%1}).toTensor();\n")
                 .arg(hasTexts ? QLatin1String("columns, texts") : QLatin1String("columns"));
    if (answersClasses(model))
        lines += QStringLiteral("    std::cout << model.get_method(\"labels\")({answer}) << "
                                "\"\\n\";\n");
    return lines + QStringLiteral("    std::cout << answer << std::endl;\n}\n");
}

} // namespace leptune::snippets

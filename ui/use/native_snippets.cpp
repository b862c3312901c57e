// SPDX-License-Identifier: GPL-3.0-or-later
// Programs around native files and the header that reads them, in C++, C and Python.
#include "ui/use/snippet_parts.h"

#include <algorithm>

namespace leptune::snippets {

namespace {

/// A line for each column that the Model looks at, `line` of its name.
template <typename Line>
QString columnLines(const Model &model, Line line)
{
    QString lines;
    for (const RawColumn &column : model.schema().columns)
        if (isRead(model.schema(), column))
            lines += line(QString::fromStdString(column.name));
    return lines;
}

qsizetype classCount(const Model &model)
{
    return static_cast<qsizetype>(model.schema().classes.size());
}

/// Bytes of the longest class and the zero behind it.
qsizetype labelRoom(const Model &model)
{
    std::size_t longest = 0;
    for (const std::string &name : model.schema().classes)
        longest = std::max(longest, name.size());
    return static_cast<qsizetype>(longest) + 1;
}

/// What the entry of the library is given, in C and C++.
QString entryParameters(const Model &model)
{
    const QString row = readsPicturesOnly(model)
                            ? QStringLiteral("const unsigned char *row, unsigned count")
                            : QStringLiteral("const char *const (*row)[2], unsigned count");
    return QStringLiteral("const void *model, %1,\n           %2float *number")
        .arg(row, answersClasses(model) ? QStringLiteral("char *label, ") : QString());
}

QString predictLines(const Model &model)
{
    if (readsPicturesOnly(model))
        return QStringLiteral(
            "        const auto found = reader->predict(std::span(row, count));\n");
    return QStringLiteral("        leptune::ModelReader::Row cells;\n"
                          "        for (unsigned i = 0; i < count; ++i)\n"
                          "            cells[row[i][0]] = row[i][1];\n"
                          "        const auto found = reader->predict(cells);\n");
}

QString resultLines(const Model &model)
{
    if (!answersClasses(model))
        return QStringLiteral("        *number = found.number;\n");
    return QStringLiteral("        label[found.label.copy(label, %1)] = 0;\n"
                          "        std::copy(found.probabilities.begin(), "
                          "found.probabilities.end(), number);\n")
        .arg(labelRoom(model) - 1);
}

/// The header as two functions of C.
QString library(const Model &model)
{
    return QStringLiteral("#define LEPTUNE_READER_IMPLEMENTATION\n"
                          "#include \"leptune_reader.h\"\n"
                          "#include <algorithm>\n"
                          "#include <cstdio>\n"
                          "\n"
                          "extern \"C\" void *load(const char *path)\n"
                          "{\n"
                          "    try {\n"
                          "        return new leptune::ModelReader(path);\n"
                          "    } catch (const std::exception &error) {\n"
                          "        std::fprintf(stderr, \"%s\\n\", error.what());\n"
                          "        return nullptr;\n"
                          "    }\n"
                          "}\n"
                          "\n"
                          "extern \"C\" int answer(") +
           entryParameters(model) +
           QStringLiteral(")\n"
                          "{\n"
                          "    try {\n"
                          "        const auto *reader = static_cast<const leptune::ModelReader "
                          "*>(model);\n") +
           predictLines(model) + resultLines(model) +
           QStringLiteral("        return 1;\n"
                          "    } catch (const std::exception &error) {\n"
                          "        std::fprintf(stderr, \"%s\\n\", error.what());\n"
                          "        return 0;\n"
                          "    }\n"
                          "}\n");
}

QString rowInC(const Model &model)
{
    if (readsPicturesOnly(model))
        return QStringLiteral("    /* Rows from the top, channels last. */\n"
                              "    static const unsigned char row[%1];\n")
            .arg(pictureOnly(model.schema()).bytes());
    return QStringLiteral("    /* Cells as a CSV file spells them; \"\" is missing. */\n"
                          "    static const char *const row[][2] = {\n") +
           columnLines(model,
                       [](const QString &name) {
                           return QStringLiteral("        {%1, \"\"},\n").arg(quotedInC(name));
                       }) +
           QStringLiteral("    };\n");
}

QString mainInC(const Model &model, const QString &fileName)
{
    const bool hasClasses = answersClasses(model);
    QString lines = QStringLiteral("int main(void)\n{\n") + rowInC(model);
    if (hasClasses)
        lines += QStringLiteral("    char label[%1];\n"
                                "    float number[%2];\n"
                                "    int i;\n")
                     .arg(labelRoom(model))
                     .arg(classCount(model));
    else
        lines += QStringLiteral("    float number[1];\n");
    lines += QStringLiteral("    const void *model = load(%1);\n"
                            "    if (model == NULL || !answer(model, row, sizeof row / sizeof "
                            "row[0], %2number))\n"
                            "        return 1;\n")
                 .arg(quotedInC(fileName), hasClasses ? QStringLiteral("label, ") : QString());
    if (hasClasses)
        lines += QStringLiteral("    printf(\"%s\", label);\n"
                                "    for (i = 0; i < %1; ++i)\n"
                                "        printf(\" %g\", (double)number[i]);\n"
                                "    printf(\"\\n\");\n")
                     .arg(classCount(model));
    else
        lines += QStringLiteral("    printf(\"%g\\n\", (double)number[0]);\n");
    return lines + QStringLiteral("    return 0;\n}\n");
}

QString rowInPython(const Model &model)
{
    if (readsPicturesOnly(model))
        return QStringLiteral("row = bytes(%1)  # rows from the top, channels last\n"
                              "count = len(row)\n")
            .arg(pictureOnly(model.schema()).bytes());
    return QStringLiteral("cells = {  # as a CSV file spells them; \"\" is missing\n") +
           columnLines(model,
                       [](const QString &name) {
                           return QStringLiteral("    %1: \"\",\n").arg(quoted(name));
                       }) +
           QStringLiteral("}\n"
                          "texts = [text.encode() for pair in cells.items() for text in pair]\n"
                          "row = (ctypes.c_char_p * len(texts))(*texts)\n"
                          "count = len(cells)\n");
}

QString answerInPython(const Model &model)
{
    if (!answersClasses(model))
        return QStringLiteral("number = ctypes.c_float()\n"
                              "if reader.answer(model, row, count, ctypes.byref(number)):\n"
                              "    print(number.value)\n");
    return QStringLiteral("label = ctypes.create_string_buffer(%1)\n"
                          "number = (ctypes.c_float * %2)()\n"
                          "if reader.answer(model, row, count, label, number):\n"
                          "    print(label.value.decode(), *number)\n")
        .arg(labelRoom(model))
        .arg(classCount(model));
}

/// {"age", ""}, ... for the columns.
QString cellsInCpp(const Model &model)
{
    return columnLines(model, [](const QString &name) {
        return QStringLiteral("        {%1, \"\"},\n").arg(quoted(name));
    });
}

QString callInCpp(const Model &model)
{
    const PictureShape shape = pictureOnly(model.schema());
    if (shape.bytes() == 0)
        return QStringLiteral("    // Cells as a CSV file spells them; \"\" is missing.\n"
                              "    const auto answer = model.predict({\n%1    });\n")
            .arg(cellsInCpp(model));
    return QStringLiteral(
               "    std::vector<std::uint8_t> pixels(%1 * %2 * %3); // rows from the top\n"
               "    const auto answer = model.predict(pixels);\n")
        .arg(shape.height)
        .arg(shape.width)
        .arg(shape.channels);
}

} // namespace

QString nativeInCpp(const Model &model, const QString &fileName)
{
    const QString answer =
        answersClasses(model)
            ? QStringLiteral("    std::printf(\"%s\\n\", answer.label.c_str());\n")
            : QStringLiteral("    std::printf(\"%g\\n\", static_cast<double>(answer.number));\n");
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
        .arg(quoted(fileName), callInCpp(model), answer);
}

QString nativeInC(const Model &model, const QString &fileName)
{
    return QStringLiteral("/* Built twice, for the header is C++: what reads the model, and what "
                          "asks it.\n"
                          "   c++ -std=c++20 -O2 -march=x86-64-v3 -x c++ -c main.c -o reader.o\n"
                          "   cc -std=c99 -O2 -c main.c -o main.o\n"
                          "   c++ main.o reader.o -o main */\n"
                          "#ifdef __cplusplus\n") +
           library(model) +
           QStringLiteral("#else\n"
                          "#include <stdio.h>\n"
                          "\n"
                          "void *load(const char *path);\n"
                          "int answer(%1);\n"
                          "\n")
               .arg(entryParameters(model)) +
           mainInC(model, fileName) + QStringLiteral("#endif\n");
}

QString nativeInPython(const Model &model, const QString &fileName)
{
    return QStringLiteral("import ctypes\n"
                          "import os\n"
                          "import subprocess\n"
                          "\n"
                          "LIBRARY = r\"\"\"\n%1\"\"\"\n"
                          "\n"
                          "if not os.path.exists(\"reader.so\"):  # built once\n"
                          "    subprocess.run([\"c++\", \"-std=c++20\", \"-O2\", "
                          "\"-march=x86-64-v3\", \"-shared\", \"-fPIC\",\n"
                          "                    \"-I.\", \"-xc++\", \"-\", \"-o\", \"reader.so\"],"
                          " input=LIBRARY.encode(), check=True)\n"
                          "reader = ctypes.CDLL(\"./reader.so\")\n"
                          "reader.load.restype = ctypes.c_void_p\n"
                          "model = ctypes.c_void_p(reader.load(os.fsencode(%2)))\n")
               .arg(library(model), quoted(fileName)) +
           rowInPython(model) + answerInPython(model);
}

} // namespace leptune::snippets

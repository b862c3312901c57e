// SPDX-License-Identifier: GPL-3.0-or-later
// Programs around ONNX files in C and C++, by the C interface of ONNX Runtime.
#include "ui/use/snippet_parts.h"

#include <algorithm>

namespace leptune::snippets {

namespace {

/// Of the three kinds of inputs.
struct Kinds {
    bool numbers = false, texts = false, pictures = false;
};

bool isPicture(const RawColumn &column)
{
    return column.type == ColumnType::Picture;
}

Kinds kindsOf(const Schema &schema)
{
    Kinds kinds;
    for (const RawColumn &column : schema.columns)
        if (isRead(schema, column))
            (isPicture(column) ? kinds.pictures
             : column.asNumber ? kinds.numbers
                               : kinds.texts) = true;
    return kinds;
}

QString head(bool isCpp, const Kinds &kinds)
{
    QString lines =
        isCpp ? QStringLiteral("// c++ -O2 main.cpp -I ORT/include -L ORT/lib -lonnxruntime\n"
                               "// By the C interface, which onnxruntime_cxx_api.h wraps.\n")
              : QStringLiteral("/* cc -std=c99 -O2 main.c -I ORT/include -L ORT/lib "
                               "-lonnxruntime */\n");
    lines += QStringLiteral("#include <onnxruntime_c_api.h>\n");
    const QString form =
        isCpp ? QStringLiteral("#include <c%1>\n") : QStringLiteral("#include <%1.h>\n");
    if (kinds.numbers)
        lines += form.arg(QLatin1String("math"));
    return lines + form.arg(QLatin1String("stdio")) + form.arg(QLatin1String("stdlib"));
}

QString globals(qsizetype inputs)
{
    return QStringLiteral("\n"
                          "static const OrtApi *ort;\n"
                          "static OrtAllocator *memory;\n"
                          "static const char *names[%1];\n"
                          "static OrtValue *cells[%1];\n"
                          "static size_t count;\n"
                          "\n"
                          "static void check(OrtStatus *status)\n"
                          "{\n"
                          "    if (status == NULL)\n"
                          "        return;\n"
                          "    fprintf(stderr, \"%s\\n\", ort->GetErrorMessage(status));\n"
                          "    exit(1);\n"
                          "}\n"
                          "\n"
                          "/* What the cells of one more column are to be written to. */\n"
                          "static void *add(const char *name, const int64_t *shape, size_t "
                          "dimensions,\n"
                          "                 ONNXTensorElementDataType type)\n"
                          "{\n"
                          "    void *data = NULL;\n"
                          "    names[count] = name;\n"
                          "    check(ort->CreateTensorAsOrtValue(memory, shape, dimensions, type, "
                          "&cells[count]));\n"
                          "    if (type != ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING)\n"
                          "        check(ort->GetTensorMutableData(cells[count], &data));\n"
                          "    ++count;\n"
                          "    return data;\n"
                          "}\n")
        .arg(inputs);
}

/// A function for each kind of column that the file has.
QString adders(const Kinds &kinds)
{
    QString lines;
    if (kinds.numbers)
        lines += QStringLiteral("\n"
                                "static void number(const char *name, float cell)\n"
                                "{\n"
                                "    const int64_t one[2] = {1, 1};\n"
                                "    *(float *)add(name, one, 2, "
                                "ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT) = cell;\n"
                                "}\n");
    if (kinds.texts)
        lines += QStringLiteral("\n"
                                "static void text(const char *name, const char *cell)\n"
                                "{\n"
                                "    const int64_t one[2] = {1, 1};\n"
                                "    add(name, one, 2, ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING);\n"
                                "    check(ort->FillStringTensor(cells[count - 1], &cell, 1));\n"
                                "}\n");
    if (kinds.pictures)
        lines += QStringLiteral("\n"
                                "/* Rows from the top, channels last. */\n"
                                "static void picture(const char *name, int height, int width, int "
                                "channels, const unsigned char *pixels)\n"
                                "{\n"
                                "    const int64_t one[4] = {1, height, width, channels};\n"
                                "    memcpy(add(name, one, 4, ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8),"
                                " pixels,\n"
                                "           (size_t)height * (size_t)width * (size_t)channels);\n"
                                "}\n");
    return lines;
}

QString cellLine(const RawColumn &column)
{
    const QString name = quotedInC(QString::fromStdString(column.name));
    if (isPicture(column))
        return QStringLiteral("    picture(%1, %2, %3, %4, pixels);\n")
            .arg(name, QString::number(column.picture.height),
                 QString::number(column.picture.width), QString::number(column.picture.channels));
    return column.asNumber ? QStringLiteral("    number(%1, NAN);\n").arg(name)
                           : QStringLiteral("    text(%1, \"\");\n").arg(name);
}

/// Zeros for the largest picture.
QString pixelLine(const Schema &schema)
{
    std::size_t bytes = 0;
    for (const RawColumn &column : schema.columns)
        if (isPicture(column))
            bytes = std::max(bytes, column.picture.bytes());
    return QStringLiteral("    static unsigned char pixels[%1];\n").arg(bytes);
}

QString sessionLines(const QString &fileName)
{
    return QStringLiteral(
               "    ort = OrtGetApiBase()->GetApi(ORT_API_VERSION);\n"
               "    check(ort->GetAllocatorWithDefaultOptions(&memory));\n"
               "    check(ort->CreateEnv(ORT_LOGGING_LEVEL_WARNING, \"main\", "
               "&environment));\n"
               "    check(ort->CreateSessionOptions(&options));\n"
               "    check(ort->CreateSession(environment, %1, options, &model));\n"
               "\n"
               "    /* A row; NAN and \"\" are missing, dates are days since 2000-01-01. "
               "*/\n")
        .arg(quotedInC(fileName));
}

/// By their order: where a column has the name of an output, that has another one.
QString runLines(int outputs)
{
    return QStringLiteral("\n"
                          "    for (i = 0; i < %1; ++i)\n"
                          "        check(ort->SessionGetOutputName(model, i, memory, "
                          "&answers[i]));\n"
                          "    check(ort->Run(model, NULL, names, (const OrtValue *const *)cells, "
                          "count,\n"
                          "                   (const char *const *)answers, %1, values));\n"
                          "    check(ort->GetTensorMutableData(values[%2], &numbers));\n")
        .arg(outputs)
        .arg(outputs - 1);
}

QString printLines(qsizetype classes)
{
    if (classes == 0)
        return QStringLiteral("    printf(\"%g\\n\", (double)*(float *)numbers);\n");
    return QStringLiteral("    check(ort->GetStringTensorDataLength(values[0], &length));\n"
                          "    label = (char *)calloc(length + 1, 1);\n"
                          "    check(ort->GetStringTensorContent(values[0], label, length, "
                          "&start, 1));\n"
                          "    printf(\"%s\", label);\n"
                          "    for (i = 0; i < %1; ++i)\n"
                          "        printf(\" %g\", (double)((float *)numbers)[i]);\n"
                          "    printf(\"\\n\");\n")
        .arg(classes);
}

} // namespace

QString onnxInC(const Model &model, bool isCpp, const QString &fileName)
{
    const Schema schema = writtenSchema(model);
    const Kinds kinds = kindsOf(schema);
    const int outputs = answersClasses(model) ? 2 : 1;
    QString rows;
    qsizetype inputs = 0;
    for (const RawColumn &column : schema.columns)
        if (isRead(schema, column)) {
            rows += cellLine(column);
            ++inputs;
        }
    QString lines = head(isCpp, kinds) + globals(inputs) + adders(kinds) +
                    QStringLiteral("\nint main(void)\n{\n"
                                   "    OrtEnv *environment = NULL;\n"
                                   "    OrtSessionOptions *options = NULL;\n"
                                   "    OrtSession *model = NULL;\n"
                                   "    OrtValue *values[%1] = {NULL};\n"
                                   "    char *answers[%1];\n"
                                   "    void *numbers = NULL;\n"
                                   "    size_t i;\n")
                        .arg(outputs);
    if (outputs == 2)
        lines += QStringLiteral("    size_t length = 0, start = 0;\n"
                                "    char *label;\n");
    if (kinds.pictures)
        lines += pixelLine(schema);
    return lines + sessionLines(fileName) + rows + runLines(outputs) +
           printLines(outputs == 2 ? static_cast<qsizetype>(schema.classes.size()) : 0) +
           QStringLiteral("    return 0;\n}\n");
}

} // namespace leptune::snippets

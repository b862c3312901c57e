// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_interface.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/exporting/c_csv.h"
#include "core/exporting/c_names.h"
#include "core/model/prediction_interval.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace leptune {
namespace {

std::string upperCase(std::string word)
{
    std::ranges::transform(word, word.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return word;
}

/// A double as C reads it back.
std::string cDouble(double value)
{
    std::string number = numberText(value);
    if (number.find_first_of(".e") == std::string::npos)
        number += ".0";
    return number;
}

/// What a field takes, as a comment.
std::string fieldForm(const RawColumn &column)
{
    if (column.type == ColumnType::Picture)
        return std::to_string(column.picture.height) + " x " +
               std::to_string(column.picture.width) + " pixels of " +
               std::to_string(column.picture.channels) +
               (column.picture.channels == 1 ? " byte" : " bytes") + ", NULL is missing";
    if (!column.asNumber)
        return "UTF-8, NULL or \"\" is missing";
    switch (column.type) {
    case ColumnType::DateTime:
        return "days since 2000-01-01 00:00 UTC, NAN is missing";
    case ColumnType::Boolean:
        return "1 or 0, NAN is missing";
    default:
        return "NAN is missing";
    }
}

const char *numberType(const CInterface &interface)
{
    return interface.fixedPoint ? "int" : "float";
}

std::string fixedForm(const RawColumn &column, const CInterface &interface,
                      const std::string &field)
{
    const char *const what =
        column.type == ColumnType::DateTime ? "days since 2000-01-01 00:00 UTC, " : "";
    return what + ("times " + interface.macro) + '_' + upperCase(field) + "_ONE, or " +
           interface.macro + "_MISSING";
}

/// "float size;", without a comment.
std::string fieldDeclaration(const RawColumn &column, const std::string &field, const char *number)
{
    std::string text = column.type == ColumnType::Picture ? "const unsigned char *"
                       : column.asNumber                  ? std::string(number) + ' '
                                                          : "const char *";
    return text.append(field).append(";");
}

std::string inputStruct(const Model &model, const CInterface &interface)
{
    const std::vector<RawColumn> &columns = model.schema().columns;
    std::string text = "typedef struct " + interface.prefix + "_input {\n";
    bool any = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (interface.fields[i].empty())
            continue;
        any = true;
        text += "    " + fieldDeclaration(columns[i], interface.fields[i], numberType(interface)) +
                " /* \"" + cComment(columns[i].name) + "\": " +
                (columns[i].asNumber && interface.fixedPoint
                     ? fixedForm(columns[i], interface, interface.fields[i])
                     : fieldForm(columns[i])) +
                " */\n";
    }
    if (!any)
        text += "    char unused; /* the answer is the same for all rows */\n";
    return text + "} " + interface.prefix + "_input;\n";
}

std::string facts(const Model &model)
{
    const Schema &schema = model.schema();
    std::string text =
        " * Answers \"" + cComment(schema.target) + "\" (" + taskName(schema.task) + ")";
    for (const auto &[key, value] : model.provenance())
        text += ".\n * " + cComment(key) + ": " + cComment(value);
    return text + ".\n";
}

std::string predictDeclaration(const Model &model, const CInterface &interface)
{
    const std::string &prefix = interface.prefix;
    if (model.schema().task == TaskKind::Regression)
        return std::string("/* Uses nothing but its input and the stack. */\n") +
               numberType(interface) + ' ' + prefix + "_predict(const " + prefix +
               "_input *input);\n";
    const std::string classes = interface.macro + "_CLASSES";
    return "#define " + classes + ' ' + std::to_string(model.schema().classes.size()) +
           "\nextern const char *const " + prefix + "_class_names[" + classes +
           "];\n\n/* The number of the class; fills probability[" + classes +
           "] where it is not NULL. Uses nothing but its\n * input and the stack. */\nint " +
           prefix + "_predict(const " + prefix + "_input *input, " + numberType(interface) +
           " *probability);\n";
}

/// "#define M_INTERVAL_90 1.5": in the target's unit, also where the answer is a whole number.
std::string intervalLine(const Model &model, const CInterface &interface)
{
    const std::optional<double> width = intervalHalfWidth(model);
    if (!width)
        return {};
    std::string text =
        "/* Nine of ten new rows like those that it learned from have their truth\n"
        " * within the answer plus or minus this, in the target's unit. */\n#define ";
    text += interface.macro;
    text += "_INTERVAL_90 ";
    text += cDouble(*width);
    text += "\n\n";
    return text;
}

const char *compileHint(const CInterface &interface)
{
    return interface.fixedPoint
               ? " * No floats are computed with. Compile with -std=c99. */\n"
               : " * Compile with -std=c99, link with -lm; never with -ffast-math. On x86 without "
                 "SSE2 (-mfpmath=387)\n * the last digits differ. */\n";
}

/// "#define M_AGE_ONE 64.0": what a 1 is as a whole number.
std::string scaleLine(const std::string &name, int bits)
{
    return "#define " + name + "_ONE " + cDouble(std::ldexp(1.0, bits)) + '\n';
}

std::string scaleLines(const Model &model, const CInterface &interface)
{
    const CFixedPoint &fixed = *interface.fixedPoint;
    const std::vector<RawColumn> &columns = model.schema().columns;
    std::string text =
        "/* Numbers are whole: what they stand for, times ..._ONE. Cells are rounded "
        "down. */\n#define " +
        interface.macro + "_MISSING (-2147483647 - 1)\n";
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!interface.fields[i].empty() && columns[i].asNumber)
            text += scaleLine(interface.macro + '_' + upperCase(interface.fields[i]),
                              fixed.columnBits[i]);
    return text + "/* Of the answer. */\n" + scaleLine(interface.macro, fixed.answerBits) + '\n';
}

/// The place of the largest of numbers.
std::string largestFunction(CWriter &to, const std::string &number)
{
    const std::string text = R"(
/* The first of equals. */
static int $NAME(const $NUMBER *x, int count)
{
    int best = 0, i;
    for (i = 1; i < count; ++i)
        if (x[best] < x[i])
            best = i;
    return best;
}
)";
    return to.function("lept_largest", replaced(text, "$NUMBER", number));
}

/// The same of each number by its weight; products of two ints have 64 bits.
std::string weightedFunction(CWriter &to, const std::string &number)
{
    const std::string text = R"(
/* What a miss of a class costs weighs it. The first of equals. */
static int $NAME(const $NUMBER *x, const $NUMBER *weights, int count)
{
    int best = 0, i;
    for (i = 1; i < count; ++i)
        if ($WIDEx[best] * weights[best] < $WIDEx[i] * weights[i])
            best = i;
    return best;
}
)";
    const std::string wide = number == "int" ? "(long long)" : "";
    return to.function("lept_dearest", replaced(replaced(text, "$WIDE", wide), "$NUMBER", number));
}

std::vector<std::int64_t> wholeWeights(const std::vector<float> &weights)
{
    constexpr int kBits = 30;
    std::vector<std::int64_t> whole;
    for (const float weight : weights)
        whole.push_back(std::llround(std::ldexp(static_cast<double>(weight), kBits)));
    return whole;
}

} // namespace

CInterface cInterface(const Model &model, const std::string &path)
{
    const std::string name = std::filesystem::path(path).filename().string();
    if (name.empty() || std::ranges::any_of(name, [](char c) {
            return c == '"' || c == '\\' || c == '?' || c == '*' ||
                   static_cast<unsigned char>(c) < 32 || c == 127;
        }))
        throw Error(ErrorCode::BadOption, "--output",
                    "a C file can't include a header of that name; use letters, digits, points, "
                    "lines and blanks");
    CInterface result;
    result.header = name + ".h";
    result.prefix = CNames().identifier(name, "model");
    result.macro = upperCase(result.prefix);
    CNames names;
    const std::vector<RawColumn> &columns = model.schema().columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        result.fields.push_back(
            columns[i].used ? names.identifier(columns[i].name, "column_" + std::to_string(i + 1))
                            : std::string());
    return result;
}

std::string cHeader(const Model &model, const CInterface &interface, std::size_t flashBytes,
                    std::size_t ramBytes)
{
    const std::string &macro = interface.macro;
    const std::string guard = "LEPTUNE_" + macro + "_H";
    return "/* A model that Leptune " LEPTUNE_VERSION " wrote as C99.\n" + facts(model) +
           " * Flash: " + std::to_string(flashBytes) +
           " bytes of tables and the code. RAM: " + std::to_string(ramBytes) +
           " bytes of the stack and what calls need.\n" + compileHint(interface) + "#ifndef " +
           guard + "\n#define " + guard +
           "\n\n#ifdef __cplusplus\nextern \"C\" {\n"
           "#endif\n\n#define " +
           macro + "_FLASH_BYTES " + std::to_string(flashBytes) + "\n#define " + macro +
           "_RAM_BYTES " + std::to_string(ramBytes) + "\n\n" +
           (interface.fixedPoint ? scaleLines(model, interface) : "") +
           intervalLine(model, interface) + inputStruct(model, interface) + '\n' +
           predictDeclaration(model, interface) +
           (interface.fixedPoint ? "" : cCsvDeclaration(model, interface)) +
           "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
}

std::string cSourceHead(const CInterface &interface, const std::string &includes)
{
    return "/* See " + interface.header +
           ". Written by Leptune " LEPTUNE_VERSION "; changes are lost at the next export. */\n"
           "#include \"" +
           interface.header + "\"\n\n" + includes +
           "\n/* The code takes an int for 32 bits and a char for 8. */\n"
           "extern char lept_int_has_32_bits[sizeof(int) == 4 && (unsigned char)-1 == 255 ? 1 : "
           "-1];\n\n";
}

std::string cLargest(CWriter &to, const Model &model, const std::string &number,
                     const std::string &pointer)
{
    const std::string count = std::to_string(model.schema().classes.size());
    const std::vector<float> &weights = model.decision().classWeights;
    if (weights.empty())
        return largestFunction(to, number) + '(' + pointer + ", " + count + ')';
    const std::string table =
        number == "int" ? to.integers(wholeWeights(weights), CType::I32).name : to.floats(weights);
    return weightedFunction(to, number) + '(' + pointer + ", " + table + ", " + count + ')';
}

void requireStack(std::size_t bytes)
{
    constexpr std::size_t kMost = std::size_t{4} << 20;
    if (bytes > kMost)
        throw Error(ErrorCode::Unsupported, "c",
                    "a row of the model needs " + std::to_string(bytes >> 20) +
                        " MiB of the stack; export it as onnx or native");
}

std::string cClassNames(CWriter &to, const Model &model, const CInterface &interface)
{
    if (model.schema().task == TaskKind::Regression)
        return {};
    std::string text = "\nconst char *const " + interface.prefix + "_class_names[" +
                       interface.macro + "_CLASSES] = {\n";
    for (const std::string &name : model.schema().classes)
        text += "    " + to.texts({&name, 1}) + ",\n";
    return text + "};\n";
}

} // namespace leptune

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_interface.h"

#include "core/base/error.h"
#include "core/exporting/c_csv.h"
#include "core/exporting/c_names.h"

#include <algorithm>
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

std::string inputStruct(const Model &model, const CInterface &interface)
{
    const std::vector<RawColumn> &columns = model.schema().columns;
    std::string text = "typedef struct " + interface.prefix + "_input {\n";
    bool any = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (interface.fields[i].empty())
            continue;
        any = true;
        text += "    " + cFieldDeclaration(columns[i], interface.fields[i]) + " /* \"" +
                cComment(columns[i].name) + "\": " + fieldForm(columns[i]) + " */\n";
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
        return "/* Uses nothing but its input and the stack. */\nfloat " + prefix +
               "_predict(const " + prefix + "_input *input);\n";
    const std::string classes = interface.macro + "_CLASSES";
    return "#define " + classes + ' ' + std::to_string(model.schema().classes.size()) +
           "\nextern const char *const " + prefix + "_class_names[" + classes +
           "];\n\n/* The number of the class; fills probability[" + classes +
           "] where it is not NULL. Uses nothing but its\n * input and the stack. */\nint " +
           prefix + "_predict(const " + prefix + "_input *input, float *probability);\n";
}

} // namespace

std::string cFieldDeclaration(const RawColumn &column, const std::string &field)
{
    const char *type = column.type == ColumnType::Picture ? "const unsigned char *"
                       : column.asNumber                  ? "float "
                                                          : "const char *";
    return type + field + ';';
}

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
           " bytes of the stack and what calls need.\n"
           " * Compile with -std=c99, link with -lm; never with -ffast-math. On x86 without SSE2 "
           "(-mfpmath=387)\n * the last digits differ. */\n"
           "#ifndef " +
           guard + "\n#define " + guard +
           "\n\n#ifdef __cplusplus\nextern \"C\" {\n"
           "#endif\n\n#define " +
           macro + "_FLASH_BYTES " + std::to_string(flashBytes) + "\n#define " + macro +
           "_RAM_BYTES " + std::to_string(ramBytes) + "\n\n" + inputStruct(model, interface) +
           '\n' + predictDeclaration(model, interface) + cCsvDeclaration(model, interface) +
           "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
}

} // namespace leptune
